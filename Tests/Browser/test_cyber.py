"""The cyber page: which indicators are met by what was observed, in four languages."""

import pytest

from promises import stix
from sides import two_sides
from support import GREEN


@pytest.fixture(scope="module")
def sides(tmp_path_factory):
    with two_sides(tmp_path_factory.mktemp("cyber")) as both:
        yield both


def test_hits_are_listed_with_their_markings(browser, sides):
    eu, _ = sides
    seen = {"type": "domain-name", "spec_version": "2.1", "id": "domain-name--3c10e93f-798e-5a26-a0c1-08156efab7f5"}
    seen |= {"value": "bad.example", "object_marking_refs": [GREEN]}
    common = {"pattern_type": "stix", "valid_from": "2026-01-01T00:00:00.000Z", "created_by_ref": eu.identity}
    beacon = stix("indicator", name="Beacon to a bad host", pattern="[domain-name:value LIKE 'bad.%']", **common)
    wrong = stix("indicator", name="No expression", pattern="[domain-name:value MATCHES '(']", **common)
    eu.node.load([seen, beacon, wrong])
    for language in ("ja", "fr", "de", "en"):
        browser.open(eu.node, "cyber", eu.author, language)
        browser.says("Beacon to a bad host", "main table")
        text = browser.text()
        assert "⟦" not in text and "undefined" not in text and "[object" not in text
        assert "--" not in browser.text("main"), browser.text("main")
        assert browser.violations() == []
        browser.shot(f"cyber-hits-{language}")
        browser.width(320, 800)
        assert browser.overflow() <= 0 and browser.violations() == []
        browser.width(1440)
    browser.says("bad.example", "main table")
    # What it asks for stands there in words, as it is written only on request.
    browser.says("Domain name: Value is like “bad.%”", ".asks")
    assert "LIKE" not in browser.text("main") and "byte" not in browser.text("main")
    browser.says("No expression", "main")
    browser.says("Indicators met: 1", ".headline")
    browser.open(eu.node, f"cyber?indicator={wrong['id']}", eu.author)
    browser.says("No live indicator is met", "main")
