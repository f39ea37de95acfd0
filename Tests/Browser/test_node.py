"""The node itself in the browser: an administrator checks it, makes a backup and keys,
and sees nothing of what it holds."""

import uuid

from people import PASSWORD, open_console, person
from selenium.webdriver.support.ui import Select

from support import GREEN, Node, indicator, link, wait_for


def test_an_administrator_checks_the_store_and_makes_a_backup(browser, world):
    browser.open(world.eu, "node", world.chief)
    assert "Backups" in browser.text("main") and "No content" in browser.text(".banner")
    browser.click("#check-store")
    browser.says("The store is whole.")
    browser.click("#make-backup")
    browser.says("Made: eu-2")
    names = {file.name for file in (world.eu.folder / "backups").iterdir()}
    assert {cell.text for cell in browser.all("section:has(#make-backup) td code")} == names
    browser.shot("node-backup")


def test_a_key_is_shown_once_and_one_that_reads_needs_a_security_officer(browser, world):
    browser.open(world.eu, "node", world.chief)
    browser.click("#new-key")
    browser.shot("node-key")
    assert browser.violations() == []
    browser.type("dialog input[name=name]", "browser-soc")
    browser.click("dialog input[value='read:*']")
    browser.click("dialog .primary")
    browser.countersign("second", PASSWORD)
    browser.wait(lambda: not browser.all("dialog") and browser.all(".one-time"), "the key")
    key = browser.text(".one-time")
    assert key.startswith("ent_") and len(key) == 68
    browser.open(world.eu, "node", world.chief)
    assert key not in browser.driver.page_source and "browser-soc" in browser.text("main")
    browser.click("button[aria-label='Revoke: browser-soc']")
    browser.click("dialog .primary")
    browser.wait(lambda: not browser.all("button[aria-label='Revoke: browser-soc']"), "an end of the key")
    assert "revoked" in browser.text("section:has(#new-key)")
    refusals = browser.errors()
    assert len(refusals) == 1 and "/api/v1/keys - " in refusals[0]


def test_an_administrator_sees_counts_and_an_officer_objects(browser, world):
    browser.open(world.eu, "quarantine", world.chief)
    assert (
        "The meaning of a marking is not known" in browser.text("main") and "Unread" not in browser.driver.page_source
    )
    assert "No content" in browser.text(".banner")
    browser.open(world.eu, "quarantine", world.officer)
    assert "Same identifier and version, other content" in browser.text("main") and "Beacon otherwise" in browser.text(
        "main"
    )
    assert "Unread" not in browser.driver.page_source and browser.text(".banner") == "TLP:GREEN"


def test_c7_a_security_officer_says_in_the_console_what_a_marking_means(browser, world):
    """Fault C7: the one who settles it sees the object, and the page offers it."""
    unknown = f"marking-definition--{uuid.uuid4()}"
    world.eu.load([indicator(name="Waits for its marking", object_marking_refs=[GREEN, unknown])], "waits.json")
    browser.open(world.eu, "quarantine", world.guard)
    browser.says("Waits for its marking", "main")
    browser.click(f"button[aria-label='Say what it means: {unknown}']")
    assert "its definition is not here" in browser.text("dialog")
    Select(browser.one("dialog select[name=meaning]")).select_by_value("TLP:CLEAR")
    browser.shot("quarantine-explain")
    assert browser.violations() == []
    browser.click("dialog .primary")
    browser.wait(lambda: "Waits for its marking" not in browser.text("main"), "the object to be free")
    browser.open(world.eu, "register", world.guard)
    # The record calls it by its type; the identifier stands behind the name.
    browser.wait(lambda: browser.all(f"table a[data-id='{unknown}']"), "the record")


def test_the_page_says_what_the_configuration_asks_for_and_a_person_chooses_notices(browser, world, tmp_path):
    """Two officers, the levels up to which objects leave, and mail: as the configuration has them."""
    browser.open(world.eu, "node", world.chief)
    for sentence in (
        "Neither the configuration nor an agreement asks for two officers.",
        "There is no limit: people export whatever they see.",
        "Nobody is written to.",
    ):
        assert sentence in browser.text("main")
    assert browser.all("#two-officers, #export-limit, #mail") == []
    browser.open(world.eu, "account", world.chief)
    assert "This node writes no mail." in browser.text("main") and browser.all("#notices") == []
    node = open_console(Node(tmp_path / "nord", "nord"))
    (tmp_path / "refuses").write_text("#!/bin/sh\nexit 75\n")
    (tmp_path / "refuses").chmod(0o755)
    node.configure(
        two_officers="TLP:RED, EU COSMIC",
        export_up_to="TLP:GREEN, EU COSMIC",
        mail_program=str(tmp_path / "refuses"),
        mail_from="node@nord.example",
        mail_seconds=1,
        pull_seconds=1,
    )
    link(node, Node(tmp_path / "away", "away"))
    node.serve()
    try:
        chief = person(node, "chief", "administrator")
        browser.open(node, "node", chief)
        assert browser.text("#two-officers") == "Configuration of this node\nTLP:RED, EU COSMIC"
        assert (
            "two officers are asked for whatever is classified" in browser.text("main") and browser.violations() == []
        )
        assert browser.text("#export-limit") == "Up to\nTLP:GREEN, EU COSMIC"
        assert "is no level of the agreements in use: nothing is exported" in browser.text("main")
        assert browser.text("#mail").endswith("From\nnode@nord.example\nPeople who chose it\n0")
        # Who chooses it is counted; what the host's program does not take is said on both pages.
        browser.open(node, "account", chief)
        Select(browser.one("#notices select")).select_by_value("daily")
        browser.type("#notices input", "chief@nord.example")
        browser.click("#save-notices")
        browser.says("The choice is kept.")
        assert browser.violations() == []
        wait_for(lambda: chief.get("account/notices").json()["failing"])
        browser.open(node, "account", chief)
        assert "The last mail could not be sent." in browser.text("#notices")
        browser.shot("account-notices")
        browser.open(node, "node", chief)
        assert "People who chose it\n1" in browser.text("#mail")
        assert "The program did not take the mail" in browser.text("#mail") and browser.violations() == []
        browser.shot("node-settings")
    finally:
        node.stop()
