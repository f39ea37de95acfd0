"""Talks in the console: two sides negotiate twelve articles in English and Japanese, each on its own node."""

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

from sides import exchange, opened, two_sides
from support import GREEN, PARTIES

TITLES = [
    ("Purpose", "目的"),
    ("Definitions", "定義"),
    ("Protection", "保護"),
    ("Equivalence", "同等性"),
    ("Access", "アクセス"),
    ("Transmission", "送付"),
    ("Registration", "登録"),
    ("Third parties", "第三者"),
    ("Visits", "訪問"),
    ("Loss", "漏えい"),
    ("Destruction", "廃棄"),
    ("Entry into force", "効力発生"),
]
OWN_EYES = "CANARY: we can live with Article 8 as they have it"


def words(number):
    english, japanese = TITLES[number]
    return {
        "row": f"art_{number + 1}",
        "number": str(number + 1),
        "position": number + 1,
        "heading": {"en": english, "ja": japanese},
        "body": {
            "en": f"{english}: the Parties shall act under Article {number + 1}.",
            "ja": f"{japanese}：両締約国は、第{number + 1}条に従って行動する。",
        },
    }


@pytest.fixture(scope="module")
def sides(tmp_path_factory):
    with two_sides(tmp_path_factory.mktemp("talks")) as both:
        yield both


def choose(browser, name, value):
    Select(browser.one(f"dialog select[name={name}]")).select_by_value(value)


def sent(browser):
    """Sends the dialog that is open."""
    browser.click("dialog button.primary")
    browser.wait(lambda: not browser.all("dialog"), "the dialog to close")


def row(name, button):
    return f'.agreed-row[data-row="{name}"] button.{button}'


def state(browser, name):
    return browser.one(f'.agreed-row[data-row="{name}"]').get_attribute("data-state")


def test_a_dialogue_is_begun_and_a_round_prepared(browser, sides):
    eu, japan = sides
    browser.open(eu.node, "talks", eu.author)
    browser.click("#new-dialogue")
    browser.type("dialog input[name=name]", "Security and Defence Dialogue")
    browser.type("dialog input[name=level]", "Director-general")
    choose(browser, "cadence", "P1Y")
    assert browser.violations() == []
    sent(browser)
    browser.click(".series .next-round")
    browser.type("dialog input[name=name]", "Third round")
    browser.type("dialog input[name=starts]", "2027-03-29 17:00")
    browser.type("dialog input[name=ends]", "2027-03-29 18:30")
    browser.type("dialog input[name=place]", "Tokyo")
    choose(browser, "zone", "Asia/Tokyo")
    browser.type("dialog textarea[name=items]", "Maritime security\nCyber")
    sent(browser)
    browser.says("Third round", ".series")
    browser.says("17:00", ".series")
    for language in ("ja", "fr", "de", "en"):
        browser.open(eu.node, "talks", eu.author, language)
        browser.wait(lambda: browser.all(".series tbody tr"), "the rounds")
        browser.checked(f"talks-list-{language}")
    browser.click(".series tbody a")
    browser.says("Maritime security", ".agreed-table")
    browser.click("#new-brief")
    browser.type("dialog input[name=name]", "Line on the third round")
    browser.type("dialog textarea[name=our_line]", OWN_EYES)
    browser.type("dialog textarea[name=for_the_room]", "We listen.")
    sent(browser)
    browser.says(OWN_EYES, "main")
    browser.click("#new-record")
    browser.type("dialog input[name=name]", "Our record")
    browser.type("dialog textarea[name=body]", "CANARY record")
    sent(browser)
    browser.click("#new-action")
    browser.type("dialog input[name=name]", "Share the list of contacts")
    browser.type("dialog input[name=owner]", "Director, CFSP")
    sent(browser)
    browser.says("Share the list of contacts", "main")
    address = browser.driver.current_url.split("#/")[1]
    for language in ("ja", "fr", "de", "en"):
        browser.open(eu.node, address, eu.author, language)
        browser.says(OWN_EYES, "main")
        browser.checked(f"talks-round-{language}")
    exchange(eu, japan)
    # Japan reads the round, and nothing of what is for the EU's own eyes.
    browser.open(japan.node, address, japan.author, "ja")
    browser.says("Maritime security", ".agreed-table")
    assert "CANARY" not in browser.driver.page_source
    browser.open(eu.node, "talks", eu.author)
    browser.click(".handover")
    browser.says("Share the list of contacts", "main")
    # The rows are told by their words, and an agenda by what it is.
    assert "Maritime security" in browser.text("main") and "Agenda" in browser.text("main")
    browser.checked("talks-handover")


def test_twelve_articles_are_agreed_ad_referendum(browser, sides):
    eu, japan = sides
    text = opened(eu, japan)
    for number in range(11):
        eu.do("texts/propose", text=text, send=True, **words(number))
    # The last one is written in the console.
    browser.open(eu.node, f"text/{text}", eu.author)
    browser.click("button.new-row")
    for name, value in (("number", "12"), ("heading:en", "Entry into force"), ("heading:ja", "効力発生")):
        browser.type(f'dialog input[name="{name}"]', value)
    for tag in ("en", "ja"):
        browser.type(f'dialog textarea[name="body:{tag}"]', words(11)["body"][tag])
    browser.click("dialog input[name=send]")
    assert browser.violations() == []
    sent(browser)
    browser.says("Entry into force", "main")
    assert "Nobody else has seen these words." in browser.text(".agreed-table")
    exchange(eu, japan)

    # Japan counters an article in its own language, and sees what is otherwise.
    browser.open(japan.node, f"text/{text}", japan.author, "ja")
    browser.wait(lambda: len(browser.all(".agreed-row")) == 12, "twelve articles")
    browser.click(row("art_8", "edit-row"))
    browser.type('dialog textarea[name="body:ja"]', "第三者：両締約国は、第8条に従って協議する。")
    browser.click("dialog input[name=send]")
    sent(browser)
    browser.wait(lambda: state(browser, "art_8") == "alternative", "the alternatives")
    assert browser.all('.agreed-row[data-row="art_8"] .theirs ins')
    browser.checked("talks-text-ja")
    exchange(japan, eu)

    # The EU takes Japan's words for it, Japan those of the EU for all others; each ad referendum.
    browser.open(eu.node, f"text/{text}", eu.author)
    browser.wait(lambda: state(browser, "art_8") == "alternative", "the counter-proposal")
    browser.checked("talks-text-en")
    digests = {}
    for number in range(12):
        name = f"art_{number + 1}"
        own = name != "art_8"
        digests[name] = eu.words(text, name, own=own)["digest"]
    browser.click('.agreed-row[data-row="art_8"] .agree-row:last-of-type')
    browser.says("協議する", "dialog")
    choose(browser, "verb", "agree-ad-referendum")
    assert browser.violations() == []
    sent(browser)
    assert eu.row(text, "art_8")["acts"][0]["digest"] == digests["art_8"]
    for name, digest in digests.items():
        if name != "art_8":
            eu.do("texts/act", text=text, row=name, verb="agree-ad-referendum", digest=digest, send=True)
    exchange(eu, japan)
    browser.open(japan.node, f"text/{text}", japan.author, "ja")
    for name in digests:
        # The words to which the EU has agreed come first to hand.
        browser.wait(lambda: browser.all(row(name, "agree-row.primary")), "what the EU has agreed to")
        browser.click(row(name, "agree-row.primary"))
        choose(browser, "verb", "agree-ad-referendum")
        sent(browser)
    assert all(one["digest"] == digests[one["row"]] for one in acted(japan, text)), acted(japan, text)
    exchange(japan, eu)
    for side, language in ((eu, "en"), (japan, "ja")):
        browser.open(side.node, f"text/{text}", side.author, language)
        browser.wait(lambda: state(browser, "art_12") == "ad-referendum", "the agreed text")
        states = [one.get_attribute("data-state") for one in browser.all(".agreed-row")]
        assert states == ["ad-referendum"] * 12
    browser.checked("talks-agreed-ja")
    # What is otherwise on a dark screen.
    browser.scheme("dark")
    browser.shot("talks-agreed-dark")
    assert browser.violations() == []
    browser.scheme("light")


def acted(side, text):
    """The own party's acts that stand or wait to, each with its row."""
    rows = side.table(text)["rows"]
    return [{"row": one["row"], "digest": act["digest"]} for one in rows for act in one["acts"] if act["own"]]


def test_a_reader_who_may_not_write_sees_no_acts(browser, sides):
    eu, _ = sides
    (text,) = eu.do(
        "texts/open",
        name="Joint summary",
        kind="summary",
        parties=[sides[1].identity],
        languages=["en"],
        markings=[GREEN],
    )
    eu.do("texts/propose", text=text["id"], row="item_1", body={"en": "The Parties met."})
    browser.open(eu.node, f"text/{text['id']}", eu.officer)
    browser.says("The Parties met.", "main")
    assert not browser.all(".agreed-table button")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_row_is_worded_and_agreed_to_by_the_keyboard_alone(browser, sides, language):
    eu, japan = sides
    text = opened(eu, japan)
    eu.do("texts/propose", text=text, row="art_1", number="1", body=words(0)["body"], send=True)
    exchange(eu, japan)
    browser.open(japan.node, "inbox", japan.author, language)
    browser.press("g", "f")
    browser.wait(lambda: browser.driver.current_url.endswith("#/talks"), "the talks")
    browser.wait(lambda: browser.all(f"main a[href='#/text/{text}']"), "the text")
    browser.tab_to(f"main a[href='#/text/{text}']")
    browser.press(Keys.ENTER)
    browser.wait(lambda: browser.all(row("art_1", "edit-row")), "the row")
    browser.tab_to(row("art_1", "edit-row"))
    browser.press(Keys.ENTER)
    browser.wait(lambda: browser.all("dialog[open]"), "the form")
    browser.tab_to('dialog textarea[name="body:en"]')
    browser.press(Keys.END, " In good time.")
    browser.tab_to("dialog button.primary")
    browser.press(Keys.ENTER)
    browser.wait(lambda: not browser.all("dialog"), "the form to close")
    assert japan.words(text, "art_1")["body"]["en"].endswith("In good time.")
    browser.wait(lambda: state(browser, "art_1") == "alternative", "the alternatives")
    browser.tab_to(row("art_1", "agree-row"))
    browser.press(Keys.ENTER)
    browser.wait(lambda: browser.all("dialog[open]"), "the act")
    browser.tab_to("dialog button.primary")
    browser.press(Keys.ENTER)
    browser.wait(lambda: not browser.all("dialog"), "the act to be done")
    (act,) = [one for one in japan.row(text, "art_1")["acts"] if one["own"]]
    assert act["verb"] == "agree"
    # Nothing is handed over twice by a key that is held.
    assert len(japan.row(text, "art_1")["acts"]) == 1


def test_changes_of_both_sides_are_offered_together_and_proposed_by_hand(browser, sides):
    eu, japan = sides
    text = opened(eu, japan)
    base = {"en": "Reports are sent each month by courier.", "ja": "報告は、毎月、信使により送付する。"}
    ours = {"en": base["en"].replace("month", "week"), "ja": base["ja"].replace("毎月", "毎週")}
    theirs = {"en": base["en"].replace("courier", "secure mail"), "ja": base["ja"].replace("信使", "保護された郵便")}
    eu.do("texts/propose", text=text, row="art_1", body=base, send=True)
    exchange(eu, japan)
    japan.do("texts/propose", text=text, row="art_1", body=theirs, base=base, send=True)
    # The EU changes its own words in the console before it has those of Japan: their base is what Japan has.
    browser.open(eu.node, f"text/{text}", eu.author)
    browser.click(row("art_1", "edit-row"))
    for tag in ("en", "ja"):
        browser.type(f'dialog textarea[name="body:{tag}"]', ours[tag])
    sent(browser)
    exchange(japan, eu)
    for language in ("ja", "fr", "de", "en"):
        browser.open(eu.node, f"text/{text}", eu.author, language)
        browser.wait(lambda: browser.all(".agreed-row .merged ins.theirs"), "what both are together")
        browser.checked(f"talks-merged-{language}")
    assert "Reports are sent each week by secure mail." in browser.text(".merged")
    before = eu.words(text, "art_1")["version"]
    browser.click(row("art_1", "propose-merged"))
    browser.click("dialog button:not(.primary)")
    assert eu.words(text, "art_1")["version"] == before
    browser.click(row("art_1", "propose-merged"))
    assert (
        browser.one('dialog textarea[name="body:ja"]').get_attribute("value")
        == "報告は、毎週、保護された郵便により送付する。"
    )
    browser.click("dialog input[name=send]")
    sent(browser)
    browser.wait(lambda: not browser.all(".merged"), "nothing more to put together")
    exchange(eu, japan)
    browser.open(japan.node, f"text/{text}", japan.author)
    browser.says("week by secure mail", ".theirs")
    assert not browser.all(".merged")
    # What both changed is shown with both wordings, and nothing is offered.
    theirs["en"] = theirs["en"].replace("month", "year")
    for side, other, words_of in ((eu, japan, ours), (japan, eu, theirs)):
        side.do("texts/propose", text=text, row="art_1", body=words_of, base=base, send=True)
        exchange(side, other)
    browser.open(eu.node, f"text/{text}", eu.author)
    browser.wait(lambda: browser.all(".merged .conflict"), "the conflict")
    assert not browser.all(".propose-merged")
    browser.checked("talks-conflict")


def test_a_term_is_agreed_by_each_side_and_words_without_its_pair_are_told(browser, sides):
    eu, japan = sides
    text = opened(eu, japan)
    body = {"en": "Classified information is protected.", "ja": "情報は、保護する。"}
    eu.do("texts/propose", text=text, row="art_1", body=body, send=True)
    exchange(eu, japan)
    browser.open(eu.node, "talks", eu.author)
    browser.click("#new-term")
    for name, value in (("terms:en", "classified information"), ("terms:ja", "秘密情報"), ("source", "Table of 2027")):
        browser.type(f'dialog input[name="{name}"]', value)
    browser.click("dialog input[name=agrees]")
    browser.click('dialog input[name="parties[]"]')
    assert browser.violations() == []
    sent(browser)
    browser.says("秘密情報", "main")
    exchange(eu, japan)
    browser.open(japan.node, "talks", japan.author, "ja")
    browser.click(".agree-term")
    browser.wait(lambda: browser.all("dialog input[name=agrees]"), "the form")
    assert browser.one("dialog input[name=agrees]").is_selected()
    sent(browser)
    exchange(japan, eu)
    for language in ("ja", "fr", "de", "en"):
        browser.open(eu.node, "talks", eu.author, language)
        browser.wait(lambda: browser.all("main td .state-chip.good"), "the agreed term")
        browser.checked(f"talks-terms-{language}")
        browser.open(eu.node, f"text/{text}", eu.author, language)
        browser.wait(lambda: browser.all(".term-warnings"), "the warning")
        browser.checked(f"talks-warned-{language}")
    assert "does not have “秘密情報”" in browser.text(".term-warnings")
    eu.do("texts/propose", text=text, row="art_1", body={**body, "ja": "秘密情報は、保護する。"})
    browser.open(eu.node, f"text/{text}", eu.author)
    browser.says("秘密情報は", ".agreed-table")
    assert not browser.all(".term-warnings")


def test_a_text_is_saved_as_a_file(browser, sides):
    eu, japan = sides
    text = opened(eu, japan)
    eu.do("texts/propose", text=text, send=True, **words(0))
    exchange(eu, japan)
    eu.do("texts/propose", text=text, row="art_2", body={"en": "CANARY unsent"})
    browser.open(eu.node, f"text/{text}", eu.author)
    browser.driver.execute_script(
        "window.saved = []; HTMLAnchorElement.prototype.click = function () { window.saved.push(this.download); };"
    )
    browser.click("button.save-text")
    choose(browser, "format", "csv")
    assert browser.violations() == []
    sent(browser)
    browser.wait(lambda: browser.driver.execute_script("return window.saved") == ["text.csv"], "the file")
    browser.wait(lambda: "left out" in browser.driver.page_source, "what was left out")
    # What is agreed is asked for before it is.
    browser.click("button.save-text")
    choose(browser, "what", "agreed")
    browser.click("dialog button.primary")
    browser.says("not every row is agreed", "dialog")
    assert [one for one in browser.errors() if "texts/file" not in one] == []
    browser.press(Keys.ESCAPE)
    for language in ("ja", "fr", "de", "en"):
        browser.open(eu.node, f"text/{text}", eu.author, language)
        browser.click("button.save-text")
        assert "⟦" not in browser.text("dialog") and browser.violations() == []
        browser.shot(f"talks-file-{language}")
        browser.press(Keys.ESCAPE)


def test_a_text_is_tied_to_a_draft_and_shows_what_it_would_open(browser, sides, tmp_path):
    eu, japan = sides
    (tmp_path / "nothing.accord").write_text(PARTIES)
    for side in sides:
        side.node.run("agreements", "apply", tmp_path / "nothing.accord", "--officer", "Legal")
    text = opened(eu, japan, agreement="EJ-NEW")
    browser.open(eu.node, f"text/{text}", eu.author)
    browser.click("button.new-row")
    browser.type('dialog input[name="heading:en"]', "Equivalence")
    for tag in ("en", "ja"):
        browser.type(f'dialog textarea[name="body:{tag}"]', words(3)["body"][tag])
    browser.type("dialog input[name=article]", "4")
    browser.type("dialog textarea[name=accord]", "levels, both ways\n  EU EU-RESTRICTED = Japan J-SECRET")
    browser.click("dialog input[name=send]")
    assert browser.violations() == []
    sent(browser)
    browser.says("Stands for article 4 of the draft", ".agreed-table")
    # An author learns nothing of what would open.
    assert not browser.all(".tied-effect")
    exchange(eu, japan)
    row_name = eu.table(text)["rows"][0]["row"]
    same = {name: eu.words(text, row_name)[name] for name in ("number", "heading", "body")}
    theirs = {**same, "article": "4", "accord": "levels, both ways\n  EU NO-SUCH = Japan J-LOW"}
    japan.do("texts/propose", text=text, row=row_name, send=True, **theirs)
    exchange(japan, eu)
    browser.open(eu.node, f"text/{text}", eu.officer)
    browser.wait(lambda: browser.all('[data-alternative="ours"] table'), "what would open")
    assert "EU-RESTRICTED" in browser.text('[data-alternative="ours"]')
    assert browser.all('[data-alternative="theirs"] .error') and not browser.all('[data-alternative="theirs"] table')
    browser.click('[data-alternative="ours"] .held-effect')
    browser.wait(lambda: browser.all('[data-alternative="ours"] h3[tabindex]'), "what is held")
    for language in ("ja", "fr", "de", "en"):
        browser.open(eu.node, f"text/{text}", eu.officer, language)
        browser.wait(lambda: browser.all('[data-alternative="ours"] table'), "what would open")
        browser.checked(f"talks-effect-{language}")
    japan.do("texts/propose", text=text, row=row_name, **{**theirs, "accord": "levels unknown"}, send=True)
    exchange(japan, eu)
    digest = eu.words(text, row_name)["digest"]
    for side, other in ((eu, japan), (japan, eu)):
        side.do("texts/act", text=text, row=row_name, verb="agree", digest=digest, send=True)
        exchange(side, other)
    browser.open(eu.node, f"text/{text}", eu.author)
    browser.click(".tell-draft")
    assert browser.violations() == []
    sent(browser)
    exchange(eu, japan)
    japan.do("texts/draft", text=text, send=True)
    exchange(japan, eu)
    browser.open(eu.node, f"text/{text}", eu.author)
    browser.says("differs from ours: Article 4", ".tied-draft")
    for language in ("ja", "fr", "de", "en"):
        browser.open(japan.node, f"text/{text}", japan.author, language)
        browser.wait(lambda: browser.all(".drafts-differ"), "the difference")
        browser.checked(f"talks-draft-{language}")
    japan.do("texts/propose", text=text, row=row_name, **{**theirs, "accord": eu.words(text, row_name)["accord"]})
    japan.do("texts/draft", text=text, send=True)
    japan.release()
    eu.fetch(japan)
    browser.open(eu.node, f"text/{text}", eu.author)
    browser.wait(lambda: browser.all("#drafts-same"), "the same drafts")
