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

from naive_renderer import Renderer, ids_of, question
from random_bundles import ACCORD, FRAME, IDENTITIES, RENDITION, Bundle, walk
from support import AMBER, BINARY, CLEAR, GREEN, RED, entente
from test_engine_agreement import SEED, answers

BUNDLES = 60
DAY = "2026-11-24"


def released(folder, cases, *options):
    """What `release --batch` answers to cases, with a fixed key."""
    folder = Path(folder)
    (folder / "set.accord").write_text(ACCORD)
    (folder / "key").write_bytes(b"k" * 32)
    done = subprocess.run([BINARY, "release", "--batch", "--agreements", folder / "set.accord", "--key", folder / "key", *options],
                          capture_output=True, text=True, input="".join(json.dumps(one) + "\n" for one in cases), timeout=300)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) == len(cases) and not any("error" in one for one in found), [one.get("error") for one in found]
    return found


def case_of(bundle, chance):
    """A case for one of the two recipients."""
    case = {"bundle": bundle, "from": "Alba", "to": chance.choice(["Bora", "Cora"]), "on": DAY, "channel": chance.choice(["electronic", "courier"])}
    if chance.random() < 0.3:
        case["named"] = True
    ids = [entry["id"] for entry in bundle["objects"]]
    case["consents"] = [{"by": chance.choice(["Bora", "Cora"]), "to": case["to"], "item": one} for one in chance.sample(ids, min(len(ids), 12))]
    return case


def plain(case, folder):
    """The case as the plain renderer sees it; its questions about markings are asked in as few runs as there are new ones."""
    objects = case["bundle"]["objects"]
    definitions = {entry["id"]: entry for entry in objects if entry["type"] == "marking-definition"}
    named = {entry["id"]: entry["name"] for entry in objects if entry["type"] == "identity" and entry.get("name") in IDENTITIES}
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

        renderer = Renderer(objects, verdict, parties, known)
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
    return "CANARY" in text or text[:2] == "20" and text[4:5] == "-" and text.endswith("Z") and not text.endswith(".000Z")


def check(case, answer, folder):
    """Everything that must hold of what goes, as a list of complaints."""
    renderer = plain(case, folder)
    output = answer["bundle"].get("objects", [])
    raw = json.dumps(answer["bundle"], ensure_ascii=False)
    complaints, allowed, expected = [], set(), {}
    names = {one["id"]: one.get("rendition", one["id"]) for one in answer["objects"]}
    fates = {one["id"]: {"release": "whole", "rendition": "rendition"}.get(one["outcome"], "withheld") for one in answer["objects"]}
    for id, entry in renderer.objects.items():
        fate = renderer.fates[id]
        if entry["type"] != "marking-definition" and fates[id] != fate:
            complaints.append(f"{id}: {fates[id]}, but the plain renderer says {fate}")
        if fate == "whole":
            expected[id] = entry
        elif fate == "rendition":
            expected[id] = rendition(renderer, id, names)
    borne = {one for id, entry in expected.items() if not id.startswith("marking-definition") for one in markings_of(entry)}
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
            complaints.append(f"{id}:\n  is      {json.dumps(without_commitment(found), sort_keys=True)}\n  must be {json.dumps(entry, sort_keys=True)}")
    complaints += [f"{id}: is there and may not go" for id in shown]
    # References are closed.
    present = {entry["id"] for entry in output} | renderer.known
    for entry in output:
        for one in ids_of({name: value for name, value in entry.items() if name not in ("id", "object_marking_refs", "granular_markings")}):
            if one not in present:
                complaints.append(f"{entry['id']} refers to {one}, which is not there")
        for one in markings_of(entry):
            if one not in present and one in renderer.objects:
                complaints.append(f"{entry['id']} bears {one}, which is not there")
    return complaints, fates


def markings_of(entry):
    return entry.get("object_marking_refs", []) + [one["marking_ref"] for one in entry.get("granular_markings", []) if "marking_ref" in one]


def without_commitment(entry):
    extensions = dict(entry.get("extensions", {}))
    if not extensions.pop(RENDITION, None):
        return entry
    return {name: value for name, value in entry.items() if name != "extensions"} | ({"extensions": extensions} if extensions else {})


def rendition(renderer, id, names):
    """The rendition as it must come out: ids, times and creator of its own."""
    result, moved = renderer.rendition(id)
    banner, portions = renderer.markings(id, moved)
    result = renamed({name: value for name, value in result.items() if name not in ("granular_markings", "object_marking_refs")}, renderer, names)
    moment = f"{DAY}T00:00:00.000Z"
    result |= {"id": names[id], "created": moment, "modified": moment, "created_by_ref": IDENTITIES["Alba"]}
    if result["type"] == "language-content" and renderer.view(renderer.objects[id]["object_ref"]) == "rendition" and "object_modified" in result:
        result["object_modified"] = moment
    return result | ({"object_marking_refs": banner} if banner else {}) | ({"granular_markings": portions} if portions else {})


def renamed(value, renderer, names):
    if isinstance(value, dict):
        return {name: renamed(one, renderer, names) for name, one in value.items()}
    if isinstance(value, list):
        return [renamed(one, renderer, names) for one in value]
    return names[value] if isinstance(value, str) and value in names and renderer.view(value) == "rendition" else value


OPTIONS = ValidationOptions(version="2.1", disabled="all")


def is_valid(bundle):
    """What stix2-validator and stix2 say against a bundle; only what its source did not have."""
    result = validate_instance(bundle, OPTIONS)
    if not result.is_valid:
        return [str(error) for error in result.errors]
    try:
        stix2.parse(bundle, allow_custom=True)
    except (stix2.exceptions.STIXError, ValueError, TypeError) as error:
        return [str(error)]
    return []


def tried(seed):
    """One bundle to one recipient."""
    chance = random.Random(seed)
    bundle = Bundle(chance).bundle
    case = case_of(bundle, chance)
    with TemporaryDirectory() as folder:
        answer = released(folder, [case])[0]
        complaints, fates = check(case, answer, Path(folder))
    if not is_valid(bundle) and answer["bundle"].get("objects"):
        complaints += [f"not valid: {one}" for one in is_valid(answer["bundle"])]
    count = {fate: list(fates.values()).count(fate) for fate in ("whole", "rendition", "withheld")}
    return [f"seed {seed}: {one}" for one in complaints], count, bool(is_valid(bundle))


def test_nothing_withheld_is_in_any_byte_and_nothing_else_is_missing():
    """RULES 1 to 6: random bundles; each object of the output is exactly what the plain renderer makes of it."""
    total, invalid = {"whole": 0, "rendition": 0, "withheld": 0}, 0
    with ProcessPoolExecutor(2) as pool:
        for complaints, count, is_bad in pool.map(tried, range(SEED, SEED + BUNDLES)):
            assert not complaints, "\n".join(sorted(complaints, key=len)[:6])
            invalid += is_bad
            for fate, number in count.items():
                total[fate] += number
    assert invalid == 0, f"{invalid} of the bundles made here are not valid themselves"
    assert all(number > sum(total.values()) * 0.1 for number in total.values()), total
