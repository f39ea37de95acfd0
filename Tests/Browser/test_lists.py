"""The list of the holdings: what it can be narrowed by, in the page and in its address."""

import pytest


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
    assert browser.overflow() == [] or not browser.overflow()
    assert browser.overflow() <= 0 and browser.errors() == []
