"""Agreements in a running node: preview, apply, queue, withdrawal before the next read, consents, instructions."""

import json
import time
from pathlib import Path

import pytest

from support import GREEN, PACT, PARTIES, Caller, Node, entente, indicator, link, wait_for

LABEL = "extension-definition--8f3a5d52-5c38-4b7e-9d70-0d6cf0c6a1b4"


def marking(level, number):
    return {
        "type": "marking-definition",
        "id": f"marking-definition--00000000-0000-4000-8000-0000000000{number}",
        "spec_version": "2.1",
        "created": "2026-01-01T00:00:00.000Z",
        "name": level,
        "extensions": {LABEL: {"extension_type": "property-extension", "policy": "EU", "classification": level}},
    }


class Pair:
    def __init__(self, folder):
        self.folder = folder
        self.eu, self.japan, self.korea = (Node(folder / name, name) for name in ("eu", "japan", "korea"))
        link(self.eu, self.japan, self.korea)
        self.secret, self.restricted = marking("EU-SECRET", 11), marking("EU-RESTRICTED", 12)
        self.high = indicator(name="CANARY-high", object_marking_refs=[self.secret["id"]])
        self.low = indicator(name="CANARY-low", object_marking_refs=[self.restricted["id"]])
        self.eu.load([self.secret, self.restricted, self.high, self.low], "classified.json")
        for node in (self.eu, self.japan, self.korea):
            node.serve()

    def write(self, state, ceiling="EU-SECRET"):
        path = self.folder / f"set-{time.monotonic_ns()}"
        path.mkdir()
        (path / "parties.accord").write_text(PARTIES)
        (path / "ej.accord").write_text(PACT.format(state=state, ceiling=ceiling))
        return str(path)

    def apply(self, state, ceiling="EU-SECRET"):
        return json.loads(
            self.eu.run("agreements", "apply", self.write(state, ceiling), "--officer", "Legal", "--json").stdout
        )

    def feed(self, who, of=None):
        of = of or self.eu
        return {
            entry["id"]
            for entry in Caller(of.base, context=who.context()).all(f"/{who.name}/collections/feed/objects/")
        }

    def release(self, *ids, to="japan"):
        return self.eu.run("release", *ids, "--to", to, "--officer", "O", check=False)


@pytest.fixture
def pair(tmp_path):
    pair = Pair(tmp_path)
    yield pair
    for node in (pair.eu, pair.japan, pair.korea):
        node.stop()


def test_a_set_is_previewed_applied_and_withdrawn(pair):
    """RULES 13 and 19: newly allowed waits for an officer; what may not go any more is gone before the next read."""
    assert pair.release(pair.high["id"]).returncode == 1
    assert pair.feed(pair.japan) == set()
    shown = pair.eu.run("agreements", "preview", pair.write("in force from 2020-01-01"), "--json", check=False)
    change = json.loads(shown.stdout)
    assert shown.returncode == 1 and change["counts"]["japan"] == {"refuse -> release": 2}
    assert {item["id"] for item in change["items"]} == {pair.high["id"], pair.low["id"]}
    assert pair.eu.run("queue", check=False).returncode == 0, "a preview changes nothing"
    done = pair.apply("in force from 2020-01-01")
    assert (done["queued"], done["released"], done["withdrawn"]) == (2, 0, [])
    assert pair.feed(pair.japan) == set(), "applying releases nothing by itself"
    waiting = [json.loads(line) for line in pair.eu.run("queue", "--json", check=False).stdout.splitlines()]
    assert {entry["id"] for entry in waiting} == {pair.high["id"], pair.low["id"]}
    assert pair.release(pair.high["id"], pair.low["id"]).returncode == 0
    assert pair.eu.run("queue", check=False).returncode == 0
    assert pair.feed(pair.japan) == {pair.high["id"], pair.low["id"], pair.secret["id"], pair.restricted["id"]}
    # A lower ceiling: the higher one is gone at once, with an act; the lower one stays.
    lowered = pair.apply("in force from 2020-01-01", ceiling="EU-RESTRICTED")
    assert [(entry["id"], entry["code"]) for entry in lowered["withdrawn"]] == [(pair.high["id"], "ceiling-exceeded")]
    assert pair.high["id"] not in pair.feed(pair.japan) and pair.low["id"] in pair.feed(pair.japan)
    assert "withdraw" in pair.eu.run("show", pair.high["id"], "--json").stdout
    pair.apply("in force from 2020-01-01 until 2021-01-01")
    assert pair.low["id"] not in pair.feed(pair.japan)
    assert pair.eu.run("check").returncode == 0


def test_a_decision_is_replayed_for_an_earlier_day(pair):
    """The same inputs give the same answer and the same grounds, for any day."""
    pair.apply("in force from 2020-01-01 until 2029-12-31")
    outcomes = {}
    for day in ("2019-12-31", "2020-01-01", "2029-12-31", "2030-01-01"):
        runs = [
            pair.eu.run("decide", pair.high["id"], "--to", "japan", "--on", day, "--json", check=False).stdout
            for _ in range(2)
        ]
        assert runs[0] == runs[1]
        outcomes[day] = json.loads(runs[0])["outcome"]
    assert outcomes == {
        "2019-12-31": "refuse",
        "2020-01-01": "release",
        "2029-12-31": "release",
        "2030-01-01": "refuse",
    }
    # Another set is in use now: under the first one the answer and its grounds are what they were.
    before = pair.eu.run("decide", pair.high["id"], "--to", "japan", "--on", "2026-01-01", "--json").stdout
    pair.apply("in force from 2020-01-01 until 2021-01-01")
    assert (
        pair.eu.run("decide", pair.high["id"], "--to", "japan", "--on", "2026-01-01", "--json", check=False).returncode
        == 1
    )
    assert (
        pair.eu.run("decide", pair.high["id"], "--to", "japan", "--on", "2026-01-01", "--set", "1", "--json").stdout
        == before
    )
    assert pair.eu.run("decide", pair.high["id"], "--to", "japan", "--set", "9", check=False).returncode == 2


def test_the_library_is_in_its_one_form_and_without_errors():
    """The formatter round-trips all examples; they hold no error."""
    examples = str(Path(__file__).parents[2] / "Examples" / "agreements")
    assert entente("agreements", "format", "--check", examples).stdout == ""
    assert entente("agreements", "check", examples).stdout.rstrip().split(": ")[-1].startswith("0 errors")


ACS = "extension-definition--3a65884d-005a-4290-8335-cb2d778a83ce"


def test_acs_markings_go_by_an_agreement_that_knows_them(tmp_path):
    """CISA's ACS markings: refused by name until the scheme is declared, then by the rows of the agreement."""
    mark = {
        "type": "marking-definition",
        "id": "marking-definition--00000000-0000-4000-8000-000000000044",
        "spec_version": "2.1",
        "created": "2026-01-01T00:00:00.000Z",
        "extensions": {
            ACS: {
                "extension_type": "property-extension",
                "identifier": "isa:guide.19001.ACS3-00000000-0000-4000-8000-000000000044",
                "create_date_time": "2026-01-01T00:00:00.000Z",
                "responsible_entity_custodian": "USA.DHS",
                "policy_reference": "urn:isa:policy:acs:ns:v3.0?privdefault=permit&sharedefault=permit",
                "authority_reference": ["urn:isa:authority:ais"],
                "control_set": {"classification": "S"},
            }
        },
    }
    item = indicator(name="from the feed", object_marking_refs=[mark["id"]])
    (tmp_path / "b.json").write_text(
        json.dumps({"type": "bundle", "id": "bundle--00000000-0000-4000-8000-000000000001", "objects": [mark, item]})
    )
    base = "party Home\n\nparty Ally\n\nscheme Ally of Ally\n  levels, highest first\n    A-SECRET\n\n"
    pact = (
        "agreement HA\n  between Home and Ally\n  in force from 2020-01-01\n"
        "  article 1: covers all classified information\n"
        "  article 2: levels, both ways\n    US ACS S = Ally A-SECRET\n"
    )
    scheme = "scheme US ACS of Home\n  levels, highest first\n    TS\n    S\n    C\n  not classified U\n\n"

    def release(text):
        (tmp_path / "set.accord").write_text(text)
        done = entente(
            "release",
            "--file",
            str(tmp_path / "b.json"),
            "--agreements",
            str(tmp_path / "set.accord"),
            "--from",
            "Home",
            "--to",
            "Ally",
            "--on",
            "2026-01-01",
            "--json",
            check=False,
        )
        return {one["id"]: one for one in json.loads(done.stdout)["objects"]}[item["id"]]

    refused = release(base)
    assert refused["outcome"] == "refuse" and "scheme-unknown" in json.dumps(refused)
    assert release(base + scheme + pact)["outcome"] == "release"


def test_a_consent_lets_go_and_its_end_withdraws(pair):
    """R06, R26: a partner's object needs its written consent; closing the consent takes it off the feed."""
    pair.apply("in force from 2020-01-01")
    item = indicator(name="Korean", object_marking_refs=[GREEN])
    pair.korea.load([item], "korean.json")
    pair.korea.run("release", item["id"], "--to", "eu", "--officer", "K")
    wait_for(lambda: pair.eu.run("show", item["id"], check=False).returncode == 0, 10, "the object at the EU")
    assert "consent-missing" in pair.release(item["id"]).stdout
    number = pair.eu.run(
        "register", "add", "consent", "by=Korea", "to=Japan", f"item={item['id']}", "--officer", "O"
    ).stdout.strip()
    assert pair.release(item["id"]).returncode == 0
    assert item["id"] in pair.feed(pair.japan)
    assert item["id"] in pair.eu.run("register", "close", number, "--officer", "O").stdout
    assert item["id"] not in pair.feed(pair.japan)
    assert pair.release(item["id"]).returncode == 1


def test_standing_instructions_release_what_they_cover(pair):
    """R02: an officer's dated authority lets a described class go without asking again, and nothing else."""
    pair.eu.run(
        "register", "add", "instruction", "name=SI-1", "to=japan", 'levels=["EU EU-RESTRICTED"]', "--officer", "Chief"
    )
    done = pair.apply("in force from 2020-01-01")
    assert (done["queued"], done["released"]) == (1, 1)
    assert pair.low["id"] in pair.feed(pair.japan) and pair.high["id"] not in pair.feed(pair.japan)
    shown = pair.eu.run("show", pair.low["id"], "--json").stdout
    assert "instruction-covers" in shown and "Chief" in shown


def test_a_rendition_is_revoked_when_its_source_goes_in_full(pair):
    """STIX 2.1, 3.6, and RULES 1: an id of its own; the same id in every version; revoked in the end."""
    pair.apply("in force from 2020-01-01", ceiling="EU-RESTRICTED")
    item = indicator(name="open name", description="CANARY-portion", object_marking_refs=[GREEN])
    item["granular_markings"] = [{"marking_ref": pair.secret["id"], "selectors": ["description"]}]
    pair.eu.load([item], "portion.json")
    assert pair.release(item["id"]).returncode == 0
    caller = Caller(pair.eu.base, context=pair.japan.context())
    first = caller.all("/japan/collections/feed/objects/")
    rendition = next(entry for entry in first if entry["type"] == "indicator")
    assert rendition["id"] != item["id"] and rendition["name"] == "open name" and "description" not in rendition
    assert (
        "CANARY" not in json.dumps(first)
        and pair.secret["id"] not in json.dumps(first)
        and item["id"] not in json.dumps(first)
    )
    assert pair.release(item["id"]).returncode == 0
    assert caller.all("/japan/collections/feed/objects/") == first, "the same content is not sent again"
    pair.apply("in force from 2020-01-01")
    assert pair.release(item["id"]).returncode == 0
    now = {entry["id"]: entry for entry in caller.all("/japan/collections/feed/objects/")}
    assert item["id"] in now and now[rendition["id"]]["revoked"] is True
    assert (
        now[rendition["id"]]["modified"] > rendition["modified"]
        and now[rendition["id"]]["created"] == rendition["created"]
    )


def test_registers_say_what_is_open(pair):
    """R09, R13 to R17: what duties still ask for."""
    add = lambda *words: pair.eu.run("register", "add", *words, "--officer", "S")
    pair.apply("in force from 2026-01-01")
    add("facility", "name=Kortenberg", "level=EU EU-SECRET")
    add(
        "person",
        "name=A. Martin",
        "nationality=EU",
        'clearances=["EU EU-SECRET"]',
        "facility=Kortenberg",
        "briefed=2026-01-01",
    )
    add("holder", f"item={pair.high['id']}", "facility=Kortenberg", "person=A. Martin")
    assert pair.eu.run("register", "check").stdout == ""
    add("holder", f"item={pair.low['id']}", "facility=Elsewhere", "person=Nobody")
    add("incident", f"item={pair.low['id']}", "noticed=2026-11-01", "actual=false")
    found = pair.eu.run("register", "check", check=False)
    assert found.returncode == 1
    assert {line.split()[1].rstrip(":") for line in found.stdout.splitlines()} == {
        "holder-not-on-list",
        "facility-unknown",
        "originator-not-told",
        "report-missing",
        "measures-missing",
    }
    wrong = pair.eu.run(
        "register", "add", "consent", "by=Korea", "to=Japan", "item=x", "until=soon", "--officer", "S", check=False
    )
    assert wrong.returncode == 2 and "until" in wrong.stderr


def test_a_person_of_the_register_is_asked_about(pair):
    """R08, R09, R13: a name is looked up in the register; clearance, duty, briefing,
    list and dates of the record count."""
    pair.apply("in force from 2020-01-01")
    item = pair.high["id"]

    def ask(name, *words):
        return pair.eu.run("decide", item, "--person", name, *words, check=False)

    def add(kind, *words):
        return pair.eu.run("register", "add", kind, *words, "--officer", "S").stdout.strip()

    unknown = ask("A. Martin")
    assert unknown.returncode == 2 and "no person `A. Martin`" in unknown.stderr
    number = add(
        "person",
        "name=A. Martin",
        "nationality=EU",
        'clearances=["EU EU-SECRET"]',
        "briefed=2026-01-01",
        f'needs=["{item}"]',
        "until=2030-01-01",
        "facility=Kortenberg",
    )
    add("person", "name=B. Roy", "nationality=EU", 'clearances=["EU EU-RESTRICTED"]')
    yes = ask("A. Martin", "--on", "2030-01-01")
    assert yes.returncode == 0 and "release to A. Martin" in yes.stdout and "[R08]" in yes.stdout
    answer = json.loads(ask("A. Martin", "--json", "--on", "2026-01-02").stdout)
    assert (answer["outcome"], answer["person"], answer["id"], answer["on"]) == (
        "release",
        "A. Martin",
        item,
        "2026-01-02",
    )
    over = json.loads(ask("A. Martin", "--json", "--on", "2030-01-02").stdout)
    assert [ground["code"] for ground in over["grounds"] if not ground["permits"]] == ["clearance-over"]
    no = ask("B. Roy", "--json")
    codes = [ground["code"] for ground in json.loads(no.stdout)["grounds"] if not ground["permits"]]
    assert no.returncode == 1 and codes == ["clearance-too-low", "no-need-to-know", "not-briefed"]
    words = {language: ask("B. Roy", "--lang", language).stdout for language in ("en", "ja", "fr", "de")}
    assert len(set(words.values())) == 4 and "適格性" in words["ja"] and "  > " in words["de"]
    assert "did you mean `B. Roy`" in ask("B. Roi").stderr
    # The list is that of the facility where the item is.
    add("holder", f"item={item}", "facility=Elsewhere", "person=Nobody")
    away = json.loads(ask("A. Martin", "--json", "--on", "2026-01-02").stdout)
    assert [ground["code"] for ground in away["grounds"] if not ground["permits"]] == ["not-registered"]
    add("holder", f"item={item}", "facility=Kortenberg", "person=A. Martin")
    assert ask("A. Martin", "--on", "2026-01-02").returncode == 0
    # Who stands there twice is asked about only when it is clear which record holds; a closed one holds no more.
    add("person", "name=A. Martin", "nationality=EU", "clearances=[]")
    twice = ask("A. Martin")
    assert twice.returncode == 2 and "several persons" in twice.stderr
    pair.eu.run("register", "close", number, "--officer", "S")
    assert ask("A. Martin", "--on", "2026-01-02").returncode == 1
    described = ask('{"nationality":"EU","clearances":["EU EU-SECRET"],"briefed":"2026-01-01","needs":["%s"]}' % item)
    assert described.returncode == 0
    assert ask("A. Martin", "--to", "japan").returncode == 2
    text = pair.eu.run(
        "register",
        "add",
        "person",
        "name=C",
        "nationality=EU",
        "clearances=EU EU-SECRET",
        "--officer",
        "S",
        check=False,
    )
    assert text.returncode == 2 and "list" in text.stderr


def test_a_file_under_two_spellings_is_one_file(tmp_path):
    """`include "./parties.accord"`, the folder itself and a path through a folder name the same file;
    it is read once."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "parties.accord").write_text(PARTIES)
    (tmp_path / "ej.accord").write_text(
        'include "./parties.accord"\ninclude "parties.accord"\ninclude "sub/../parties.accord"\n\n'
        + PACT.format(state="in force from 2020-01-01", ceiling="EU-SECRET")
    )
    for paths in ([tmp_path], [tmp_path / "ej.accord"], [tmp_path, f"{tmp_path}/./ej.accord"]):
        done = entente("agreements", "check", *paths)
        assert "-twice" not in done.stdout and "3 parties, 2 schemes, 1 agreements: 0 errors" in done.stdout
    (tmp_path / "ej.accord").write_text('include "../parties.accord"\n')
    assert "error[include]" in entente("agreements", "check", tmp_path / "ej.accord", check=False).stdout


def test_an_unknown_time_zone_is_an_error(tmp_path):
    """RULES 11: a day is a day in the zone that the agreement declares, so a zone must be one."""
    (tmp_path / "set.accord").write_text(
        PARTIES + "\n" + PACT.format(state="in force from 2020-01-01", ceiling="EU-SECRET") + "  days in Asia/Tokio\n"
    )
    done = entente("agreements", "check", tmp_path / "set.accord", check=False)
    assert done.returncode == 1 and "error[zone]: there is no time zone `Asia/Tokio`" in done.stdout
    assert "^^^^^^^^^^" in done.stdout and "did you mean `Asia/Tokyo`?" in done.stdout
    for zone, status in (("Asia/Tokyo", 0), ("Europe/Kyiv", 0), ("UTC", 0), ("EST", 1), ("+09:00", 1)):
        text = (tmp_path / "set.accord").read_text()
        (tmp_path / "zone.accord").write_text(text.replace("Asia/Tokio", zone))
        assert entente("agreements", "check", tmp_path / "zone.accord", check=False).returncode == status, zone


def test_names_in_a_question_that_nobody_declared_are_named(tmp_path):
    """An assurance or a consent under a name that does not exist is an error; an error of a batch keeps its `id`."""
    (tmp_path / "set.accord").write_text(
        PARTIES
        + "\n"
        + PACT.format(state="in force from 2020-01-01", ceiling="EU-SECRET")
        + "  article 4: protection is assured before the first release\n"
    )
    ask = lambda *words: entente(
        "decide",
        "--agreements",
        tmp_path / "set.accord",
        "--from",
        "EU",
        "--to",
        "Japan",
        "--label",
        "EU EU-SECRET",
        *words,
        check=False,
    )
    assert ask().returncode == 1 and ask("--assured", "EJ").returncode == 0
    wrong = ask("--assured", "EK")
    assert (
        wrong.returncode == 2 and "there is no agreement `EK`" in wrong.stderr and "did you mean `EJ`?" in wrong.stderr
    )
    party = ask("--consent", "Koreaa")
    assert party.returncode == 2 and "did you mean `Korea`?" in party.stderr
    questions = [
        {"id": "1", "from": "EU", "to": "Japan", "assurances": ["NOPE"]},
        {"id": 2, "form": "EU"},
        {"from": "EU"},
        {"id": "4", "from": "EU", "to": "Japan"},
    ]
    lines = "".join(json.dumps(one) + "\n" for one in questions) + "no json\n"
    for verb in ("decide", "release"):
        done = entente(verb, "--agreements", tmp_path / "set.accord", "--batch", check=False, input=lines)
        found = [json.loads(line) for line in done.stdout.splitlines()]
        assert done.returncode == 2 and len(found) == 5
        assert [one.get("id") for one in found] == ["1", 2, None, "4", None]
        assert all("error" in found[n] for n in (0, 1, 2, 4))


def test_a_rendition_that_changes_is_a_step_of_its_own(pair):
    """RULES 13 and 19: the same outcome, other portions: the preview says which go now and which not,
    and counts them apart."""
    item = indicator(
        name="open name", description="CANARY-secret", labels=["CANARY-restricted"], object_marking_refs=[GREEN]
    )
    item["granular_markings"] = [
        {"marking_ref": pair.secret["id"], "selectors": ["description"]},
        {"marking_ref": pair.restricted["id"], "selectors": ["labels"]},
    ]
    mixed = indicator(name="CANARY-name", description="open text", object_marking_refs=[pair.secret["id"]])
    mixed["granular_markings"] = [
        {"marking_ref": pair.restricted["id"], "selectors": ["name", "pattern", "pattern_type", "valid_from"]}
    ]
    pair.eu.load([item, mixed], "portions.json")
    lower, both = (
        pair.write("in force from 2020-01-01", ceiling="EU-RESTRICTED"),
        pair.write("in force from 2020-01-01"),
    )

    def preview(path):
        change = json.loads(pair.eu.run("agreements", "preview", path, "--json", check=False).stdout)
        return change["counts"].get("japan", {}), {one["id"]: one for one in change["items"] if one["party"] == "japan"}

    counts, items = preview(lower)
    assert counts["rendition-changed"] == 1 and "rendition -> rendition" not in counts
    changed = items[item["id"]]
    assert (changed["step"], changed["old"], changed["new"]) == ("rendition-changed", "rendition", "rendition")
    assert changed["opened"] == ["labels.[0]"] and "closed" not in changed
    text = pair.eu.run("agreements", "preview", lower, check=False).stdout
    assert f"{item['id']} to japan: rendition-changed" in text and "goes now: labels.[0]" in text
    # What could not go at all goes as a rendition now: it waits for an officer, and is gone once decided.
    assert items[mixed["id"]]["step"] == "refuse -> rendition"
    pair.eu.run("agreements", "apply", lower, "--officer", "Legal")
    waiting = {json.loads(line)["id"] for line in pair.eu.run("queue", "--json", check=False).stdout.splitlines()}
    assert waiting == {mixed["id"], pair.low["id"]}
    assert pair.release(mixed["id"], item["id"], pair.low["id"]).returncode == 0
    assert pair.eu.run("queue", check=False).returncode == 0
    counts, items = preview(both)
    assert items[item["id"]]["step"] == "rendition -> release" and items[item["id"]]["opened"] == ["description"]
    # Back: the portion is withheld again, and the rendition that the partner has is made anew.
    ended = pair.write("in force from 2020-01-01 until 2021-01-01")
    counts, items = preview(ended)
    assert items[item["id"]]["closed"] == ["labels.[0]"] and items[item["id"]]["code"] == "agreement-not-in-force"
    assert items[mixed["id"]]["step"] == "rendition -> refuse"
    gone = json.loads(pair.eu.run("agreements", "apply", ended, "--officer", "Legal", "--json").stdout)["withdrawn"]
    assert {(one["id"], one["code"]) for one in gone} >= {(item["id"], "rendition-changed")}
    assert "CANARY" not in json.dumps(
        Caller(pair.eu.base, context=pair.japan.context()).all("/japan/collections/feed/objects/")
    )


def test_a_portion_that_needs_a_yes_only_is_reported(pair):
    """The same portions are withheld, but one refused before is only referred now:
    an assurance is all that is missing."""
    item = indicator(name="open name", description="CANARY-restricted", object_marking_refs=[GREEN])
    item["granular_markings"] = [{"marking_ref": pair.restricted["id"], "selectors": ["description"]}]
    pair.eu.load([item], "portion.json")
    asked = Path(pair.write("in force from 2020-01-01"))
    with open(asked / "ej.accord", "a") as file:
        file.write("  article 4: protection is assured before the first release\n")
    change = json.loads(pair.eu.run("agreements", "preview", str(asked), "--json", check=False).stdout)
    found = {one["id"]: one for one in change["items"] if one["party"] == "japan"}[item["id"]]
    assert (found["step"], found["code"]) == ("withheld: refuse -> refer", "assurance-missing")
    assert "opened" not in found and change["counts"]["japan"]["withheld: refuse -> refer"] == 1
    pair.eu.run("register", "add", "assurance", "by=Japan", "agreement=EJ", "date=2026-01-01", "--officer", "O")
    change = json.loads(pair.eu.run("agreements", "preview", str(asked), "--json", check=False).stdout)
    found = {one["id"]: one for one in change["items"] if one["party"] == "japan"}[item["id"]]
    assert (found["step"], found["opened"]) == ("rendition -> release", ["description"])
