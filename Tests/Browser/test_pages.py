"""Every page in every language: accessible, complete, without errors, and usable on a narrow screen."""

import json

import pytest

from world import console

LANGUAGES = ["en", "ja", "fr", "de"]
PAGES = {
    "inbox": "officer",
    "holdings": "officer",
    "object": "officer",
    "write": "officer",
    "papers": "officer",
    "queue": "officer",
    "requests": "officer",
    "watch": "officer",
    "cyber": "officer",
    "cases": "officer",
    "commitments": "officer",
    "exercises": "officer",
    "industry": "officer",
    "spending": "officer",
    "transfers": "officer",
    "agreements": "officer",
    "draft": "officer",
    "partners": "officer",
    "partner": "officer",
    "ledger": "auditor",
    "decisions": "officer",
    "quarantine": "officer",
    "node": "chief",
    "people": "chief",
    "account": "author",
    "help": "author",
    "register": "guard",
    "registry": "registrar",
    "sign-in": None,
    "link": None,
}


@pytest.fixture(scope="module")
def token(world):
    return json.loads(
        world.eu.run(
            "people", "add", "newcomer", "--title", "New Comer", "--role", "author", "--officer", "root", "--json"
        ).stdout
    )["token"]


def visit(browser, world, token, page, language):
    argument = {"object": f"/{world.report['id']}", "link": f"/{token}", "partner": "/japan"}.get(page, "")
    someone = getattr(world, PAGES[page]) if PAGES[page] else None
    browser.open(world.eu, page + argument, someone, language)
    if page == "agreements":
        browser.wait(lambda: browser.all(".chains"), "the chains")
    if page == "object":
        browser.wait(lambda: browser.all(".decision"), "decisions")
    if page == "write":
        browser.wait(lambda: browser.all(".preview .nothing"), "the preview")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_page(browser, world, token, page, language):
    visit(browser, world, token, page, language)
    browser.driver.execute_script("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert "⟦" not in browser.text() and "undefined" not in browser.text() and "[object" not in browser.text()
    assert browser.one("html").get_attribute("lang") == language
    assert browser.driver.title.endswith("European Union – Entente") and len(browser.driver.title.split(" – ")) == 3
    assert len(browser.all(".banner")) == 2 and all(banner.text for banner in browser.all(".banner"))
    assert len(browser.all("h1")) == 1
    assert browser.violations() == []
    browser.shot(f"{page}-{language}")
    browser.width(320, 800)
    assert browser.overflow() <= 0
    browser.shot(f"{page}-{language}-320")
    # What a narrow screen can break, the longest words break.
    assert language != "de" or browser.violations() == []


@pytest.mark.parametrize("page", PAGES)
def test_dark(browser, world, token, page):
    browser.scheme("dark")
    try:
        visit(browser, world, token, page, "en")
        assert browser.violations() == []
        browser.shot(f"{page}-dark")
    finally:
        browser.scheme("light")


@pytest.mark.parametrize(
    "role, pages",
    [
        (
            "author",
            "inbox holdings write papers talks commitments exercises industry spending transfers watch cyber cases "
            "agreements",
        ),
        (
            "officer",
            "inbox holdings write papers talks commitments exercises industry spending transfers watch cyber cases "
            "queue requests agreements partners decisions quarantine",
        ),
        (
            "auditor",
            "inbox holdings talks commitments exercises industry spending transfers watch cyber cases agreements "
            "partners ledger register",
        ),
        (
            "registrar",
            "inbox holdings talks commitments exercises industry spending transfers watch cyber cases agreements "
            "registry",
        ),
        ("chief", "inbox partners quarantine node consumers lists sources people"),
    ],
)
def test_the_navigation_shows_what_the_roles_allow(browser, world, role, pages):
    browser.open(world.eu, "", getattr(world, role))
    assert [link.get_attribute("href").split("#/")[1] for link in browser.all("nav a")] == pages.split()


def test_the_banner_shows_the_highest_marking(browser, world):
    browser.open(world.eu, "holdings?q=Waiting", world.officer)
    browser.wait(lambda: [banner.text for banner in browser.all(".banner")] == ["EU-RESTRICTED"] * 2, "the banner")
    browser.open(world.eu, "holdings?q=Beacon", world.officer)
    browser.wait(lambda: [banner.text for banner in browser.all(".banner")] == ["TLP:GREEN"] * 2, "the banner")
    browser.open(world.eu, "people", world.chief)
    assert {banner.text for banner in browser.all(".banner")} == {"No content"}


def test_nothing_comes_from_elsewhere(browser, world):
    browser.open(world.eu, f"object/{world.report['id']}", world.officer)
    names = browser.driver.execute_script("return performance.getEntriesByType('resource').map((one) => one.name)")
    assert names and all(name.startswith(console(world.eu)) for name in names)
