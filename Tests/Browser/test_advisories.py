"""Advisories: taken in after a look at them, listed, read, and asked of a product, by the keyboard alone."""

import json

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from playbooks import attack, playbook
from sides import two_sides
from support import GREEN

PANEL = "[role=tabpanel]:not([hidden])"
ADVISORY = {
    "document": {
        "category": "csaf_security_advisory",
        "csaf_version": "2.0",
        "title": "Servers can be taken over",
        "publisher": {"category": "vendor", "name": "Example Maker", "namespace": "https://example.com"},
        "notes": [{"category": "summary", "text": "Two versions of the server."}],
        "tracking": {
            "id": "EX-2026-0100",
            "status": "final",
            "version": "1",
            "initial_release_date": "2026-11-01T00:00:00Z",
            "current_release_date": "2026-11-01T00:00:00Z",
            "revision_history": [{"date": "2026-11-01T00:00:00Z", "number": "1", "summary": "First."}],
        },
    },
    "product_tree": {
        "full_product_names": [
            {"name": "Example Server 1.0", "product_id": "S1"},
            {"name": "Example Server 1.1", "product_id": "S2"},
            {"name": "Example Client 1.0", "product_id": "C1"},
        ]
    },
    "vulnerabilities": [
        {
            "cve": "CVE-2026-0100",
            "notes": [{"category": "description", "text": "Whoever reaches it can run code."}],
            "product_status": {"known_affected": ["S1"], "fixed": ["S2"], "known_not_affected": ["C1"]},
            "flags": [{"label": "vulnerable_code_not_present", "product_ids": ["C1"]}],
            "remediations": [{"category": "vendor_fix", "details": "Take version 1.1.", "product_ids": ["S1"]}],
        }
    ],
}


@pytest.fixture(scope="module")
def sides(tmp_path_factory):
    with two_sides(tmp_path_factory.mktemp("advisories")) as both:
        yield both


def test_an_advisory_is_looked_at_kept_and_asked(browser, sides, tmp_path):
    eu, _ = sides
    file = tmp_path / "advisory.json"
    file.write_text(json.dumps(ADVISORY))
    browser.open(eu.node, "cyber?tab=advisories", eu.author)
    browser.says("No advisory is here", PANEL)
    browser.one(f"{PANEL} input[type=file]").send_keys(str(file))
    browser.says("Servers can be taken over", f"{PANEL} form h3")
    # It has no label: it is not CLEAR, and nobody gets it.
    browser.says("none; it gets this party’s default, which is not CLEAR", PANEL)
    browser.says("nobody; nothing is given", PANEL)
    choice = Select(browser.one("select[name=marking]"))
    assert choice.first_selected_option.text == "TLP:AMBER+STRICT"
    assert "TLP:CLEAR" not in [one.text for one in choice.options]
    browser.says("TLP:AMBER+STRICT", ".banner")
    browser.checked("advisories-review-en")
    browser.tab_to(f"{PANEL} select[name=marking]")
    browser.tab_to(f"{PANEL} button[type=submit]")
    browser.press(Keys.ENTER)
    browser.says("Whoever reaches it can run code.", PANEL)
    for language in ("ja", "fr", "de", "en"):
        browser.open(eu.node, browser.driver.current_url.split("#/")[1], eu.author, language)
        browser.says("Take version 1.1.", PANEL)
        browser.checked(f"advisories-one-{language}")
    browser.says("not affected", PANEL)
    browser.says("the code is not in it", PANEL)
    browser.says("TLP:AMBER+STRICT", PANEL)
    assert "known_" not in browser.text("main") and "vendor_fix" not in browser.text("main")
    for language in ("ja", "fr", "de", "en"):
        browser.open(eu.node, "cyber?tab=advisories", eu.author, language)
        browser.says("Servers can be taken over", f"{PANEL} table")
        browser.checked(f"advisories-{language}")
    browser.put("input[name=product]", "server 1.1")
    browser.tab_to(f"{PANEL} form[role=search] button")
    browser.press(Keys.ENTER)
    browser.says("Example Server 1.1", PANEL)
    browser.says("fixed", PANEL)
    assert "Example Server 1.0" not in browser.text(PANEL)
    # The same again is nothing new.
    browser.one(f"{PANEL} input[type=file]").send_keys(str(file))
    browser.says("Servers can be taken over", f"{PANEL} form h3")
    browser.tab_to(f"{PANEL} form:not([role]) button[type=submit]")
    browser.press(Keys.ENTER)
    browser.says("Whoever reaches it can run code.", PANEL)
    assert len(eu.node.run("vex", "S1").stdout.splitlines()) == 1


def test_a_playbook_and_an_attack_are_read_step_by_step(browser, sides, tmp_path):
    eu, _ = sides
    file = tmp_path / "playbook.json"
    file.write_text(json.dumps(playbook()))
    browser.open(eu.node, "cyber?tab=advisories", eu.author)
    browser.one(f"{PANEL} input[type=file]").send_keys(str(file))
    browser.says("Block a name", f"{PANEL} form h3")
    browser.tab_to(f"{PANEL} form:not([role]) button[type=submit]")
    browser.press(Keys.ENTER)
    address = None
    for language in ("ja", "fr", "de", "en"):
        browser.says("Tell the resolver", f"{PANEL} ol.flow")
        address = address or browser.driver.current_url.split("#/")[1]
        browser.open(eu.node, address, eu.author, language)
        browser.says("Put the name on the list", f"{PANEL} ol.flow")
        browser.checked(f"advisories-playbook-{language}")
    browser.says("Then: step 3 if it succeeds, step 1 if it fails", f"{PANEL} ol.flow")
    browser.says("whether they are valid is not checked here", PANEL)
    assert "playbook--" not in browser.text("main") and "cacao" not in browser.text("main")
    flow, *others = attack(object_marking_refs=[GREEN])
    eu.node.load([flow, *others])
    for language in ("ja", "fr", "de", "en"):
        browser.open(eu.node, f"object/{flow['id']}", eu.author, language)
        browser.says("Spearphishing", "ol.flow")
        browser.checked(f"object-attack-{language}")
    assert [one.text for one in browser.all("ol.flow > li a")] == [
        "Spearphishing",
        "The mail was opened.",
        "Theft of mail",
    ]
    browser.says("Then: step 3 if so", "ol.flow")
