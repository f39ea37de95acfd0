"""What people do in a hurry: signs as search words, wrong files, a dead partner, a lost session, a page at 200 %.

Each was tried by hand once and was answered badly or well; the good answer stays."""

import json
import uuid

import pytest

from browser import Keys
from people import PASSWORD, person
from support import GREEN, indicator, wait_for
from test_inbox import rows
from world import console


@pytest.mark.parametrize("text", ['"', "*", "(", "%", "'", "\\", "AND", "NEAR(", "a:b", "-", "^", "🛰"])
def test_signs_in_a_search_are_no_commands(browser, world, text):
    browser.open(world.eu, "holdings", world.author)
    browser.type("input[name=q]", text)
    browser.wait(lambda: "q=" in browser.driver.current_url or not text.strip(), "the address")
    browser.settled()
    assert not browser.all(".error")


def test_back_from_a_hit_the_search_stands(browser, world):
    browser.open(world.eu, "holdings", world.author)
    browser.type("input[name=q]", "Beacon 47")
    browser.wait(lambda: browser.all("tbody tr") and "Beacon 47" in browser.text("tbody tr"), "a hit")
    browser.settled()
    browser.click("tbody td a")
    browser.wait(lambda: "#/object/" in browser.driver.current_url, "the object")
    browser.settled()
    browser.driver.back()
    browser.wait(lambda: browser.all("input[name=q]") and browser.one("input[name=q]").get_attribute("value"), "it")
    assert browser.one("input[name=q]").get_attribute("value") == "Beacon 47"
    browser.wait(lambda: "Beacon 47" in browser.text("tbody tr"), "the hits")


@pytest.mark.parametrize(
    "page", ["nowhere", "object/indicator--00000000-0000-4000-8000-00000000dead", "partner/nobody"]
)
def test_what_is_not_there_is_said_and_nothing_breaks(browser, world, page):
    browser.open(world.eu, page, world.officer)
    browser.wait(
        lambda: browser.all("main .error, main .nothing") or "There is nothing here" in browser.text("main"), page
    )
    assert "undefined" not in browser.text() and len(browser.all("h1")) == 1
    browser.driver.get_log("browser")


def test_a_guest_comes_to_the_page_of_the_link_after_signing_in(browser, world):
    someone = person(world.eu, f"guest{uuid.uuid4().hex[:6]}", "author", title="G. Uest")
    browser.open(world.eu, f"object/{world.report['id']}")
    browser.wait(lambda: browser.all("input[name=password]"), "the sign-in")
    browser.type("input[name=name]", someone.name)
    browser.type("input[name=password]", PASSWORD)
    browser.click("form button.primary")
    browser.wait(lambda: browser.text("h1") == "Ports at risk", "the object of the link")


def test_a_name_in_capitals_has_a_hint_that_tells_nothing(browser, world):
    for name, hint in (("Martin", True), ("Nobody", True), ("martin", False)):
        browser.open(world.eu, "sign-in")
        browser.type("input[name=name]", name)
        browser.type("input[name=password]", "wrong words for this")
        browser.click("form button.primary")
        browser.says("Sign-in failed.", ".error")
        assert ("small letters" in browser.text(".error")) == hint
    browser.driver.get_log("browser")


def test_text_outlives_a_session_that_ends_while_one_writes(browser, world):
    someone = person(world.eu, f"late{uuid.uuid4().hex[:6]}", "author", title="L. Ate")
    browser.open(world.eu, "write", someone)
    title = f"Written late {uuid.uuid4().hex[:6]}"
    browser.type("input[name=name]", title)
    browser.type("textarea[name=description]", "Not to be lost.")
    browser.driver.delete_all_cookies()
    # Whoever asks first learns that the session is over: the draft that is kept, the preview, or who saves.
    browser.driver.execute_script("document.querySelector('#save')?.click()")
    browser.wait(lambda: browser.all("input[name=password]"), "the sign-in")
    browser.driver.get_log("browser")
    browser.type("input[name=name]", someone.name)
    browser.type("input[name=password]", PASSWORD)
    browser.click("form:has(input[name=password]) button.primary")
    browser.wait(lambda: browser.all("textarea[name=description]"), "the form")
    assert browser.one("input[name=name]").get_attribute("value") == title
    assert browser.one("textarea[name=description]").get_attribute("value") == "Not to be lost."
    browser.driver.get_log("browser")


@pytest.mark.parametrize(
    "name, content",
    [
        ("paper.pdf", b"%PDF-1.7\n"),
        ("empty.json", b""),
        ("table.csv", b"a,b\n1,2\n"),
        ("bytes.json", bytes(range(256))),
    ],
)
def test_a_file_that_is_none_is_said_and_takes_nothing_in(browser, world, tmp_path, name, content):
    file = tmp_path / name
    file.write_bytes(content)
    browser.open(world.eu, "holdings", world.author)
    browser.click("#import")
    browser.one("dialog input[type=file]").send_keys(str(file))
    browser.click("dialog .primary")
    browser.says("no JSON", "dialog")
    browser.press(Keys.ESCAPE)
    browser.wait(lambda: not browser.all("dialog"), "the end of the dialog")
    browser.driver.get_log("browser")


def test_at_200_percent_the_page_has_most_of_the_screen(browser, world):
    # 1440 × 900 at 200 % is a page of 720 × 450.
    browser.width(720, 450)
    for page in ("inbox", "holdings", f"object/{world.report['id']}", "write", "requests"):
        browser.open(world.eu, page, world.officer)
        assert browser.overflow() <= 0, page
        taken = browser.driver.execute_script(
            "return [...document.querySelectorAll('.banner, .bar')].filter((one) =>"
            " ['fixed', 'sticky'].includes(getComputedStyle(one).position))"
            ".reduce((sum, one) => sum + one.getBoundingClientRect().height, 0)"
        )
        assert taken <= 450 / 3, (page, taken)


def test_fetching_from_a_partner_says_how_it_ended(browser, world):
    browser.open(world.eu, "partner/korea", world.officer)
    browser.click("#fetch-now")
    browser.says("What the partner released is here.", ".status")
    world.korea.stop()
    try:
        browser.open(world.eu, "partner/korea", world.officer)
        browser.click("#fetch-now")
        browser.wait(lambda: browser.all("main .error"), "how it ended")
        assert "cannot be reached" in browser.text("main .error")
    finally:
        world.korea.serve()
    item = indicator(name="After the pause", object_marking_refs=[GREEN])
    world.korea.load([item], "after.json")
    world.korea.run("release", item["id"], "--to", "eu", "--officer", "K")
    browser.click("#fetch-now")
    browser.says("What the partner released is here.", ".status")
    wait_for(lambda: item["id"] in json.dumps(world.officer.get("holdings", q="After the pause").json()), what="it")


@pytest.mark.parametrize(
    "entered, password, said",
    [
        ({"name": "サトウ", "title": "佐藤", "roles": ["author"]}, PASSWORD, "name"),
        ({"name": "norole", "title": "N. O. Role", "roles": []}, PASSWORD, "role"),
        ({"name": "wrong", "title": "W. Rong", "roles": ["author"]}, "another password than that", ""),
    ],
)
def test_a_person_that_cannot_be_added_is_refused_with_the_reason(browser, world, entered, password, said):
    second = {"name": "guard", "password": password}
    answer = world.chief.post("people", {**entered, "second": second})
    assert answer.status in (401, 422), answer.text
    detail = answer.json().get("detail") or answer.json()["title"]
    assert said in detail and "does not do this" not in detail, answer.text
    assert entered["name"] not in [one["name"] for one in world.chief.get("people").json()["items"]]


def test_the_keyboard_skips_to_the_content_and_escape_leaves(browser, world):
    browser.open(world.eu, "inbox", world.officer)
    browser.driver.execute_script("document.activeElement.blur(); window.scrollTo(0, 0)")
    browser.press(Keys.TAB)
    assert "Skip" in browser.focused().text
    browser.press(Keys.ENTER)
    assert browser.driver.execute_script("return document.activeElement.closest('main') !== null")
    assert rows(browser) and browser.driver.current_url.startswith(console(world.eu))
