"""Everything is called in the reader's language: parties, sources, objects by their translations, with a sign.
No row is called after a language, and identifiers stand in details alone."""

import re
import uuid

import pytest

from people import ask_back, open_console, person
from reading import shown
from support import GREEN, PACT, PARTIES, Node, indicator, link, translated, wait_for
from world import made

TITLED = PARTIES.replace(
    "party EU\n",
    'party EU\n  title en "European Union"\n  title ja "欧州連合"\n  title fr "Union européenne"\n'
    '  title de "Europäische Union"\n',
).replace(
    "party Japan\n",
    'party Japan\n  title en "Japan"\n  title ja "日本国"\n  title fr "Japon"\n  title de "Japan"\n',
)
NAMES = {
    "en": ("European Union", "Japan"),
    "ja": ("欧州連合", "日本国"),
    "fr": ("Union européenne", "Japon"),
    "de": ("Europäische Union", "Japan"),
}


class Pair:
    def __init__(self, folder):
        titles = {"eu": "European Union", "japan": "Japan"}
        self.nodes = [open_console(Node(folder / name, name, title=title)) for name, title in titles.items()]
        self.eu, self.japan = self.nodes
        link(*self.nodes)
        (folder / "set.accord").write_text(
            TITLED + "\n" + PACT.format(state="in force from 2020-01-01", ceiling="EU-SECRET")
        )
        for node in self.nodes:
            node.run("agreements", "apply", folder / "set.accord", "--officer", "Legal")
        self.port = indicator(name="Unusual anchoring", description="Three ports.", object_marking_refs=[GREEN])
        self.event = made(
            "entente-event",
            name="Second dialogue",
            kind="meeting",
            occurred_from="2025-04-04T00:00:00.000Z",
            occurred_precision="day",
            place="Tokyo",
            participant_refs=[f"identity--{uuid.uuid4()}"],
            description="They met.",
        )
        self.long = indicator(name="A very long name of a thing " * 12, object_marking_refs=[GREEN])
        self.eu.load(
            [
                self.port,
                self.event,
                self.long,
                translated(
                    self.port,
                    {
                        "ja": {"name": "異常な投錨", "description": "三つの港。"},
                        "de": {"name": "Ungewöhnliches Ankern"},
                    },
                ),
                translated(self.event, {"ja": {"name": "第二回対話", "place": "東京", "description": "会談した。"}}),
            ]
        )
        for node in self.nodes:
            node.serve()
        self.eu.run("release", self.port["id"], "--to", "japan", "--officer", "A. Martin")
        wait_for(lambda: "Unusual" in self.japan.run("export", "--from", "eu").stdout, what="the item")
        ask_back(self.eu, self.port)
        self.japan.officer = person(self.japan, "sato", "disclosure-officer", title="佐藤")
        self.eu.officer = person(self.eu, "martin", "disclosure-officer", "author", title="A. Martin")
        wait_for(lambda: self.japan.officer.get("recalls").json()["items"], what="the recall")


@pytest.fixture(scope="module")
def pair(tmp_path_factory, chromium):
    made = Pair(tmp_path_factory.mktemp("names"))
    yield made
    chromium.driver.get("about:blank")
    for node in made.nodes:
        node.stop()


@pytest.mark.parametrize("language", NAMES)
def test_parties_have_one_name_everywhere(browser, pair, language):
    own, other = NAMES[language]
    for node, here, there, pages in (
        (pair.eu, own, other, ("inbox", f"object/{pair.port['id']}?tab=who", "partners", "partner/japan", "requests")),
        (pair.japan, other, own, ("inbox", "requests", f"object/{pair.port['id']}", "partners")),
    ):
        for page in pages:
            browser.open(node, page, node.officer, language)
            if page.startswith("object") and node is pair.eu:
                browser.wait(lambda: browser.all(".decision"), "decisions")
            assert browser.text(".bar .node") == here
            # What waits for the partner is there until the partner has it.
            if (node, page) != (pair.eu, "inbox"):
                assert there in browser.text("main"), page
            for machine in (r"\beu\b", r"\bjapan\b", r"partner eu", r"\b[a-z-]+--[0-9a-f]{8}"):
                assert not re.search(machine, shown(browser)), (page, machine)
            assert browser.violations() == []
    # A guest reads the name of the node's party too.
    browser.open(pair.eu, "sign-in", None, language)
    assert browser.text(".bar .node") == own


def test_objects_are_called_by_their_translations_with_a_sign(browser, pair):
    for page in ("inbox", "holdings"):
        browser.open(pair.eu, page, pair.eu.officer, "ja")
        browser.says("異常な投錨", "main")
        browser.says("第二回対話", "main")
        names = [one.text for one in browser.all("main td.wide a")]
        assert not {"ja", "de", "de, ja", "en"} & set(names) and "Unusual anchoring" not in names
        sign = browser.one("main .translated")
        assert sign.get_attribute("title").startswith("翻訳です。原文：")
        assert browser.violations() == []
        browser.shot(f"names-{page}-ja")
    browser.open(pair.eu, "watch", pair.eu.officer, "ja")
    browser.says("第二回対話", "main")
    browser.says("東京", "main")
    browser.open(pair.eu, f"object/{pair.port['id']}", pair.eu.officer, "ja")
    assert browser.text("h1") == "異常な投錨"
    browser.shot("names-object-ja")
    browser.open(pair.eu, "holdings?q=投錨", pair.eu.officer, "ja")
    browser.says("異常な投錨", "main td.wide")
    assert len(browser.all("main tbody tr")) == 1
    browser.open(pair.eu, "inbox", pair.eu.officer, "en")
    browser.says("Unusual anchoring", "main")
    assert not browser.all("main .translated")
    # Whoever asks for translations gets them by what they translate.
    browser.open(pair.eu, "holdings?type=language-content", pair.eu.officer, "ja")
    browser.says("異常な投錨（ドイツ語, 日本語の訳）", "main")


CLAIMS = {
    "en": "Apogee of Launch in July: about 2,500 km (Ministry in Tokyo)",
    "ja": "Launch in Julyの最高高度：約2,500 km（Ministry in Tokyo）",
    "fr": "Apogée, Launch in July : environ 2 500 km (Ministry in Tokyo)",
    "de": "Gipfelhöhe, Launch in July: etwa 2.500 km (Ministry in Tokyo)",
}


@pytest.mark.parametrize("language", CLAIMS)
def test_a_claim_is_called_by_its_measure_its_event_its_figure_and_whose_it_is(browser, world, language):
    browser.open(world.eu, "holdings?type=entente-claim", world.author, language)
    browser.wait(lambda: len(browser.all("tbody tr")) >= 3, "the claims")
    names = [link.text.replace("\u202f", " ").replace("\u00a0", " ") for link in browser.all("tbody td a[data-id]")]
    assert CLAIMS[language] in names, names


def test_details_open_by_key_touch_and_hover_and_copy_the_identifier(browser, pair):
    browser.open(pair.eu, "holdings", pair.eu.officer, "ja")
    browser.says("異常な投錨", "main")
    name = f"a[data-id='{pair.port['id']}']"
    # By key: `i` on the link that has the focus; Escape goes back there.
    browser.driver.execute_script("arguments[0].focus()", browser.one(name))
    browser.press("i")
    browser.says(pair.port["id"], ".details")
    browser.says("Unusual anchoring", ".details")
    assert browser.violations() == []
    assert browser.focused().text == "コピー"
    browser.shot("names-details-ja")
    browser.press("\ue00c")
    browser.wait(lambda: not browser.all(".details"), "no details")
    assert browser.focused().get_attribute("data-id") == pair.port["id"]
    # By a click or a touch, and a second one.
    button = f"span:has(> {name}) > .detail"
    browser.click(button)
    browser.says(pair.port["id"], ".details")
    browser.click(button)
    browser.wait(lambda: not browser.all(".details"), "no details")
    # By hover.
    browser.driver.execute_script(
        "arguments[0].dispatchEvent(new PointerEvent('pointerenter', { pointerType: 'mouse' }))", browser.one(button)
    )
    browser.says(pair.port["id"], ".details")
    browser.driver.execute_script("document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))")
    browser.wait(lambda: not browser.all(".details"), "no details")
    # On the object's own page it is a stop of its own.
    browser.open(pair.eu, f"object/{pair.port['id']}", pair.eu.officer, "en")
    browser.driver.execute_script("document.querySelector('.subtitle .detail').focus()")
    browser.press("\ue007")
    browser.says(pair.port["id"], ".details")


def test_a_long_name_takes_two_lines_and_leaves_the_rest_its_shape(browser, pair):
    for width in (1280, 360):
        browser.width(width)
        browser.open(pair.eu, "holdings", pair.eu.officer, "en")
        browser.says("A very long name", "main")
        row = browser.wait(
            lambda: next((one for one in browser.all("main tbody tr") if "A very long name" in one.text), None), "it"
        )
        link_height = browser.driver.execute_script(
            "const a = arguments[0].querySelector('td.wide a');"
            "return a.getBoundingClientRect().height / parseFloat(getComputedStyle(a).lineHeight)",
            row,
        )
        assert link_height < 2.6
        lines = browser.driver.execute_script(
            "return [...arguments[0].querySelectorAll('.marking')].map((one) => one.getClientRects().length)", row
        )
        assert set(lines) == {1} and browser.overflow() <= 0
        browser.shot(f"names-long-{width}")
    browser.width(1440)
