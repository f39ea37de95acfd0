"""A paper written in blocks: a paragraph each, its marking before it, by the keyboard alone (decisions/0025)."""

import re
import uuid

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.support.ui import Select

from browser import Keys
from people import person
from printing import lines, printed
from support import AMBER, CLEAR, GREEN, indicator, wait_for

BLOCKS = "extension-definition--f768064f-9585-47ad-a39e-ed24c2c063fe"
TEAR = "extension-definition--c1f0a4ce-19d1-4c06-9b0a-64d0a9a0f5e3"
STRICT = "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003"


@pytest.fixture
def author(world):
    return person(world.eu, f"b{uuid.uuid4().hex[:8]}", "author", title="B. Locks")


@pytest.fixture(scope="module", autouse=True)
def mooring(world):
    """What the papers of these tests are about, and Japan has."""
    item = indicator(name="Mooring", object_marking_refs=[GREEN])
    world.eu.load([item], "mooring.json")
    world.eu.run("release", item["id"], "--to", "japan", "--officer", "A. Martin")
    world.eu.searchable()


def texts(browser):
    return [one.get_property("value") for one in browser.all(".block textarea[name]")]


def marks(browser):
    """What each block will bear."""
    return [one.get_attribute("data-marking") for one in browser.all(".block")]


def chord(browser, modifier, key):
    ActionChains(browser.driver).key_down(modifier).send_keys(key).key_up(modifier).perform()


def begin(browser, world, author, title):
    browser.open(world.eu, "write", author)
    browser.type("input[name=name]", title)
    browser.type(".picker[data-name=object_refs] input", "Mooring")
    browser.wait(lambda: browser.all(".picker-found button"), "something to choose")
    browser.click(".picker-found button")
    browser.click(".block textarea")


def mark(browser, letter):
    """The marking of the paragraph in which one writes, by its letter."""
    chord(browser, Keys.ALT, "m")
    assert "block-marking" in browser.focused().get_attribute("class")
    browser.press(letter)
    assert browser.focused().tag_name == "textarea"


def written(author, browser):
    item = browser.driver.current_url.split("object/")[1].split("?")[0].replace("%2D", "-")
    return author.get(f"objects/{item}").json()["versions"][0]["object"]


def test_a_paper_is_written_by_the_keyboard(browser, world, author):
    title = f"Blocks {uuid.uuid4().hex[:8]}"
    begin(browser, world, author, title)
    browser.press("First.", Keys.ENTER, "Second.", Keys.ENTER, "Third.")
    assert texts(browser) == ["First.", "Second.", "Third."]
    mark(browser, "a")
    assert marks(browser) == [GREEN, GREEN, AMBER]
    # The next one is marked as the one before it; an empty one begins no other, and goes again.
    browser.press(Keys.ENTER, Keys.ENTER)
    assert texts(browser)[3:] == [""] and marks(browser)[3] == AMBER
    browser.press(Keys.BACK_SPACE)
    assert texts(browser) == ["First.", "Second.", "Third."]
    # Within a text, Enter cuts it, and Shift with Enter begins a line.
    browser.press(Keys.HOME, Keys.ENTER)
    assert texts(browser) == ["First.", "Second.", "Third."]
    browser.press(Keys.END)
    chord(browser, Keys.SHIFT, Keys.ENTER)
    browser.press("A line.")
    assert texts(browser)[2] == "Third.\nA line."
    # It moves up and down, and takes its marking along.
    chord(browser, Keys.ALT, Keys.ARROW_UP)
    assert texts(browser) == ["First.", "Third.\nA line.", "Second."] and marks(browser) == [GREEN, AMBER, GREEN]
    browser.says("Now paragraph 2 of 3.", ".status")
    assert browser.focused().get_property("value") == "Third.\nA line."
    chord(browser, Keys.ALT, Keys.ARROW_DOWN)
    assert marks(browser) == [GREEN, GREEN, AMBER]
    # The whole is what its highest part asks for, as one writes.
    browser.says("TLP:AMBER", ".whole")
    browser.wait(lambda: browser.all(".banner")[0].text == "TLP:AMBER", "the banner")
    assert browser.text(".decision[data-party=japan] .outcome") == "In part"
    assert "Paragraph 3" in browser.text(".decision[data-party=japan] .withheld")
    assert BLOCKS not in browser.text()
    browser.click(".decision[data-party=japan] .gets summary")
    browser.wait(lambda: "A line." in browser.text(".decision[data-party=japan] .black"), "what is withheld")
    assert browser.text(".decision[data-party=japan] .black").count("First.") == 0
    assert browser.violations() == []
    browser.shot("blocks-write")
    browser.click("#save")
    browser.wait(lambda: browser.text("h1") == title, "the object's page")
    kept = written(author, browser)
    assert kept["description"] == "First.\n\nSecond.\n\nThird.\nA line." and kept["object_marking_refs"] == [AMBER]
    assert [one["text"] for one in kept["extensions"][BLOCKS]["blocks"]] == ["First.", "Second.", "Third.\nA line."]
    marked = {name: one["marking_ref"] for one in kept["granular_markings"] for name in one["selectors"]}
    assert {name: marked[name] for name in ("name", "published", "object_refs")} == dict.fromkeys(
        ("name", "published", "object_refs"), GREEN
    )
    assert "description" not in marked and marked[f"extensions.{BLOCKS}.blocks.[2]"] == AMBER
    # The page shows each with its marking before it, and so does paper.
    shown = [one.text for one in browser.all(".read-block")]
    assert shown == ["TLP:GREEN First.", "TLP:GREEN Second.", "TLP:AMBER Third. A line."]
    assert browser.violations() == []
    browser.shot("blocks-read")
    sheet = [line for page in printed(browser, "print-blocks") for line in lines(page)]
    assert any(re.search(r"TLP:AMBER\s*Third\.", line) for line in sheet), sheet
    # The next version begins with the same: nothing is other than it was.
    browser.click("a.edit")
    browser.wait(lambda: browser.all(".block"), "the form")
    assert marks(browser) == [GREEN, GREEN, AMBER]
    assert browser.one("input[name=marking]:checked").get_attribute("value") == GREEN
    browser.wait(lambda: browser.all(".decision"), "decisions")
    browser.click(".since summary")
    assert [one.text for one in browser.all(".since del, .since ins")] == []
    # And what is no longer there raises the whole no longer.
    browser.click(".block:nth-of-type(3) textarea")
    mark(browser, "0")
    browser.wait(lambda: not browser.one(".whole").is_displayed(), "the whole")
    browser.click("#save")
    browser.wait(lambda: browser.text("h1") == title, "the object's page")
    newest = written(author, browser)
    assert newest["object_marking_refs"] == [GREEN] and "granular_markings" not in newest
    names = [[one["name"] for one in each["extensions"][BLOCKS]["blocks"]] for each in (kept, newest)]
    assert names[0] == names[1]


def test_what_is_pasted_becomes_blocks_and_a_draft_keeps_them(browser, world, author):
    begin(browser, world, author, "Pasted")
    paste = (
        "const data = new DataTransfer(); data.setData('text/plain', arguments[0]);"
        "document.activeElement.dispatchEvent("
        "new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))"
    )
    browser.driver.execute_script(paste, "One.\r\n\r\nTwo\nwith a line.\n \n\nThree.")
    assert texts(browser) == ["One.", "Two\nwith a line.", "Three."]
    # Of lines that end as sentences do, each is a paragraph: as texts of word processors come.
    browser.press(Keys.ENTER)
    browser.driver.execute_script(paste, "Four.\nFive。\nSix!")
    assert texts(browser)[3:] == ["Four.", "Five。", "Six!"]
    mark(browser, "c")
    browser.click(".block:nth-of-type(2) .tear-open")
    browser.type(".block:nth-of-type(2) .tear textarea", "Two is named.")
    browser.wait(lambda: re.search(r"\d\d?:\d\d", browser.text(".draft-state")), "a draft that is kept")
    time_kept = browser.text(".draft-state")
    browser.driver.refresh()
    browser.settled()
    assert texts(browser) == ["One.", "Two\nwith a line.", "Three.", "Four.", "Five。", "Six!"]
    assert marks(browser) == [GREEN] * 5 + [CLEAR] and time_kept
    assert browser.one(".block:nth-of-type(2) .tear textarea").get_property("value") == "Two is named."
    assert browser.violations() == []


def test_a_paragraph_is_marked_no_lower_than_what_it_quotes(browser, world, author):
    source = f"Quoted {uuid.uuid4().hex[:6]}"
    item = indicator(name=source, object_marking_refs=[AMBER])
    world.eu.load([item], "quoted.json")
    world.eu.searchable()
    title = f"Quoting {uuid.uuid4().hex[:8]}"
    begin(browser, world, author, title)
    browser.press("As was said.", Keys.ENTER, "And more.")
    browser.click(".block:nth-of-type(1) .quote-open")
    browser.type(".block:nth-of-type(1) .picker input", source)
    browser.wait(lambda: browser.all(".block:nth-of-type(1) .picker-found button"), "something to choose")
    browser.click(".block:nth-of-type(1) .picker-found button")
    browser.wait(lambda: browser.all(".block:nth-of-type(1) .picker-chosen li"), "the source")
    browser.wait(lambda: marks(browser) == [AMBER, GREEN], "the marking of the source")
    offered = {one.text: one.is_enabled() for one in browser.all(".block:nth-of-type(1) .block-marking option")}
    assert not offered["TLP:GREEN (G)"] and offered["TLP:AMBER+STRICT (S)"]
    browser.says("TLP:AMBER", ".whole")
    assert browser.violations() == []
    browser.shot("blocks-quote")
    browser.click("#save")
    browser.wait(lambda: browser.text("h1") == title, "the object's page")
    kept = written(author, browser)
    assert kept["extensions"][BLOCKS]["blocks"][0]["source_refs"] == [item["id"]]
    assert source in browser.text(".read-block")
    origin = author.get(f"objects/{kept['id']}").json()["origin"]
    assert item["id"] in [one["id"] for one in origin if one["step"] == "derived-from"]


def test_two_people_merge_by_paragraph(browser, world, author):
    title = f"Shared {uuid.uuid4().hex[:8]}"
    begin(browser, world, author, title)
    browser.press("First.", Keys.ENTER, "Second.", Keys.ENTER, "Third.")
    mark(browser, "a")
    browser.click("#save")
    browser.wait(lambda: browser.text("h1") == title, "the object's page")
    kept = written(author, browser)
    browser.open(world.eu, f"write/{kept['id']}", author)
    browser.listens()
    browser.type(".block:nth-of-type(1) textarea", "First, by me.")
    browser.press(Keys.ENTER, "New, by me.")
    blocks = [dict(one) for one in kept["extensions"][BLOCKS]["blocks"]]
    blocks[2]["text"] = "Third, by another."
    blocks.pop(1)
    marked = [
        {**one, "selectors": [name.replace("[2]", "[1]") for name in one["selectors"] if not name.endswith("[1]")]}
        for one in kept["granular_markings"]
    ]
    theirs = {
        **kept,
        "modified": "2099-01-01T00:00:00.000Z",
        "description": "\n\n".join(one["text"] for one in blocks),
        "granular_markings": marked,
        "extensions": {BLOCKS: {**kept["extensions"][BLOCKS], "blocks": blocks}},
    }
    answer = world.officer.post("objects", {"object": theirs, "base": kept["modified"]})
    assert answer.status == 201, answer.text
    browser.says("saved another version", ".meanwhile")
    browser.click(".meanwhile .merge")
    browser.says("Your changes now stand over the newest version.")
    assert texts(browser) == ["First, by me.", "New, by me.", "Third, by another."]
    assert marks(browser) == [GREEN, GREEN, AMBER]


@pytest.mark.parametrize("language", ["ja", "fr", "de"])
def test_blocks_fit_a_narrow_page_and_the_partners_page_shows_what_it_got(browser, world, author, language):
    words = {"ja": "第1段落", "fr": "Paragraphe 1", "de": "Absatz 1"}[language]
    browser.width(320)
    browser.open(world.eu, "write", author, language)
    assert browser.one(".block textarea").get_attribute("aria-label") == words
    browser.put(".block textarea", "Eins.\n\nZwei.\n\nDrei.")
    browser.wait(lambda: len(browser.all(".block")) == 3, "the blocks")
    browser.click(".block:nth-of-type(2) .tear-open")
    assert browser.overflow() <= 0 and browser.violations() == []
    browser.shot(f"blocks-narrow-{language}")


def test_the_partner_reads_the_paragraphs_that_it_was_given(browser, world, author):
    title = f"Given {uuid.uuid4().hex[:8]}"
    begin(browser, world, author, title)
    browser.press("For all.", Keys.ENTER, "CANARYBROWSER.")
    mark(browser, "s")
    browser.press(Keys.ENTER, "For them.")
    mark(browser, "c")
    browser.click("#save")
    browser.wait(lambda: browser.text("h1") == title, "the object's page")
    item = written(author, browser)["id"]
    world.eu.run("release", item, "--to", "japan", "--officer", "A. Martin")
    tanaka = person(world.japan, f"t{uuid.uuid4().hex[:6]}", "disclosure-officer", title="田中")
    found = lambda: tanaka.get("holdings", q=title).json()["items"]
    wait_for(found, what="the paper at Japan")
    browser.open(world.japan, f"object/{found()[0]['id']}", tanaka)
    assert [one.text for one in browser.all(".read-block")] == ["TLP:GREEN For all.", "TLP:CLEAR For them."]
    assert "CANARYBROWSER" not in browser.driver.page_source and browser.violations() == []
    browser.shot("blocks-partner")


def test_where_nothing_was_written_there_is_nothing_to_judge(browser, world, author):
    browser.open(world.eu, "write", author)
    browser.says("Nothing to judge yet.", ".preview")
    Select(browser.one("select[name=type]")).select_by_value("note")
    browser.settled()
    browser.press(Keys.TAB)
    browser.says("Nothing to judge yet.", ".preview")
    assert not browser.all(".preview .error, .decision")
    browser.type(".block textarea", "Something.")
    browser.wait(lambda: browser.all(".decision"), "decisions")
    browser.type(".block textarea", "x" + Keys.BACK_SPACE)
    browser.says("Nothing to judge yet.", ".preview")
