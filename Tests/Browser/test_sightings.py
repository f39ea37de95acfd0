"""Sightings on the cyber page: one press beside a hit, an officer confirms it, and whoever warned has it back."""

import pytest
from selenium.webdriver.common.keys import Keys

from promises import stix
from sides import two_sides
from support import GREEN


@pytest.fixture(scope="module")
def sides(tmp_path_factory):
    with two_sides(tmp_path_factory.mktemp("sightings")) as both:
        yield both


def test_a_hit_is_submitted_by_one_press_and_shown_to_whoever_warned(browser, sides):
    eu, japan = sides
    warning = stix(
        "indicator",
        created_by_ref=eu.identity,
        name="Beacon to a bad host",
        pattern="[domain-name:value = 'bad.example']",
        pattern_type="stix",
        valid_from="2026-01-01T00:00:00.000Z",
    )
    eu.node.load([warning])
    answer = eu.officer.post("releases", {"ids": [warning["id"]], "parties": ["japan"]})
    assert answer.json()["results"][0]["outcome"] == "release"
    japan.fetch(eu)
    seen = {"type": "domain-name", "spec_version": "2.1", "id": "domain-name--3c10e93f-798e-5a26-a0c1-08156efab7f5"}
    japan.node.load([seen | {"value": "bad.example", "object_marking_refs": [GREEN]}])
    # By the keyboard alone: to the page, to the press beside the hit.
    browser.open(japan.node, "inbox", japan.author)
    browser.press("g", "h")
    browser.wait(lambda: browser.all(".asks"), "what is met")
    browser.tab_to("main button.note-sighting")
    browser.press(Keys.ENTER)
    browser.says("Submitted as a sighting", "main .new-board")
    browser.checked("cyber-pressed")
    (result,) = japan.release()
    assert result["outcome"] == "release"
    eu.fetch(japan)
    for language in ("ja", "fr", "de", "en"):
        browser.open(eu.node, "cyber?tab=sightings", eu.author, language)
        browser.wait(lambda: browser.all("[role=tabpanel]:not([hidden]) table"), "the sightings")
        browser.says("Japan", "[role=tabpanel]:not([hidden])")
        browser.checked(f"cyber-sightings-{language}")
    browser.says("at least 1", "[role=tabpanel]:not([hidden])")
    # On the indicator's own view, with the form.
    browser.open(eu.node, f"cyber?indicator={warning['id']}", eu.author)
    browser.says("Times seen in all: 1", ".sightings")
    browser.tab_to("#note-sighting")
    browser.press(Keys.ENTER)
    browser.wait(lambda: browser.all("dialog[open]"), "the form")
    browser.checked("cyber-sighting-form")
