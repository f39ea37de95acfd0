"""Compares the verdicts of `entente validate --batch` with those of stix2-validator.

Usage: validator_agreement.py ENTENTE [DATA_FOLDER] [MUTATIONS]

Every object of the data folder's STIX files is judged by both, then seeded mutations of them. Objects that only
one of the two accepts are listed by kind; the kinds that the specification settles are in
Documentation/validation-differences.md. Exit status 1 if stix2-validator finds an error where we find none and the
kind is not among the known ones.
"""

import collections
import copy
import glob
import json
import logging
import os
import random
import subprocess
import sys

logging.disable(logging.CRITICAL)

# Why stix2-validator refuses what the specification allows; each is explained in validation-differences.md.
KNOWN = {
    "language": "RFC 5646 language code",
    "leap-second": "second must be in 0..59",
    "media-type": "must be an IANA registered MIME Type",
    "granular-lang": "'marking_ref' is a required property",
}


FIXTURES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../Fixtures/stix/every-type.jsonl")


def corpus(folder):
    with open(FIXTURES, encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
    patterns = [
        "attack-stix/*.json", "opencti-datasets/*.json", "stix2.1-documentation-examples/*.json",
        "stix2.1-json-schemas/examples/*.json", "tlp-2.0/*.json",
    ]
    for pattern in patterns:
        for path in sorted(glob.glob(os.path.join(folder, pattern))):
            with open(path, encoding="utf-8") as file:
                value = json.load(file)
            for item in value.get("objects", [value]) if isinstance(value, dict) else []:
                yield item


def samples(objects, per_type, rng):
    groups = collections.defaultdict(list)
    for item in objects:
        groups[item.get("type")].append(item)
    for name in sorted(groups):
        yield from rng.sample(groups[name], min(per_type, len(groups[name])))


VALUES = [None, True, 0, -1, 1.5, "", "x", [], {}, ["x"], {"a": "b"}, "2016-01-20T12:31:12.123Z", "2016-13-01T00:00:00Z",
          "identity--b346b4b3-f4b7-4235-b659-f985f65f0009", ["identity--b346b4b3-f4b7-4235-b659-f985f65f0009"], 101]


def mutate(item, rng):
    changed = copy.deepcopy(item)
    target = changed
    while rng.random() < 0.3:
        inner = [v for v in (target.values() if isinstance(target, dict) else target) if isinstance(v, (dict, list)) and v]
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
        target[key] = target[key][:place] + rng.choice("aZ_-9 .") + target[key][place + 1:]
    else:
        target[rng.choice(["x_new", "Bad", "severity", "a", "some_hex", "name", "description", "revoked", "extensions"])] = rng.choice(VALUES)
    return changed


def theirs(item):
    from stix2validator import ValidationOptions, validate_instance
    from stix2validator.errors import SchemaError
    try:
        result = validate_instance(item, ValidationOptions(version="2.1", silent=True))
    except Exception as error:  # It raises on some input that it should judge.
        return None, [repr(error)[:160]]
    return bool(result.is_valid), [str(e)[:160] for e in (result.errors or [])]


PATTERNS = [
    "[file:size = 1]", "[file:name = 'a\\'b' AND file:size >= 25]", "[ipv4-addr:value ISSUBSET '198.51.100.0/24']",
    "([a:b = 1] AND [c:d IN (1, 'x', h'00')]) WITHIN 5.5 SECONDS FOLLOWEDBY [e:f NOT LIKE '%x'] REPEATS 3 TIMES",
    "[a:b.'c-d'[*].e[0] MATCHES '^x' OR a:b != true] START t'2016-01-20T12:31:12Z' STOP t'2016-01-21T12:31:12.5Z'",
    "[EXISTS a:b AND NOT EXISTS a:c]", "[file:hashes.MD5 = 'd41d8cd98f00b204e9800998ecf8427e']",
    "[a:b = b'AAAA' OR (a:b = -1.5 AND a:c <> .5)] OR [a:b < t'2016-01-20T12:31:12Z']",
]
PIECES = ["AND", "OR", "NOT", "IN", "(", ")", "[", "]", "'x'", "1", "-1", "0", "1.5", "h'0'", "h'00'", "b'A'", "true", "TRUE", "a:b", "=",
          "==", "<", "LIKE", "EXISTS", "WITHIN", "SECONDS", "REPEATS", "TIMES", "START", "STOP", ".", ":", ",", "*", "a-b", "_x", "'", "\\",
          "t'2016-01-20T12:31:12Z'", "\u00a0", "\u00e9", "+1", "01", "and"]


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
                text = text[:place] + text[place + rng.choice([1, 1, 2, 5]):]
            else:
                words = text.split(" ")
                words[rng.randrange(len(words))] = rng.choice(PIECES)
                text = " ".join(words)
        yield text


def patterns(entente, rng, count):
    """Compares the verdicts on patterns; what we accept and stix2-patterns does not is a failure."""
    from antlr4 import InputStream
    from stix2patterns.v21.validator import run_validator
    indicator = {"type": "indicator", "spec_version": "2.1", "id": "indicator--e97bfccf-8970-4a3c-9cd1-5b5b97ed5d0c",
                 "created": "2014-02-20T09:16:08.989Z", "modified": "2014-02-20T09:16:08.989Z", "pattern_type": "stix",
                 "valid_from": "2014-02-20T09:00:00Z"}
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


def main():
    entente = sys.argv[1]
    folder = sys.argv[2] if len(sys.argv) > 2 else os.path.join(os.path.dirname(__file__), "../../../shared/testdata")
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 600
    rng = random.Random(20260120)
    objects = [o for o in corpus(folder) if isinstance(o, dict)]
    chosen = list(samples(objects, 12, rng))
    cases = chosen + [mutate(rng.choice(chosen), rng) for _ in range(count)]
    lines = "".join(json.dumps(c) + "\n" for c in cases)
    run = subprocess.run([entente, "validate", "--batch"], input=lines, capture_output=True, text=True)
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(answers) == len(cases), (len(answers), len(cases))
    agree, softer, harsher, crashed = 0, [], collections.Counter(), 0
    for case, answer in zip(cases, answers):
        valid, errors = theirs(case)
        if valid is None:
            crashed += 1
            softer += [(case, errors)] if answer["valid"] else []
        elif valid == answer["valid"]:
            agree += 1
        elif valid:
            for finding in answer["findings"]:
                if finding["severity"] == "error":
                    harsher[finding["code"] + " " + finding["spec"] + " " + finding["message"][:90]] += 1
        elif not any(known in error for known in KNOWN.values() for error in errors):
            softer.append((case, errors))
    print(f"{len(cases)} objects: {agree} agree, {crashed} made stix2-validator fail")
    print("we refuse, they accept:")
    for text, number in harsher.most_common():
        print(f"  {number} {text}")
    print(f"they refuse, we accept ({len(softer)}):")
    for case, errors in softer[:40]:
        print("  ", case.get("type"), errors[:2])
        print("      ", json.dumps(case)[:300])
    return 1 if patterns(entente, rng, count) or softer else 0


if __name__ == "__main__":
    sys.exit(main())
