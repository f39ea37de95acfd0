"""The page of an object in tabs: by the keyboard, by the address, and all of them on paper."""

import pytest

from browser import Keys
from printing import lines, printed
from support import GREEN, indicator

TABS = ["text", "who", "releases", "ties", "history"]


def chosen(browser):
    """The tab that is open, and the panels that are shown."""
    (tab,) = browser.all("[role=tab][aria-selected=true]")
    (panel,) = [one for one in browser.all("[role=tabpanel]") if one.is_displayed()]
    assert tab.get_attribute("aria-controls") == panel.get_attribute("id")
    assert panel.get_attribute("aria-labelledby") == tab.get_attribute("id")
    return tab.get_attribute("data-tab")


@pytest.mark.parametrize("language", ["en", "ja", "fr", "de"])
def test_tabs_are_reached_by_arrows_and_by_the_address(browser, world, language):
    page = f"object/{world.report['id']}"
    browser.open(world.eu, page, world.officer, language)
    browser.wait(lambda: browser.all(".decision"), "decisions")
    assert [one.get_attribute("data-tab") for one in browser.all("[role=tab]")] == TABS and chosen(browser) == "text"
    browser.driver.execute_script("document.querySelector('[role=tab][aria-selected=true]').focus()")
    for key, name in (
        (Keys.ARROW_RIGHT, "who"),
        (Keys.ARROW_RIGHT, "releases"),
        (Keys.END, "history"),
        (Keys.ARROW_RIGHT, "text"),
        (Keys.ARROW_LEFT, "history"),
        (Keys.HOME, "text"),
        (Keys.ARROW_RIGHT, "who"),
    ):
        browser.press(key)
        assert chosen(browser) == name == browser.focused().get_attribute("data-tab")
    # Only the open one is a stop of the tabulator, and the address names it.
    assert [one.get_attribute("tabindex") for one in browser.all("[role=tab]")].count("0") == 1
    assert browser.driver.current_url.endswith("?tab=who")
    browser.driver.refresh()
    browser.settled()
    assert chosen(browser) == "who"
    for name in TABS:
        browser.open(world.eu, f"{page}?tab={name}", world.officer, language)
        browser.wait(lambda: browser.all(".decision"), "decisions")
        assert chosen(browser) == name and browser.violations() == []
        browser.width(320)
        assert browser.overflow() <= 0
        browser.shot(f"object-tab-{name}-{language}")
        browser.width(1440)
    # One that there is not is none, and another language keeps the one that is open.
    browser.open(world.eu, f"{page}?tab=nothing", world.officer, language)
    assert chosen(browser) == "text"


def test_all_tabs_are_printed_as_one(browser, world):
    browser.open(world.eu, f"object/{world.report['id']}", world.officer)
    browser.wait(lambda: browser.all(".decision"), "decisions")
    rows = [line for sheet in printed(browser, "print-tabs") for line in lines(sheet)]
    for heading in ("Content", "Decision for each partner", "Releases", "Receipts", "Relations", "Where it came from"):
        assert heading in rows, rows
    assert "Ties" not in rows and "History" not in rows


def test_long_values_clamp_and_open(browser, world):
    item = indicator(
        name="Long", description="A word. " * 400, labels=[f"label {n}" for n in range(40)], object_marking_refs=[GREEN]
    )
    world.eu.load([item], "long.json")
    browser.open(world.eu, f"object/{item['id']}", world.officer)
    buttons = browser.all(".folded + button")
    assert [one.get_attribute("aria-expanded") for one in buttons] == ["false", "false"]
    heights = lambda: [one.get_property("clientHeight") for one in browser.all(".folded")]
    before = heights()
    for one in buttons:
        browser.driver.execute_script("arguments[0].click()", one)
    assert all(after > height for after, height in zip(heights(), before)) and browser.violations() == []
    assert [one.get_attribute("aria-expanded") for one in buttons] == ["true", "true"]


def test_the_command_line_leads_to_the_tab_of_its_act(browser, world):
    browser.open(world.eu, f"object/{world.report['id']}?act=release", world.officer)
    browser.wait(lambda: chosen(browser) == "who", "the decisions")
