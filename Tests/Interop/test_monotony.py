"""Laws of the engine: what restricts never lets more out; and the same question always has the same answer."""

import json
import random
from concurrent.futures import ProcessPoolExecutor
from tempfile import TemporaryDirectory

import pytest

from naive_engine import ORDER
from random_agreements import PURPOSES, Maker
from support import entente
from test_engine_agreement import SEED, answers, read_set

SETS = 18
PER_SET = 300


# Changes of the question: each gives a stricter question, or None where it does not apply.


def higher_level(q, maker, chance):
    """The next higher level of the same scheme; see `NO_ANSWER`."""
    if "label" not in q or len(q["label"].split()) != 2:
        return None
    scheme, level = q["label"].split()
    ladder = maker.ladders.get(scheme, [])
    if level not in ladder or ladder.index(level) == 0:
        return None
    return {**q, "label": f"{scheme} {ladder[ladder.index(level) - 1]}"}


def with_label(change):
    return lambda q, maker, chance: change(q, maker, chance) if "label" in q or q.get("labels") else None


@with_label
def further_list(q, maker, chance):
    return {**q, "audiences": q.get("audiences", []) + [maker.list()]}


@with_label
def shorter_list(q, maker, chance):
    if not q.get("audiences"):
        return None
    return {**q, "audiences": [one[: len(one) // 2] for one in q["audiences"]]}


@with_label
def further_caveat(q, maker, chance):
    return {
        **q,
        "caveats": q.get("caveats", []) + [chance.choice(["ORCON", "NOFORN", "CRYPTO", "NATIONAL ONLY", "WHATEVER"])],
    }


@with_label
def bound_to_a_purpose(q, maker, chance):
    return None if "given_for" in q else {**q, "given_for": chance.sample(PURPOSES, 1)}


@with_label
def fewer_purposes(q, maker, chance):
    return {**q, "given_for": q["given_for"][:-1]} if q.get("given_for") else None


@with_label
def past_review(q, maker, chance):
    return {**q, "review": "2019-01-01"}


@with_label
def further_label(q, maker, chance):
    one = maker.label(q["from"])
    # A subject or a date of review of one label must not speak for another one.
    return {**q, "labels": q.get("labels", []) + [one]}


def higher_tlp(q, maker, chance):
    ladder = ["clear", "green", "amber", "amber+strict", "red"]
    now = q.get("tlp", "").lower().removeprefix("tlp:")
    return {**q, "tlp": chance.choice(ladder[ladder.index(now) + 1 :])} if now in ladder[:-1] else None


def also_tlp(q, maker, chance):
    return (
        None
        if "tlp" in q or "label" not in q and not q.get("labels")
        else {**q, "tlp": chance.choice(["green", "amber", "red"])}
    )


def further_origin(q, maker, chance):
    return {**q, "origins": q.get("origins", []) + [chance.choice(maker.parties + ["Stranger"])]}


def handed_in(q, maker, chance):
    return {**q, "handed_in_by": "sensor"}


def fewer_consents(q, maker, chance):
    # A refusal is no consent: taking one away may let more out.
    yes = [n for n, one in enumerate(q.get("consents", [])) if one.get("granted", True)]
    if not yes:
        return None
    gone = chance.choice(yes)
    return {**q, "consents": [one for n, one in enumerate(q["consents"]) if n != gone]}


def consent_withdrawn(q, maker, chance):
    if not q.get("consents"):
        return None
    return {**q, "consents": q["consents"] + [{**q["consents"][0], "granted": False}]}


def fewer_assurances(q, maker, chance):
    return {**q, "assurances": q["assurances"][1:]} if q.get("assurances") else None


def to_a_firm(q, maker, chance):
    return {**q, "contractor": "not-cleared"}


def nobody_decides(q, maker, chance):
    return {**q, "maker": "nobody"}


def by_instruction(q, maker, chance):
    return {**q, "maker": "SI-1"} if q.get("maker", "officer") == "officer" else None


def electronically(q, maker, chance):
    return {**q, "channel": "electronic"}


def unnamed(q, maker, chance):
    return {name: value for name, value in q.items() if name != "named"} if "named" in q else None


# A level without a row does not go where a higher one with a row does: no law speaks of such a pair.
NO_ANSWER = {"equivalence-none", "equivalence-unknown", "equivalence-missing", "ceiling-not-comparable"}
QUESTION_CHANGES = [
    higher_level,
    further_list,
    shorter_list,
    further_caveat,
    bound_to_a_purpose,
    fewer_purposes,
    past_review,
    further_label,
    higher_tlp,
    also_tlp,
    further_origin,
    handed_in,
    fewer_consents,
    consent_withdrawn,
    fewer_assurances,
    to_a_firm,
    nobody_decides,
    by_instruction,
    electronically,
    unnamed,
]


def stricter(before, after):
    return ORDER.index(after["outcome"]) >= ORDER.index(before["outcome"])


def question_law(arguments):
    """The first cases in which a stricter question lets more out."""
    seed, name = arguments
    change = {one.__name__: one for one in map(unwrapped, QUESTION_CHANGES)}[name]
    chance = random.Random(f"{seed} {name}")
    maker = Maker(chance)
    pairs = []
    for number in range(PER_SET):
        q = lenient(maker.question(number), maker, chance)
        changed = change(q, maker, chance)
        if changed is not None:
            pairs.append((q, changed))
    with TemporaryDirectory() as folder:
        file, _ = read_set(maker.text, folder)
        found = answers(file, [q for pair in pairs for q in pair], "--brief")
    bad = [
        (before, after, one["outcome"], other["outcome"])
        for (before, after), one, other in zip(pairs, found[::2], found[1::2])
        if not stricter(one, other) and not (change is higher_level and NO_ANSWER & set(one["codes"]))
    ]
    changed = sum(one["outcome"] != other["outcome"] for one, other in zip(found[::2], found[1::2]))
    return (
        len(pairs),
        changed,
        [f"seed {seed}: {json.dumps(b)} is {o}, but {json.dumps(a)} is {p}" for b, a, o, p in bad[:3]],
    )


def unwrapped(change):
    """Changes made by `with_label` keep a name of their own."""
    if change.__name__ == "<lambda>":
        change.__name__ = change.__closure__[0].cell_contents.__name__
    return change


QUESTION_NAMES = [unwrapped(one).__name__ for one in QUESTION_CHANGES]


def lenient(q, maker, chance):
    """The question with less in its way, so that a restriction has something to stop."""
    if chance.random() < 0.7:
        for name in ("handed_in_by", "contractor", "maker"):
            q.pop(name, None)
        q["assurances"] = list(maker.agreements)
        q["channel"] = "courier"
        if isinstance(q.get("label"), str):
            q["review"] = "2030-01-01"
    return q


@pytest.mark.parametrize("name", QUESTION_NAMES)
def test_a_restricted_question_never_lets_more_out(name):
    """R03 to R26: each restriction alone, over random agreements and questions."""
    asked = changed = 0
    with ProcessPoolExecutor(2) as pool:
        for number, differ, bad in pool.map(question_law, [(SEED + n, name) for n in range(SETS // 2)]):
            asked, changed = asked + number, changed + differ
            assert not bad, "\n".join(bad)
    assert asked > 50 and changed > 0, (asked, changed)


HOUSE = """
party Alba
party Bora
scheme Alba of Alba
  levels, highest first
    A-SECRET
scheme Bora of Bora
  levels, highest first
    B-SECRET
agreement AB
  between Alba and Bora
  in force from 2020-01-01
  article 1: covers all classified information
  article 2: levels, both ways
    Alba A-SECRET = Bora B-SECRET
"""
ADDED = {
    "by courier only": {},
    "never Alba A-SECRET": {},
    "protection is assured before the first release": {},
    "the originator reviews the level": {},
    'covers "cyber"': {"subjects": ["fishing"]},
    "an officer decides every release": {"maker": "SI-1"},
    "to contractors only with cleared facility and staff": {"contractor": "not-cleared"},
}


@pytest.mark.parametrize("rule", ADDED)
def test_each_rule_of_national_additions_restricts_or_is_refused(rule, tmp_path):
    """RULES 28: additions can only restrict; one that has no effect must not be accepted in silence."""
    question = {"from": "Alba", "to": "Bora", "label": "Alba A-SECRET", "on": "2026-01-01", **ADDED[rule]}
    (tmp_path / "set.accord").write_text(HOUSE)
    (tmp_path / "house.accord").write_text(f"additions HOUSE of Alba\n  restricts AB\n  article 1: {rule}\n")
    checked = entente("agreements", "check", tmp_path, check=False)
    if checked.returncode == 0 and "warning[" not in checked.stdout + checked.stderr:
        assert answers(tmp_path, [question], "--brief")[0]["outcome"] != "release"


def test_the_agreement_without_additions_lets_it_go(tmp_path):
    """The case above without additions: a release."""
    file = tmp_path / "set.accord"
    file.write_text(HOUSE)
    assert (
        answers(file, [{"from": "Alba", "to": "Bora", "label": "Alba A-SECRET", "on": "2026-01-01"}])[0]["outcome"]
        == "release"
    )


def test_own_secrets_go_back_but_not_to_a_firm_without_clearance(tmp_path):
    """R21: what is the recipient's own needs no agreement, but a contractor that is not cleared gets no secret."""
    file = tmp_path / "set.accord"
    file.write_text(HOUSE)
    question = {"from": "Bora", "to": "Alba", "label": "Alba A-SECRET", "on": "2026-01-01"}
    found = answers(
        file, [question, {**question, "contractor": "cleared"}, {**question, "contractor": "not-cleared"}], "--brief"
    )
    assert [one["outcome"] for one in found] == ["release", "release", "refuse"]


# Changes of the agreements.


def lines_of(text):
    return text.splitlines()


def agreement_blocks(lines):
    """Where each agreement begins and ends."""
    starts = [n for n, line in enumerate(lines) if line.startswith("agreement ")]
    tops = [n for n, line in enumerate(lines) if line and not line.startswith(" ")] + [len(lines)]
    return [(start, min(end for end in tops if end > start)) for start in starts]


def state_changed(lines, chance, line):
    blocks = agreement_blocks(lines)
    if not blocks:
        return None
    start, end = chance.choice(blocks)
    kept = [one for one in lines[start:end] if not one.startswith(("  in force", "  suspended", "  ended"))]
    return lines[:start] + kept[:2] + ["  " + line] + kept[2:] + lines[end:]


def ended(maker, lines, chance):
    return state_changed(lines, chance, "ended on 2019-01-01")


def suspended(maker, lines, chance):
    return state_changed(lines, chance, "suspended from 2019-01-01")


def drafted(maker, lines, chance):
    if not agreement_blocks(lines):
        return None
    # It may be said once.
    blocks = [
        (start, end) for start, end in agreement_blocks(lines) if "  draft, agreed by nobody" not in lines[start:end]
    ]
    if not blocks:
        return None
    start, end = chance.choice(blocks)
    return lines[: start + 2] + ["  draft, agreed by nobody"] + lines[start + 2 :]


def without_a_row(maker, lines, chance):
    """A row taken out, where no other row or table of the agreement answers for the same level."""
    rows = [n for n, line in enumerate(lines) if line.startswith("    ") and " = " in line]
    chance.shuffle(rows)
    for row in rows:
        start, end = next((s, e) for s, e in agreement_blocks(lines) if s < row < e)
        block = [line for line in lines[start:end] if " = " in line]
        levels = [one.strip() for part in lines[row].split(" = ") for one in part.split(",")]
        alone = all(
            sum(level in other for other in block) == 1
            for level in levels
            if not level.startswith(("from", "until", "none", "unknown"))
        )
        # Where a party's own table would answer in its place (R24), a row less may let more out.
        if (
            alone
            and len(block) > 1
            and "original" not in "".join(lines[start:end])
            and "unknown" not in lines[row]
            and "none" not in lines[row]
        ):
            return lines[:row] + lines[row + 1 :]
    return None


def lower_ceiling(maker, lines, chance):
    places = [
        n for n, line in enumerate(lines) if "up to " in line and line.startswith("  article") and line.count(",") == 0
    ]
    chance.shuffle(places)
    for place in places:
        head, level = lines[place].split("up to ")
        scheme, name = level.split()
        ladder = maker.ladders[scheme]
        if ladder.index(name) + 1 < len(ladder):
            return lines[:place] + [f"{head}up to {scheme} {ladder[ladder.index(name) + 1]}"] + lines[place + 1 :]
    return None


def rule_added(*rules):
    def change(maker, lines, chance):
        if not agreement_blocks(lines):
            return None
        start, end = chance.choice(agreement_blocks(lines))
        return lines[:end] + [f"  article 99: {chance.choice(rules)}"] + lines[end:]

    return change


def addition_added(*rules):
    def change(maker, lines, chance):
        party = chance.choice(maker.parties)
        level = maker.level(party)
        made = [rule.format(level) for rule in rules if level or "{}" not in rule]
        return lines + [f"additions NEW of {party}", f"  article 1: {chance.choice(made)}"] if made else None

    return change


SET_CHANGES = {
    "ended": ended,
    "suspended": suspended,
    "draft": drafted,
    "a-row-less": without_a_row,
    "a-lower-ceiling": lower_ceiling,
    "courier-only": rule_added("by courier only"),
    "a-condition-more": rule_added(
        "protection is assured before the first release",
        "the originator reviews the level",
        "an officer decides every release",
    ),
    "additions": addition_added(
        "never {}",
        "up to {}",
        "electronically up to {}",
        "an officer decides every release",
        "by courier only",
        "protection is assured before the first release",
        "the originator reviews the level",
        'covers "cyber"',
    ),
}


def set_law(arguments):
    seed, name = arguments
    chance = random.Random(f"{seed} {name}")
    maker = Maker(chance)
    lines = lines_of(maker.text)
    after = SET_CHANGES[name](maker, lines, chance)
    if after is None:
        return 0, 0, []
    questions = [lenient(maker.question(number), maker, chance) for number in range(PER_SET)]
    with TemporaryDirectory() as folder:
        file, _ = read_set(maker.text, folder)
        before = answers(file, questions, "--brief")
        file, _ = read_set("\n".join(after) + "\n", folder)
        found = answers(file, questions, "--brief")
    bad = [
        f"seed {seed}: {json.dumps(q)} was {one['outcome']} and is {other['outcome']}\n{added(lines, after)}"
        for q, one, other in zip(questions, before, found)
        if not stricter(one, other)
    ]
    return len(questions), sum(one["outcome"] != other["outcome"] for one, other in zip(before, found)), bad[:2]


def added(before, after):
    return "\n".join(
        [f"- {line}" for line in before if line not in after] + [f"+ {line}" for line in after if line not in before]
    )


@pytest.mark.parametrize("name", SET_CHANGES)
def test_a_restricted_set_never_lets_more_out(name):
    """R01, R04, RULES 28: ending, suspending, a row less, a lower ceiling, another condition, national additions."""
    asked = changed = 0
    with ProcessPoolExecutor(2) as pool:
        for number, differ, bad in pool.map(set_law, [(SEED + n, name) for n in range(SETS)]):
            asked, changed = asked + number, changed + differ
            assert not bad, "\n".join(bad)
    assert asked > 1_000 and changed > 0, (asked, changed)


# The same question.


def generated(seed, count):
    maker = Maker(random.Random(seed))
    return maker, [maker.question(number) for number in range(count)]


def test_the_same_question_has_the_same_bytes(tmp_path):
    """Replay: two runs, another order of lines, and one line alone give the same bytes,
    grounds and wording included."""
    maker, questions = generated(SEED, 1_500)
    file, _ = read_set(maker.text, tmp_path)
    run = lambda some, *options: raw(file, some, *options)
    first = run(questions)
    assert first == run(questions)
    places = list(range(len(questions)))
    random.Random(SEED).shuffle(places)
    shuffled = run([questions[place] for place in places])
    assert [shuffled[places.index(place)] for place in range(0, len(questions), 7)] == first[::7]
    for place in range(0, len(questions), 150):
        assert run([questions[place]]) == [first[place]]
    assert len(set(first)) > 1_000


def raw(file, questions, *options):
    done = entente(
        "decide", "--agreements", file, "--batch", *options, input="".join(json.dumps(one) + "\n" for one in questions)
    )
    return done.stdout.splitlines()


def test_an_earlier_day_is_decided_as_it_was_then(tmp_path):
    """`--on` for one question is `on` in a batch; the day alone decides, not the day of the run."""
    maker, questions = generated(SEED + 1, 300)
    file, _ = read_set(maker.text, tmp_path)
    plain = [
        {name: q[name] for name in ("id", "from", "to", "on", "channel", "purpose") if name in q}
        for q in questions[:25]
    ]
    for q in plain:
        q.update({"label": maker.level(q["from"]) or "TLP NONE", "item": "item"})
    for q, line in zip(plain, raw(file, plain)):
        options = [
            part
            for name in ("from", "to", "on", "label", "channel", "purpose")
            if name in q
            for part in ("--" + name, q[name])
        ]
        alone = json.loads(entente("decide", "--agreements", file, "--json", *options, check=False).stdout)
        assert alone.pop("on") == q["on"]
        batch = json.loads(line)
        batch.pop("id")
        assert alone == batch


def test_what_is_added_to_the_set_later_does_not_change_the_past(tmp_path):
    """Agreements that come into force later, and parties that come later, leave every earlier answer as it was."""
    maker, questions = generated(SEED + 2, 1_000)
    file, _ = read_set(maker.text, tmp_path)
    before = raw(file, questions)
    later = maker.text + (
        "party Zeta\nscheme Zeta of Zeta\n  levels, highest first\n    Z-TOP\nagreement LATER\n"
        f"  between {maker.parties[0]} and {maker.parties[1]}\n  in force from 2031-01-01\n"
        "  article 1: levels as the originator marked them\n"
    )
    file, _ = read_set(later, tmp_path)
    for q, one, other in zip(questions, before, raw(file, questions)):
        one, other = json.loads(one), json.loads(other)
        assert one["outcome"] == other["outcome"], q
        # Only where nothing is in force may the later one be named, as not in force.
        codes = lambda answer: [
            ground["code"]
            for ground in answer["grounds"]
            if "not-in-force" not in ground["code"] and ground["code"] != "no-agreement"
        ]
        assert codes(one) == codes(other), q
