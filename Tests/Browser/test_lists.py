"""The list of the holdings: what it can be narrowed by, in the page and in its address."""

import uuid

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

from people import person
from support import AMBER, GREEN, indicator, wait_for


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_list_is_narrowed_and_its_address_says_so(browser, world, language):
    """A marking is chosen from what there is; a label and days are written; each leads to what the node finds."""
    someone = world.officer
    browser.open(world.eu, "holdings", someone, language)
    browser.wait(lambda: browser.all(".results tbody .marking"), "the list")
    banner = browser.one(".results tbody .marking").text
    wanted = someone.get("holdings", marking=banner).json()["count"]
    option = f"select[name=marking] option[value='{banner}']"
    browser.wait(lambda: browser.all(option), "the choices")
    browser.click(option)
    browser.wait(lambda: "marking=" in browser.driver.current_url, "the address")
    browser.wait(lambda: str(wanted) in browser.text(".count-line"), "the count")
    assert {one.text for one in browser.all(".results tbody .marking")} == {banner}
    browser.shot(f"lists-{language}")
    browser.type("input[name=label]", "no such label")
    browser.press("\ue004")
    browser.wait(lambda: "label=" in browser.driver.current_url and not browser.all(".results tbody tr"), "nothing")
    assert browser.overflow() <= 0 and browser.errors() == []


def rows(browser):
    """The names of what is listed, in order."""
    return [one.text for one in browser.all(".results tbody td.wide .named > a")]


def boxes(browser):
    return [one.is_selected() for one in browser.all(".results tbody .choose")]


def test_order_and_columns_are_chosen_and_are_there_again(browser, world):
    """Heads sort over everything; columns come and go; the node keeps both, and a kept search has its own."""
    author = person(world.eu, f"lister-{uuid.uuid4().hex[:6]}", "author")
    browser.open(world.eu, "holdings", author)
    browser.wait(lambda: rows(browser), "the list")
    heights = browser.driver.execute_script(
        "return [...document.querySelectorAll('.results tbody tr')].map((row) => row.getBoundingClientRect().height)"
    )
    assert max(heights) <= 33, heights
    head = "//th[.//button[contains(., 'Marking')]]"
    browser.click(lambda: browser.driver.find_element(By.XPATH, f"{head}//button"))
    browser.wait(
        lambda: browser.driver.find_element(By.XPATH, head).get_attribute("aria-sort") == "descending", "the order"
    )
    assert "Marking" in browser.focused().text
    wanted = [one["name"] for one in author.get("holdings", order="marking", limit=50, lang="en").json()["items"]]
    assert len(rows(browser)) == len(wanted) and "order=marking" in browser.driver.current_url
    browser.click("#columns")
    for name in ("source", "kept"):
        browser.click(f"dialog input[value={name}]")
    browser.click("dialog input[value=version]")
    browser.shot("lists-columns")
    assert browser.violations() == []
    browser.click("dialog .primary")
    shown = ["Choose", "Name", "Type", "Marking ↓", "Version"]
    heads = lambda: [one.get_attribute("textContent") for one in browser.all(".results thead th")]  # noqa: E731
    browser.wait(lambda: heads() == shown, "the columns")
    assert browser.violations() == []
    wait_for(
        lambda: author.get("searches").json()["list"] == {"order": "marking", "columns": ["type", "marking", "version"]}
    )
    # Somewhere else, at another time.
    browser.open(world.eu, "holdings", author)
    browser.wait(lambda: heads() == shown, "the columns again")
    assert Select(browser.one("select[name=order]")).first_selected_option.text == "Highest marking first"
    browser.width(320)
    browser.shot("lists-narrow")
    assert browser.overflow() <= 0 and browser.violations() == []
    browser.width(1280)
    assert browser.errors() == []


def test_several_are_chosen_by_box_range_and_key_and_go_after_their_outcomes(browser, world):
    """Outcomes by kind and name before the act, the number again, what became of each and what was left out."""
    mark = uuid.uuid4().hex[:6]
    green = [indicator(name=f"Petrel {mark} {number}", object_marking_refs=[GREEN]) for number in range(3)]
    amber = indicator(name=f"Petrel {mark} amber", object_marking_refs=[AMBER])
    world.eu.load([*green, amber], f"{mark}.json")
    officer = world.officer
    wait_for(lambda: officer.get("holdings", q=f"Petrel {mark}").json()["count"] == 4)
    browser.open(world.eu, f"holdings?q=Petrel%20{mark}", officer)
    browser.wait(lambda: len(rows(browser)) == 4, "the list")
    browser.driver.execute_script("document.activeElement.blur()")
    # The keyboard: from the second to the fourth, then the first by its box.
    browser.press("j", "j", "x")
    assert boxes(browser) == [False, True, False, False]
    browser.press("j", "j", "X")
    assert boxes(browser) == [False, True, True, True]
    browser.click(".results tbody tr:first-child .choose")
    browser.says("4 chosen", ".bulk")
    browser.shot("lists-chosen")
    assert browser.violations() == []
    browser.click(".together-release")
    browser.wait(lambda: browser.all("dialog select[name=party] option[value=japan]"), "the partners")
    Select(browser.one("dialog select[name=party]")).select_by_value("japan")
    browser.wait(lambda: browser.all("dialog .outcome-kind"), "the outcomes")
    told = browser.text("dialog .outcomes")
    assert "Go whole: 3" in told and "Do not go: 1" in told and amber["name"] in told
    assert all(one["name"] in told for one in green)
    browser.shot("lists-outcomes")
    assert browser.violations() == [] and browser.overflow() <= 0
    browser.type("dialog input[name=count]", "4")
    browser.type("dialog textarea[name=reason]", "talks")
    browser.click("dialog .primary")
    assert officer.get(f"objects/{green[0]['id']}").json()["releases"] == []
    browser.type("dialog input[name=count]", "3")
    browser.click("dialog .primary")
    browser.says("3 of 4 decided.", "dialog")
    assert amber["name"] in browser.text("dialog") and "Refuse" in browser.text("dialog")
    browser.shot("lists-done")
    assert browser.violations() == []
    browser.click("dialog .primary")
    wait_for(lambda: all(officer.get(f"objects/{one['id']}").json()["releases"] for one in green))
    browser.wait(lambda: boxes(browser) == [False] * 4, "nothing chosen")
    assert browser.errors() == []


def test_what_is_chosen_is_what_is_shown(browser, world):
    """A row that is not shown any more is not chosen, and nothing is chosen where nothing is shown."""
    browser.open(world.eu, "holdings", world.auditor)
    browser.wait(lambda: rows(browser), "the list")
    browser.click(".results tbody tr:first-child .choose")
    browser.says("1 chosen", ".bulk")
    assert not browser.all(".together-release") and browser.all(".together-export")
    browser.click(".choose-all")
    browser.says(f"{len(rows(browser))} chosen", ".bulk")
    browser.type("input[name=q]", "no such thing at all")
    browser.wait(lambda: not rows(browser), "nothing")
    browser.wait(lambda: not browser.one(".bulk").is_displayed(), "nothing chosen")
