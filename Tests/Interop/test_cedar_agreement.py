"""The release engine against Cedar: what Cedar's policies can say of membership, tables, ceilings, lists and consent.

A random set of agreements is written twice: as `.accord` text and as Cedar policies.
Cedar knows permit and forbid only, so a release must be an allow, and everything else a deny.
"""

import json
import random

import cedarpy

from support import entente
from test_engine_agreement import SEED, answers

CASES, SETS = 6_000, 12
PARTIES = ["Alba", "Bora", "Cora", "Dora"]
MEMBERS = ["Alba", "Bora"]
LADDER = ["TOP", "SECRET", "CONFIDENTIAL", "RESTRICTED"]


def level(party, step):
    return f"{party[0]}-{LADDER[step]}"


class Both:
    """One random set in both languages."""

    def __init__(self, chance):
        self.chance = chance
        self.everyone = PARTIES + ["Union"]
        self.accord, self.cedar = [], [FORBIDS]
        for party in self.everyone:
            self.accord += [f"party {party}"] + (
                ["  an organisation", f"  members {', '.join(MEMBERS)}"] if party == "Union" else []
            )
        for party in self.everyone:
            self.accord += [
                f"scheme {party} of {party}",
                "  levels, highest first",
                *[f"    {level(party, n)}" for n in range(4)],
            ]
        for party in self.everyone:
            self.cedar.append(f'''forbid (principal, action, resource) when {{
                resource.origins.contains(Party::"{party}") && !resource.consents.contains(Party::"{party}")
                && principal != Party::"{party}" && resource.holder != Party::"{party}"
                && !(resource.tlp == "clear" && !resource.classified) }};''')
        number = 0
        for place, one in enumerate(self.everyone):
            for other in self.everyone[place + 1 :]:
                for _ in range(chance.choice([0, 1, 1, 2])):
                    number += 1
                    self.agreement(f"P{number}", one, other)
        self.internal(f"P{number + 1}")

    def agreement(self, name, one, other):
        chance = self.chance
        begin, end = chance.choice([(20200101, 20991231), (20250101, 20991231), (20200101, 20241231)])
        text = lambda day: f"{day // 10000}-{day // 100 % 100:02}-{day % 100:02}"
        state = chance.choice(["in force"] * 5 + ["suspended", "draft"])
        self.accord += [f"agreement {name}", f"  between {one} and {other}"]
        if state == "draft":
            self.accord.append("  draft, agreed by nobody")
        self.accord.append(f"  {'in force' if state == 'draft' else state} from {text(begin)} until {text(end)}")
        # Rows: each level of the one answered by the same step of the other, or one lower, or by none.
        shift, nones = chance.choice([0, 0, 1]), set(chance.sample(range(4), chance.choice([0, 1, 2])))
        rows = [(step, min(3, step + shift)) for step in range(4) if step not in nones]
        ceiling, electronic = chance.choice([None, 0, 1, 2]), chance.choice([None, 1, 2, 3])
        self.accord += ["  article 1: covers all classified information", "  article 2: levels, both ways"]
        self.accord += [f"    {one} {level(one, left)} = {other} {level(other, right)}" for left, right in rows]
        self.accord += [f"    {one} {level(one, step)} = none" for step in sorted(nones)]
        for words, bound in (("up to", ceiling), ("electronically up to", electronic)):
            if bound is not None:
                self.accord.append(f"  article 3: {words} {one} {level(one, bound)}, {other} {level(other, bound)}")
        if state != "in force":
            return
        bounds = lambda left, right: (ceiling or 0) <= min(left, right)
        fast = lambda left, right: (electronic or 0) <= min(left, right)
        # Of several rows with the same answer the first one speaks, in each direction.
        answers = {
            one: {left: right for left, right in reversed(rows)},
            other: {right: left for left, right in reversed(rows)},
        }
        for sender, recipient in ((one, other), (other, one)):
            for left, right in answers[sender].items():
                if not bounds(left, right):
                    continue
                channel = "" if fast(left, right) else '&& context.channel == "courier"'
                self.cedar.append(f'''permit (principal == Party::"{recipient}", action, resource) when {{
                    resource.classified && resource.holder == Party::"{sender}"
                    && resource.level == Level::"{sender} {level(sender, left)}"
                    && context.day >= {begin} && context.day <= {end} {channel} }};''')

    def internal(self, name):
        """The organisation's own rules: what it and its members give each other keeps its marking."""
        self.accord += [
            f"agreement {name}",
            "  between Union and its members",
            "  kind internal rules",
            "  in force from 2020-01-01",
            "  article 1: levels as the originator marked them",
        ]
        self.cedar += [
            """permit (principal in Organisation::"Union", action, resource) when {
                       resource.classified && resource.holder == Party::"Union" && principal != resource.holder
                       && context.day >= 20200101 };""",
            """permit (principal == Party::"Union", action, resource) when {
                       resource.classified && resource.holder in Organisation::"Union" && principal != resource.holder
                       && context.day >= 20200101 };""",
        ]

    def case(self, number):
        """The same case for both."""
        chance = self.chance
        holder, recipient = chance.sample(self.everyone, 2)
        # A third party's level is answered by a table of its own (see the plain engine);
        # here it is the holder's or the recipient's.
        owner = holder if chance.random() < 0.9 else recipient
        classified = chance.random() < 0.8
        tlp = (
            chance.choice([None, None, "green", "clear", "red"])
            if classified
            else chance.choice(["clear", "green", "amber", "red"])
        )
        origins = chance.sample(self.everyone, chance.choice([0, 0, 1, 2]))
        if classified and owner == recipient:
            origins = chance.choice([[], [recipient]])
        consents = chance.sample(self.everyone, chance.choice([0, 1, 3]))
        listed = (
            chance.sample(self.everyone, chance.choice([1, 3, 4])) if classified and chance.random() < 0.3 else None
        )
        day, channel, step = (
            chance.choice([20191231, 20200101, 20241231, 20250101, 20261124]),
            chance.choice(["electronic", "courier"]),
            chance.randrange(4),
        )
        q = {
            "id": number,
            "item": "item",
            "from": holder,
            "to": recipient,
            "origins": origins,
            "channel": channel,
            "on": f"{day // 10000}-{day // 100 % 100:02}-{day % 100:02}",
            "consents": [{"by": one, "to": recipient} for one in consents],
        }
        if classified:
            q["label"] = f"{owner} {level(owner, step)}"
        if tlp:
            q["tlp"] = tlp
        if listed:
            q["audiences"] = [listed]
        party = lambda name: {"__entity": {"type": "Party", "id": name}}
        everyone = sorted(set(origins) | ({owner} if classified else set()))
        attributes = {
            "holder": party(holder),
            "classified": classified,
            "tlp": tlp or "none",
            "origins": [party(one) for one in everyone],
            "consents": [party(one) for one in consents],
            "level": {"__entity": {"type": "Level", "id": f"{owner} {level(owner, step)}"}},
            "owner": party(owner),
            "listed": listed is not None,
            "list": [party(one) for one in listed or []],
        }
        request = {
            "principal": f'Party::"{recipient}"',
            "action": 'Action::"release"',
            "resource": 'Item::"item"',
            "context": {"day": day, "channel": channel},
        }
        entities = [
            {
                "uid": {"type": "Party", "id": one},
                "attrs": {},
                "parents": [{"type": "Organisation", "id": "Union"}] if one in MEMBERS else [],
            }
            for one in self.everyone
        ]
        entities += [
            {"uid": {"type": "Organisation", "id": "Union"}, "attrs": {}, "parents": []},
            {"uid": {"type": "Item", "id": "item"}, "attrs": attributes, "parents": []},
        ]
        return q, request, entities


# What holds whatever is agreed: TLP, lists, and a party's own information that goes back to it.
FORBIDS = """
forbid (principal, action, resource) when { ["amber", "amber+strict", "red"].contains(resource.tlp) };
forbid (principal, action, resource) when { resource.listed && !resource.list.contains(principal) };
permit (principal, action, resource) when { !resource.classified };
permit (principal, action, resource) when { resource.classified && [principal].containsAll(resource.origins) };
"""


def test_cedar_allows_what_the_engine_releases(tmp_path):
    """Membership, level through the table under both ceilings, lists, third-party consent: the same answers."""
    asked, allowed = 0, 0
    for seed in range(SEED, SEED + SETS):
        both = Both(random.Random(seed))
        file = tmp_path / f"{seed}.accord"
        file.write_text("\n".join(both.accord) + "\n")
        assert entente("agreements", "check", file, check=False).returncode == 0, "\n".join(both.accord)
        policies = "\n".join(both.cedar)
        cases = [both.case(number) for number in range(CASES // SETS)]
        for (q, request, entities), real in zip(cases, answers(file, [case[0] for case in cases], "--brief")):
            answer = cedarpy.is_authorized(request, policies, entities)
            assert not answer.diagnostics.errors, answer.diagnostics.errors
            asked += 1
            allowed += answer.allowed
            assert answer.allowed == (real["outcome"] == "release"), (
                f"seed {seed}: {json.dumps(q)}\n{real}\n{answer.diagnostics.reasons}"
            )
    assert asked == CASES and CASES * 0.05 < allowed < CASES * 0.8, (asked, allowed)
