"""Servers of others and hooks: how each stands, in words, and what may be done with it."""

import pytest
from selenium.webdriver.common.keys import Keys

from people import open_console, person
from support import Node, indicator, moment
from taxii_peers import hostile

SETTINGS = {"source_seconds": 86_400, "hook_seconds": 1, "hook_tries": 1}


def page(query):
    """Two objects that nobody has marked, and nothing behind them."""
    if "added_after" in query:
        return {}, None, None
    return {"objects": [indicator(number, f"theirs {number}") for number in (1, 2)]}, moment(0), moment(1)


def endless(query):
    return {"objects": [], "more": True, "next": "a"}, None, None


@pytest.fixture(scope="module")
def node(tmp_path_factory):
    node = open_console(Node(tmp_path_factory.mktemp("sources") / "eu", "eu", "European Union", settings=SETTINGS))
    shelf = node.run("collection", "add", "--alias", "shelf", "--title", "Live indicators").stdout.strip()
    node.run("key", "add", "soc", "--scope", f"read:{shelf}")
    with hostile() as server:
        server.pages = endless
        for name in ("hub", "other"):
            node.run(
                *("source", "add", server.address, "--name", name, "--collection", "Bad", "--officer", "A. Min"),
            )
        node.run("source", "fetch", "hub", check=False)
        server.pages = page
        node.server = server
        for name, network in [("soc", "127.0.0.1"), ("away", "127.0.0.2")]:
            node.run(
                *("hook", "add", f"http://{network}:9/", "--name", name, "--key", "soc", "--collection", "shelf"),
                *("--network", network, "--officer", "A. Min"),
            )
        node.serve()
        node.chief = person(node, "chief", "administrator")
        node.keeper = person(node, "keeper", "security-officer")
        yield node
        node.stop()


def test_an_officer_reads_why_a_server_was_cut_off_and_says_how_it_is_marked(browser, node):
    browser.open(node, "inbox", node.keeper)
    browser.press("g", "z")
    browser.wait(lambda: "It says that there is more and gives nothing new." in browser.text("main"), "the reason")
    browser.says("Cut off since", "main")
    # By the keyboard alone.
    browser.tab_to("[aria-label^='Fetch again']")
    browser.press(Keys.ENTER)
    browser.wait(lambda: "Cut off" not in browser.text("main"), "the end of the fetch")
    browser.tab_to("[aria-label^='Set marking']")
    browser.press(Keys.ENTER)
    browser.wait(lambda: browser.all("dialog select[name=marking]"), "the choice")
    browser.tab_to("dialog select[name=marking]")
    browser.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN)
    browser.tab_to("dialog button.primary")
    browser.press(Keys.ENTER)
    browser.wait(lambda: "TLP:GREEN" in browser.text("main"), "the marking")
    for language in ("ja", "fr", "de", "en"):
        browser.open(node, "sources", node.keeper, language)
        browser.wait(lambda: "TLP:GREEN" in browser.text("main"), "the list")
        browser.checked(f"sources-{language}")
    assert not browser.all("[aria-label^='Remove']"), "an officer takes no server away"


def test_an_administrator_sees_how_hooks_stand_tries_and_removes(browser, node):
    browser.open(node, "sources?tab=hooks", node.chief)
    browser.wait(lambda: "Nothing told yet" in browser.text("main"), "the hooks")
    browser.tab_to("[aria-label='Try now: away']")
    browser.press(Keys.ENTER)
    browser.wait(lambda: "None of the attempts was answered with success." in browser.text("main"), "the end")
    for language in ("ja", "fr", "de", "en"):
        browser.open(node, "sources?tab=hooks", node.chief, language)
        browser.wait(lambda: "127.0.0.2" in browser.text("main"), "the list")
        browser.checked(f"hooks-{language}")
    browser.says("Live indicators", "main")
    browser.click("[aria-label='Remove: away']")
    browser.click("dialog button.danger")
    browser.wait(lambda: "127.0.0.2" not in browser.text("main"), "the list without it")
    browser.tab("sources")
    browser.says("In quarantine", "main")
    assert not browser.all("[aria-label^='Set marking']"), "an administrator marks nothing"
    browser.click("[aria-label='Remove: Bad (hub)']")
    browser.click("dialog button.danger")
    browser.wait(lambda: "hub ·" not in browser.text("main"), "the list without it")
