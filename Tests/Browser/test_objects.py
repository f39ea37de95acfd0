"""The page of one object: what is offered there, and what its portions bear."""

import json

from people import on_register, person
from support import GREEN, indicator, wait_for
from world import RESTRICTED

PAP_GREEN = "marking-definition--c43594d1-4b11-4c59-93ab-1c9b14d53ce9"
TEAR = "extension-definition--c1f0a4ce-19d1-4c06-9b0a-64d0a9a0f5e3"


def test_a14_a_received_object_is_not_offered_to_its_originator(browser, world):
    tanaka = person(world.japan, "originator", "disclosure-officer", title="田中")
    item = world.harbour["id"]
    wait_for(lambda: tanaka.get(f"objects/{item}").status == 200, what="what the EU gave")
    for language, words in {"en": "It came from European Union", "ja": "European Unionから受け取った情報"}.items():
        browser.open(world.japan, f"object/{item}?tab=who", tanaka, language)
        browser.wait(lambda: browser.all(".decision[data-party=eu]"), "the decisions")
        card = browser.one(".decision[data-party=eu]")
        assert words in card.text and not card.find_elements("css selector", "button, .outcome")
        assert browser.all(".decision[data-party=korea] .outcome")
        # Nobody is named to whom it does not go.
        browser.driver.execute_script("document.querySelector('details.options').open = true")
        assert [box.get_attribute("value") for box in browser.all("details.options input[name='named[]']")] == ["korea"]
        assert browser.violations() == []
        browser.shot(f"object-received-{language}")


def cleared(node, title, items, name="reader"):
    """An officer who is cleared, and whose duty needs some items."""
    on_register(
        node,
        f"name={title}",
        "nationality=EU",
        'clearances=["EU EU-SECRET"]',
        "briefed=2026-01-01",
        "needs=" + json.dumps(items),
    )
    return person(node, name, "disclosure-officer", register=title, title=title)


def test_a12_portions_bear_the_words_of_their_markings_and_tear_lines_stand_below(browser, world):
    item = indicator(
        name="Portions",
        description="The berth is named.",
        object_marking_refs=[RESTRICTED["id"]],
        labels=["one", "two"],
        granular_markings=[
            {"marking_ref": RESTRICTED["id"], "selectors": ["description"]},
            {"marking_ref": GREEN, "selectors": ["name"]},
            {"marking_ref": PAP_GREEN, "selectors": ["pattern"]},
            {"marking_ref": RESTRICTED["id"], "selectors": ["labels.[1]"]},
        ],
        extensions={
            TEAR: {
                "extension_type": "property-extension",
                "tear_lines": [
                    {"selector": "description", "text": "A berth is known.", "object_marking_refs": [GREEN]},
                    {"selector": "labels.[1]", "text": "withheld"},
                ],
            }
        },
    )
    world.eu.load([item], "portions.json")
    reader = cleared(world.eu, "R. Eader", [item["id"]])

    def rows():
        names = [one.text for one in browser.all("dl.properties > dt")]
        return dict(zip(names, [one.text for one in browser.all("dl.properties > dd")]))

    for language, words in {
        "en": ("Description", "Labels", "Tear line"),
        "ja": ("説明", "ラベル", "差替え文（ティアライン）"),
    }.items():
        browser.open(world.eu, f"object/{item['id']}", reader, language)
        found = rows()
        about = next(name for name in found if name.startswith(words[0]))
        assert (
            "EU-RESTRICTED" in about
            and "TLP:GREEN" in found[about]
            and words[2] in found[about]
            and found[about].endswith("A berth is known.")
        )
        tags = next(name for name in found if name.startswith(words[1]))
        assert "EU-RESTRICTED [1]" in tags and f"{words[2]} [1]" in found[tags]
        assert any(name.endswith("PAP:GREEN") for name in found) and browser.violations() == []
        browser.shot(f"object-portions-{language}")
