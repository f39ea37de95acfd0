"""Two people at one paper: who is second sees what the other saved, and takes it over without losing a word (F28)."""

import time

from support import GREEN


def moment():
    """Now, in milliseconds."""
    seconds, rest = divmod(time.time_ns() // 1_000_000, 1_000)
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds)) + f".{rest:03d}Z"


def paper(world, name):
    answer = world.author.post(
        "objects",
        {
            "object": {
                "type": "note",
                "spec_version": "2.1",
                "created": moment(),
                "modified": moment(),
                "abstract": name,
                "content": "As it was.",
                "object_refs": [world.harbour["id"]],
                "object_marking_refs": [GREEN],
            }
        },
    )
    assert answer.status == 201, answer.text
    return answer.json()["id"]


def save_elsewhere(world, item, **changes):
    """Another author saves the next version."""
    held = world.officer.get(f"objects/{item}").json()["versions"][0]["object"]
    answer = world.officer.post(
        "objects", {"object": {**held, "modified": moment(), **changes}, "base": held["modified"]}
    )
    assert answer.status == 201, answer.text


def test_f28_what_another_saved_is_told_at_once_and_taken_over(browser, world):
    item = paper(world, "Quay at night")
    browser.open(world.eu, f"write/{item}", world.author)
    browser.listens()
    browser.type("textarea[name=content]", "My words.")
    save_elsewhere(world, item, abstract="Quay at dawn")
    browser.says("A. Martin saved another version", ".meanwhile")
    browser.click(".meanwhile summary")
    assert "Quay at dawn" in browser.text(".meanwhile .difference")
    assert browser.violations() == []
    browser.shot("merge")
    browser.click(".meanwhile .merge")
    browser.says("Your changes now stand over the newest version.")
    assert browser.one("[name=abstract]").get_attribute("value") == "Quay at dawn"
    assert browser.one("[name=content]").get_attribute("value") == "My words."
    browser.click("#save")
    browser.wait(lambda: browser.text("h1") == "Quay at dawn", "the object's page")
    browser.says("My words.")


def test_f28_the_second_save_is_not_lost_and_the_others_can_be_taken(browser, world):
    item = paper(world, "Quay in fog")
    browser.open(world.eu, f"write/{item}", world.author)
    browser.driver.execute_script("window.EventSource = undefined")
    browser.type("textarea[name=content]", "My words.")
    save_elsewhere(world, item, content="Their words.")
    browser.click("#save")
    browser.says("saved another version", ".meanwhile")
    assert browser.one("[name=content]").get_attribute("value") == "My words."
    browser.click(".meanwhile .theirs")
    browser.wait(lambda: browser.one("[name=content]").get_attribute("value") == "Their words.", "the other's")
    assert all("status of 409" in message for message in browser.errors())
