"""What is being written survives a change of type, a reload, another window and a lost connection (fault C1)."""

import re
import uuid

import pytest
from selenium.webdriver.support.ui import Select

from people import person
from support import CLEAR, GREEN, indicator, wait_for


@pytest.fixture
def author(world):
    """Somebody with no drafts yet."""
    return person(world.eu, f"w{uuid.uuid4().hex[:8]}", "author", title="D. Rafter")


def kept(browser):
    return browser.wait(lambda: re.search(r"\d\d?:\d\d", browser.text(".draft-state")), "a draft that is kept")


def fields(browser):
    return browser.driver.execute_script(
        "const all = [...document.querySelectorAll('form.card [name]')];"
        "const said = all.filter((one) => one.type !== 'radio' || one.checked);"
        "return Object.fromEntries(said.map((one) => [one.name, one.value]))"
    )


def choose(browser, name, value):
    Select(browser.one(f"select[name='{name}']")).select_by_value(value)


def test_c1_a_change_of_type_and_back_loses_nothing(browser, world, author):
    browser.open(world.eu, "write", author)
    browser.type("input[name=name]", "A title")
    browser.type("textarea[name=description]", "What happened.")
    browser.type(".picker input", "Harbour")
    browser.wait(lambda: browser.all(".picker-found button"), "something to choose")
    browser.click(".picker-found button")
    Select(browser.one(".block-marking")).select_by_value(CLEAR)
    browser.click(".block .tear-open")
    browser.type(".block .tear textarea", "Something.")
    choose(browser, "type", "note")
    now = fields(browser)
    block = lambda: [browser.one(f".block {one}").get_property("value") for one in (".block-marking", ".tear textarea")]
    assert (now["abstract"], now["content"], *block()) == ("A title", "What happened.", CLEAR, "Something.")
    assert "Harbour authority" in browser.text(".picker-chosen")
    # What has no place in a note waits; what is changed there goes along.
    choose(browser, "type", "entente-event")
    assert "Harbour authority" in browser.text("[data-name=participant_refs]")
    assert fields(browser)["description"] == "What happened."
    browser.type("input[name=place]", "At sea")
    choose(browser, "type", "note")
    browser.type("textarea[name=content]", "What really happened.")
    choose(browser, "type", "report")
    now = fields(browser)
    assert (now["name"], now["description"], block()[0]) == ("A title", "What really happened.", CLEAR)
    choose(browser, "type", "entente-event")
    assert fields(browser)["place"] == "At sea"
    # And a reload in the middle forgets none of it, that of the other types neither.
    choose(browser, "type", "note")
    kept(browser)
    browser.driver.refresh()
    browser.settled()
    assert fields(browser)["content"] == "What really happened." and "Harbour authority" in browser.text(
        ".picker-chosen"
    )
    choose(browser, "type", "entente-event")
    assert fields(browser)["place"] == "At sea"


@pytest.mark.parametrize("language", ["en", "ja"])
def test_c1_a_draft_is_kept_shown_and_gone_on_with(browser, world, author, language):
    title = f"Half a report {language}"
    browser.open(world.eu, "write", author, language)
    assert not browser.all(".drafts") and author.get("drafts").json()["items"] == []
    browser.type("input[name=name]", title)
    kept(browser)
    browser.type("textarea[name=description]", "The text.")
    assert browser.violations() == []
    browser.shot(f"write-draft-{language}")
    # At once, before the next keeping was due.
    browser.driver.refresh()
    browser.settled()
    assert fields(browser)["description"] == "The text." and fields(browser)["name"] == title
    # From the menu a new one begins, and the draft is offered; in another browser as well.
    browser.open(world.eu, "write", author, language)
    assert fields(browser)["name"] == "" and title in browser.text(".drafts")
    assert browser.violations() == []
    browser.shot(f"write-drafts-{language}")
    browser.click(".drafts a")
    browser.wait(lambda: fields(browser).get("name") == title, "the draft")
    # Nothing of it is an object, and nothing is left of it once it is one.
    assert author.get("holdings", q=title).json()["items"] == []
    browser.type(".picker input", "Harbour")
    browser.wait(lambda: browser.all(".picker-found button"), "something to choose")
    browser.click(".picker-found button")
    browser.click("#save")
    browser.wait(lambda: browser.text("h1") == title, "the object's page")
    assert author.get("drafts").json()["items"] == []


def test_c1_a_new_version_is_drafted_and_an_overtaken_draft_says_so(browser, world, author):
    thing = indicator(name="Drafted", description="As it was.", object_marking_refs=[GREEN])
    assert author.write(thing).status == 201
    browser.open(world.eu, f"write/{thing['id']}", author)
    browser.type("textarea[name=description], input[name=description]", "As it is.")
    kept(browser)
    browser.open(world.eu, f"write/{thing['id']}", author)
    assert fields(browser)["description"] == "As it is." and not browser.all("form.card > .error")
    assert (
        author.post(
            "objects",
            {
                "object": {**thing, "modified": "2099-01-01T00:00:00.000Z", "description": "By another."},
                "base": thing["modified"],
            },
        ).status
        == 201
    )
    browser.open(world.eu, f"write/{thing['id']}", author)
    browser.says("Somebody has saved another version", "form.card > .error")
    assert fields(browser)["description"] == "As it is."
    browser.shot("write-overtaken")
    assert browser.violations() == []
    browser.click(".discard")
    browser.wait(lambda: fields(browser).get("description") == "By another.", "the newest version")
    assert author.get("drafts").json()["items"] == []


def test_c1_two_windows_lose_nothing_of_each_other(browser, world, author):
    browser.open(world.eu, "write", author)
    browser.type("input[name=name]", "First window")
    kept(browser)
    (draft,) = author.get("drafts").json()["items"]
    # Another window goes on with the same draft.
    body = author.get(f"drafts/{draft['key']}").json()
    body["content"]["entered"]["name"] = "Second window"
    assert (
        author.post(
            f"drafts/{draft['key']}",
            {
                **{name: body[name] for name in ("content", "type")},
                "title": "Second window",
                "revision": draft["revision"],
            },
        ).status
        == 200
    )
    browser.type("input[name=name]", "First window goes on")
    wait_for(
        lambda: (
            sorted(one["title"] for one in author.get("drafts").json()["items"])
            == ["First window goes on", "Second window"]
        ),
        what="two drafts",
    )
    assert draft["key"] not in browser.driver.current_url
    browser.driver.refresh()
    browser.settled()
    assert fields(browser)["name"] == "First window goes on"
    # The refusal was meant.
    assert all("/api/v1/drafts/" in message for message in browser.errors())


def test_c1_what_could_not_be_kept_is_said_and_kept_later(browser, world, author):
    browser.open(world.eu, "write", author)
    browser.driver.execute_cdp_cmd("Network.enable", {})
    browser.driver.execute_cdp_cmd(
        "Network.emulateNetworkConditions",
        {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0},
    )
    browser.type("input[name=name]", "Without a line")
    browser.says("The draft is not saved:", ".draft-state")
    browser.driver.execute_cdp_cmd(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1},
    )
    browser.type("textarea[name=description]", "It is back.")
    kept(browser)
    assert [one["title"] for one in author.get("drafts").json()["items"]] == ["Without a line"]
    browser.driver.get("about:blank")
    browser.driver.get_log("browser")
