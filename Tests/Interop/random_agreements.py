"""Random sets of agreements as `.accord` text, and random questions about them; the same seed gives the same."""

NAMES = ["Alba", "Bora", "Cora", "Dora", "Ebra", "Fara"]
SUBJECTS = ["military information", "cyber", "equipment", "space surveillance", "nuclear"]
WORDS = ["military", "information", "cyber", "equipment", "space", "surveillance", "nuclear", "Cyber", "fishing"]
CAVEATS = ["ORCON", "NOFORN", "NATIONAL ONLY", "AUSTEO", "BURN AFTER READING", "CRYPTO", "crypto", "orcon"]
PURPOSES = ["planning", "exercise", "training"]
DAYS = ["2020-01-01", "2021-06-30", "2024-12-31", "2025-01-01", "2026-03-15", "2029-12-31"]
SOME = [
    "2019-12-31",
    "2020-01-01",
    "2020-01-02",
    "2021-06-29",
    "2021-06-30",
    "2021-07-01",
    "2024-12-30",
    "2024-12-31",
    "2025-01-01",
    "2025-01-02",
    "2026-03-14",
    "2026-03-15",
    "2026-03-16",
    "2029-12-31",
    "2030-01-01",
]
CLAUSES = [
    "to nobody else without the originator's written consent",
    "used only for the purpose given",
    "protection is assured before the first release",
    "the originator reviews the level",
    "to contractors only with cleared facility and staff",
    "silence is no",
    "equipment goes no further without the sender's consent",
]


class Maker:
    """Makes one set of agreements and questions about it."""

    def __init__(self, chance):
        self.chance = chance
        self.parties = NAMES[: chance.randint(2, 6)]
        self.ladders = {}
        self.agreements = []
        self.text = "\n".join([*self.declared(), *self.schemes(), *self.instruments()]) + "\n"

    def declared(self):
        for number, name in enumerate(self.parties):
            yield f"party {name}"
            if self.chance.random() < 0.7:
                yield f"  codes {name[:3].upper()}{', USA' if number == 0 else ', AUS' if number == 1 else ''}"
            yield f"  identity identity--{str(number + 1) * 8}-1111-4111-8111-111111111111"
        self.union = len(self.parties) > 3 and self.chance.random() < 0.6
        if self.union:
            yield "party Union"
            yield "  an organisation"
            yield f"  members {', '.join(self.parties[:2])}"

    def schemes(self):
        for name in self.parties + (["Union"] if self.union else []):
            if self.chance.random() < 0.1:
                continue
            names = [name] + ([f"{name}-old"] if self.chance.random() < 0.2 else [])
            for scheme in names:
                letter = name[0] + ("o" if "old" in scheme else "")
                levels = [f"{letter}-{one}" for one in ("TOP", "SECRET", "CONFIDENTIAL", "RESTRICTED", "LOW")]
                self.ladders[scheme] = levels[: self.chance.randint(1, 5)]
                yield f"scheme {scheme} of {name}"
                yield "  levels, highest first"
                for level in self.ladders[scheme]:
                    yield f"    {level}" + (f", also {level} OLD" if self.chance.random() < 0.2 else "")
                yield f"  no level {letter}-LIMITE"
                yield f"  not classified {letter}-OPEN"

    def owned(self, party):
        return [scheme for scheme in self.ladders if scheme in (party, f"{party}-old")]

    def level(self, party):
        schemes = self.owned(party)
        if not schemes:
            return None
        scheme = self.chance.choice(schemes)
        return f"{scheme} {self.chance.choice(self.ladders[scheme])}"

    def instruments(self):
        chance, number = self.chance, 0
        everyone = self.parties + (["Union"] if self.union else [])
        pairs = [(one, other) for place, one in enumerate(everyone) for other in everyone[place + 1 :]]
        for one, other in pairs:
            for _ in range(chance.choice([0, 1, 1, 1, 2, 3])):
                number += 1
                yield from self.instrument(f"P{number}", [one, other])
        if len(everyone) > 2:
            number += 1
            three = chance.sample(everyone, 3)
            yield from self.instrument(f"P{number}", three)
            number += 1
            one, other, middle = chance.sample(everyone, 3)
            self.agreements.append(f"P{number}")
            yield f"agreement P{number}"
            yield f"  between {one}, {other} and {middle}"
            yield "  kind relay arrangement"
            yield f"  in force from {chance.choice(DAYS)}"
            yield f"  article 1: {one} and {other} share through {middle}"
        if self.union:
            number += 1
            yield from self.instrument(f"P{number}", ["Union"], members=True)
        for party in everyone:
            if chance.random() < 0.35:
                yield from self.additions(party)

    def period(self):
        chance = self.chance
        kind = chance.random()
        if kind < 0.62:
            return [f"in force from {chance.choice(DAYS[:3])}"]
        if kind < 0.72:
            begin, end = sorted(chance.sample(DAYS, 2))
            return [f"in force from {begin} until {end}"]
        if kind < 0.76:
            return [f"in force from {DAYS[0]}", f"suspended from {chance.choice(DAYS[1:])}"]
        if kind < 0.80:
            begin, end = sorted(chance.sample(DAYS[1:], 2))
            return [f"in force from {DAYS[0]}", f"suspended from {begin} until {end}"]
        if kind < 0.84:
            return [f"in force from {DAYS[0]}", f"ended on {chance.choice(DAYS[1:])}"]
        if kind < 0.88:
            return [f"negotiated from {DAYS[0]}", f"signed on {chance.choice(DAYS)}"]
        if kind < 0.92:
            return ["draft, agreed by nobody", f"in force from {DAYS[0]}"]
        return [
            chance.choice(
                [
                    "state unknown",
                    f"nothing agreed since {DAYS[0]}",
                    "in force from 2025",
                    "in force from 2021-06",
                    "in force from 2020 until 2025",
                ]
            )
        ]

    def instrument(self, name, parties, members=False):
        chance = self.chance
        self.agreements.append(name)
        yield f"agreement {name}"
        yield (
            f"  between {parties[0]} and its members"
            if members
            else f"  between {', '.join(parties[:-1])} and {parties[-1]}"
        )
        if members or chance.random() < 0.08:
            yield "  kind " + (
                "internal rules" if members else chance.choice(["internal rules", "partnership", "equipment transfer"])
            )
        for line in self.period():
            yield f"  {line}"
        sides = self.parties if members else parties
        rules = []
        for _ in range(chance.choice([1, 1, 1, 2])):
            rules.append(self.table(sides))
        if chance.random() < 0.35:
            subjects = ", ".join(f'"{one}"' for one in chance.sample(SUBJECTS, chance.randint(1, 2)))
            rules.append([f"covers {subjects}"])
        else:
            rules.append(["covers all classified information"])
        rules += self.restrictions(sides)
        for clause in chance.sample(CLAUSES, chance.choice([0, 0, 1, 2, 3])):
            rules.append([clause])
        if chance.random() < 0.3:
            rules.append([f'the receiver keeps "{chance.choice(CAVEATS[4:6])}"'])
        chance.shuffle(rules)
        for number, rule in enumerate(rules):
            yield f"  article {number + 1}: {rule[0]}"
            yield from (f"    {row}" for row in rule[1:])

    def restrictions(self, sides):
        chance, rules = self.chance, []
        for words, share in (("up to", 0.3), ("electronically up to", 0.25)):
            levels = [level for level in map(self.level, sides) if level]
            if levels and chance.random() < share:
                rules.append([f"{words} {', '.join(chance.sample(levels, chance.randint(1, len(levels))))}"])
        if chance.random() < 0.08:
            rules.append(["by courier only"])
        return rules

    def table(self, sides):
        chance, kind = self.chance, self.chance.random()
        if kind < 0.04:
            return ["levels unknown"]
        if kind < 0.12:
            return ["levels as the originator marked them"]
        head, rows = "levels, both ways", []
        if kind < 0.35 and len(sides) == 2:
            one, other = chance.sample(sides, 2)
            head = f"levels, from {one} to {other}"
        ladders, places = {}, {}
        for side in sides:
            if schemes := self.owned(side):
                scheme = chance.choice(schemes)
                ladders[side], places[side] = [f"{scheme} {level}" for level in self.ladders[scheme]], 0
        if not ladders:
            return ["levels unknown"]

        def column(side):
            """The next levels of a side; tables fall on all sides, or they are refused as not monotone."""
            place, ladder = places[side], ladders[side]
            group = ladder[place : place + chance.choice([1, 1, 1, 2])]
            places[side] = min(len(ladder) - 1, place + len(group) - chance.choice([0, 0, 0, 1]))
            return ", ".join(group)

        for _ in range(chance.randint(2, 5)):
            one = chance.choice(list(ladders))
            others = [side for side in ladders if side != one]
            left = column(one)
            if chance.random() < 0.2 or not others:
                right = chance.choice(["none", "unknown"])
            else:
                right = " = ".join(
                    column(other) for other in (others if chance.random() < 0.6 else chance.sample(others, 1))
                )
                if chance.random() < 0.1:
                    right += f" = {chance.choice(sides)} {chance.choice(['none', 'unknown'])}"
            time = chance.choice(
                ["", "", "", "", f", from {chance.choice(DAYS[:4])}", f", until {chance.choice(DAYS[2:])}"]
            )
            rows.append(f"{left} = {right}{time}")
        return [head, *rows]

    def additions(self, party):
        chance = self.chance
        yield f"additions H-{party} of {party}"
        targets = chance.sample(self.agreements, min(len(self.agreements), chance.randint(0, 3)))
        if targets:
            yield f"  restricts {', '.join(targets)}"
        rules = [["an officer decides every release"]] if chance.random() < 0.5 else []
        rules += self.restrictions(self.parties)
        level = self.level(party)
        if level and (chance.random() < 0.5 or not rules):
            rules.append([f"never {level}"])
        for number, rule in enumerate(rules or [["an officer decides every release"]]):
            yield f"  article {number + 1}: {rule[0]}"

    # Questions.

    def some(self, values, share, most=2):
        if self.chance.random() > share:
            return []
        return self.chance.sample(values, min(len(values), self.chance.randint(1, most)))

    def label(self, sender):
        chance = self.chance
        everyone = self.parties + (["Union"] if self.union else [])
        party = sender if chance.random() < 0.75 else chance.choice(everyone)
        text = self.level(party)
        if text is None or chance.random() < 0.04:
            return chance.choice(
                [f"{party} {party[0]}-LIMITE", f"{party} {party[0]}-OPEN", "Nowhere SECRET", f"{party} NO SUCH"]
            )
        if chance.random() < 0.05:
            return text.lower()
        if chance.random() < 0.7:
            return text
        scheme, level = text.split(" ", 1)
        label = {"policy": scheme, "classification": level}
        if chance.random() < 0.3:
            label["originator"] = chance.choice(everyone + ["Nobody known"])
        if chance.random() < 0.2:
            label["origins"] = self.some(everyone, 1)
        if chance.random() < 0.3:
            label["review"] = chance.choice(SOME) + chance.choice(["", "T00:00:00Z"])
        if chance.random() < 0.2:
            then = self.level(party).split(" ", 1)
            label["succession"] = {
                "instant": chance.choice(SOME) + "T00:00:00Z",
                "label": {"policy": then[0], "classification": then[1]},
            }
        categories = []
        for values, tag, kind, share in (
            (self.list(), "Releasable To", "permissive", 0.3),
            (self.some(CAVEATS, 1), "Only", "restrictive", 0.15),
            (self.some(WORDS, 1), "Subject", "informative", 0.3),
            (self.some(PURPOSES, 1), "Purpose", "informative", 0.1),
            (["/".join(self.list()) + " EYES ONLY"], "Only", "restrictive", 0.05),
            (["REL TO " + ", ".join(self.list())], "Only", "restrictive", 0.05),
            (["x"], "Note", "informative", 0.1),
        ):
            if chance.random() < share:
                categories.append({"tag": tag, "type": kind, "values": values})
        if categories:
            label["categories"] = categories
        return label

    def list(self):
        everyone = self.parties + ["Union", "Nobody", self.parties[0].lower()]
        return self.chance.sample(everyone, self.chance.randint(min(2, len(self.parties)), len(everyone) - 1))

    def question(self, number):
        chance = self.chance
        everyone = self.parties + (["Union"] if self.union else [])
        sender = chance.choice(everyone)
        recipient = chance.choice(
            [one for one in everyone if one != sender] if chance.random() < 0.97 else everyone + ["Nobody"]
        )
        q = {
            "id": f"q{number}",
            "item": f"item-{number % 3}",
            "from": sender,
            "to": recipient,
            "on": chance.choice(SOME),
        }
        kind = chance.random()
        if kind < 0.8:
            labels = [self.label(sender) for _ in range(1 if chance.random() < 0.9 else 2)]
            if len(labels) == 1 and isinstance(labels[0], str) and chance.random() < 0.5:
                q["label"] = labels[0]
            else:
                q["labels"] = labels
        if kind > 0.75:
            q["tlp"] = chance.choice(["clear", "clear", "green", "amber", "amber+strict", "red", "TLP:GREEN"])
            if chance.random() < 0.5:
                q["named"] = True
        if "label" in q or "labels" in q:
            if chance.random() < 0.2:
                q["audiences"] = [self.list() for _ in range(chance.randint(1, 2))]
            for name, values, share in (
                ("caveats", CAVEATS, 0.08),
                ("subjects", WORDS, 0.5),
                ("given_for", PURPOSES, 0.12),
            ):
                found = self.some(values, share)
                if found or name == "given_for" and chance.random() < 0.01:
                    q[name] = found
            if chance.random() < 0.4:
                q["review"] = chance.choice(SOME)
        if chance.random() < 0.25:
            q["origins"] = self.some(everyone + (["Stranger"] if chance.random() < 0.1 else []), 1)
        if chance.random() < 0.3:
            q["purpose"] = chance.choice(PURPOSES)
        if chance.random() < 0.35:
            q["channel"] = chance.choice(["courier", "courier", "electronic"])
        if chance.random() < 0.6:
            q["assurances"] = (
                chance.sample(self.agreements, min(len(self.agreements), chance.randint(1, 6)))
                if self.agreements
                else []
            )
        if chance.random() < 0.08:
            q["contractor"] = chance.choice(["cleared", "not-cleared"])
        if chance.random() < 0.2:
            q["maker"] = chance.choice(["officer", "nobody", "SI-1"])
        if chance.random() < 0.02:
            q["handed_in_by"] = "sensor"
        if chance.random() < 0.35:
            q["consents"] = [self.consent(q, everyone) for _ in range(chance.randint(1, 3))]
        return q

    def consent(self, q, everyone):
        chance = self.chance
        consent = {"by": chance.choice(everyone), "to": q["to"] if chance.random() < 0.9 else chance.choice(everyone)}
        if chance.random() < 0.6:
            consent["item"] = q["item"] if chance.random() < 0.9 else "another"
        if chance.random() < 0.15:
            consent["purpose"] = chance.choice(PURPOSES)
        for name in ("from", "until"):
            if chance.random() < 0.2:
                consent[name] = chance.choice(SOME)
        if chance.random() < 0.12:
            consent["granted"] = False
        if chance.random() < 0.1:
            consent["written"] = False
        level = self.level(q["to"]) if q["to"] in everyone else None
        if level and chance.random() < 0.3:
            consent["as"] = level
        return consent
