"""Compares the verdicts of `entente validate --batch` with those of stix2-validator.

Usage: validator_agreement.py ENTENTE [DATA_FOLDER] [--all] [--mutations N] [--examples FOLDER]

A sample of the data folder's STIX objects (with --all: every one, each content once, and all bundles below the folder
of --examples) is judged by both, then mutations: every property of one object of every type is dropped and replaced
by a series of wrong values (with --all all of them, else a part), then N seeded random ones. Objects that only one of
the two accepts are listed by kind; the kinds that the specification settles are in
Documentation/validation-differences.md. Exit status 1 if the two differ on a case whose kind is not among the known
ones.
"""

import collections
import copy
import glob
import gzip
import json
import logging
import multiprocessing
import os
import random
import re
import subprocess
import sys

logging.disable(logging.CRITICAL)

# Why stix2-validator refuses what the specification allows; each is explained in validation-differences.md.
KNOWN = {
    "language 3.2": "RFC 5646 language code",
    "leap second 2.16.1": "second must be in 0..59",
    "media type 6.1": "mime_type",
    "language of a portion 7.2.3": "'marking_ref' is a required property",
    "startup information 6.13.2": "startup_info",
    "header fields 6.6.1": "additional_header_fields",
    "exif tags 6.7.5": "exif_tags",
    "socket options 6.12.4": "socket-ext.options",
    "bundles are no objects 8": "bundle--",
}

# What we refuse and stix2-validator accepts: the codes, and codes with sections, that the specification's text
# forbids.
FORBIDDEN = {
    "identifier-format",
    "property-reserved",
    "value-fixed",
    "reference-type",
    "property-name",
    "property-not-applicable",
    "value-empty",
    "marking-tlp",
    "hash-name",
    "identifier-version",
    "property-type 6.7.3",
    "property-type 6.13",
    "property-type 6.16.2",
    "property-type 8.1",
    "property-type 2.3",
    "value-format 2.8",
    "value-format 2.1",
    "property-missing 3.2",
    "property-combination 6.7",
    "timestamp-precision 3.2",
    "value-range 3.2",
}


FIXTURES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../Fixtures/stix/every-type.jsonl")


def read(path):
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as file:
        if ".jsonl" in path:
            return [json.loads(line) for line in file]
        value = json.load(file)
    items = value.get("objects", [value]) if isinstance(value, dict) else value
    return [item for item in items if isinstance(item, dict) and isinstance(item.get("type"), str)]


def fixtures():
    with open(FIXTURES, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def corpus(folder, examples):
    yield from fixtures()
    patterns = [
        "attack-stix/*.json",
        "attack-stix/*.jsonl.gz",
        "opencti-datasets/*.json",
        "stix2.1-documentation-examples/*.json",
        "stix2.1-json-schemas/examples/**/*.json",
        "tlp-2.0/*.json",
    ]
    paths = [path for pattern in patterns for path in glob.glob(os.path.join(folder, pattern), recursive=True)]
    paths += glob.glob(os.path.join(examples, "**/*.json"), recursive=True) if examples else []
    seen = set()
    for path in sorted(paths):
        for item in read(path):
            text = json.dumps(item, sort_keys=True)
            if text not in seen:
                seen.add(text)
                yield item


def samples(objects, per_type, rng):
    groups = collections.defaultdict(list)
    for item in objects:
        groups[item.get("type")].append(item)
    for name in sorted(groups):
        yield from rng.sample(groups[name], min(per_type, len(groups[name])))


VALUES = [
    None,
    True,
    0,
    -1,
    1.5,
    "",
    "x",
    [],
    {},
    ["x"],
    {"a": "b"},
    "2016-01-20T12:31:12.123Z",
    "2016-13-01T00:00:00Z",
    "identity--b346b4b3-f4b7-4235-b659-f985f65f0009",
    ["identity--b346b4b3-f4b7-4235-b659-f985f65f0009"],
    101,
]


def mutate(item, rng):
    changed = copy.deepcopy(item)
    target = changed
    while rng.random() < 0.3:
        inner = [
            v for v in (target.values() if isinstance(target, dict) else target) if isinstance(v, (dict, list)) and v
        ]
        if not inner:
            break
        target = rng.choice(inner)
    if isinstance(target, list):
        index = rng.randrange(len(target))
        if rng.random() < 0.5:
            target[index] = rng.choice(VALUES)
        else:
            del target[index]
        return changed
    key = rng.choice(sorted(target))
    kind = rng.random()
    if kind < 0.3:
        del target[key]
    elif kind < 0.7:
        target[key] = rng.choice(VALUES)
    elif kind < 0.85 and isinstance(target[key], str) and target[key]:
        place = rng.randrange(len(target[key]))
        target[key] = target[key][:place] + rng.choice("aZ_-9 .") + target[key][place + 1 :]
    else:
        target[
            rng.choice(["x_new", "Bad", "severity", "a", "some_hex", "name", "description", "revoked", "extensions"])
        ] = rng.choice(VALUES)
    return changed


NEW = {
    "x_new": 1,
    "Bad": 1,
    "ab": 1,
    "severity": "high",
    "username": "a",
    "phone_number": "1",
    "action": "a",
    "some_hex": "0G",
    "some_bin": "=",
    "extensions": {"extension-definition--e97bfccf-8970-4a3c-9cd1-5b5b97ed5d0c": {}},
    "defanged": True,
    "spec_version": "2.0",
    "lang": "no language",
    "object_marking_refs": [],
    "labels": [],
    "granular_markings": [
        {"selectors": ["gone"], "marking_ref": "marking-definition--e97bfccf-8970-4a3c-9cd1-5b5b97ed5d0c"}
    ],
    "external_references": [{"source_name": "a"}],
    "confidence": 101,
    "revoked": "true",
    "created": "2016-01-20T12:31:12Z",
    "modified": "1999-01-20T12:31:12.123Z",
    "hashes": {"MD5": "12"},
    "first_seen": "2999-01-01T00:00:00Z",
    "last_seen": "1999-01-01T00:00:00Z",
    "start_time": "2999-01-01T00:00:00Z",
    "stop_time": "1999-01-01T00:00:00Z",
    "start": "2999-01-01T00:00:00Z",
    "valid_until": "1999-01-01T00:00:00Z",
    "last_observed": "1999-01-01T00:00:00Z",
    "id": "identity--e97bfccf-8970-4a3c-9cd1-5b5b97ed5d0c",
    "created_by_ref": "tool--e97bfccf-8970-4a3c-9cd1-5b5b97ed5d0c",
}


def places(item, path=()):
    """Every place in an object: the paths to members and elements."""
    inner = item.items() if isinstance(item, dict) else enumerate(item) if isinstance(item, list) else ()
    for key, value in inner:
        yield path + (key,)
        yield from places(value, path + (key,))


def changed_at(item, path, change):
    result = copy.deepcopy(item)
    target = result
    for step in path[:-1]:
        target = target[step]
    if change is None:
        del target[path[-1]]
    else:
        target[path[-1]] = change[0]
    return result


def systematic():
    """One object of every type: each place dropped and replaced, then each new property."""
    for item in fixtures():
        for path in places(item):
            yield changed_at(item, path, None)
            for value in VALUES:
                yield changed_at(item, path, [value])
        for name, value in NEW.items():
            yield dict(item, **{name: value})


def theirs(item):
    from stix2validator import ValidationOptions, validate_instance

    try:
        result = validate_instance(item, ValidationOptions(version="2.1", silent=True))
    except Exception as error:  # It raises on some input that it should judge.
        return None, [repr(error)[:160]]
    return bool(result.is_valid), [str(e)[:160] for e in (result.errors or [])]


PATTERNS = [
    "[file:size = 1]",
    "[file:name = 'a\\'b' AND file:size >= 25]",
    "[ipv4-addr:value ISSUBSET '198.51.100.0/24']",
    "([a:b = 1] AND [c:d IN (1, 'x', h'00')]) WITHIN 5.5 SECONDS FOLLOWEDBY [e:f NOT LIKE '%x'] REPEATS 3 TIMES",
    "[a:b.'c-d'[*].e[0] MATCHES '^x' OR a:b != true] START t'2016-01-20T12:31:12Z' STOP t'2016-01-21T12:31:12.5Z'",
    "[EXISTS a:b AND NOT EXISTS a:c]",
    "[file:hashes.MD5 = 'd41d8cd98f00b204e9800998ecf8427e']",
    "[a:b = b'AAAA' OR (a:b = -1.5 AND a:c <> .5)] OR [a:b < t'2016-01-20T12:31:12Z']",
]
PIECES = [
    "AND",
    "OR",
    "NOT",
    "IN",
    "(",
    ")",
    "[",
    "]",
    "'x'",
    "1",
    "-1",
    "0",
    "1.5",
    "h'0'",
    "h'00'",
    "b'A'",
    "true",
    "TRUE",
    "a:b",
    "=",
    "==",
    "<",
    "LIKE",
    "EXISTS",
    "WITHIN",
    "SECONDS",
    "REPEATS",
    "TIMES",
    "START",
    "STOP",
    ".",
    ":",
    ",",
    "*",
    "a-b",
    "_x",
    "'",
    "\\",
    "t'2016-01-20T12:31:12Z'",
    "\u00a0",
    "\u00e9",
    "+1",
    "01",
    "and",
]


def pattern_cases(rng, count):
    yield from PATTERNS
    for _ in range(count):
        text = rng.choice(PATTERNS)
        for _ in range(rng.choice([1, 1, 2])):
            place = rng.randrange(len(text) + 1)
            kind = rng.random()
            if kind < 0.4:
                text = text[:place] + rng.choice(["", " "]) + rng.choice(PIECES) + rng.choice(["", " "]) + text[place:]
            elif kind < 0.7:
                text = text[:place] + text[place + rng.choice([1, 1, 2, 5]) :]
            else:
                words = text.split(" ")
                words[rng.randrange(len(words))] = rng.choice(PIECES)
                text = " ".join(words)
        yield text


def patterns(entente, rng, count):
    """Compares the verdicts on patterns; what we accept and stix2-patterns does not is a failure."""
    from antlr4 import InputStream
    from stix2patterns.v21.validator import run_validator

    indicator = {
        "type": "indicator",
        "spec_version": "2.1",
        "id": "indicator--e97bfccf-8970-4a3c-9cd1-5b5b97ed5d0c",
        "created": "2014-02-20T09:16:08.989Z",
        "modified": "2014-02-20T09:16:08.989Z",
        "pattern_type": "stix",
        "valid_from": "2014-02-20T09:00:00Z",
    }
    cases = list(pattern_cases(rng, count))
    lines = "".join(json.dumps(dict(indicator, pattern=c)) + "\n" for c in cases)
    run = subprocess.run([entente, "validate", "--batch"], input=lines, capture_output=True, text=True)
    agree, softer, harsher = 0, [], collections.Counter()
    for case, line in zip(cases, run.stdout.splitlines()):
        ours = [f["message"] for f in json.loads(line)["findings"] if f["code"] == "pattern-syntax"]
        try:
            errors = run_validator(InputStream(case))
        except Exception as error:  # Its inspector fails on negative list indices.
            errors = [repr(error)]
        if bool(ours) == bool(errors):
            agree += 1
        elif ours:
            harsher[ours[0].split(": ", 1)[1][:70]] += 1
        else:
            softer.append((case, errors[0]))
    print(f"{len(cases)} patterns: {agree} agree; we refuse, they accept:")
    for text, number in harsher.most_common():
        print(f"  {number} {text}")
    print(f"they refuse, we accept ({len(softer)}):")
    for case, error in softer[:20]:
        print("  ", case, "|", error[:100])
    return bool(softer)


def compare(entente, name, cases, pool):
    """Judges the cases with both; returns whether they differ in a way that is not known."""
    lines = "".join(json.dumps(c) + "\n" for c in cases)
    run = subprocess.run([entente, "validate", "--batch"], input=lines, capture_output=True, text=True)
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(answers) == len(cases), (len(answers), len(cases))
    agree, crashed, known = 0, 0, collections.Counter()
    softer, harsher, samples_of = collections.defaultdict(list), collections.Counter(), {}
    for case, answer, (valid, errors) in zip(cases, answers, pool.imap(theirs, cases, 64)):
        if valid is None:
            crashed += 1
        elif valid == answer["valid"]:
            agree += 1
        elif valid:
            found = [f for f in answer["findings"] if f["severity"] == "error"]
            kinds = {f["code"] + " " + f["spec"] for f in found}
            if str(case.get("type")).startswith("entente-"):
                known["types of our own"] += 1
                continue
            if all(kind in FORBIDDEN or kind.split(" ")[0] in FORBIDDEN for kind in kinds):
                known.update(sorted(kinds)[:1])
                continue
            for finding in found[:1]:
                text = finding["code"] + " " + finding["spec"] + " " + re.sub("`[^`]*`", "…", finding["message"])[:70]
                harsher[text] += 1
                samples_of[text] = json.dumps(case)
        else:
            names = [key for key, text in KNOWN.items() if any(text in error for error in errors)]
            if names:
                known.update(names[:1])
            else:
                softer[str(case.get("type")) + " " + errors[0][:100]].append((case, errors))
    print(
        f"{name}: {len(cases)} objects, {agree} agree, {crashed} made stix2-validator fail, "
        f"{sum(known.values())} differ as documented, {sum(harsher.values())} we refuse, "
        f"{sum(map(len, softer.values()))} they refuse"
    )
    for kind, number in known.most_common():
        print(f"    documented: {number} {kind}")
    for text, number in harsher.most_common():
        print(f"    we refuse, they accept: {number} {text}")
        if "-v" in sys.argv:
            print("       ", samples_of[text][:700])
    for text, found in sorted(softer.items(), key=lambda entry: -len(entry[1])):
        print(f"    they refuse, we accept: {len(found)} {text}")
        if "-v" in sys.argv:
            print("       ", json.dumps(found[0][0])[:700], found[0][1][:2])
    return bool(softer) or bool(harsher)


def option(name, default):
    return sys.argv[sys.argv.index(name) + 1] if name in sys.argv else default


def main():
    entente = sys.argv[1]
    folder = os.path.join(os.path.dirname(__file__), "../../../shared/testdata")
    if len(sys.argv) > 2 and not sys.argv[2].startswith("-"):
        folder = sys.argv[2]
    everything = "--all" in sys.argv
    rng = random.Random(20260120)
    objects = list(corpus(folder, option("--examples", os.path.join(os.path.dirname(__file__), "../../Examples"))))
    chosen = list(samples(objects, 12, rng))
    table = list(systematic())
    differs = False
    with multiprocessing.Pool(2) as pool:
        differs |= compare(entente, "data", objects if everything else chosen, pool)
        differs |= compare(entente, "table of mutations", table if everything else rng.sample(table, 600), pool)
        count = int(option("--mutations", 3000 if everything else 400))
        cases = [mutate(rng.choice(chosen), rng) for _ in range(count)]
        differs |= compare(entente, "seeded mutations", cases, pool)
    differs |= patterns(entente, rng, 3000 if everything else 400)
    return 1 if differs else 0


if __name__ == "__main__":
    sys.exit(main())
