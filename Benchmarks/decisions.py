#!/usr/bin/env python3
"""Decisions a second beside Cedar on the same rule, and the check of a large set with its reach.

  decisions.py BENCH [--agreements 200] [--parties 60] [--questions 5000]

The rule that both express: a level may go from one party to another if some agreement has both as parties and its
ceiling is not below the level, the recipient is on the item's list, and an item of a third party's has its consent.
"""

import argparse
import json
import os
import random
import subprocess
import tempfile
import time

LEVELS = ["TOP", "SECRET", "CONFIDENTIAL", "RESTRICTED"]


def model(agreements, parties, seed=7):
    r = random.Random(seed)
    names = [f"P{i}" for i in range(parties)]
    pacts = []
    for i in range(agreements):
        pacts.append(
            {
                "name": f"A{i}",
                "members": sorted(r.sample(names, r.choice([2, 2, 2, 3, 4]))),
                "ceiling": r.randrange(1, 4),
            }
        )
    return names, pacts


def accord(names, pacts):
    text = ""
    for name in names:
        text += f"party {name}\n\nscheme {name} of {name}\n  levels, highest first\n"
        text += "".join(f"    {name}-{level}\n" for level in LEVELS) + "\n"
    for pact in pacts:
        text += f"agreement {pact['name']}\n  between {', '.join(pact['members'][:-1])} and {pact['members'][-1]}\n"
        text += "  in force from 2020-01-01\n"
        ceiling = LEVELS[3 - pact["ceiling"]]
        text += "  article 1: up to " + ", ".join(f"{m} {m}-{ceiling}" for m in pact["members"]) + "\n"
        text += "  article 2: levels, both ways\n"
        for level in LEVELS:
            text += "    " + " = ".join(f"{m} {m}-{level}" for m in pact["members"]) + "\n"
        text += "\n"
    return text


def questions(names, pacts, count, seed=8):
    r = random.Random(seed)
    out = []
    for i in range(count):
        pact = r.choice(pacts)
        frm, to = r.sample(pact["members"], 2) if r.random() < 0.7 else r.sample(names, 2)
        level = r.randrange(4)
        third = r.choice([n for n in names if n not in (frm, to)]) if r.random() < 0.2 else None
        consent = third is not None and r.random() < 0.5
        audience = sorted(set(r.sample(names, 6) + ([to] if r.random() < 0.8 else []))) if r.random() < 0.5 else None
        out.append({"from": frm, "to": to, "level": level, "third": third, "consent": consent, "audience": audience})
    return out


def ours(q):
    line = {
        "item": "x",
        "from": q["from"],
        "to": q["to"],
        "channel": "courier",
        "label": f"{q['from']} {q['from']}-{LEVELS[3 - q['level']]}",
    }
    if q["third"]:
        line["origins"] = [q["third"]]
        if q["consent"]:
            line["consents"] = [{"by": q["third"], "to": q["to"]}]
    if q["audience"] is not None:
        line["audiences"] = [q["audience"]]
    return json.dumps(line)


def cedar(names, pacts, asked, budget=10):
    import cedarpy

    policies = "\n".join(
        f'permit(principal in Agreement::"{p["name"]}", action == Action::"give", resource) '
        f'when {{ resource.sender in Agreement::"{p["name"]}" && '
        f"resource.level <= {p['ceiling']} && (resource.all || resource.list.contains(principal)) }};"
        for p in pacts
    )
    policies += "\nforbid(principal, action, resource) when { resource.third && !resource.consent };"
    entities = [{"uid": {"type": "Agreement", "id": p["name"]}, "attrs": {}, "parents": []} for p in pacts]
    for n in names:
        entities.append(
            {
                "uid": {"type": "Party", "id": n},
                "attrs": {},
                "parents": [{"type": "Agreement", "id": p["name"]} for p in pacts if n in p["members"]],
            }
        )
    ref = lambda n: {"__entity": {"type": "Party", "id": n}}
    for i, q in enumerate(asked):
        entities.append(
            {
                "uid": {"type": "Item", "id": f"i{i}"},
                "parents": [],
                "attrs": {
                    "sender": ref(q["from"]),
                    "level": q["level"],
                    "all": q["audience"] is None,
                    "list": [ref(n) for n in q["audience"] or []],
                    "third": q["third"] is not None,
                    "consent": q["consent"],
                },
            }
        )
    ps, es = cedarpy.PolicySet.from_str(policies), cedarpy.Entities.from_json_str(json.dumps(entities))
    requests = [
        {
            "principal": {"type": "Party", "id": q["to"]},
            "action": {"type": "Action", "id": "give"},
            "resource": {"type": "Item", "id": f"i{i}"},
            "context": {},
        }
        for i, q in enumerate(asked)
    ]
    got, start = [], time.perf_counter()
    for i in range(0, len(requests), 1000):
        got += [x.allowed for x in cedarpy.is_authorized_batch(requests[i : i + 1000], ps, es)]
        if time.perf_counter() - start > budget:
            break
    return got, time.perf_counter() - start


def run(bench, agreements, parties, count, with_cedar):
    names, pacts = model(agreements, parties)
    asked = questions(names, pacts, count)
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, "set.accord"), os.path.join(folder, "questions.ndjson")]
        open(paths[0], "w").write(accord(names, pacts))
        open(paths[1], "w").write("\n".join(map(ours, asked)) + "\n")
        lines = subprocess.run(
            [bench, *paths, "2026-01-01", "outcomes"], check=True, capture_output=True, text=True
        ).stdout.splitlines()
    row = json.loads(lines[0])
    if with_cedar:
        got, seconds = cedar(names, pacts, asked)
        differ = sum(bool(g) != (o == "release") for g, o in zip(got, lines[1:]))
        row |= {
            "cedar_per_s": round(len(got) / seconds),
            "cedar_differs": differ,
            "times_cedar": round(1e9 / row["outcome_ns"] / (len(got) / seconds)),
            "times_cedar_with_grounds": round(1e9 / row["decide_ns"] / (len(got) / seconds)),
        }
    return row


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("bench")
    arguments.add_argument("--agreements", type=int, default=200)
    arguments.add_argument("--parties", type=int, default=60)
    arguments.add_argument("--questions", type=int, default=5000)
    a = arguments.parse_args()
    rows = {
        "large": run(a.bench, a.agreements, a.parties, a.questions, True),
        "small": run(a.bench, 20, 50, a.questions, True),
    }
    print(json.dumps(rows))
    return rows


if __name__ == "__main__":
    main()
