"""What the node says is read in the reader's language: why an act was refused,
what is wrong with a link or an agreement file."""

import re

import pytest

from people import open_console, person
from support import PACT, PARTIES, Node
from test_drafts import write

NAMES = {
    "ja": "Bad Nameは連携先の略称にできません。英小文字・数字・ハイフンで1～40文字です",
    "fr": "Bad Name ne peut nommer un partenaire : de 1 à 40 minuscules, chiffres et traits d’union",
    "de": "Bad Name kann kein Partner heißen: 1 bis 40 Kleinbuchstaben, Ziffern und Bindestriche",
}
FILES = {
    "ja": "招待を受け入れられません：1行13桁：値が来るべき所でテキストが終わっています",
    "fr": "l’invitation ne peut être reçue : ligne 1, colonne 13 : le texte finit là où l’on attend une valeur",
    "de": "die Einladung kann nicht angenommen werden: Zeile 1, Spalte 13: der Text endet, wo ein Wert erwartet wird",
}


@pytest.fixture(scope="module")
def alone(tmp_path_factory, chromium):
    node = open_console(Node(tmp_path_factory.mktemp("words") / "eu", "eu", title="European Union"))
    node.serve()
    yield node, person(node, "chief", "administrator")
    chromium.driver.get("about:blank")
    node.stop()


def said(browser, sentence):
    """What the console makes of a sentence of the node."""
    return browser.driver.execute_async_script(
        "const [sentence, done] = arguments;"
        "import('/i18n.js').then((module) => done(module.said(sentence) ?? null), (error) => done(String(error)))",
        sentence,
    )


def plain(browser, selector):
    """The text without what is named in it."""
    return browser.driver.execute_script(
        "const copy = document.querySelector(arguments[0]).cloneNode(true);"
        "copy.querySelectorAll('code').forEach((one) => one.remove()); return copy.textContent",
        selector,
    )


@pytest.mark.parametrize("language", NAMES)
def test_a_refused_act_says_why_in_the_language_of_the_reader(browser, alone, language):
    node, chief = alone
    browser.open(node, "partners", chief, language)
    browser.click("#invite")
    browser.type("dialog input[name=name]", "Bad Name")
    browser.click("dialog .primary")
    browser.says(NAMES[language], "dialog .error")
    assert browser.text("dialog .error code") == "Bad Name" and not browser.all("dialog [lang=en]")
    assert language != "ja" or not re.search("[A-Za-z]", plain(browser, "dialog .error"))
    assert browser.violations() == []
    browser.shot(f"refused-{language}")
    # A reason inside of a reason.
    browser.open(node, "partners", chief, language)
    browser.click("#accept")
    browser.driver.execute_script("document.querySelector('dialog textarea').value = arguments[0]", '{"entente" : ')
    browser.click("dialog .primary")
    browser.says(FILES[language], "dialog .error")
    assert not browser.all("dialog [lang=en]")
    browser.shot(f"refused-file-{language}")
    refusals = browser.errors()
    assert len(refusals) == 2 and all("/api/v1/" in message for message in refusals)


def test_sentences_are_taken_apart_and_put_together(browser, alone):
    node, chief = alone
    browser.open(node, "partners", chief, "de")
    for sentence, words in (
        (
            "the node of `japan` cannot be reached: Failed to connect to 10.0.0.7 port 6100 after 2 ms: "
            "Could not connect to server",
            "der Knoten von `japan` ist nicht erreichbar: keine Verbindung zu 10.0.0.7, Port 6100, nach 2 ms",
        ),
        (
            "not taken from `japan`: indicator--036e51f7-5ac1-45eb-8c50-8a07f856f720 has no receipt, and 3 more; "
            "the next pull asks again",
            "nicht von `japan` übernommen: indicator--036e51f7-5ac1-45eb-8c50-8a07f856f720 hat keine Quittung, "
            "und 3 weitere; beim nächsten Abholen wird wieder gefragt",
        ),
        (
            "`korea` asks to destroy `report--1` by 2026-12-31T23:59:59Z",
            "`korea` bittet, `report--1` zu vernichten bis 2026-12-31T23:59:59Z",
        ),
        (
            "the log has 7 entries, 9 were seen before: it was rolled back",
            "das Protokoll hat 7 Einträge, 9 waren schon gesehen: Es wurde zurückgesetzt",
        ),
        (
            "`labels[0]`: the text is empty; leave the property out (STIX 2.1, 3.1) (and 2 more)",
            "`labels[0]`: entspricht nicht STIX 2.1, 3.1 (und 2 weitere)",
        ),
        (
            "the register has no person `A. Martn`; did you mean `A. Martin`?",
            "das Register hat keine Person `A. Martn`; meinten Sie `A. Martin`?",
        ),
        ("the register has no person `{1} {}`", "das Register hat keine Person `{1} {}`"),
        ("EJ is `negotiating`", "EJ hat den Stand `negotiating`"),
        ("nobody ever wrote this", None),
        ("", None),
    ):
        assert said(browser, sentence) == words
    # One that has no words is shown as it is, and said to be English.
    shown = browser.driver.execute_async_script(
        "const done = arguments[0];"
        "import('/parts.js').then((module) => done(module.told('nobody wrote `this`').outerHTML))"
    )
    assert shown == '<span lang="en">nobody wrote <code>this</code></span>'


def test_what_is_wrong_in_an_agreement_file_is_said_in_the_language_of_the_reader(browser, world):
    browser.open(world.eu, "draft", world.officer, "ja")
    browser.wait(lambda: browser.all("#what-if"), "the question")
    write(
        browser,
        PARTIES
        + "\n"
        + PACT.format(state="in force from 2020-01-01", ceiling="EU-SECRET")
        + "  article 4: up to EU EU-SECRAT\n\tby courier only\nParti X\n",
    )
    browser.wait(lambda: len(browser.all(".findings-list li.error")) >= 3, "the faults")
    page = browser.text(".findings-list")
    assert "体系にその秘密区分はありません: EU, EU-SECRAT → EU EU-SECRET" in page
    assert "行がタブで字下げされています。空白二つを使ってください" in page
    assert not browser.all(".findings-list [lang=en]")
    assert not re.search(
        "[A-Za-z]",
        "".join(
            plain(browser, f".findings-list li:nth-child({place + 1}) > p")
            for place in range(len(browser.all(".findings-list li")))
        ),
    )
    assert browser.violations() == []
    browser.shot("draft-faults-ja")
