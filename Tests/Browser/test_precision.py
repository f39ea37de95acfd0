"""Digits of times: what the console writes, and what it says of times that partners on python-stix2 cannot read."""

import re
import uuid

from people import person
from support import GREEN, indicator
from test_release_walk import fill

SAID = {
    "en": "more than six digits",
    "ja": "6 桁を超えて",
    "fr": "plus de six décimales",
    "de": "mehr als sechs Nachkommastellen",
}


def test_surprise_4_an_officer_is_told_before_and_while_releasing(browser, world):
    item = indicator(
        name=f"Fine {uuid.uuid4().hex[:8]}", object_marking_refs=[GREEN], valid_from="2026-02-01T00:00:00.1234567Z"
    )
    world.eu.load([item])
    officer = person(world.eu, f"o{uuid.uuid4().hex[:6]}", "disclosure-officer", title="O. Fficer")
    for language, words in reversed(SAID.items()):
        browser.open(world.eu, f"object/{item['id']}?tab=who", officer, language)
        browser.wait(lambda: browser.all(".decision[data-party=japan] button.primary"), "the decision")
        told = browser.text(".decision[data-party=japan] [data-code=timestamp-precision]")
        assert "valid_from" in told and words in told, language
    browser.click(".decision[data-party=japan] button.primary")
    browser.wait(lambda: browser.all("dialog [data-code=timestamp-precision]"), "the warning in the dialog")
    assert browser.violations() == []
    browser.click("dialog button.primary")
    browser.says("Released to Japan", ".status")


def test_surprise_4_the_console_writes_three_digits(browser, world):
    author = person(world.eu, f"a{uuid.uuid4().hex[:6]}", "author", title="A. Uthor")
    browser.open(world.eu, "write", author)
    title = f"Digits {uuid.uuid4().hex[:8]}"
    fill(browser, "name", title)
    fill(browser, "description", "Seen twice.")
    browser.type(".picker input", "Harbour")
    browser.wait(lambda: browser.all(".picker-found button"), "something to choose")
    browser.click(".picker-found button")
    browser.click("#save")
    browser.wait(lambda: browser.text("h1") == title, "the object's page")
    item = browser.driver.current_url.split("object/")[1].replace("%2D", "-")
    written = author.get(f"objects/{item}").json()["versions"][0]["object"]
    assert all(
        re.fullmatch(r".{19}\.(\d{3}|\d{6})Z", written[name]) for name in ("created", "modified", "published")
    ), written
