"""A day is that day in every zone, and one that has passed is asked about (fault C2)."""

import uuid

import pytest

from people import person
from support import GREEN, indicator, wait_for

# The ends of the earth: fourteen hours ahead of UTC, and eleven behind.
ZONES = ["Pacific/Kiritimati", "Europe/Brussels", "Pacific/Pago_Pago"]


def day(browser, name, value):
    browser.driver.execute_script(
        "document.querySelector(`dialog input[name=${arguments[0]}]`).value = arguments[1]", name, value
    )


def released(world, name):
    item = indicator(name=name, object_marking_refs=[GREEN])
    world.eu.load([item], f"{item['id']}.json")
    world.eu.run("release", item["id"], "--to", "japan", "--officer", "O")
    return item


def test_c2_a_deadline_is_the_same_day_in_every_zone(browser, world, zone):
    item = released(world, f"Due {uuid.uuid4().hex[:6]}")
    zone("Europe/Brussels")
    browser.open(world.eu, f"object/{item['id']}?tab=releases", world.officer)
    browser.click("button.recall")
    day(browser, "due", "2098-12-11")
    browser.click("dialog .primary")
    browser.wait(lambda: not browser.all("dialog"), "the end of the dialog")
    (recall,) = [one for one in world.officer.get("recalls").json()["items"] if one["item"] == item["id"]]
    assert recall["due"] == "2098-12-11T23:59:59Z"
    for name in ZONES:
        zone(name)
        for page in ("requests", "partner/japan"):
            browser.open(world.eu, page, world.officer)
            row = browser.wait(
                lambda: next(
                    (one.text for one in browser.all("tbody tr") if item["name"] in one.text and "2098" in one.text),
                    None,
                ),
                "the recall",
            )
            assert "11 Dec 2098" in row, (name, page, row)
        # The promise of the example set that was due on the last day of June.
        browser.open(world.eu, "commitments", world.officer)
        assert "30 Jun 2025" in browser.text("main") and "1 Jul 2025" not in browser.text("main")
    # The notice itself, as an object.
    zone("Pacific/Kiritimati")
    browser.open(world.eu, f"object/{recall['id']}", world.officer, "ja")
    assert "2098年12月11日" in browser.text("dl.properties")


def test_c2_a_day_in_the_past_is_asked_about(browser, world):
    item = released(world, f"Late {uuid.uuid4().hex[:6]}")
    browser.open(world.eu, f"object/{item['id']}?tab=releases", world.officer)
    browser.click("button.recall")
    day(browser, "due", "2020-02-29")
    browser.click("dialog .primary")
    browser.says("29 Feb 2020 is past. Is that the day you mean?", "dialog")
    assert browser.text("dialog .primary") == "Yes, with that day" and browser.violations() == []
    browser.shot("recall-past")
    assert item["id"] not in str(world.officer.get("recalls").json())
    # Another day, and nothing is asked any more.
    day(browser, "due", "2098-12-11")
    browser.click("dialog .primary")
    browser.wait(lambda: not browser.all("dialog"), "the end of the dialog")
    assert [one["due"] for one in world.officer.get("recalls").json()["items"] if one["item"] == item["id"]] == [
        "2098-12-11T23:59:59Z"
    ]
    # Who means it, says so once more.
    again = released(world, f"Later {uuid.uuid4().hex[:6]}")
    browser.open(world.eu, f"object/{again['id']}?tab=releases", world.officer, "ja")
    browser.click("button.recall")
    day(browser, "due", "2020-02-29")
    browser.click("dialog .primary")
    browser.says("過去の日付です", "dialog")
    browser.shot("recall-past-ja")
    browser.click("dialog .primary")
    browser.wait(lambda: not browser.all("dialog"), "the end of the dialog")
    assert "2020-02-29" in str(world.officer.get("recalls").json())


@pytest.mark.parametrize("name", ZONES)
def test_c2_today_can_be_entered_wherever_one_is(browser, world, zone, name):
    """What was noticed today, by the reader's calendar, is no day of the future."""
    reader = person(world.japan, f"loser{uuid.uuid4().hex[:6]}", "disclosure-officer")
    wait_for(lambda: reader.get(f"objects/{world.harbour['id']}").status == 200, what="what the EU gave")
    zone(name)
    browser.open(world.japan, f"object/{world.harbour['id']}?tab=history", reader)
    browser.click("button.tell-loss")
    today = browser.driver.execute_script(
        "const now = new Date(); const two = (number) => String(number).padStart(2, '0');"
        "return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`"
    )
    day(browser, "noticed", today)
    assert browser.driver.execute_script("return document.querySelector('dialog input[name=noticed]').checkValidity()")


def test_c2_every_field_for_a_day_to_come_asks(browser, world):
    """Instructions, consents, labels and records: each day until which something holds."""
    browser.open(world.eu, "queue", world.officer)
    browser.click("button.new-instruction")
    browser.type("dialog input[name=name]", "SI past")
    day(browser, "until", "2020-01-01")
    browser.driver.execute_script("document.querySelector('dialog select[name=tlp]').value = 'TLP:GREEN'")
    browser.click("dialog .primary")
    browser.says("is past", "dialog")
    browser.open(world.eu, "register", world.guard)
    browser.click("#add-record")
    for name, text in (("name", "P. Ast"), ("nationality", "EU"), ("briefed", "2019-01-01"), ("until", "2020-01-01")):
        browser.type(f"dialog input[name={name}]", text)
    browser.click("dialog .primary")
    browser.says("1 Jan 2020 is past", "dialog")
    assert browser.text("dialog .past").count("2019") == 0
    browser.open(world.eu, "write", world.author)
    browser.click(".new-label")
    day(browser, "review", "2020-01-01")
    browser.click("dialog .primary")
    browser.says("is past", "dialog")
