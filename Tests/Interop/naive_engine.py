"""A second decision engine, slow and plain: written from the rules of the field, for comparison with the real one.

It reads what `entente agreements json` prints and goes through it with loops; nothing is laid out beforehand. Where
it and the real engine differ, one of them is wrong.
"""

FIRST, LAST = "0000-01-01", "9999-12-31"
ORDER = ["release", "rendition", "refer", "refuse"]
TLP = ["clear", "green", "amber", "amber+strict", "red"]
PERMITS, REFERS, REFUSES = 0, 1, 2


def key(name):
    return " ".join(name.lower().split())


class World:
    """A set of agreements on one day."""

    def __init__(self, content, day):
        self.parties, self.schemes = content["parties"], content["schemes"]
        self.agreements, self.day = content["agreements"], day

    # Names.

    def party(self, name):
        """A party's name by any of its names, or None."""
        for party in self.parties:
            names = [party["name"], *party.get("codes", []), *party.get("identities", [])]
            if name in names or name.lower() in [one.lower() for one in names]:
                return party["name"]
        return None

    def scheme(self, name):
        for scheme in self.schemes:
            if scheme["name"].lower() == name.lower():
                return scheme
        return None

    def scheme_named(self, name):
        return next(scheme for scheme in self.schemes if scheme["name"] == name)

    @staticmethod
    def level_of(scheme, name):
        """A level of a scheme by any spelling, as scheme and level, or None."""
        for level in scheme["levels"]:
            if key(name) in [key(one) for one in (level["name"], *level.get("spellings", []))]:
                return scheme["name"], level["name"]
        return None

    def owner(self, level):
        return self.scheme_named(level[0])["party"]

    def height(self, level):
        """How high a level stands in its ladder: 0 is the lowest."""
        names = [one["name"] for one in self.scheme_named(level[0])["levels"]]
        return len(names) - 1 - names.index(level[1])

    def label(self, text):
        """What `SCHEME LEVEL` or `PARTY LEVEL` means."""
        words = text.split()
        for length in range(min(len(words) - 1, 6), 0, -1):
            name, level = " ".join(words[:length]), " ".join(words[length:])
            scheme, party = self.scheme(name), self.party(name)
            own = [one for one in self.schemes if one["party"] == party and self.level_of(one, level)]
            if scheme:
                if not self.level_of(scheme, level) and party and len(own) == 1:
                    scheme = own[0]
                return {"policy": scheme["name"], "classification": level}
            if party and len(own) == 1:
                return {"policy": own[0]["name"], "classification": level}
        return {"policy": words[0], "classification": " ".join(words[1:])}

    # Agreements.

    def state(self, agreement):
        """Where an agreement stands: the last period that has begun and has not ended."""
        if agreement.get("draft"):
            return "none"
        current = None
        for period in agreement["periods"]:
            begin, end = period.get("from", FIRST), period.get("until", LAST)
            if begin <= self.day <= end and (current is None or begin >= current.get("from", FIRST)):
                current = period
        return current["state"] if current else "none"

    def binds(self, agreement, one, other):
        """Whether an agreement is between these two."""
        if one == other:
            return False
        if agreement.get("with_members"):
            centre = agreement["parties"][0]
            members = next(party.get("members", []) for party in self.parties if party["name"] == centre)
            return one == centre and other in members or other == centre and one in members
        return one in agreement["parties"] and other in agreement["parties"]

    def bases(self, sender, recipient):
        """The agreements in force that let classified information go from one to the other."""
        return [
            agreement
            for agreement in self.agreements
            if agreement["kind"] in ("information security", "internal rules")
            and self.binds(agreement, sender, recipient)
            and self.state(agreement) == "in force"
        ]

    def additions(self, agreement, sender):
        """What the sender's own rules add to an agreement."""
        return [
            one
            for one in self.agreements
            if one["kind"] == "national additions"
            and one["parties"][:1] == [sender]
            and (not one.get("related") or agreement["name"] in one["related"])
        ]

    def answer(self, agreement, level, sender, recipient):
        """What the agreement's tables answer for a level: levels, `none`, `unknown`, or None where no row speaks."""
        for rule in agreement["rules"]:
            if rule["rule"] != "levels":
                continue
            if "from" in rule and (rule["from"], rule["to"]) != (sender, recipient):
                continue
            # Of a third party's levels an unknown table says nothing.
            if rule["form"] == "unknown":
                if self.owner(level) == sender:
                    return "unknown"
                continue
            if rule["form"] == "original":
                return [level]
            for row in rule["rows"]:
                if not row.get("from", FIRST) <= self.day <= row.get("until", LAST):
                    continue
                groups = [[(one["scheme"], one["level"]) for one in group] for group in row["groups"]]
                theirs = [group for group in groups if self.owner(group[0]) == recipient]
                if not any(level in group for group in groups if self.owner(group[0]) != recipient):
                    continue
                if theirs:
                    return theirs[0]
                gap = row.get("gaps", {}).get(recipient) or row.get("rest")
                if gap:
                    return gap
        return None

    def rules(self, agreement, sender, kind):
        """The agreement's rules of a kind, and those that the sender adds to it."""
        texts = [agreement, *self.additions(agreement, sender)]
        return [rule for text in texts for rule in text["rules"] if rule["rule"] == kind]


class Case:
    """One question under one set."""

    def __init__(self, world, question):
        self.world, self.q = world, question
        self.sender, self.recipient = world.party(question["from"]), world.party(question["to"])
        self.item = question.get("item", question.get("id", ""))
        self.found = []
        self.read_labels()

    def note(self, verdict, code):
        self.found.append((verdict, code))

    # What the markings say.

    def read_labels(self):
        world, q = self.world, self.q
        labels = [world.label(q["label"])] if "label" in q else []
        labels += [world.label(one) if isinstance(one, str) else one for one in q.get("labels", [])]
        labels = [dict(label) for label in labels]
        extra = []
        if "given_for" in q:
            extra.append({"tag": "Purpose", "type": "informative", "values": q["given_for"]})
        if q.get("subjects"):
            extra.append({"tag": "Subject", "type": "informative", "values": q["subjects"]})
        if q.get("caveats"):
            extra.append({"tag": "Caveat", "type": "restrictive", "values": q["caveats"]})
        extra += [{"tag": "Releasable To", "type": "permissive", "values": one} for one in q.get("audiences", [])]
        # What is given beside the labels holds for the item on every day;
        # a subject and a date are those of the whole item.
        labels = [dict(self.of_today(label)) for label in labels]
        for number, label in enumerate(labels):
            label["categories"] = label.get("categories", []) + [
                one for one in extra if number == 0 or one["tag"] == "Subject"
            ]
            if "review" in q:
                label["review"] = q["review"]
        self.levels, self.open, self.problems = [], [], []
        self.origins, self.strangers = [], []
        self.lists, self.caveats, self.controlled = [], [], False
        self.purposes, self.subjects, self.reviews = None, [], []
        self.subjects_of_levels = []
        self.lacks_review = any("review" not in label for label in labels)
        for label in labels:
            self.read_label(label)

    def of_today(self, label):
        """A label's successor takes over on its day; whose information it is does not change by that."""
        while label.get("succession") and label["succession"]["instant"][:10] <= self.world.day:
            successor = dict(label["succession"]["label"])
            successor.setdefault("originator", label.get("originator"))
            if not successor.get("origins"):
                successor["origins"] = label.get("origins", [])
            label = successor
        return label

    def read_label(self, label):
        world = self.world
        scheme, name = world.scheme(label["policy"]), label["classification"]
        if scheme is None:
            self.problems.append("scheme-unknown")
        else:
            level = world.level_of(scheme, name)
            if level:
                self.subjects_of_levels.append(
                    [
                        one.lower()
                        for category in label.get("categories", [])
                        if category["tag"].lower() == "subject" and category["type"] == "informative"
                        for one in category["values"]
                    ]
                )
                if level not in self.levels:
                    self.levels.append(level)
            elif key(name) in [key(one) for one in scheme.get("unclassified", [])]:
                self.open.append(name)
            elif key(name) in [key(one) for one in scheme.get("handling", [])]:
                self.problems.append("handling-marking")
            else:
                self.problems.append("level-unknown")
            self.origins.append(world.party(scheme["party"]))
        for name in [label.get("originator"), *label.get("origins", [])]:
            if name and world.party(name):
                self.origins.append(world.party(name))
            elif name:
                self.strangers.append(name)
        for category in label.get("categories", []):
            kind, values = category["type"].lower(), category["values"]
            if kind == "permissive":
                self.lists.append([world.party(one) for one in values])
            elif kind == "restrictive":
                for value in values:
                    self.read_restriction(value.upper(), scheme)
            elif category["tag"].lower() == "purpose":
                self.purposes = [one for one in values if self.purposes is None or one in self.purposes]
            elif category["tag"].lower() == "subject":
                self.subjects += [one.lower() for one in values]
        if label.get("review"):
            self.reviews.append(label["review"][:10])

    def read_restriction(self, word, scheme):
        world = self.world
        nationals = {"NOFORN": "USA", "AUSTEO": "AUS", "SPECIAL FRANCE": "FRA"}
        if word in ("ORCON", "ORIGINATOR CONTROLLED"):
            self.controlled = True
        elif word in nationals:
            self.lists.append([world.party(nationals[word])])
        elif word == "NATIONAL ONLY":
            self.lists.append([world.party(scheme["party"])] if scheme else [])
        elif word.endswith("EYES ONLY"):
            self.lists.append([world.party(one.strip()) for one in word[:-9].replace("/", ",").split(",")])
        elif word.startswith("REL TO "):
            self.lists.append([world.party(one.strip()) for one in word[7:].replace("/", ",").split(",")])
        else:
            self.caveats.append(word)

    # The rules.

    def decide(self):
        """The outcome, and the codes of what stands against a release."""
        world, q = self.world, self.q
        if self.sender is None or self.recipient is None:
            self.note(REFUSES, "party-unknown")
        for problem in self.problems:
            self.note(REFUSES, problem)
        for name in q.get("origins", []):
            if world.party(name) is None:
                self.strangers.append(name)
        if self.strangers:
            self.note(REFUSES, "origin-unknown")
        if not self.problems and not self.levels and not self.open and "tlp" not in q:
            self.note(REFUSES, "marking-absent")
        self.legal_basis()
        for parties in self.lists:
            if self.recipient is None or self.recipient not in parties:
                self.note(REFUSES, "not-on-list")
        self.traffic_light()
        self.third_parties()
        if q.get("maker") == "nobody":
            self.note(REFERS, "officer-needed")
        worst = max([verdict for verdict, _ in self.found], default=PERMITS)
        return {PERMITS: "release", REFERS: "refer", REFUSES: "refuse"}[worst], {code for _, code in self.found}

    def legal_basis(self):
        """R01: classified matter needs an agreement in force that covers it; the one that gives most is taken."""
        if not self.levels:
            for _ in self.caveats:
                self.note(REFUSES, "caveat-not-kept")
            self.purpose(self.found)
            return
        everyone = self.all_origins()
        if self.recipient and all(one == self.recipient for one in everyone):
            # Its own information goes back to a party without an agreement; R21 holds for its firms all the same.
            if self.q.get("contractor") == "not-cleared":
                self.note(REFUSES, "contractor-not-cleared")
            return
        answers = [self.under(agreement) for agreement in self.world.bases(self.sender, self.recipient)]
        if not answers:
            for _ in self.caveats:
                self.note(REFUSES, "caveat-not-kept")
            waiting = [
                one
                for one in self.world.agreements
                if one["kind"] == "information security" and self.world.binds(one, self.sender, self.recipient)
            ]
            self.note(REFUSES, "agreement-not-in-force" if waiting else "no-agreement")
            return
        self.found += min(
            answers, key=lambda found: (max([verdict for verdict, _ in found], default=PERMITS), len(found))
        )

    def all_origins(self):
        given = [self.world.party(one) for one in self.q.get("origins", [])]
        return [self.world.owner(level) for level in self.levels] + self.origins + [one for one in given if one]

    def under(self, agreement):
        """What stands against a release under one agreement."""
        world, q, found = self.world, self.q, []
        rules = lambda kind: world.rules(agreement, self.sender, kind)
        own = [rule["subjects"] for rule in agreement["rules"] if rule["rule"] == "covers"]
        # Several sentences of one agreement cover together; one that covers everything covers all.
        covers = [[] if [] in own else [one for subjects in own for one in subjects]]
        covers += [
            rule["subjects"]
            for one in world.additions(agreement, self.sender)
            for rule in one["rules"]
            if rule["rule"] == "covers"
        ]
        for subjects in covers:
            # What one label says of its subject says nothing of what another one classifies.
            for own in self.subjects_of_levels:
                if subjects and not own:
                    found.append((REFERS, "subject-missing"))
                elif subjects and not any(self.covers(subjects, one) for one in own):
                    found.append((REFUSES, "subject-not-covered"))
        for level in self.levels:
            equivalents = self.equivalents(agreement, level, found)
            bounds = [(tuple(one.values()), 0) for rule in rules("ceiling") for one in rule["levels"]]
            bounds += [(tuple(one.values()), 1) for rule in rules("never") for one in rule["levels"]]
            if bounds:
                self.ceiling([level, *equivalents], bounds, "ceiling-exceeded", found)
            if q.get("channel", "electronic") == "electronic":
                if rules("courier-only"):
                    found.append((REFUSES, "courier-only"))
                bounds = [(tuple(one.values()), 0) for rule in rules("electronic-ceiling") for one in rule["levels"]]
                if bounds:
                    self.ceiling([level, *equivalents], bounds, "electronic-ceiling-exceeded", found)
        kept = [rule["caveat"].upper() for rule in agreement["rules"] if rule["rule"] == "keeps-caveat"]
        found += [(REFUSES, "caveat-not-kept") for caveat in self.caveats if caveat not in kept]
        if rules("prior-assurance") and agreement["name"] not in q.get("assurances", []):
            found.append((REFERS, "assurance-missing"))
        self.purpose(found)
        if self.reviews and min(self.reviews) < world.day:
            found.append((REFERS, "review-past"))
        if self.lacks_review and rules("review"):
            found.append((REFERS, "review-missing"))
        if q.get("contractor") and not rules("contractors"):
            found.append((REFUSES, "contractor-not-covered"))
        elif q.get("contractor") == "not-cleared":
            found.append((REFUSES, "contractor-not-cleared"))
        # R02: where the sender leaves every release to an officer, an instruction is not enough.
        if q.get("maker") not in (None, "officer", "nobody") and rules("officer-decides"):
            found.append((REFERS, "officer-needed"))
        return found

    @staticmethod
    def covers(subjects, subject):
        plain = {"information", "and", "or", "of", "the", "for", "on", "classified", "all"}
        return any(
            one.lower() == subject or subject not in plain and subject in one.lower().split() for one in subjects
        )

    def equivalents(self, agreement, level, found):
        """R04: the levels that the recipient must give it; tables are never chained."""
        world = self.world
        answer = world.answer(agreement, level, self.sender, self.recipient)
        if answer in ("none", "unknown"):
            found.append((REFUSES, "equivalence-" + answer))
            return []
        if answer:
            return answer
        owner = world.owner(level)
        if owner != self.sender:
            if owner == self.recipient:
                return [level]
            for other in world.bases(owner, self.recipient):
                answer = world.answer(other, level, owner, self.recipient)
                if isinstance(answer, list):
                    return answer
            for consent in self.q.get("consents", []):
                if "as" in consent and self.by(consent) == owner and self.holds(consent) is None:
                    label = world.label(consent["as"])
                    named = world.level_of(world.scheme(label["policy"]), label["classification"])
                    if world.owner(named) == self.recipient:
                        return [named]
        found.append((REFUSES, "equivalence-missing"))
        return []

    def ceiling(self, levels, bounds, code, found):
        """Each level must stand under the bound of its scheme; a bound of other schemes only says nothing: no."""
        compared = False
        for level in levels:
            for bound, step in bounds:
                if bound[0] == level[0]:
                    compared = True
                    if self.world.height(level) > self.world.height(bound) - step:
                        found.append((REFUSES, code))
                        return
        if not compared:
            found.append((REFUSES, "ceiling-not-comparable"))

    def purpose(self, found):
        """R07."""
        if self.purposes is None:
            return
        if "purpose" not in self.q:
            found.append((REFERS, "purpose-missing"))
        elif self.q["purpose"] not in self.purposes:
            found.append((REFUSES, "purpose-differs"))

    def traffic_light(self):
        level = TLP.index(self.q["tlp"].lower().removeprefix("tlp:")) if "tlp" in self.q else 0
        if level == 2 and not self.q.get("named"):
            self.note(REFUSES, "tlp-not-named")
        if level > 2:
            self.note(REFUSES, "tlp-closed")

    def third_parties(self):
        """R06, R24 to R26: each originator besides the two must have said yes; silence is no."""
        if "handed_in_by" in self.q:
            self.note(REFUSES, "origin-handed-in")
        given = [self.world.party(one) for one in self.q.get("origins", [])]
        is_clear = self.q.get("tlp", "").lower().removeprefix("tlp:") == "clear" and not self.levels and not self.open
        is_equipment = "equipment" in self.subjects
        for origin in {one for one in self.origins + given if one} - {self.sender, self.recipient}:
            if not is_clear or self.controlled or is_equipment:
                self.consent(origin, is_equipment)

    def by(self, consent):
        return self.world.party(consent["by"])

    def consent(self, origin, is_equipment):
        about = [
            one
            for one in self.q.get("consents", [])
            if self.by(one) == origin
            and self.world.party(one["to"]) == self.recipient
            and one.get("item", self.item) == self.item
        ]
        faults = [self.holds(one) for one in about]
        if "consent-refused" in faults:
            self.note(REFUSES, "consent-refused")
        elif None not in faults:
            silence = "equipment-consent-missing" if is_equipment else "consent-missing"
            self.note(REFERS, faults[-1] if faults else silence)

    def holds(self, consent):
        """What is wrong with a consent for this question, or None."""
        if self.world.party(consent["to"]) != self.recipient or consent.get("item", self.item) != self.item:
            return "consent-missing"
        begin, end = consent.get("from", FIRST), consent.get("until", LAST)
        if not consent.get("granted", True):
            return "consent-refused" if begin <= self.world.day <= end else "consent-over"
        if not consent.get("written", True):
            return "consent-not-written"
        if self.world.day < begin:
            return "consent-not-yet"
        if end < self.world.day:
            return "consent-over"
        if "purpose" in consent and consent["purpose"] != self.q.get("purpose"):
            return "consent-other-purpose"
        return None


def decide(world, question):
    return Case(world, question).decide()
