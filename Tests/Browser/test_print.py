"""On paper each sheet says what it is marked with, who printed it, when,
and which one of how many it is (fault A13)."""

import re

import pytest

from people import kinds, person
from printing import lines, printed
from support import indicator, wait_for
from test_objects import cleared
from world import RESTRICTED

LONG = "\n\n".join(
    f"Paragraph {number}. " + "The berth lies behind the second mole and is watched. " * 12 for number in range(30)
)
PAGE = {"en": r"Page (\d+) of (\d+)", "ja": r"(\d+)／(\d+)ページ"}


@pytest.fixture(scope="module")
def printer(world):
    item = indicator(name="Printed", description=LONG, object_marking_refs=[RESTRICTED["id"]])
    world.eu.load([item], "printed.json")
    return item, cleared(world.eu, "P. Rinter", [item["id"]], "printer")


def prints(world):
    return [inside for kind, inside in kinds(world.eu) if kind == "export" and inside.get("of") == "print"]


@pytest.mark.parametrize("language", PAGE)
def test_a13_each_sheet_is_marked_numbered_and_signed(browser, world, printer, language):
    item, someone = printer
    before = len(prints(world))
    browser.open(world.eu, f"object/{item['id']}", someone, language)
    browser.wait(lambda: browser.all(".decision"), "the decisions")
    sheets = [lines(sheet) for sheet in printed(browser, f"print-object-{language}")]
    assert len(sheets) > 2
    for place, sheet in enumerate(sheets):
        assert sheet[0] == "EU-RESTRICTED" and sheet[-2] == "EU-RESTRICTED", sheet
        assert re.search(PAGE[language], sheet[-1]).groups() == (str(place + 1), str(len(sheets)))
        assert "P. Rinter" in sheet[-1] and "European Union" in sheet[-1] and "2026" in sheet[-1]
    rows = {line for sheet in sheets for line in sheet}
    assert any("Paragraph 29." in row for row in rows)
    # No menu, no button, nothing to choose from.
    for control in browser.all("nav a, button, summary, .bar-end"):
        assert control.text not in rows, control.text
    # The log has it: by whom, under which marking, of what.
    (entry,) = wait_for(lambda: (found := prints(world)) and len(found) > before and found[before:], what="the entry")
    assert (entry["account"], entry["marking"], entry["page"], entry["objects"][0]) == (
        "printer",
        "EU-RESTRICTED",
        "object",
        item["id"],
    )


def test_a13_what_is_not_classified_is_marked_and_an_entry_too_but_not_what_has_no_content(browser, world):
    before = len(prints(world))
    browser.open(world.eu, "holdings?q=Beacon", world.officer)
    browser.wait(lambda: browser.text(".banner") == "TLP:GREEN", "the banner")
    for sheet in printed(browser, "print-holdings"):
        assert lines(sheet)[0] == "TLP:GREEN" and lines(sheet)[-2] == "TLP:GREEN"
    wait_for(lambda: len(prints(world)) > before, what="the entry")
    entry = prints(world)[-1]
    assert (entry["marking"], entry["page"]) == ("TLP:GREEN", "holdings") and re.fullmatch(
        "[0-9a-f]{64}", entry["sha256"]
    )
    before = len(prints(world))
    browser.open(world.eu, "people", world.chief)
    assert all(lines(sheet)[0] == "No content" for sheet in printed(browser, "print-people"))
    assert len(prints(world)) == before


def test_a13_a_draft_is_printed_with_all_that_stands_in_its_fields(browser, world):
    browser.open(world.eu, "write", world.author)
    browser.type("input[name=name]", "On paper")
    browser.put("textarea[name=description]", LONG)
    browser.wait(lambda: browser.all(".decision"), "the decisions")
    sheets = printed(browser, "print-write")
    assert len(sheets) > 1 and all(lines(sheet)[0] == lines(sheet)[-2] for sheet in sheets)
    assert "On paper" in "".join(sheets) and "Paragraph 29." in "".join(sheets)
    assert not browser.all(".print-copy")


def test_a13_browsers_without_margin_boxes_repeat_the_banners(browser, world, printer):
    item, someone = printer
    browser.open(world.eu, f"object/{item['id']}", someone)
    browser.wait(lambda: browser.all(".decision"), "the decisions")
    browser.driver.execute_script("document.documentElement.classList.add('no-margin-boxes')")
    sheets = [lines(sheet) for sheet in printed(browser, "print-plain")]
    # With the boxes as well, each stands twice.
    assert len(sheets) > 2 and all(
        sheet[:2] == ["EU-RESTRICTED"] * 2 and sheet[-2] == "EU-RESTRICTED" and sheet.count("EU-RESTRICTED") >= 4
        for sheet in sheets
    )


def test_the_entry_of_a_print_names_only_what_is_an_identifier(world):
    reader = person(world.eu, "papers", "author")
    good = {"page": "object", "marking": "EU-RESTRICTED", "objects": [world.harbour["id"]]}
    assert reader.post("prints", good).status == 204
    for bad in (
        {"page": ""},
        {"marking": None},
        {"objects": ["<b>"]},
        {"objects": [world.harbour["id"]] * 201},
        {"objects": "x"},
    ):
        assert reader.post("prints", {**good, **bad}).status == 422, bad
    (entry,) = [one for one in prints(world) if one["account"] == "papers"]
    assert entry["objects"] == [world.harbour["id"]]
