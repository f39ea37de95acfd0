"""Agreements in the browser: reach as a table and a picture, and a draft from the first letter until it is in use."""

from browser import PUT
from people import PASSWORD
from support import PACT, PARTIES

IN_FORCE = PARTIES + "\n" + PACT.format(state="in force from 2020-01-01", ceiling="EU-SECRET")

TEXT = "textarea[name=text]"


def write(browser, text):
    browser.put(TEXT, text)


def test_reach_is_the_same_as_a_table_a_picture_and_a_list(browser, world):
    browser.open(world.eu, "agreements", world.author)
    browser.wait(lambda: browser.all("svg.chains"), "the picture")
    rows = [row.text for row in browser.all("table[role=table] tbody tr")]
    assert (
        len(rows) == 1 and "Japan" in rows[0] and "directly as J-SECRET" in rows[0] and "directly as J-LOW" in rows[0]
    )
    assert "EU-SECRET: 1 directly, 0 with consent" in browser.one("svg.chains").get_attribute("aria-label")
    assert [text.text for text in browser.all("svg.chains text.party")] == ["EU", "Japan"]
    browser.click("ul.chains, details:has(> ul.chains) > summary")
    assert "EJ, article 3" in browser.text("ul.chains")
    never = browser.one("details:has(> .never)")
    browser.driver.execute_script("arguments[0].open = true", never)
    assert "Korea" in never.text and "no agreement" in never.text
    # An author reads, and writes no draft.
    assert not browser.all("a[href='#/draft']")
    browser.open(world.eu, "draft", world.author)
    browser.says("nothing that you may see")


def test_an_earlier_set_is_shown_as_such(browser, world):
    browser.open(world.eu, "agreements?set=1", world.auditor)
    browser.says("This is an earlier set")
    assert "negotiating" in browser.text(".instruments") and not browser.all("svg.chains")


def test_a_draft_is_checked_as_one_types_compared_and_applied_by_two(browser, world):
    before = world.officer.get("agreements").json()["set"]
    browser.open(world.eu, "draft", world.officer)
    browser.wait(lambda: browser.all("#what-if"), "the question")
    # A fault is underlined, and its place leads to it.
    browser.driver.execute_script(
        "const field = document.querySelector('textarea[name=text]'); field.setSelectionRange(1e6, 1e6); field.focus()"
    )
    browser.press("  article 4: up to EU EU-SECRAT\n")
    browser.wait(lambda: browser.all(".findings-list li.error"), "a fault")
    assert "EU-SECRAT" in browser.text(".findings-list li.error mark") and not browser.all("#what-if")
    browser.click(".findings-list li.error button")
    selected = browser.driver.execute_script(
        "const field = document.activeElement; return field.value.slice(field.selectionStart, field.selectionEnd)"
    )
    assert selected == browser.text(".findings-list li.error mark")
    # What closes, and what it would change for the holdings.
    write(browser, IN_FORCE.replace("in force from 2020-01-01", "negotiated from 2024-01-01"))
    browser.wait(lambda: browser.all("#what-if"), "the question")
    browser.says("closes")
    browser.click("#what-if")
    browser.wait(lambda: browser.all("#apply"), "the answer")
    page = browser.text("main")
    # Some of what waits has been decided by whoever tested before.
    assert "Waiting 1" in page and "Release → Refuse" in page and "EU-RESTRICTED" in browser.text(".banner")
    assert browser.violations() == []
    browser.shot("draft-asked")
    # Another letter, and the answer no longer counts.
    write(browser, IN_FORCE + "# A mark.\n")
    browser.wait(lambda: browser.all("#what-if") and not browser.all("#apply"), "the question")
    # Nor does one to a question that was asked before the letter.
    browser.driver.execute_script("document.querySelector('#what-if').click();" + PUT, TEXT, IN_FORCE + "# A remark.\n")
    browser.wait(lambda: browser.all("html:not([data-asking]) #what-if:enabled"), "the question")
    assert not browser.all("#apply")
    browser.says("Nothing opens or closes")
    browser.click("#what-if")
    browser.click("#apply")
    browser.shot("draft-apply")
    assert browser.violations() == []
    browser.click("dialog .primary")
    browser.wait(lambda: browser.all("dialog input[name=password]"), "the place to sign")
    assert browser.violations() == []
    browser.shot("countersign")
    signs = "dialog:has(input[name=password])"
    browser.type(f"{signs} input[name=name]", "second")
    browser.type(f"{signs} input[name=password]", "wrong password")
    browser.click(f"{signs} .primary")
    browser.says("Sign-in failed.", signs)
    assert world.officer.get("agreements").json()["set"] == before
    browser.type(f"{signs} input[name=password]", PASSWORD)
    browser.click(f"{signs} .primary")
    browser.says(f"Set {before + 1} is in use.")
    found = world.officer.get("agreements").json()
    assert (found["set"], found["officer"]) == (before + 1, "A. Martin") and found["files"][0]["text"].endswith(
        "# A remark.\n"
    )
    # Two refusals were meant.
    refusals = browser.errors()
    assert len(refusals) == 2 and all("/api/v1/agreements - " in message for message in refusals)
