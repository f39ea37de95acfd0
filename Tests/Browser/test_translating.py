"""Translations on the page of an object, in four languages (fault G6): written, checked, approved by another;
a machine's is called that."""

import uuid

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from support import GREEN, indicator, translated

# What stands on the page in each language: the button, what a machine made, the states, who is refused and why.
WORDS = {
    "en": (
        "Translate",
        "Machine translation by Lingua 4",
        "Draft",
        "Checked",
        "Approved",
        "State not stated",
        "Translated by W. Riter",
        "whoever wrote a translation does not approve it; another person does",
    ),
    "ja": (
        "翻訳する",
        "Lingua 4による機械翻訳",
        "下書き",
        "確認済み",
        "承認済み",
        "状態の記載なし",
        "翻訳者：W. Riter",
        "翻訳した本人は承認できません。別の人が承認します",
    ),
    "fr": (
        "Traduire",
        "Traduction automatique par Lingua 4",
        "Projet",
        "Relue",
        "Approuvée",
        "État non indiqué",
        "Traduit par W. Riter",
        "qui a écrit une traduction ne l’approuve pas ; une autre personne le fait",
    ),
    "de": (
        "Übersetzen",
        "Maschinelle Übersetzung von Lingua 4",
        "Entwurf",
        "Geprüft",
        "Genehmigt",
        "Stand nicht angegeben",
        "Übersetzt von W. Riter",
        "wer eine Übersetzung geschrieben hat, genehmigt sie nicht; das tut eine andere Person",
    ),
}


def fill(browser, language, texts, machine=None):
    """Fills the form of a translation in and sends it."""
    browser.wait(lambda: browser.all("dialog select[name=language]"), "the form")
    if language:
        Select(browser.one("dialog select[name=language]")).select_by_value(language)
    if machine:
        browser.click("dialog input[name=is-machine]")
        browser.type("dialog input[name=machine]", machine)
    for name, text in texts.items():
        browser.type(f"dialog textarea[name='text:{name}']", text)
    assert browser.violations() == []
    browser.click("dialog .primary")
    browser.wait(lambda: not browser.all("dialog") and browser.all(".translation"), "the translation")
    browser.settled()


def step(browser):
    browser.click(".step")
    browser.click("dialog .primary")


@pytest.mark.parametrize("language", WORDS)
def test_g6_a_translation_is_written_checked_and_approved_by_another(browser, world, language):
    button, by_machine, draft, checked, approved, unstated, by_person, refusal = WORDS[language]
    item = indicator(
        name=f"Pier {uuid.uuid4().hex[:6]}", description="A pier in the north.", lang="en", object_marking_refs=[GREEN]
    )
    world.eu.load([item], f"{item['id']}.json")
    browser.open(world.eu, f"object/{item['id']}", world.author, language)
    assert browser.text(".translate") == button
    browser.click(".translate")
    fill(browser, "ko", {"name": "부두", "description": "북쪽의 부두."})
    made = lambda: browser.text(".made")
    assert draft in made() and by_person in made()
    step(browser)
    browser.wait(lambda: checked in made() and draft not in made(), "the check")
    # Who checked it is not called its author.
    assert made().count("W. Riter") == 2 and "作成者" not in made()
    browser.settled()
    # Who wrote it is told why not; another person does it.
    step(browser)
    browser.says(refusal, "dialog .error")
    assert not browser.all("dialog .error [lang=en]") or language == "en"
    browser.shot(f"translation-refused-{language}")
    browser.driver.get_log("browser")
    browser.open(world.eu, f"object/{item['id']}", world.officer, language)
    step(browser)
    browser.wait(lambda: approved in made() and "A. Martin" in made() and not browser.all(".step"), "the approval")
    # A machine's is called that, wherever it is named, and never stands before what is approved.
    browser.settled()
    browser.click(".translate")
    fill(browser, "ko", {"name": "기계 부두"}, machine="Lingua 4")
    assert approved in made() and browser.one(".translation td[lang=ko]").text == "부두"
    Select(browser.one("select[name=translation]")).select_by_index(1)
    assert by_machine in made() and draft in made() and browser.one(".translation td[lang=ko]").text == "기계 부두"
    # Another text is a draft again.
    Select(browser.one("select[name=translation]")).select_by_index(0)
    browser.click(".rewrite")
    fill(browser, None, {"name": "새 부두"})
    browser.wait(lambda: "새 부두" in browser.text(".tab-panel"), "the new text")
    assert draft in made() and approved not in browser.text(".tab-panel section .made")
    # Of others' tools nothing is stated.
    other = translated(item, {"it": {"name": "Molo"}})
    world.eu.load([other], f"{other['id']}.json")
    browser.open(world.eu, f"object/{item['id']}", world.officer, language)
    browser.wait(lambda: len(browser.all("select[name=translation] option")) == 3, "the third")
    place = [one.text for one in browser.all("select[name=translation] option")].index(
        next(one.text for one in browser.all("select[name=translation] option") if unstated in one.text)
    )
    Select(browser.one("select[name=translation]")).select_by_index(place)
    assert (
        unstated in made()
        and browser.one(".translation td[lang=it]").text == "Molo"
        and not browser.all(".step")
        and not browser.all(".rewrite")
    )
    assert browser.violations() == [] and browser.errors() == []
    browser.shot(f"translation-{language}")


def test_g6_who_does_not_write_sees_the_state_and_no_button(browser, world):
    item = indicator(name=f"Mole {uuid.uuid4().hex[:6]}", object_marking_refs=[GREEN])
    world.eu.load([item], f"{item['id']}.json")
    browser.open(world.eu, f"object/{item['id']}", world.auditor)
    assert not browser.all(".translate") and "Translations" not in browser.text("main")
    answer = world.author.post(
        "translations",
        {
            "object": item["id"],
            "version": item["modified"],
            "language": "de",
            "texts": {"name": "Mole"},
            "machine": "Lingua 4",
        },
    )
    assert answer.status == 201
    browser.open(world.eu, f"object/{item['id']}", world.auditor)
    browser.says("Machine translation by Lingua 4", ".made")
    assert not browser.all(".translate, .step, .rewrite")
    browser.open(world.eu, f"object/{answer.json()['id']}", world.auditor, "fr")
    browser.says("Traduction automatique par Lingua 4", ".made")
    assert browser.violations() == [] and browser.errors() == []


@pytest.mark.parametrize("language", ["en", "ja"])
def test_g6_a_translation_is_written_and_checked_by_the_keyboard_alone(browser, world, language):
    item = indicator(name=f"Quay {uuid.uuid4().hex[:6]}", lang="en", object_marking_refs=[GREEN])
    world.eu.load([item], f"{item['id']}.json")
    browser.open(world.eu, f"object/{item['id']}", world.author, language)

    def reach(selector):
        for _ in range(80):
            if browser.driver.execute_script("return document.activeElement.matches(arguments[0])", selector):
                return
            browser.press(Keys.TAB)
        raise AssertionError(f"{selector} is not reached by the keyboard")

    reach(".translate")
    browser.press(Keys.ENTER)
    browser.wait(lambda: browser.all("dialog select[name=language]"), "the form")
    reach("dialog select[name=language]")
    browser.press({"en": "Kor", "ja": "韓国"}[language])
    assert browser.focused().get_attribute("value") == "ko"
    browser.shot(f"translation-form-{language}")
    reach("dialog textarea[name='text:name']")
    browser.press("부두")
    reach("dialog .primary")
    browser.press(Keys.ENTER)
    browser.wait(lambda: not browser.all("dialog") and browser.all(".translation"), "the translation")
    browser.settled()
    reach(".step")
    browser.press(Keys.ENTER)
    browser.wait(lambda: browser.all("dialog .primary"), "the question")
    reach("dialog .primary")
    browser.press(Keys.ENTER)
    browser.wait(lambda: WORDS[language][3] in browser.text(".made"), "the check")
    assert browser.violations() == [] and browser.errors() == []
