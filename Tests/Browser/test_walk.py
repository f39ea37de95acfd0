"""One item on its whole way, by the consoles of three parties, each in its people's language."""

import json
import uuid

from selenium.webdriver.common.by import By

from browser import Keys
from people import person
from reading import words
from support import wait_for


def held(node, source):
    return node.run("export", "--from", source).stdout


def test_one_item_is_written_released_passed_on_with_consent_recalled_and_destroyed(browser, world):
    japanese, french = words("ja"), words("fr")
    tanaka = person(world.japan, f"tanaka{uuid.uuid4().hex[:6]}", "disclosure-officer", title="田中")
    kim = person(world.korea, f"kim{uuid.uuid4().hex[:6]}", "disclosure-officer", title="Kim")
    title = f"Walked {uuid.uuid4().hex[:8]}"

    # Brussels, English: an author writes, sees at once who may get it, and has no button to release it.
    browser.open(world.eu, "write", world.author)
    browser.type("input[name=name]", title)
    browser.type("textarea[name=description]", "A joint watch is kept.")
    browser.type(".picker input", "Harbour")
    browser.wait(lambda: browser.all(".picker-found button"), "something to choose")
    browser.click(".picker-found button")
    browser.wait(lambda: browser.text(".decision[data-party=japan] .outcome") == "Release", "a release")
    browser.shot("walk-1-write")
    browser.click("#save")
    browser.wait(lambda: browser.text("h1") == title, "the object's page")
    item = browser.driver.current_url.split("object/")[1].replace("%2D", "-")
    assert not browser.all(".decision button.primary")

    # A disclosure officer releases it to Japan, and to nobody else.
    browser.open(world.eu, f"object/{item}?tab=who", world.officer)
    browser.wait(lambda: browser.all(".decision[data-party=japan] button.primary"), "the decision")
    browser.click(".decision[data-party=japan] button.primary")
    browser.type("dialog textarea[name=reason]", "for the talks")
    browser.click("dialog button.primary")
    browser.says("Released to Japan", ".status")
    wait_for(lambda: item in held(world.japan, "eu"), what="the item at Japan")
    assert title not in held(world.korea, "eu")

    # Tokyo, Japanese: the item is there with its source; Korea may not have it without the originator's consent.
    browser.open(world.japan, "holdings", tanaka, "ja")
    browser.type("input[name=q]", title)
    browser.click(lambda: browser.row(title).find_element(By.CSS_SELECTOR, "a"))
    browser.wait(lambda: browser.all(".decision[data-party=korea]"), "the decisions")
    browser.tab("who")
    assert browser.one("html").get_attribute("lang") == "ja" and browser.text("h1") == title
    assert browser.text(".decision[data-party=korea] .outcome") == japanese["outcome"]["refer"]
    browser.shot("walk-2-japan")
    assert browser.violations() == []
    browser.click(".decision[data-party=korea] .buttons button")
    browser.type("dialog input[name=purpose]", "三者協議")
    browser.click("dialog button.primary")
    browser.wait(lambda: not browser.all("dialog"), "the end of the dialog")
    wait_for(lambda: item in json.dumps(world.officer.get("consents").json()), what="the request")

    # Brussels says yes, in writing.
    browser.open(world.eu, "requests", world.officer)
    browser.click(lambda: browser.row(title).find_element(By.CSS_SELECTOR, "button:not(.detail)"))
    browser.click("dialog input[value=yes]")
    browser.type("dialog input[name=reference]", "Note 26/115")
    browser.click("dialog button.primary")
    browser.wait(lambda: not browser.all("dialog"), "the end of the dialog")
    wait_for(
        lambda: "Note 26/115" in world.japan.run("consent", "list", "--json", check=False).stdout,
        what="the answer at Japan",
    )

    # What it refers to needs the same; that is asked, granted and passed on in the same way.
    about = world.harbour["id"]
    world.japan.run(
        "consent", "ask", about, "--from", "eu", "--for", "Korea", "--purpose", "三者協議", "--officer", "J"
    )

    def request():
        return next(
            (
                one
                for one in world.officer.get("consents").json()["items"]
                if one["item"] == about and one["purpose"] == "三者協議"
            ),
            None,
        )

    wait_for(request, what="the request")
    assert (
        world.officer.post(f"consents/{request()['id']}", {"granted": True, "reference": "Note 26/116"}).status == 200
    )
    wait_for(
        lambda: "Note 26/116" in world.japan.run("consent", "list", "--json", check=False).stdout,
        what="the answer at Japan",
    )
    world.japan.run("release", about, "--to", "korea", "--purpose", "三者協議", "--officer", "J")

    # Tokyo passes it on for that purpose, on that ground.
    browser.open(world.japan, f"object/{item}?tab=who", tanaka, "ja")
    browser.wait(lambda: browser.all(".decision[data-party=korea]"), "the decisions")
    browser.click("details.options summary")
    browser.type("details.options input[name=purpose]", "三者協議")
    browser.press(Keys.TAB)
    browser.wait(
        lambda: browser.text(".decision[data-party=korea] .outcome") == japanese["outcome"]["release"],
        "the release with consent",
    )
    assert "Note 26/115" in browser.driver.execute_script(
        "return document.querySelector('.decision[data-party=korea]').textContent"
    )
    browser.click(".decision[data-party=korea] button.primary")
    browser.click("dialog button.primary")
    browser.wait(lambda: not browser.all("dialog"), "the end of the dialog")
    wait_for(lambda: item in held(world.korea, "japan"), what="the item at Korea")

    # Seoul, read in French.
    browser.open(world.korea, "holdings", kim, "fr")
    browser.type("input[name=q]", title)
    browser.row(title, french["source"]["partner"].replace("{name}", "Japan"))
    browser.shot("walk-3-korea")

    # An auditor in Brussels verifies the receipt in the browser.
    browser.open(world.eu, "ledger", world.auditor)
    browser.click("form.filters summary")
    browser.type(".filters input[name=object]", item)
    browser.click(".filters button.primary")
    browser.wait(lambda: [row.text for row in browser.all("tbody tr td:nth-child(2)")] == ["Release"], "the one entry")
    browser.click("tbody summary")
    browser.click("tbody button.verify")
    browser.wait(lambda: browser.all(".result"), "a verdict")
    assert browser.text(".result").startswith("The receipt holds")
    browser.shot("walk-4-receipt")

    # Brussels recalls it to be destroyed. Tokyo has passed it on, so it has it destroyed there first, then here.
    recall(browser, world.eu, world.officer, item, "superseded")
    wait_for(
        lambda: "superseded" in world.japan.run("recall", "list", "--json", check=False).stdout,
        what="the recall at Japan",
    )
    recall(browser, world.japan, tanaka, item, "原本の差替え", "ja")
    wait_for(
        lambda: "原本の差替え" in world.korea.run("recall", "list", "--json", check=False).stdout,
        what="the recall at Korea",
    )
    destroy(browser, world.korea, kim, title, "fr")
    wait_for(lambda: title not in held(world.korea, "japan"), what="the destruction at Korea")
    browser.open(world.japan, "requests", tanaka, "ja")
    browser.wait(
        lambda: [
            row for row in browser.all("tbody tr") if title in row.text and japanese["state"]["confirmed"] in row.text
        ],
        "Korea's answer",
    )
    destroy(browser, world.japan, tanaka, title, "ja")
    wait_for(lambda: title not in held(world.japan, "eu"), what="the destruction at Japan")
    browser.open(world.eu, "requests", world.officer)
    browser.wait(
        lambda: [
            row
            for row in browser.all("tbody tr")
            if title in row.text and words("en")["state"]["confirmed"] in row.text
        ],
        "Japan's answer",
    )
    browser.shot("walk-6-confirmed")
    for node in world.nodes:
        assert node.is_whole()


def recall(browser, node, someone, item, reason, language="en"):
    browser.open(node, f"object/{item}?tab=releases", someone, language)
    browser.click("button.recall")
    browser.driver.execute_script("""
        const form = document.querySelector('dialog form').elements;
        form.namedItem('action').value = 'destroy'; form.namedItem('due').value = '2099-01-01';""")
    browser.type("dialog textarea[name=reason]", reason)
    browser.click("dialog button.primary")
    browser.wait(lambda: not browser.all("dialog"), "the end of the dialog")


def destroy(browser, node, someone, title, language):
    """A holder's answer; its certificate is shown."""
    browser.open(node, "requests", someone, language)
    browser.wait(lambda: browser.all("button.answer-button"), "what waits")
    answers = "button.answer-button"
    browser.click(
        lambda: next(
            (
                row.find_element(By.CSS_SELECTOR, answers)
                for row in browser.all("tbody tr")
                if title in row.text and row.find_elements(By.CSS_SELECTOR, answers)
            ),
            None,
        )
    )
    browser.click("dialog input[name=sure]")
    browser.shot(f"walk-5-destroy-{language}")
    browser.click("dialog button.primary")
    browser.wait(lambda: browser.all("dialog pre"), "the certificate")
