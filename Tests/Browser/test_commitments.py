"""Commitments in the console: the register, one of them on both sides, what shows it, and the report."""

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

from promises import begun, give, item
from sides import exchange, two_sides


@pytest.fixture(scope="module")
def sides(tmp_path_factory):
    with two_sides(tmp_path_factory.mktemp("commitments")) as both:
        yield both


def sent(browser):
    browser.click("dialog button.primary")
    browser.wait(lambda: not browser.all("dialog"), "the dialog to close")


def pick(browser, text):
    """Chooses an object by typing."""
    browser.type("dialog .picker input[type=search]", text)
    browser.wait(lambda: browser.all("dialog .picker-found button"), text)
    browser.click("dialog .picker-found button")
    browser.says(text, "dialog .picker-chosen")


def test_two_sides_say_how_a_commitment_stands(browser, sides):
    eu, japan = sides
    commitment, record = begun(eu, japan, cadence="P1Y", due="2026-06-30T23:59:59.000Z")
    give(eu, japan, record)
    eu.node.searchable()
    browser.open(eu.node, "commitments", eu.author)
    browser.says("Hold a Security and Defence Dialogue", "main table")
    browser.says("0 of 1 with evidence", ".commitments-head")
    browser.click("main tbody a")
    browser.wait(lambda: browser.all("#add-evidence"), "the commitment")
    browser.click("#add-evidence")
    pick(browser, "Record of the first dialogue")
    browser.type("dialog input[name=responsible]", "Director, CFSP")
    assert browser.violations() == []
    sent(browser)
    browser.says("Record of the first dialogue", "main table")
    browser.says("under way", ".view.own")
    browser.click("#say-standing")
    Select(browser.one("dialog select[name=state]")).select_by_value("kept")
    browser.says("Record of the first dialogue", "dialog .picker-chosen")
    browser.type("dialog textarea[name=note]", "Held in Brussels.")
    sent(browser)
    browser.says("kept", ".view.own")
    exchange(eu, japan)
    # Japan sees it otherwise at first, and then alike.
    page = f"commitment/{commitment}"
    browser.open(japan.node, page, japan.author, "ja")
    browser.says("履行済み", ".view")
    browser.click("#say-standing")
    Select(browser.one("dialog select[name=state]")).select_by_value("under-way")
    sent(browser)
    browser.says("締約国・機関の認識は一致していません", "main")
    browser.checked("commitments-one-ja")
    browser.click("#see-alike")
    browser.wait(lambda: browser.all("dialog .picker-chosen li"), "what shows it")
    assert Select(browser.one("dialog select[name=state]")).first_selected_option.get_attribute("value") == "kept"
    sent(browser)
    browser.says("締約国・機関の認識は一致しています", "main")
    assert {one["state"] for one in item(japan, commitment)["views"]} == {"kept"}
    exchange(japan, eu)
    for language in ("en", "fr", "de"):
        browser.open(eu.node, page, eu.author, language)
        browser.wait(lambda: len(browser.all(".view")) == 2, "both views")
        browser.checked(f"commitments-one-{language}")
    for language in ("ja", "fr", "de", "en"):
        browser.open(eu.node, "commitments", eu.author, language)
        browser.wait(lambda: browser.all("main tbody tr"), "the register")
        browser.checked(f"commitments-list-{language}")
    browser.says("The parties see it alike", "main tbody")


def test_the_one_who_wrote_it_changes_its_days(browser, sides):
    eu, japan = sides
    commitment, _ = begun(eu, japan, clause="SDP-08", name="Widen the space dialogue", area="space")
    browser.open(eu.node, f"commitment/{commitment}", eu.author)
    browser.wait(lambda: browser.all("#change"), "the commitment")
    browser.click("#change")
    browser.type("dialog input[name=due]", "31 Jan 2090")
    Select(browser.one("dialog select[name=cadence]")).select_by_value("P6M")
    browser.type("dialog input[name=article]", "EJ Article 1")
    sent(browser)
    browser.says("31 Jan 2090", "main")
    found = item(eu, commitment)
    assert (found["next"], found["cadence"], found["article"]) == ("2090-01-31", "P6M", "EJ Article 1")
    exchange(eu, japan)
    browser.open(japan.node, f"commitment/{commitment}", japan.author)
    browser.says("EJ Article 1", "main")
    assert not browser.all("#change")


def test_the_register_is_narrowed_and_leaves_as_a_report(browser, sides):
    eu, _ = sides
    browser.open(eu.node, "commitments", eu.author)
    browser.wait(lambda: len(browser.all("main tbody tr")) == 2, "both")
    Select(browser.one("select[name=area]")).select_by_value("space")
    browser.wait(lambda: len(browser.all("main tbody tr")) == 1, "one of them")
    assert browser.driver.current_url.endswith("?area=space")
    Select(browser.one("select[name=state]")).select_by_value("differ")
    browser.says("No commitment fits", "main")
    browser.open(eu.node, "commitments?area=space", eu.author)
    browser.wait(lambda: len(browser.all("main tbody tr")) == 1, "one of them")
    browser.click("#review")
    assert Select(browser.one("dialog select[name=area]")).first_selected_option.get_attribute("value") == "space"
    Select(browser.one("dialog select[name=format]")).select_by_value("docx")
    assert browser.violations() == []
    sent(browser)
    browser.says("the log says so", "body")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_evidence_is_named_by_the_keyboard_alone(browser, sides, language):
    eu, japan = sides
    commitment, record = begun(eu, japan, clause=f"SDP-1{language}", name=f"Exchange views {language}")
    eu.node.searchable()
    browser.open(eu.node, "inbox", eu.author, language)
    browser.press("g", "c")
    link = f"main a[href='#/commitment/{commitment}']"
    browser.wait(lambda: browser.all(link), "the register")
    browser.tab_to(link)
    browser.press(Keys.ENTER)
    browser.wait(lambda: browser.all("#add-evidence"), "the commitment")
    browser.tab_to("#add-evidence")
    browser.press(Keys.ENTER)
    browser.wait(lambda: browser.all("dialog[open]"), "the form")
    browser.tab_to("dialog .picker input[type=search]")
    browser.press("Record of the first")
    found = "dialog .picker-found button"
    browser.wait(lambda: browser.all(found), "what is found")
    browser.settled()
    browser.tab_to(found)
    browser.press(Keys.ENTER)
    browser.wait(lambda: browser.all("dialog .picker-chosen li"), "what is chosen")
    browser.tab_to("dialog button.primary")
    browser.press(Keys.ENTER)
    browser.wait(lambda: not browser.all("dialog"), "the form to close")
    (view,) = item(eu, commitment)["views"]
    assert len(view["evidence"]) == 1 and view["state"] == "under-way"
    browser.wait(lambda: browser.all("main table tbody tr"), "the evidence")
    # What the page says is of the matter: nothing of how it is kept.
    text = browser.text("main")
    assert not any(word in text for word in ("entente-", "evidence_refs", "under-way", "STIX", "JSON")), text
