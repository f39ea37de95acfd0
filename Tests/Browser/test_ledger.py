"""The ledger for people: what was given to whom, chosen from lists, on paper with the signed file inside."""

import io
import json
import re
import subprocess

import pikepdf
import pytest
from selenium.webdriver.support.ui import Select

from people import kinds
from support import GREEN, entente, indicator

MACHINE = re.compile(r"[a-z-]+--[0-9a-f]{8}|\beu\b|\bkorea\b|\bjapan\b|entente/log")
GIFTS = {"Ships off the coast": "en", "沿岸の船舶": "ja", "<b>=1+1</b>": "en"}


def given_to_korea(world, officer=""):
    """How many entries tell of what went to Korea, by a reading of the whole log; of an officer also what the operator
    did in that name."""
    log = [json.loads(line) for line in world.eu.run("audit", "--json").stdout.splitlines()]
    return len(
        [
            one
            for one in log
            if one["kind"] in ("release", "rendition")
            and one["to"] == "korea"
            and one["inside"]["officer"].endswith(officer)
        ]
    )


@pytest.fixture(scope="module")
def gifts(world):
    """What the officer gave to Korea in the console."""
    items = [indicator(name=name, lang=tag, object_marking_refs=[GREEN]) for name, tag in GIFTS.items()]
    world.eu.load(items, "gifts.json")
    done = world.officer.post("releases", {"ids": [one["id"] for one in items], "parties": ["korea"]})
    assert done.status == 200
    return items


class Clicks:
    """Counts what a hand does: a press of a button, and two for each choice of a list."""

    def __init__(self, browser):
        self.browser, self.count = browser, 0

    def press(self, selector):
        self.browser.click(selector)
        self.count += 1
        self.browser.settled()

    def choose(self, name, text):
        self.browser.wait(lambda: self.browser.all(f"select[name={name}]"), name)
        Select(self.browser.one(f"select[name={name}]")).select_by_visible_text(text)
        self.count += 2
        self.browser.settled()


WORDS = {
    "en": ("Given (whole or in part)", "Page 1 of", "No entry fits."),
    "ja": ("提供済み（全部または一部）", "1／", "該当する記載はありません。"),
}


@pytest.mark.parametrize("language", ["en", "ja"])
def test_what_was_given_to_korea_last_week_printed_and_signed(browser, world, gifts, tmp_path, language):
    browser.driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    given, number, nothing = WORDS[language]
    browser.open(world.eu, "agreements", world.auditor, language)
    hand = Clicks(browser)
    hand.press("nav a[href='#/ledger']")
    browser.wait(lambda: browser.all("#last-week"), "the ledger")
    assert MACHINE.search(browser.text("body")) is None
    hand.choose("kind", given)
    hand.choose("party", "Republic of Korea")
    hand.press("#last-week")
    browser.wait(lambda: len(browser.all("main tbody tr")) == given_to_korea(world), "the entries")
    shown = browser.text("body")
    assert all(name in shown for name in GIFTS) and MACHINE.search(shown) is None
    assert browser.violations() == []
    browser.shot(f"ledger-{language}")
    hand.press("#make-paper")
    (paper,) = browser.wait(lambda: list(tmp_path.glob("*.pdf")), "the PDF")
    hand.press("#make-report")
    (signed,) = browser.wait(lambda: list(tmp_path.glob("*.txt")), "the signed file")
    assert hand.count <= 8
    sheets = subprocess.run(["pdftotext", paper, "-"], capture_output=True, text=True, check=True).stdout
    plain = "".join(sheets.split())
    assert all("".join(name.split()) in plain for name in GIFTS) and MACHINE.search(sheets) is None
    assert number in sheets and sheets.count("TLP:GREEN") == 2 * sheets.count("\f") and "U. Ditor" in sheets
    key = world.auditor.get("log").json()["key"]
    with pikepdf.open(io.BytesIO(paper.read_bytes())) as pdf:
        inside = tmp_path / "inside"
        inside.write_bytes(pdf.Root.AF[0].EF.F.read_bytes())
    for file in (signed, inside):
        entente("note", "verify", "--key", key, file)
        assert all(one["id"] in file.read_text() for one in gifts)
    made = [one for kind, one in kinds(world.eu) if kind == "export" and one["of"] == "log"][-2:]
    assert [one["format"] for one in made] == ["pdf/a-3b", "signed"] and {one["entries"] for one in made} == {
        given_to_korea(world)
    }
    # The other kind of answer: the party is known, and nothing of this kind was done.
    hand.choose("kind", {"en": "Export", "ja": "書出し"}[language])
    browser.says(nothing)
    browser.width(360)
    assert browser.overflow() <= 0
    browser.shot(f"ledger-narrow-{language}")


def test_a_table_is_saved_and_filters_narrow_down(browser, world, gifts, tmp_path):
    browser.driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    browser.open(world.eu, "ledger", world.auditor)
    hand = Clicks(browser)
    hand.press("form.filters summary")
    hand.choose("party", "Republic of Korea")
    hand.choose("officer", "A. Martin")
    hand.choose("kind", "Given (whole or in part)")
    count = given_to_korea(world, "A. Martin")
    browser.wait(lambda: len(browser.all("main tbody tr")) == count, "the entries")
    browser.shot("ledger-filters")
    hand.press("#make-table")
    (table,) = browser.wait(lambda: list(tmp_path.glob("*.csv")), "the table")
    text = table.read_bytes().decode("utf-8-sig")
    assert text.count("\r\n") == 1 + count and "Republic of Korea" in text and '"沿岸の船舶"' in text
    hand.choose("officer", "G. Uard")
    browser.says("No entry fits.")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_an_officer_reads_the_own_decisions(browser, world, gifts, language):
    browser.open(world.eu, "decisions", world.officer, language)
    hand = Clicks(browser)
    hand.choose("party", "Republic of Korea")
    browser.wait(lambda: len(browser.all("main tbody tr")) >= len(GIFTS), "the own acts")
    shown = browser.text("body")
    assert all(name in shown for name in GIFTS) and MACHINE.search(shown) is None
    assert not browser.all("#make-paper") and not browser.all("select[name=officer]") and browser.violations() == []
    browser.shot(f"decisions-{language}")
