"""Links in the browser: a partner is invited, its invitation is taken in and confirmed,
and its page shows what passed."""

import json

import pytest

from people import PASSWORD, open_console, person
from support import GREEN, Node, accept_invitation, indicator, wait_for


@pytest.fixture
def alone(browser, tmp_path):
    """A node without partners: the others' stay as they are."""
    node = open_console(Node(tmp_path / "eu", "eu", title="European Union"))
    node.serve()
    yield node
    # An open page follows the node; it is left before the node goes.
    browser.driver.get("about:blank")
    node.stop()


def test_a_partner_is_invited_taken_in_and_confirmed(browser, alone, tmp_path):
    chief, officer = person(alone, "chief", "administrator"), person(alone, "officer", "disclosure-officer")
    browser.open(alone, "partners", chief)
    browser.click("#invite")
    browser.type("dialog input[name=name]", "norway")
    browser.click("dialog .primary")
    browser.says("The invitation is ready.", "dialog")
    link = browser.one("dialog a[download]")
    assert link.get_attribute("download") == "eu-for-norway.json"
    assert link.get_attribute("href").startswith("blob:")
    # The policy keeps a script from reading the file back; asked again, the node gives the same one.
    file = chief.post("partners/norway", {"act": "invite"}).json()["invitation"]
    mine = browser.text("dialog code.block")
    assert browser.violations() == []
    browser.shot("partner-invite")
    # The other side takes it in by command line, and its own invitation comes back.
    norway = Node(tmp_path / "norway", "norway", title="Norway")
    (tmp_path / "for-norway.json").write_text(file)
    assert (
        json.loads(norway.run("partner", "accept", tmp_path / "for-norway.json", "--json").stdout)["fingerprint"]
        == mine
    )
    invitation = norway.run("partner", "invite", "eu").stdout
    browser.open(alone, "partners", chief)
    browser.click("#accept")
    browser.driver.execute_script("document.querySelector('dialog textarea').value = arguments[0]", invitation)
    browser.click("dialog .primary")
    browser.says("Norway at https://", "dialog")
    theirs = browser.text("dialog code.block")
    browser.open(alone, "partner/norway", chief)
    assert "Not confirmed" in browser.text("main") and not browser.all("#confirm")
    browser.open(alone, "partner/norway", officer)
    browser.click("#confirm")
    browser.type("dialog input[name=fingerprint]", "0000 0000")
    browser.click("dialog .primary")
    browser.says("not the fingerprint", "dialog")
    browser.type("dialog input[name=fingerprint]", theirs.upper())
    browser.click("dialog .primary")
    browser.wait(lambda: not browser.all("dialog") and not browser.all("#confirm"), "a confirmed link")
    assert officer.get("partners/norway").json()["confirmed"]
    refusals = browser.errors()
    assert len(refusals) == 1 and "/api/v1/partners/norway - " in refusals[0]


def test_g1_two_officers_end_a_link(browser, alone, tmp_path):
    """Fault G1: no page ended a confirmed link."""
    officer, _ = person(alone, "ender", "disclosure-officer"), person(alone, "beside", "security-officer")
    iceland = Node(tmp_path / "iceland", "iceland", title="Iceland")
    accept_invitation(iceland, alone, confirm=True)
    browser.open(alone, "partner/iceland", officer)
    browser.click("#end")
    browser.type("dialog textarea[name=reason]", "their node was broken into")
    browser.click("dialog .primary")
    browser.wait(lambda: browser.all("dialog input[name=password]"), "a second officer")
    browser.type("dialog input[name=name]", "beside")
    browser.type("dialog input[name=password]", PASSWORD)
    browser.click("dialog:last-of-type .primary")
    browser.says("could not be reached: it is told when it calls next", "dialog")
    browser.shot("partner-end")
    assert officer.get("partners/iceland").json()["ended"]["by"] == "here"
    browser.open(alone, "partner/iceland", officer)
    assert (
        "Ended" in browser.text("main")
        and "by this side" in browser.text("main")
        and not browser.all("#end")
        and not browser.all("#confirm")
    )
    # A new invitation waits, and can be discarded.
    file = tmp_path / "iceland" / "anew.json"
    file.write_text(iceland.run("partner", "invite", "eu").stdout)
    alone.run("partner", "accept", file)
    browser.open(alone, "partner/iceland", officer)
    assert "New invitation, not confirmed, taken in" in browser.text("main") and browser.all("#confirm")
    browser.click("#discard")
    browser.click("dialog .primary")
    browser.wait(lambda: not browser.all("#discard"), "nothing that waits")
    assert len(browser.errors()) == 1  # the node asked for the second officer


def test_the_page_of_a_partner_shows_what_passed(browser, world, tmp_path):
    item = indicator(name="By courier", object_marking_refs=[GREEN])
    world.eu.load([item], "by-courier.json")
    world.eu.run("release", item["id"], "--to", "japan", "--channel", "courier", "--officer", "A. Martin")
    world.eu.run("courier", "write", "japan", "--to", tmp_path, "--courier-only")
    world.japan.run("loss", "tell", world.harbour["id"], "--to", "eu", "--noticed", "2026-11-20", "--officer", "J")
    wait_for(lambda: world.officer.get("partners/japan").json()["losses"], what="the loss")
    browser.open(world.eu, "partner/japan", world.officer)
    page = browser.text("main")
    assert (
        "Files that the partner has not acknowledged: 1" in page
        and "Courier 1" in page
        and "possibly lost" in page
        and "Harbour authority" in page
    )
    # What was recalled from the partner in the meantime stands here, too.
    assert browser.text(".banner") == ("EU-RESTRICTED" if "Waiting" in page else "TLP:GREEN")
    assert browser.violations() == []
    browser.shot("partner-passed")
    browser.width(320, 2400)
    assert browser.overflow() <= 0
    browser.shot("partner-passed-320")
    # Administrators see the link, and nothing about items.
    browser.open(world.eu, "partner/japan", world.chief)
    assert (
        "Harbour" not in browser.text("main")
        and "Losses told" not in browser.text("main")
        and "Courier files" in browser.text("main")
    )
