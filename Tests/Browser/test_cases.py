"""Cases in the console: opened, joined and worked on by two sides, by the keyboard alone and in four languages."""

import pytest
from selenium.webdriver.common.keys import Keys

from sides import exchange, two_sides


@pytest.fixture(scope="module")
def sides(tmp_path_factory):
    with two_sides(tmp_path_factory.mktemp("cases")) as both:
        yield both


def sent(browser):
    browser.click("dialog button.primary")
    browser.wait(lambda: not browser.all("dialog"), "done")


def test_a_case_is_opened_joined_and_worked_on(browser, sides):
    eu, japan = sides
    browser.open(eu.node, "inbox", eu.author)
    browser.press("g", "j")
    browser.wait(lambda: browser.all("#new-case"), "the cases")
    browser.tab_to("#new-case")
    browser.press(Keys.ENTER)
    browser.wait(lambda: browser.all("dialog[open] [name=name]"), "the form")
    browser.checked("case-form")
    browser.type("dialog [name=name]", "EXERCISE Beacons")
    sent(browser)
    browser.says("EXERCISE Beacons", "main table")
    exchange(eu, japan)
    (one,) = japan.author.get("cases").json()["items"]
    browser.open(japan.node, f"case/{one['id']}", japan.author)
    browser.tab_to("#join")
    browser.press(Keys.ENTER)
    browser.wait(lambda: browser.all("dialog[open]"), "the form")
    sent(browser)
    browser.says("Kept, and submitted", "body")
    exchange(japan, eu)
    eu.do("cases/line", case=one["id"], kind="event", name="First beacon", at="2026-03-01T00:00:00Z")
    eu.do("cases/line", case=one["id"], kind="technique", name="Lure", framework="sparta", technique="IA-0004.02")
    eu.do("cases/advisory", case=one["id"], name="Advice", embargo="2099-12-24")
    eu.do("cases/task", case=one["id"], name="Block it", owner="SOC", party=eu.identity, due="2026-01-02")
    eu.do("cases/contact", case=one["id"], name="CSIRT of the EU", function="duty desk", phone="+32 2 000 00 00")
    eu.do("cases/note", case=one["id"], name="For us", body="Ours alone.")
    for language in ("ja", "fr", "de", "en"):
        browser.open(eu.node, "cases", eu.author, language)
        browser.says("EXERCISE Beacons", "main table")
        browser.checked(f"cases-{language}")
        for tab in ("timeline", "tasks", "contacts", "notes", "acts"):
            browser.open(eu.node, f"case/{one['id']}?tab={tab}", eu.author, language)
            browser.wait(lambda: browser.all("[role=tabpanel]:not([hidden])"), "the tab")
            if language in ("ja", "en") or tab == "timeline":
                browser.checked(f"case-{tab}-{language}")
    browser.open(eu.node, f"case/{one['id']}", eu.author)
    browser.says("SPARTA IA-0004.02", "main")
    browser.says("Embargo until", "main")
    # A line by the keyboard alone.
    browser.tab_to("#new-line")
    browser.press(Keys.ENTER)
    browser.wait(lambda: browser.all("dialog[open] [name=name]"), "the form")
    browser.checked("case-line-form")
    browser.type("dialog [name=name]", "Second beacon")
    sent(browser)
    browser.says("Second beacon", "main table")
    # The task is settled.
    browser.open(eu.node, f"case/{one['id']}?tab=tasks", eu.author)
    browser.says("overdue", "[role=tabpanel]:not([hidden])")
    browser.tab_to("button.settle")
    browser.press(Keys.ENTER)
    browser.wait(lambda: browser.all("dialog[open]"), "the form")
    sent(browser)
    browser.says("done", "[role=tabpanel]:not([hidden]) table")
    browser.tab_to("#report")
    browser.press(Keys.ENTER)
    browser.wait(lambda: browser.all("dialog[open] [name=party]"), "the form")
    browser.checked("case-report-form")
