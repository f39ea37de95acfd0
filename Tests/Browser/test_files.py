"""Files in and out, collections, the index, fetching and destroying, as people do it."""

import hashlib
import json
import uuid

from selenium.webdriver.support.ui import Select

from people import kinds, person
from support import GREEN, RED, indicator, wait_for


def test_a_bundle_is_taken_in_and_what_was_not_taken_is_told(browser, world, tmp_path):
    name = f"Brought {uuid.uuid4().hex[:6]}"
    taken, above = (
        indicator(name=name, object_marking_refs=[GREEN]),
        indicator(name="CANARY", object_marking_refs=[RED]),
    )
    file = tmp_path / "bundle.json"
    file.write_text(json.dumps({"type": "bundle", "id": f"bundle--{uuid.uuid4()}", "objects": [taken, above]}))
    browser.open(world.eu, "holdings", world.author)
    browser.click("#import")
    browser.one("dialog input[type=file]").send_keys(str(file))
    browser.shot("holdings-import")
    assert browser.violations() == []
    browser.click("dialog .primary")
    browser.says("Taken: 1 of 2", "dialog")
    assert above["id"] in browser.text("dialog") and browser.violations() == []
    browser.click("dialog .primary")
    wait_for(lambda: world.officer.get("holdings", q=name).json()["count"] == 1)
    file.write_text("{")
    browser.click("#import")
    browser.one("dialog input[type=file]").send_keys(str(file))
    browser.click("dialog .primary")
    browser.says("The file is no JSON.", "dialog")
    browser.open(world.eu, "holdings", world.auditor)
    assert not browser.all("#import") and browser.all("#export")


def test_b17_a_file_twice_makes_no_doubles_and_newer_versions_are_asked_about(browser, world, tmp_path):
    name = f"Twice {uuid.uuid4().hex[:6]}"
    one, two = (indicator(name=f"{name} {number}", object_marking_refs=[GREEN]) for number in range(2))
    file = tmp_path / "bundle.json"

    def bring(*objects):
        file.write_text(json.dumps({"type": "bundle", "id": f"bundle--{uuid.uuid4()}", "objects": objects}))
        browser.click("#import")
        browser.one("dialog input[type=file]").send_keys(str(file))
        browser.click("dialog .primary")

    browser.open(world.eu, "holdings", world.author)
    bring(one, two)
    browser.says("Taken: 2 of 2", "dialog")
    browser.click("dialog .primary")
    bring(one, two)
    browser.says("The file has 2 objects. Here already, as far as you can see: 2.", "dialog")
    browser.says("Here in the same version: 2", "dialog")
    browser.click("dialog .primary")
    browser.says("Here already, and not taken again: 2", "dialog")
    browser.click("dialog .primary")
    wait_for(lambda: world.author.get("holdings", q=name).json()["count"] == 2)
    copy = {**two, "id": indicator()["id"]}
    bring(copy)
    browser.says("Say the same as what is here under another identifier: 1", "dialog")
    assert browser.violations() == []
    browser.click("dialog .primary")
    browser.says("Here already, and not taken again: 1", "dialog")
    browser.click("dialog .primary")
    newer = {**one, "modified": "2026-02-01T00:00:00.000Z", "name": f"{name} newer"}
    bring(newer, two)
    browser.says("Here in an older version: 1", "dialog")
    browser.shot("holdings-import-known")
    assert browser.violations() == []
    Select(browser.one("dialog select[name=known]")).select_by_value("versions")
    browser.click("dialog .primary")
    browser.says("Kept as new versions of what was here: 1", "dialog")
    browser.click("dialog .primary")
    wait_for(
        lambda: (
            sorted(item["name"] for item in world.author.get("holdings", q=name).json()["items"])
            == [f"{name} 1", f"{name} newer"]
        )
    )


def test_what_a_search_finds_is_exported(browser, world, tmp_path):
    browser.driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    browser.open(world.eu, "holdings?q=Beacon", world.officer)
    browser.click("#export")
    browser.says("To be written:", "dialog")
    browser.shot("holdings-export")
    assert browser.violations() == []
    browser.click("dialog .primary")
    browser.wait(lambda: not browser.all("dialog"), "the end of the dialog")
    (file,) = browser.wait(lambda: list(tmp_path.glob("bundle--*.json")), "the file")
    objects = json.loads(file.read_text())["objects"]
    # The log has the digest of the file as it lies there.
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    entries = [inside for kind, inside in kinds(world.eu) if kind == "export" and inside.get("of") == "bundle"]
    assert (entries[-1]["sha256"], entries[-1]["count"]) == (digest, len(objects))
    assert len(objects) == world.officer.get("holdings", q="Beacon").json()["count"] and all(
        "Beacon" in one["name"] for one in objects
    )


def test_an_administrator_keeps_collections_and_the_index(browser, world):
    browser.open(world.eu, "node", world.chief)
    title = f"Sensors {uuid.uuid4().hex[:6]}"
    browser.click("#new-collection")
    browser.type("dialog input[name=title]", title)
    browser.shot("node-collection")
    assert browser.violations() == []
    browser.click("dialog .primary")
    browser.says(title)
    browser.click(f"button[aria-label='Remove: {title}']")
    browser.says(f"The collection “{title}” goes", "dialog")
    browser.click("dialog .primary")
    browser.wait(lambda: not browser.all(f"button[aria-label='Remove: {title}']"), "the end of the collection")
    browser.click("#make-index")
    browser.says("The index is made.")
    assert browser.violations() == []


def test_what_a_partner_released_is_fetched_and_destroyed(browser, world):
    item = indicator(name=f"Given {uuid.uuid4().hex[:6]}", object_marking_refs=[GREEN])
    world.eu.load([item], f"{item['id']}.json")
    world.eu.run("release", item["id"], "--to", "japan", "--officer", "O")
    receiver = person(world.japan, f"keeper{uuid.uuid4().hex[:6]}", "disclosure-officer", title="K. Eeper")
    browser.open(world.japan, "partner/eu", receiver)
    browser.click("#fetch-now")
    browser.says("What the partner released is here.", ".status")
    wait_for(lambda: receiver.get(f"objects/{item['id']}").status == 200)
    browser.open(world.japan, f"object/{item['id']}?tab=history", receiver)
    browser.click("button.erase")
    browser.type("dialog textarea[name=reason]", "purpose fulfilled")
    browser.shot("object-erase")
    assert browser.violations() == []
    browser.click("dialog .primary")
    browser.says("Destroyed. Certificate:", "dialog")
    assert item["modified"] in browser.text("dialog")
    browser.shot("object-erased")
    browser.click("dialog .primary")
    assert receiver.get(f"objects/{item['id']}").status == 404
