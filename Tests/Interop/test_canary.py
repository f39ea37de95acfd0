"""No leak: bundles full of secrets are released, and nothing of what may not go is in any byte of what goes.

What may go is worked out a second time, by a plain renderer that asks the engine about markings only.
"""

import json
import random
import subprocess
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import stix2
from stix2validator import ValidationOptions, validate_instance

from naive_renderer import Renderer, explained, ids_of, question
from random_bundles import ACCORD, IDENTITIES, RENDITION, Bundle
from support import BINARY, GREEN, RED, entente
from test_engine_agreement import SEED, answers

BUNDLES = 60
DAY = "2026-11-24"


def released(folder, cases, key=b"k" * 32):
    """What `release --batch` answers to cases, with a fixed key."""
    folder = Path(folder)
    (folder / "set.accord").write_text(ACCORD)
    (folder / "key").write_bytes(key)
    done = subprocess.run(
        [BINARY, "release", "--batch", "--agreements", folder / "set.accord", "--key", folder / "key"],
        capture_output=True,
        text=True,
        input="".join(json.dumps(one) + "\n" for one in cases),
        timeout=300,
    )
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) == len(cases) and not any("error" in one for one in found), [one.get("error") for one in found]
    return found


def case_of(bundle, chance):
    """A case for one of the two recipients."""
    case = {
        "bundle": bundle,
        "from": "Alba",
        "to": chance.choice(["Bora", "Cora"]),
        "on": DAY,
        "channel": chance.choice(["electronic", "courier"]),
    }
    if chance.random() < 0.3:
        case["named"] = True
    ids = [entry["id"] for entry in bundle["objects"]]
    case["consents"] = [
        {"by": chance.choice(["Bora", "Cora"]), "to": case["to"], "item": one}
        for one in chance.sample(ids, min(len(ids), 12))
    ]
    statements = [entry["id"] for entry in bundle["objects"] if entry.get("definition_type") == "statement"]
    case["explanations"] = [{"marking": one, "meaning": "informs"} for one in statements if chance.random() < 0.7]
    return case


def plain(case, folder):
    """The case as the plain renderer sees it; its questions about markings are asked in as few runs as there are new
    ones."""
    objects = case["bundle"]["objects"]
    definitions = {entry["id"]: entry for entry in objects if entry["type"] == "marking-definition"}
    named = {
        entry["id"]: entry["name"]
        for entry in objects
        if entry["type"] == "identity" and entry.get("name") in IDENTITIES
    }
    parties = {id: name for name, id in IDENTITIES.items()} | named
    known = {id for id, name in parties.items() if name in (case["from"], case["to"])}
    verdicts = {}
    while True:
        missing = {}

        def verdict(markings, item, origins):
            key = (markings, item, origins)
            if key not in verdicts:
                missing[key] = question(markings, item, list(origins), definitions, case)
            return verdicts.get(key, True)

        renderer = Renderer(objects, verdict, parties, known, explained(case), IDENTITIES["Alba"])
        for id, fate in renderer.fates.items():
            if fate == "rendition":
                renderer.markings(id, renderer.rendition(id)[1])
        if not missing:
            return renderer
        for key, answer in zip(missing, answers(folder / "set.accord", list(missing.values()), "--brief")):
            verdicts[key] = answer["outcome"] == "release"


def texts(value):
    """Every text and time of a value that is not an id."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)


def secret(text):
    return (
        "CANARY" in text or text[:2] == "20" and text[4:5] == "-" and text.endswith("Z") and not text.endswith(".000Z")
    )


def check(case, answer, folder):
    """Everything that must hold of what goes, as a list of complaints."""
    renderer = plain(case, folder)
    output = answer["bundle"].get("objects", [])
    raw = json.dumps(answer["bundle"], ensure_ascii=False)
    complaints, allowed, expected = [], set(), {}
    names = {one["id"]: one.get("rendition", one["id"]) for one in answer["objects"]}
    fates = {
        one["id"]: {"release": "whole", "rendition": "rendition"}.get(one["outcome"], "withheld")
        for one in answer["objects"]
    }
    for id, entry in renderer.objects.items():
        fate = renderer.fates[id]
        if entry["type"] != "marking-definition" and fates[id] != fate:
            complaints.append(f"{id}: {fates[id]}, but the plain renderer says {fate}")
        if fate == "whole":
            expected[id] = entry
        elif fate == "rendition":
            expected[id] = rendition(renderer, id, names)
    borne = {
        one for id, entry in expected.items() if not id.startswith("marking-definition") for one in markings_of(entry)
    }
    expected = {id: entry for id, entry in expected.items() if entry["type"] != "marking-definition" or id in borne}
    for entry in expected.values():
        allowed |= set(texts(entry))
    # No secret, no id, no time of what may not go.
    for id, entry in renderer.objects.items():
        for text in {text for text in texts(entry) if secret(text)} - allowed:
            if text in raw:
                complaints.append(f"{id}: `{text}` may not go and is there")
        hidden = renderer.fates[id] != "whole" or id not in expected
        if hidden and id not in renderer.known and id not in borne and id in raw:
            complaints.append(f"{id}: the id of what does not go whole is there")
    if case["bundle"]["id"] in raw:
        complaints.append("the id of the bundle is there")
    # Exactly what may go is there, object by object.
    shown = {entry["id"]: entry for entry in output}
    if len(shown) != len(output):
        complaints.append("an id is there twice")
    for id, entry in expected.items():
        found = shown.pop(names.get(id, id), None)
        if found is None:
            complaints.append(f"{id}: may go and is not there")
        elif without_commitment(found) != entry:
            is_there = json.dumps(without_commitment(found), sort_keys=True)
            complaints.append(f"{id}:\n  is      {is_there}\n  must be {json.dumps(entry, sort_keys=True)}")
    complaints += [f"{id}: is there and may not go" for id in shown]
    # References are closed.
    present = {entry["id"] for entry in output} | renderer.known
    for entry in output:
        for one in ids_of(
            {
                name: value
                for name, value in entry.items()
                if name not in ("id", "object_marking_refs", "granular_markings")
            }
        ):
            if one not in present:
                complaints.append(f"{entry['id']} refers to {one}, which is not there")
        for one in markings_of(entry):
            if one not in present and one in renderer.objects:
                complaints.append(f"{entry['id']} bears {one}, which is not there")
    return complaints, fates


def markings_of(entry):
    return entry.get("object_marking_refs", []) + [
        one["marking_ref"] for one in entry.get("granular_markings", []) if "marking_ref" in one
    ]


def without_commitment(entry):
    extensions = dict(entry.get("extensions", {}))
    if not extensions.pop(RENDITION, None):
        return entry
    return {name: value for name, value in entry.items() if name != "extensions"} | (
        {"extensions": extensions} if extensions else {}
    )


def rendition(renderer, id, names):
    """The rendition as it must come out: ids, times and creator of its own."""
    result, moved = renderer.rendition(id)
    banner, portions = renderer.markings(id, moved)
    result = renamed(
        {name: value for name, value in result.items() if name not in ("granular_markings", "object_marking_refs")},
        renderer,
        names,
    )
    moment = f"{DAY}T00:00:00.000Z"
    result |= {"id": names[id], "created": moment, "modified": moment, "created_by_ref": IDENTITIES["Alba"]}
    if (
        result["type"] == "language-content"
        and renderer.view(renderer.objects[id]["object_ref"]) == "rendition"
        and "object_modified" in result
    ):
        result["object_modified"] = moment
    return (
        result
        | ({"object_marking_refs": banner} if banner else {})
        | ({"granular_markings": portions} if portions else {})
    )


def renamed(value, renderer, names):
    if isinstance(value, dict):
        return {name: renamed(one, renderer, names) for name, one in value.items()}
    if isinstance(value, list):
        return [renamed(one, renderer, names) for one in value]
    return names[value] if isinstance(value, str) and value in names and renderer.view(value) == "rendition" else value


OPTIONS = ValidationOptions(version="2.1", disabled="all")


def faults(bundle):
    """What stix2-validator and stix2 say against a bundle.

    The validator's schema knows no language portions, and stix2 no selectors into lists of objects: these are left out.
    """

    def plainer(entry, is_kept):
        portions = [one for one in entry.get("granular_markings", []) if is_kept(one)]
        rest = {name: value for name, value in entry.items() if name != "granular_markings"}
        return rest | ({"granular_markings": portions} if portions else {})

    objects = bundle.get("objects", [])
    result = validate_instance(
        {**bundle, "objects": [plainer(one, lambda portion: "lang" not in portion) for one in objects]}, OPTIONS
    )
    found = [str(error) for error in result.errors]
    try:
        stix2.parse({**bundle, "objects": [plainer(one, lambda portion: False) for one in objects]}, allow_custom=True)
    except (stix2.exceptions.STIXError, ValueError, TypeError) as error:
        found.append(str(error))
    return found


def tried(seed):
    """One bundle to one recipient."""
    chance = random.Random(seed)
    bundle = Bundle(chance).bundle
    case = case_of(bundle, chance)
    with TemporaryDirectory() as folder:
        answer = released(folder, [case])[0]
        complaints, fates = check(case, answer, Path(folder))
    if answer["bundle"].get("objects"):
        complaints += [f"not valid: {one}" for one in faults(answer["bundle"])]
    count = {fate: list(fates.values()).count(fate) for fate in ("whole", "rendition", "withheld")}
    return [f"seed {seed}: {one}" for one in complaints], count, faults(bundle)


def test_nothing_withheld_is_in_any_byte_and_nothing_else_is_missing():
    """RULES 1 to 6: random bundles; each object of the output is exactly what the plain renderer makes of it."""
    total = {"whole": 0, "rendition": 0, "withheld": 0}
    with ProcessPoolExecutor(2) as pool:
        for complaints, count, faults_before in pool.map(tried, range(SEED, SEED + BUNDLES)):
            assert not complaints, "\n".join(sorted(complaints, key=len)[:6])
            assert not faults_before
            for fate, number in count.items():
                total[fate] += number
    assert all(number > sum(total.values()) * 0.1 for number in total.values()), total


def test_two_recipients_cannot_compare_and_one_key_repeats(tmp_path):
    """RULES 1: ids of renditions differ between recipients and keys, and are the same for the same key."""
    chance = random.Random(SEED)
    bundles = [Bundle(chance).bundle for _ in range(6)]
    cases = [{"bundle": bundle, "from": "Alba", "to": to, "on": DAY} for bundle in bundles for to in ("Bora", "Cora")]
    first = released(tmp_path, cases)
    renditions = lambda answer: {one["id"]: one["rendition"] for one in answer["objects"] if "rendition" in one}
    objects = lambda answer: answer["bundle"].get("objects", [])
    for one, again in zip(first, released(tmp_path, cases)):
        assert objects(one) == objects(again) and one["objects"] == again["objects"]
        assert one["bundle"]["id"] != again["bundle"]["id"]
    other_key = released(tmp_path, cases, key=b"o" * 32)
    seen = 0
    for bora, cora, other in zip(first[::2], first[1::2], other_key[::2]):
        for source, id in renditions(bora).items():
            assert id not in renditions(cora).values() and id not in renditions(other).values() and id != source
            assert (
                id.split("--")[0] == source.split("--")[0]
                and id[id.index("--") + 16] == "4"
                and id[id.index("--") + 21] in "89ab"
            )
            seen += 1
        # The commitment of one tells nothing about that of another.
        commitments = [
            entry["extensions"][RENDITION]["commitment"]
            for answer in (bora, cora, other)
            for entry in objects(answer)
            if RENDITION in entry.get("extensions", {})
        ]
        assert len(set(commitments)) == len(commitments)
    assert seen > 10


def test_a_file_is_released_like_a_batch(tmp_path):
    """`release --file` writes the same objects, in valid JSON, and says by its status whether anything goes."""
    for seed in range(SEED, SEED + 4):
        bundle = Bundle(random.Random(seed)).bundle
        answer = released(tmp_path, [{"bundle": bundle, "from": "Alba", "to": "Bora", "on": DAY}])[0]
        (tmp_path / "in.json").write_text(json.dumps(bundle))
        done = entente(
            "release",
            "--file",
            tmp_path / "in.json",
            "--agreements",
            tmp_path / "set.accord",
            "--from",
            "Alba",
            "--to",
            "Bora",
            "--on",
            DAY,
            "--key",
            tmp_path / "key",
            "--output",
            tmp_path / "out.json",
            check=False,
        )
        assert done.returncode == (0 if answer["bundle"].get("objects") else 1)
        assert json.loads((tmp_path / "out.json").read_text())["objects"] == answer["bundle"]["objects"]


# Ways in which something could leak, each alone.


def thing(kind, number, **more):
    return {
        "type": kind,
        "spec_version": "2.1",
        "id": f"{kind}--{number:08}-1111-4111-8111-111111111111",
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        **more,
    }


def place(number=1, **more):
    return thing(
        "location",
        number,
        **{"name": "open", "country": "JP", "description": "CANARY", "object_marking_refs": [GREEN], **more},
    )


def portion(marking, *selectors):
    return {"marking_ref": marking, "selectors": list(selectors)}


def label_marking(**content):
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": "marking-definition--00000009-1111-4111-8111-111111111111",
        "created": "2026-01-01T00:00:00.000Z",
        "extensions": {
            "extension-definition--8f3a5d52-5c38-4b7e-9d70-0d6cf0c6a1b4": {
                "extension_type": "property-extension",
                "policy": "Alba",
                "classification": "A-SECRET",
                **content,
            }
        },
    }


def translation(about, **more):
    return thing(
        "language-content",
        2,
        object_ref=about["id"],
        contents={"de": {"description": "CANARY deutsch"}},
        object_marking_refs=[GREEN],
        **more,
    )


def unmarked_rest():
    entry = place(granular_markings=[portion(GREEN, "name")])
    del entry["object_marking_refs"]
    return [entry]


def newer_version():
    old = place(description="old")
    new = place(modified="2026-02-03T04:05:06.789Z", granular_markings=[portion(RED, "description")])
    return [old, new, translation(new, object_modified=new["modified"])]


def other_version():
    """Both versions are renditions; the translation is of the one whose description does not go."""
    old = place(description="old", country="XX", granular_markings=[portion(RED, "country")], region="northern-europe")
    new = place(modified="2026-02-03T04:05:06.789Z", granular_markings=[portion(RED, "description")])
    return [old, new, translation(new, object_modified=new["modified"])]


def own_identity(**more):
    return thing("identity", 3, name="Alba", identity_class="organization", description="CANARY", **more)


def rendered_identity():
    entry = own_identity(object_marking_refs=[GREEN], granular_markings=[portion(RED, "description")])
    return [entry, translation(entry)]


def withheld_identity():
    entry = own_identity(object_marking_refs=[RED])
    return [entry, translation(entry)]


def subject_of_a_portion():
    """The banner is about another subject than the agreement covers; a portion is about a covered one."""
    banner = label_marking(categories=[{"tag": "Subject", "type": "informative", "values": ["fishing"]}])
    covered = label_marking(categories=[{"tag": "Subject", "type": "informative", "values": ["cyber"]}])
    covered["id"] = covered["id"].replace("00000009", "00000008")
    return [
        banner,
        covered,
        place(object_marking_refs=[banner["id"]], granular_markings=[portion(covered["id"], "name")]),
    ]


def damaged(**content):
    marking = label_marking(**content)
    return [marking, place(object_marking_refs=[marking["id"]])]


LEAKS = {
    "portions without any marking beside a marked one": unmarked_rest(),
    "a selector that selects nothing": [place(granular_markings=[portion(RED, "descripton")])],
    "a selector with another list element": [place(labels=["CANARY"], granular_markings=[portion(RED, "labels.[1]")])],
    "selectors that are a text": [place(granular_markings=[{"marking_ref": RED, "selectors": "description"}])],
    "granular markings that are no list": [place(granular_markings=portion(RED, "description"))],
    "a portion without a marking": [place(granular_markings=[{"selectors": ["description"]}])],
    "a marking reference that is no text": [
        place(granular_markings=[{"marking_ref": [RED], "selectors": ["description"]}])
    ],
    "a banner that is a text": [place(object_marking_refs=RED, granular_markings=[portion(GREEN, "name")])],
    "a banner with something that is no text": [place(object_marking_refs=[GREEN, {"ref": RED}])],
    "a translation of a newer version": newer_version(),
    "a translation of another version": other_version(),
    "a translation of a rendered identity of the releaser": rendered_identity(),
    "a translation of a withheld identity of the releaser": withheld_identity(),
    "the subject of a portion speaks for the rest": subject_of_a_portion(),
    "a category that is no list": damaged(categories={"tag": "Only", "type": "restrictive", "values": ["NOFORN"]}),
    "values of a category that are a text": damaged(
        categories=[{"tag": "Only", "type": "restrictive", "values": "NOFORN"}]
    ),
    "origins that are a text": damaged(origins="Cora"),
    "an originator that is no text": damaged(originator=["Cora"]),
    "a succession that is a list": damaged(
        classification="A-TOP",
        succession=[{"instant": "2020-01-01T00:00:00Z", "label": {"policy": "Alba", "classification": "A-SECRET"}}],
    ),
}
SUBJECT = (
    "agreement AB\n  between Alba and Bora\n  in force from 2020-01-01\n  article 1: covers all classified information"
)


@pytest.mark.parametrize("name", LEAKS)
def test_what_cannot_be_read_or_is_not_marked_does_not_go(name, tmp_path):
    """The answer to a fault in a marking can only be stricter; translations go with what they translate (RULES 4)."""
    (tmp_path / "set.accord").write_text(
        ACCORD.replace(SUBJECT, SUBJECT.replace("all classified information", '"cyber"'))
        if "subject" in name
        else ACCORD
    )
    (tmp_path / "case").write_text(
        json.dumps(
            {
                "bundle": {
                    "type": "bundle",
                    "id": "bundle--00000000-1111-4111-8111-111111111111",
                    "objects": LEAKS[name],
                },
                "from": "Alba",
                "to": "Bora",
                "on": DAY,
            }
        )
        + "\n"
    )
    done = entente(
        "release",
        "--batch",
        "--agreements",
        tmp_path / "set.accord",
        check=False,
        input=(tmp_path / "case").read_text(),
    )
    answer = json.loads(done.stdout)
    if "error" not in answer:
        shown = json.dumps(answer["bundle"])
        assert "CANARY" not in shown and "789Z" not in shown


def test_the_same_objects_without_the_fault_go(tmp_path):
    """The cases above refuse because of the fault alone."""
    good = [
        [place()],
        [place(), translation(place())],
        [own_identity(object_marking_refs=[GREEN])],
        [label_marking(), place(object_marking_refs=[label_marking()["id"]])],
        [
            label_marking(categories=[{"tag": "Only", "type": "restrictive", "values": ["CRYPTO"]}]),
            place(object_marking_refs=[label_marking()["id"]]),
        ],
    ]
    cases = [
        {
            "bundle": {"type": "bundle", "id": "bundle--00000000-1111-4111-8111-111111111111", "objects": objects},
            "from": "Alba",
            "to": "Bora",
            "on": DAY,
        }
        for objects in good
    ]
    for answer in released(tmp_path, cases):
        assert "CANARY" in json.dumps(answer["bundle"])


def test_a_statement_on_a_portion_neither_opens_nor_closes_it(tmp_path):
    """STIX 2.1, 7.2.1.3: a statement restricts nothing; the banner still holds for the portion,
    whatever else is withheld."""
    statement = {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": "marking-definition--00000007-1111-4111-8111-111111111111",
        "created": "2026-01-01T00:00:00.000Z",
        "definition_type": "statement",
        "definition": {"statement": "EXERCISE"},
    }
    whole = place(name="kept", description="kept", granular_markings=[portion(statement["id"], "description")])
    mixed = place(
        4, name="kept", region="asia", granular_markings=[portion(statement["id"], "name"), portion(RED, "description")]
    )
    target = place(5, granular_markings=[portion(RED, "description")])
    link = thing(
        "relationship",
        6,
        relationship_type="related-to",
        source_ref=target["id"],
        target_ref=whole["id"],
        object_marking_refs=[GREEN],
        granular_markings=[portion(statement["id"], "source_ref")],
    )
    answer = released(
        tmp_path,
        [
            {
                "bundle": {
                    "type": "bundle",
                    "id": "bundle--00000000-1111-4111-8111-111111111111",
                    "objects": [statement, whole, mixed, target, link],
                },
                "from": "Alba",
                "to": "Bora",
                "on": DAY,
                "explanations": [{"marking": statement["id"], "meaning": "informs"}],
            }
        ],
    )[0]
    shown = {one["type"] + one.get("name", ""): one for one in answer["bundle"]["objects"]}
    outcomes = {one["id"]: one["outcome"] for one in answer["objects"]}
    assert outcomes[whole["id"]] == "release"
    names = {one["id"]: one.get("rendition", one["id"]) for one in answer["objects"]}
    found = {one["id"]: one for one in answer["bundle"]["objects"]}
    assert found[names[mixed["id"]]].get("name") == "kept" and "description" not in found[names[mixed["id"]]]
    assert found[names[link["id"]]].get("source_ref") == names[target["id"]], shown
    assert faults(answer["bundle"]) == []


def test_the_marking_of_a_tear_line_goes_with_it(tmp_path):
    """A tear line with markings of its own bears them where it goes, so that its recipient keeps its level (R04)."""
    marking = label_marking(classification="A-RESTRICTED")
    lines = {
        "extension_type": "property-extension",
        "tear_lines": [{"selector": "description", "text": "the tear line", "object_marking_refs": [marking["id"]]}],
    }
    entry = place(
        granular_markings=[portion(RED, "description")],
        extensions={"extension-definition--c1f0a4ce-19d1-4c06-9b0a-64d0a9a0f5e3": lines},
    )
    answer = released(
        tmp_path,
        [
            {
                "bundle": {
                    "type": "bundle",
                    "id": "bundle--00000000-1111-4111-8111-111111111111",
                    "objects": [marking, entry],
                },
                "from": "Alba",
                "to": "Bora",
                "on": DAY,
            }
        ],
    )[0]
    shown = {one["type"]: one for one in answer["bundle"]["objects"]}
    assert shown["location"]["description"] == "the tear line"
    assert portion(marking["id"], "description") in shown["location"].get("granular_markings", [])
    assert "marking-definition" in shown
