"""Servers of others and hooks: how each stands, in words, and what may be done with it."""

import pytest
from selenium.webdriver.common.keys import Keys

from people import PASSWORD, open_console, person
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
        node.listed = server.address.removesuffix("/root/")
        node.run("source", "allow", node.listed, "--officer", "A. Min")
        node.run("hook", "allow", "http://127.0.0.1:9", "--network", "127.0.0.1", "--officer", "A. Min")
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


def test_an_administrator_adds_a_server_and_a_webhook_where_it_is_listed(browser, node):
    browser.open(node, "sources", node.chief)
    browser.wait(lambda: browser.all("#new-source"), "the press")
    # By the keyboard alone.
    browser.tab_to("#new-source")
    browser.press(Keys.ENTER)
    browser.wait(lambda: browser.all("dialog select[name=server]"), "the form")
    assert [one.get_attribute("value") for one in browser.all("dialog select[name=server] option")] == [node.listed]
    for name, text in [("path", "/root/"), ("collection", "Bad"), ("name", "formed")]:
        browser.tab_to(f"dialog input[name={name}]")
        browser.press(*text)
    browser.press(Keys.ENTER)
    browser.wait(lambda: browser.all("dialog input[type=password][name=password]"), "who signs beside")
    browser.countersign("keeper", PASSWORD)
    browser.wait(lambda: "formed ·" in browser.text("main"), "the list with it")
    browser.says("In quarantine", "main")
    # Another way of signing in, which is tried there first.
    browser.click("[aria-label='Change sign-in: Bad (formed)']")
    browser.wait(lambda: browser.all("dialog select[name=way]"), "the form")
    browser.tab_to("dialog select[name=way]")
    browser.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN)
    browser.tab_to("dialog input[name=secret]")
    browser.press(*"word", Keys.ENTER)
    browser.wait(lambda: browser.all("dialog input[type=password][name=password]"), "who signs beside")
    browser.countersign("keeper", PASSWORD)
    browser.wait(lambda: "Token" in browser.text("main"), "the list with it")
    browser.tab("hooks")
    browser.click("#new-hook")
    browser.wait(lambda: browser.all("dialog select[name=key]"), "the form")
    browser.tab_to("dialog input[name=name]")
    browser.press(*"made", Keys.ENTER)
    browser.wait(lambda: browser.all("dialog input[type=password][name=password]"), "who signs beside")
    browser.countersign("keeper", PASSWORD)
    browser.wait(lambda: browser.all(".one-time"), "the secret")
    secret = browser.text(".one-time")
    assert secret.startswith("whsec_")
    browser.click("[aria-label='New secret: made']")
    browser.click("dialog button.primary")
    browser.wait(lambda: browser.all("dialog input[type=password][name=password]"), "who signs beside")
    browser.countersign("keeper", PASSWORD)
    browser.wait(lambda: browser.text(".one-time") != secret, "another secret")
    assert all("422" in one for one in browser.errors())
    for language in ("ja", "fr", "de", "en"):
        browser.open(node, "sources?tab=hooks", node.chief, language)
        browser.click("[aria-label$=': made']")
        browser.checked(f"hooks-form-{language}")
