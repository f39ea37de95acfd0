"""One stream of events for all pages of a browser, and a sign-out after which nothing is asked (faults C10, C14)."""

import os
import threading
import uuid

import pytest

from people import open_console, person
from support import GREEN, Node, indicator

# 100 of them ran clean beside five processes that kept both cores busy; here some are enough.
ROUNDS = int(os.environ.get("ENTENTE_SIGN_OUTS", "4"))


@pytest.fixture
def narrow(browser, tmp_path):
    """A node that tells one page of changes, and a person on it."""
    node = open_console(Node(tmp_path / "eu", "eu", title="European Union"))
    node.configure(live_pages=1)
    node.serve()
    yield node, person(node, "writer", "author", title="W. Riter")
    for tab in browser.driver.window_handles[1:]:
        browser.driver.switch_to.window(tab)
        browser.driver.close()
    browser.driver.switch_to.window(browser.driver.window_handles[0])
    browser.driver.get("about:blank")
    node.stop()


def tabs(browser, node, someone, count, page="inbox"):
    """So many pages, each in a tab of its own."""
    for number in range(count):
        if number:
            browser.driver.switch_to.new_window("tab")
        browser.open(node, page, someone)
        browser.listens()
    return browser.driver.window_handles


def test_c10_seven_pages_share_one_stream(browser, narrow):
    node, someone = narrow
    handles = tabs(browser, node, someone, 7)
    name = f"Newly held {uuid.uuid4().hex[:6]}"
    node.load([indicator(name=name, object_marking_refs=[GREEN])])
    for handle in handles:
        browser.driver.switch_to.window(handle)
        browser.says(name, "table")
        # No page has a stream of its own: the worker has the only one that this node gives.
        assert not [
            one
            for one in browser.driver.execute_script(
                "return performance.getEntriesByType('resource').map((one) => one.name)"
            )
            if "events" in one
        ]
    # The one that opened it goes; the others are told as before.
    browser.driver.switch_to.window(handles[0])
    browser.driver.get("about:blank")
    later = f"Newly held {uuid.uuid4().hex[:6]}"
    node.load([indicator(name=later, object_marking_refs=[GREEN])], "later.json")
    for handle in handles[1:3]:
        browser.driver.switch_to.window(handle)
        browser.says(later, "table")


def test_c10_a_sign_out_reaches_the_other_pages(browser, narrow):
    node, someone = narrow
    first, second = tabs(browser, node, someone, 2, "holdings")
    browser.click("#sign-out")
    browser.wait(lambda: browser.all("input[name=password]"), "the sign-in")
    browser.driver.switch_to.window(first)
    browser.wait(lambda: browser.all("input[name=password]"), "the sign-in there too")
    assert not browser.all("nav a")


def test_c10_a_browser_without_shared_workers_listens_as_well(browser, narrow):
    node, someone = narrow
    script = browser.driver.execute_cdp_cmd(
        "Page.addScriptToEvaluateOnNewDocument", {"source": "delete window.SharedWorker"}
    )["identifier"]
    try:
        browser.open(node, "inbox", someone)
        browser.listens()
        name = f"Newly held {uuid.uuid4().hex[:6]}"
        node.load([indicator(name=name, object_marking_refs=[GREEN])])
        browser.says(name, "table")
    finally:
        browser.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", {"identifier": script})


def test_c14_nothing_is_asked_after_a_sign_out_while_things_change(browser, world):
    """The page that follows what others do stops listening first, and drops what it waits for."""
    someone = person(world.eu, f"leaver{uuid.uuid4().hex[:6]}", "author")
    stop = threading.Event()

    def change():
        while not stop.wait(0.05):
            world.author.post(
                "objects",
                {
                    "object": {
                        name: value
                        for name, value in indicator(name="Changing", object_marking_refs=[GREEN]).items()
                        if name != "id"
                    }
                },
            )

    writer = threading.Thread(target=change)
    writer.start()
    try:
        for number in range(ROUNDS):
            assert someone.sign_in(someone.name).status == 200
            browser.open(world.eu, ["inbox", "holdings", "write"][number % 3], someone)
            browser.listens()
            browser.click("#sign-out")
            browser.wait(lambda: browser.all("input[name=password]"), "the sign-in")
            assert browser.errors() == [], number
    finally:
        stop.set()
        writer.join()
