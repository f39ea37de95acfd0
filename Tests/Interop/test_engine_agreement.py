"""The release engine against a second, plain one: every outcome and every reason of a refusal must be the same.

`ENTENTE_SOAK_CASES` gives another number of cases; `ENTENTE_SEED` another seed.
"""

import json
import os
import random
import subprocess
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import naive_engine
from random_agreements import Maker
from support import BINARY, entente

CASES = int(os.environ.get("ENTENTE_SOAK_CASES", 150_000))
SEED = int(os.environ.get("ENTENTE_SEED", 20261124))
PER_SET = 1_500
# What stands against a release; the other codes permit.
AGAINST = {
    "party-unknown",
    "marking-unknown",
    "marking-absent",
    "scheme-unknown",
    "level-unknown",
    "level-look-alike",
    "handling-marking",
    "date-unknown",
    "origin-unknown",
    "agreement-not-in-force",
    "no-agreement",
    "subject-not-covered",
    "subject-missing",
    "ceiling-exceeded",
    "ceiling-not-comparable",
    "electronic-ceiling-exceeded",
    "courier-only",
    "equivalence-none",
    "equivalence-unknown",
    "equivalence-missing",
    "not-on-list",
    "caveat-not-kept",
    "tlp-not-named",
    "tlp-closed",
    "origin-handed-in",
    "consent-missing",
    "consent-refused",
    "consent-over",
    "consent-not-yet",
    "consent-not-written",
    "consent-other-purpose",
    "equipment-consent-missing",
    "purpose-differs",
    "purpose-missing",
    "review-past",
    "review-missing",
    "assurance-missing",
    "contractor-not-cleared",
    "contractor-not-covered",
    "officer-needed",
}


def read_set(text, folder):
    file = Path(folder) / "set.accord"
    file.write_text(text)
    done = entente("agreements", "json", file, check=False)
    assert done.returncode == 0, f"{done.stderr}\n{text}"
    return file, json.loads(done.stdout)


def answers(file, questions, *options):
    """What the real engine says to each question."""
    done = subprocess.run(
        [BINARY, "decide", "--agreements", str(file), "--batch", *options],
        capture_output=True,
        text=True,
        input="".join(json.dumps(one) + "\n" for one in questions),
        timeout=600,
    )
    assert done.returncode == 0, (
        f"{done.stderr}\n{next((line for line in done.stdout.splitlines() if 'error' in line), '')}"
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def same_reasons(world, question, reasons, found):
    """Whether the reasons are the same where only one list of them is right."""
    if "party-unknown" in reasons:
        return True
    if len(world.bases(world.party(question["from"]), world.party(question["to"]))) > 1:
        # Of several agreements that all refuse, either may be shown.
        return True
    late = {"officer-needed"} if reasons - {"officer-needed"} else set()
    return reasons - late == found - late


def compare(seed, count):
    """The cases of one set: how often each outcome came, and the first differences."""
    maker = Maker(random.Random(seed))
    questions = [maker.question(number) for number in range(count)]
    with TemporaryDirectory() as folder:
        file, content = read_set(maker.text, folder)
        real = answers(file, questions, "--brief")
    assert len(real) == count
    worlds, outcomes, codes, differences = {}, {}, set(), []
    for question, answer in zip(questions, real):
        day = question["on"]
        if day not in worlds:
            worlds[day] = naive_engine.World(content, day)
        outcome, reasons = naive_engine.decide(worlds[day], question)
        found = set(answer["codes"]) & AGAINST
        assert answer["id"] == question["id"]
        outcomes[outcome] = outcomes.get(outcome, 0) + 1
        codes |= set(answer["codes"])
        if outcome != answer["outcome"] or not same_reasons(worlds[day], question, reasons, found):
            differences.append(
                f"seed {seed}: {json.dumps(question)}\n"
                f"  real {answer['outcome']} {sorted(found)}\n  naive {outcome} {sorted(reasons)}"
            )
    return outcomes, codes, differences[:3], len(differences)


def test_the_engine_and_the_plain_engine_say_the_same():
    """R01 to R26: many random sets of agreements and questions; outcomes and reasons are equal."""
    sets = max(1, CASES // PER_SET)
    outcomes, codes, differences, count = {}, set(), [], 0
    with ProcessPoolExecutor(2) as pool:
        for found, seen, some, number in pool.map(compare, [SEED * 100_000 + n for n in range(sets)], [PER_SET] * sets):
            for outcome, times in found.items():
                outcomes[outcome] = outcomes.get(outcome, 0) + times
            codes |= seen
            differences += some
            count += number
    shown = "\n".join(sorted(differences, key=len)[:5])
    assert not differences, f"{count} of {sum(outcomes.values())} cases differ (ENTENTE_SEED={SEED}):\n{shown}"
    # The cases are worth something: all outcomes are common, and every rule that can be asked for was tried.
    total = sum(outcomes.values())
    assert total >= CASES * 0.99
    assert all(outcomes.get(outcome, 0) > total * 0.02 for outcome in ("release", "refer", "refuse")), outcomes
    assert AGAINST - {"marking-absent", "marking-unknown", "level-look-alike", "date-unknown"} <= codes, sorted(
        AGAINST - codes
    )
