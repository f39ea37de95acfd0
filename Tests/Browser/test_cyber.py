"""The cyber page: which indicators are met by what was observed, in four languages."""

import json

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from people import person
from promises import stix
from sides import two_sides
from support import GREEN, REPOSITORY, wait_for

#: The tab that is open.
PANEL = "[role=tabpanel]:not([hidden])"


@pytest.fixture(scope="module")
def sides(tmp_path_factory):
    with two_sides(tmp_path_factory.mktemp("cyber")) as both:
        eu, _ = both
        eu.chief = person(eu.node, "chief", "administrator")
        eu.keeper = person(eu.node, "keeper", "security-officer")
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
        browser.open(eu.node, "cyber?tab=hits", eu.author, language)
        browser.says("Beacon to a bad host", f"{PANEL} table")
        browser.checked(f"cyber-hits-{language}")
    browser.says("bad.example", f"{PANEL} table")
    # What it asks for stands there in words, as it is written only on request.
    browser.says("Domain name: Value is like “bad.%”", ".asks")
    assert "LIKE" not in browser.text("main") and "byte" not in browser.text("main")
    browser.says("No expression", "main")
    browser.says("Indicators met: 1", f"{PANEL} .headline")
    # By the keyboard alone: to the page, to what is met, and what was seen.
    browser.press("g", "i")
    browser.wait(lambda: browser.driver.current_url.endswith("#/inbox"), "the inbox")
    browser.press("g", "h")
    browser.wait(lambda: browser.all(".asks"), "what is met")
    browser.tab_to(f"main a[href='#/object/{beacon['id']}']")
    browser.press(Keys.ENTER)
    browser.says("Beacon to a bad host", "h1")
    browser.open(eu.node, f"cyber?indicator={wrong['id']}", eu.author)
    browser.says("No live indicator is met", "main")


@pytest.mark.parametrize("language", ["ja", "fr", "de", "en"])
def test_what_is_at_hand_is_held_and_lives_are_shown(browser, sides, language):
    eu, _ = sides
    if language == "ja":
        common = {"pattern_type": "stix", "created_by_ref": eu.identity, "confidence": 60}
        spans = [("2026-01-01", "2036-01-01"), ("2026-01-01", "2026-02-01")]
        for number, (begin, end) in enumerate(spans):
            one = stix(
                "indicator",
                name=["Long-lived beacon", "Ended beacon"][number],
                pattern="[domain-name:value = 'at-hand.example']",
                valid_from=f"{begin}T00:00:00.000Z",
                valid_until=f"{end}T00:00:00.000Z",
                **common,
            )
            eu.node.load([one])
    browser.open(eu.node, "cyber?tab=check", eu.author, language)
    browser.wait(lambda: browser.all("textarea[name=text]"), "the field for what is at hand")
    browser.checked(f"cyber-check-{language}")
    given = {"type": "domain-name", "id": "domain-name--x", "value": "AT-HAND.example."}
    browser.put("textarea[name=text]", json.dumps(given))
    browser.tab_to("main form button[type=submit]")
    browser.press(Keys.ENTER)
    browser.says("Long-lived beacon", PANEL)
    browser.says("AT-HAND.example.", f"{PANEL} table")
    assert "Ended beacon" not in browser.text(PANEL)
    browser.checked(f"cyber-checked-{language}")
    browser.open(eu.node, "cyber?tab=indicators", eu.author, language)
    browser.says("Long-lived beacon", f"{PANEL} table")
    assert "Ended beacon" not in browser.text(PANEL) and browser.all("progress.life")
    Select(browser.one(f"{PANEL} select[name=score]")).select_by_value("misp")
    browser.wait(lambda: browser.all(f"{PANEL} meter"), "the scores")
    Select(browser.one(f"{PANEL} select[name=live]")).select_by_value("")
    browser.says("Ended beacon", f"{PANEL} table")
    browser.checked(f"cyber-lives-{language}")


def test_an_object_says_what_it_has_in_common(browser, sides):
    eu, _ = sides
    network = stix(
        "indicator",
        name="A whole network",
        pattern="[ipv4-addr:value ISSUBSET '203.0.113.0/24']",
        pattern_type="stix",
        valid_from="2026-01-01T00:00:00.000Z",
        created_by_ref=eu.identity,
    )
    address = {"type": "ipv4-addr", "spec_version": "2.1", "id": "ipv4-addr--3d22b3d5-1234-5a26-a0c1-08156efab7f5"}
    address |= {"value": "203.0.113.9", "object_marking_refs": [GREEN]}
    eu.node.load([network, address], "network.json")
    # The index of values follows a moment later.
    wait_for(lambda: eu.author.get("cyber/correlations", object=network["id"]).json()["items"])
    for language in ("ja", "fr", "de", "en"):
        browser.open(eu.node, f"object/{network['id']}?tab=ties", eu.author, language)
        browser.says("203.0.113.0/24", ".correlations table")
        browser.checked(f"correlations-{language}")
    browser.says("in this network", ".correlations table")
    browser.tab_to(f".correlations a[href='#/object/{address['id']}']")
    browser.press(Keys.ENTER)
    browser.says("203.0.113.9", "h1")


LISTS = REPOSITORY / "Tests" / "Fixtures" / "warninglists"


def keep_list(side):
    """The list of private networks, whoever has kept it already."""
    answer = side.chief.post("warning-lists", {"list": json.loads((LISTS / "rfc1918.json").read_text())})
    assert answer.status == 201, answer.text


def test_lists_are_kept_and_asked(browser, sides):
    eu, _ = sides
    browser.open(eu.node, "inbox", eu.chief)
    browser.press("g", "g")
    browser.wait(lambda: browser.all("#add-list"), "the form")
    browser.one("#add-list input[type=file]").send_keys(str(LISTS / "rfc1918.json"))
    browser.tab_to("#add-list button")
    browser.press(Keys.ENTER)
    browser.says("List of RFC 1918 CIDR blocks", "main table")
    browser.tab_to("#test-value input")
    browser.press(*"172.20.1.1", Keys.ENTER)
    browser.says("lies in an entry", "main")
    for language in ("ja", "fr", "de", "en"):
        browser.open(eu.node, "lists", eu.chief, language)
        browser.says("List of RFC 1918 CIDR blocks", "main table")
        browser.checked(f"lists-{language}")


def test_what_is_new_is_opened_first(browser, sides):
    eu, japan = sides
    keep_list(eu)
    common = {"pattern_type": "stix", "valid_from": "2026-01-01T00:00:00.000Z"}
    theirs = [
        stix("indicator", name="Seen here", pattern="[domain-name:value = 'new.example']", **common),
        stix("indicator", name="A private host", pattern="[ipv4-addr:value = '10.1.2.3']", confidence=70, **common),
    ]
    theirs = [one | {"created_by_ref": japan.identity} for one in theirs]
    japan.node.load(theirs)
    ids = [one["id"] for one in theirs]
    assert japan.officer.post("releases", {"ids": ids, "parties": ["eu"]}).status == 200
    eu.fetch(japan)
    seen = {"type": "domain-name", "spec_version": "2.1", "id": "domain-name--3c10e93f-798e-5a26-a0c1-08156efab7f6"}
    eu.node.load([seen | {"value": "new.example", "object_marking_refs": [GREEN]}], "seen.json")
    for language in ("ja", "en"):
        browser.open(eu.node, "cyber", eu.author, language)
        browser.wait(lambda: browser.all(".new-board table"), "the board")
        browser.checked(f"cyber-new-{language}")
    browser.says("Japan", ".new-board table")
    browser.says("Seen here", ".new-board")
    # To what an indicator is, by the keyboard.
    browser.tab_to(f".new-board a[href='#/object/{ids[1]}']")
    browser.press(Keys.ENTER)
    browser.says("A private host", "h1")
    for language in ("ja", "en"):
        browser.open(eu.node, f"object/{ids[1]}", eu.keeper, language)
        browser.wait(lambda: browser.all(".indicator meter"), "its life")
        browser.checked(f"indicator-{language}")
    browser.says("IPv4 address: Value is “10.1.2.3”", ".indicator .asks")
    browser.says("Values on warning lists: 1", ".indicator .listed")
    browser.says("No consumer has fetched it", ".indicator")
    browser.says("No sighting of it yet", ".indicator")


def test_own_rules_are_tried_and_kept(browser, sides):
    eu, _ = sides
    keep_list(eu)
    private = stix("indicator", name="Private too", pattern="[ipv4-addr:value = '10.9.9.9']", pattern_type="stix")
    eu.node.load([private | {"valid_from": "2026-01-01T00:00:00.000Z", "created_by_ref": eu.identity}], "private.json")
    browser.open(eu.node, "cyber?tab=indicators", eu.keeper)
    browser.wait(lambda: browser.all("#decay-form"), "the form")
    assert "own rules" not in browser.text(f"{PANEL} select[name=score]")
    browser.tab_to("#decay-add")
    browser.press(Keys.ENTER)
    browser.wait(lambda: browser.all(".decay-rule"), "a rule")
    browser.put(".decay-rule [data-of=lifetime]", "64")
    browser.tab_to("#decay-preview")
    browser.press(Keys.ENTER)
    browser.says("from 80 to nothing in 64 days", ".decay")
    browser.tab_to("#decay-form button.primary")
    browser.press(Keys.ENTER)
    browser.says("The rules are saved", "body")
    for language in ("ja", "en"):
        browser.open(eu.node, "cyber?tab=indicators", eu.keeper, language)
        browser.wait(lambda: browser.all(".decay svg.curve"), "the curve")
        Select(browser.one(f"{PANEL} select[name=score]")).select_by_value("own")
        browser.wait(lambda: browser.all(f"{PANEL} td meter"), "the scores")
        browser.checked(f"decay-{language}")
    browser.says("on warning lists: 1", PANEL)
    # Who may not change them sees what they are.
    browser.open(eu.node, "cyber?tab=indicators", eu.author)
    browser.wait(lambda: browser.all(".decay svg.curve"), "the curve")
    assert not browser.all("#decay-form")


def test_a_draft_says_what_is_on_a_list(browser, sides, tmp_path):
    eu, _ = sides
    keep_list(eu)
    common = {"pattern_type": "stix", "valid_from": "2026-01-01T00:00:00.000Z", "created_by_ref": eu.identity}
    own = stix("indicator", name="Written here", pattern="[ipv4-addr:value = '192.168.1.0/24']", **common)
    eu.node.load([own], "own.json")
    browser.open(eu.node, f"write/{own['id']}", eu.author, "ja")
    browser.wait(lambda: browser.all(".preview .listed"), "what is on a list")
    browser.checked("write-listed-ja")
    bundle = {"type": "bundle", "id": "bundle--1", "objects": [own | {"id": own["id"][:-4] + "abcd"}]}
    browser.open(eu.node, "cyber?tab=check", eu.author)
    browser.wait(lambda: browser.all("textarea[name=text]"), "the field for what is at hand")
    browser.put("textarea[name=text]", json.dumps(bundle))
    browser.tab_to("main form button[type=submit]")
    browser.press(Keys.ENTER)
    browser.says("Values on warning lists: 1", f"{PANEL} .listed")
    browser.checked("cyber-checked-listed")
    # A file with such values is looked at before it is taken, and nothing of it is left out.
    bundle["objects"][0] |= {"name": "Brought here", "pattern": "[ipv4-addr:value = '192.168.7.7']"}
    file = tmp_path / "bundle.json"
    file.write_text(json.dumps(bundle))
    browser.open(eu.node, "holdings", eu.author)
    browser.click("#import")
    browser.one("dialog input[type=file]").send_keys(str(file))
    browser.click("dialog button.primary")
    browser.says("Look before it is taken", "dialog")
    browser.says("Values on warning lists: 1", "dialog .listed")
    browser.click("dialog button.primary")
    browser.says("Taken: 1 of 1", "dialog")
