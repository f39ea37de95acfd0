"""A security officer records what a partner's software passes over."""

import uuid

from people import person


def test_surprise_18_and_19_a_reader_is_recorded_in_the_console(browser, world):
    officer = person(world.eu, f"s{uuid.uuid4().hex[:6]}", "security-officer", title="S. Econd")
    for language, passes in (("ja", "無視"), ("en", "passes over markings of portions")):
        browser.open(world.eu, "register", officer, language)
        browser.wait(lambda: browser.all("#add-record"), "the form")
        browser.driver.execute_script("document.querySelector('select[name=new]').value = 'reader'")
        browser.click("#add-record")
        browser.wait(lambda: browser.all("dialog select[name=portions]"), "the dialog")
        assert passes in browser.text("dialog") and browser.violations() == []
    browser.type("dialog [name=party]", "Korea")
    browser.driver.execute_script("document.querySelector('dialog select[name=portions]').value = 'ignored'")
    browser.type("dialog [name=language]", "fr")
    browser.click("dialog button.primary")
    browser.wait(lambda: officer.get("register", kind="reader").json()["items"], "the record")
    [kept] = officer.get("register", kind="reader").json()["items"]
    assert kept["record"] == {"party": "Korea", "portions": "ignored", "language": "fr"}
    browser.says("passes over markings of portions", "main")
    assert officer.call("DELETE", f"/api/v1/register/{kept['number']}").status in (200, 204)
