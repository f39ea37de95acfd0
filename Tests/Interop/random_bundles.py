"""Random STIX bundles in which every text, id and time is a secret of its own, marked in all the ways that STIX has."""

from support import AMBER, CLEAR, GREEN, RED

LABEL = "extension-definition--8f3a5d52-5c38-4b7e-9d70-0d6cf0c6a1b4"
TEAR_LINE = "extension-definition--c1f0a4ce-19d1-4c06-9b0a-64d0a9a0f5e3"
BLOCKS = "extension-definition--f768064f-9585-47ad-a39e-ed24c2c063fe"
RENDITION = "extension-definition--5d2c9a0e-7f5b-4d6f-8a53-2f1f6f0f9b27"
UNKNOWN = "marking-definition--4082ab6a-fa50-415b-9255-04ba1070b400"
TLP_NAMES = {CLEAR: "clear", GREEN: "green", AMBER: "amber", RED: "red"}
IDENTITIES = {
    "Alba": "identity--11111111-1111-4111-8111-111111111111",
    "Bora": "identity--22222222-2222-4222-8222-222222222222",
    "Cora": "identity--33333333-3333-4333-8333-333333333333",
}
ACCORD = f"""
party Alba
  codes ALB
  identity {IDENTITIES["Alba"]}
party Bora
  codes BOR
  identity {IDENTITIES["Bora"]}
party Cora
  codes COR
  identity {IDENTITIES["Cora"]}
scheme Alba of Alba
  levels, highest first
    A-TOP
    A-SECRET
    A-RESTRICTED
  not classified A-OPEN
scheme Bora of Bora
  levels, highest first
    B-SECRET
    B-RESTRICTED
scheme Cora of Cora
  levels, highest first
    C-SECRET
agreement AB
  between Alba and Bora
  in force from 2020-01-01
  article 1: covers all classified information
  article 2: up to Alba A-SECRET
  article 3: levels, both ways
    Alba A-SECRET = Bora B-SECRET
    Alba A-RESTRICTED = Bora B-RESTRICTED
  article 4: the receiver keeps "CRYPTO"
agreement AC
  between Alba and Cora
  in force from 2020-01-01
  article 1: covers all classified information
  article 2: levels, both ways
    Alba A-SECRET = Cora C-SECRET
"""
LABELS = [
    ("A-TOP", {}),
    ("A-SECRET", {}),
    ("A-SECRET", {}),
    ("A-RESTRICTED", {}),
    ("A-OPEN", {}),
    ("A-SECRET", {"categories": [{"tag": "Releasable To", "type": "permissive", "values": ["ALB", "BOR"]}]}),
    ("A-SECRET", {"categories": [{"tag": "Releasable To", "type": "permissive", "values": ["ALB", "COR"]}]}),
    ("A-SECRET", {"categories": [{"tag": "Only", "type": "restrictive", "values": ["CRYPTO"]}]}),
    ("A-SECRET", {"origins": ["Cora"]}),
    ("A-RESTRICTED", {"review": "2020-01-01T00:00:00Z"}),
]


class Bundle:
    """One bundle; `secrets` gives the object's number for every secret."""

    def __init__(self, chance, size=24):
        self.chance, self.count, self.objects = chance, 0, []
        self.markings = [self.label(*one) for one in LABELS] + [self.statement(), self.statement()]
        self.open = [GREEN, CLEAR, *[self.markings[n]["id"] for n in (1, 4)]]
        self.published = [self.tlp(name, id) for id, name in TLP_NAMES.items() if chance.random() < 0.5]
        for name, id in IDENTITIES.items():
            if chance.random() < 0.7:
                self.objects.append(
                    self.basic("identity", name=name, identity_class="organization", description=self.secret())
                    | {"id": id}
                )
        self.observables()
        makers = [
            self.plain,
            self.plain,
            self.malware,
            self.indicator,
            self.relationship,
            self.relationship,
            self.report,
            self.note,
            self.sighting,
            self.observed,
            self.grouping,
            self.opinion,
            self.location,
            self.analysis,
        ]
        while len(self.objects) < size:
            chance.choice(makers)()
        self.cycle()
        for _ in range(chance.choice([0, 1, 3])):
            self.translation()
        for entry in self.objects:
            self.mark(entry)
        self.objects += self.markings + self.published
        chance.shuffle(self.objects)
        self.bundle = {"type": "bundle", "id": self.new("bundle"), "objects": self.objects}

    # Secrets.

    def secret(self):
        self.count += 1
        return f"CANARY{self.chance.getrandbits(56):014x}N{self.count}"

    def new(self, kind):
        import uuid

        return f"{kind}--{uuid.UUID(int=self.chance.getrandbits(128), version=4)}"

    def time(self):
        c = self.chance
        day = f"20{c.randint(30, 98)}-{c.randint(1, 12):02}-{c.randint(1, 28):02}"
        return f"{day}T{c.randint(0, 23):02}:{c.randint(0, 59):02}:{c.randint(0, 59):02}.{c.randint(101, 998)}Z"

    # Markings.

    def label(self, level, more):
        return {
            "type": "marking-definition",
            "spec_version": "2.1",
            "id": self.new("marking-definition"),
            "created": self.time(),
            "name": self.secret(),
            "extensions": {
                LABEL: {"extension_type": "property-extension", "policy": "Alba", "classification": level, **more}
            },
        }

    def statement(self):
        return {
            "type": "marking-definition",
            "spec_version": "2.1",
            "id": self.new("marking-definition"),
            "created": self.time(),
            "definition_type": "statement",
            "definition": {"statement": self.secret()},
        }

    @staticmethod
    def tlp(name, id):
        return {
            "type": "marking-definition",
            "spec_version": "2.1",
            "id": id,
            "created": "2022-10-01T00:00:00.000Z",
            "name": f"TLP:{name.upper()}",
            "extensions": {
                "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d": {
                    "extension_type": "property-extension",
                    "tlp_2_0": name,
                }
            },
        }

    def any_marking(self):
        c = self.chance
        return c.choice(
            [RED, AMBER, GREEN, CLEAR, UNKNOWN if c.random() < 0.3 else RED, *[one["id"] for one in self.markings]]
        )

    def mark(self, entry):
        """A banner, and portions at random places, with tear lines for some of them."""
        c = self.chance
        banner = [c.choice(self.open)] if c.random() < 0.75 else [self.any_marking()]
        if c.random() < 0.3:
            banner.append(c.choice([self.markings[-1]["id"], self.markings[-2]["id"], self.any_marking()]))
        if c.random() > 0.03:
            entry["object_marking_refs"] = list(dict.fromkeys(banner))
        places = [
            path
            for path, _ in walk(
                {name: value for name, value in entry.items() if name not in FRAME and name != "extensions"}
            )
        ]
        blocks = entry.get("extensions", {}).get(BLOCKS)
        if blocks:
            inside = [path for path, _ in walk(blocks, f"extensions.{BLOCKS}")]
            places += [*inside, *[path for path in inside if path.endswith((".text", "]"))]]
        if not places or c.random() > (0.9 if blocks else 0.6) or "created" not in entry:
            return
        chosen, portions = list(dict.fromkeys(c.sample(places, min(len(places), c.choice([1, 1, 2, 3]))))), []
        for _ in range(c.choice([1, 1, 2])):
            portions.append(
                {
                    "marking_ref": c.choice([self.any_marking(), RED, self.markings[0]["id"], c.choice(self.open)]),
                    "selectors": c.sample(chosen, c.randint(1, len(chosen))),
                }
            )
        if c.random() < 0.1:
            portions.append({"lang": "en", "selectors": [chosen[0]]})
        entry["granular_markings"] = portions
        texts = [
            path
            for path, value in walk(entry)
            if isinstance(value, str)
            and path in chosen
            and "--" not in value
            and (
                path.startswith("extensions.")
                and path.endswith(".text")
                or path.split(".")[0]
                in (
                    "name",
                    "description",
                    "aliases",
                    "labels",
                    "content",
                    "abstract",
                    "explanation",
                    "x_alba_plan",
                    "context",
                )
            )
        ]
        if texts and c.random() < 0.5:
            entry.setdefault("extensions", {})[TEAR_LINE] = {
                "extension_type": "property-extension",
                "tear_lines": [{"selector": path, "text": self.secret()} for path in texts[: c.randint(1, len(texts))]],
            }

    # Objects.

    def basic(self, kind, **more):
        c, when = self.chance, self.time()
        entry = {"type": kind, "spec_version": "2.1", "id": self.new(kind), "created": when, "modified": when, **more}
        if c.random() < 0.4:
            entry["created_by_ref"] = c.choice([*IDENTITIES.values(), IDENTITIES["Alba"]])
        if c.random() < 0.3:
            entry["labels"] = [self.secret() for _ in range(c.randint(1, 3))]
        if c.random() < 0.3:
            entry["external_references"] = [
                {"source_name": self.secret(), "description": self.secret(), "url": f"https://{self.secret()}.example/"}
                for _ in range(c.randint(1, 2))
            ]
        if c.random() < 0.3:
            entry["x_alba_plan"] = c.choice(
                [
                    self.secret(),
                    {
                        "who": self.secret(),
                        "days": [self.time(), self.time()],
                        "deep": {"list": [self.secret(), {"n": 7}]},
                    },
                    [[self.secret()], [self.secret(), self.secret()]],
                ]
            )
        if c.random() < 0.1 and self.of("identity"):
            entry["x_alba_about_ref"] = self.any_id()
        return entry

    def of(self, *kinds):
        return [entry["id"] for entry in self.objects if entry["type"] in kinds]

    def any_id(self, most=1, but=()):
        named = [
            entry["id"]
            for entry in self.objects
            if entry["type"] not in ("marking-definition", "language-content", *but)
        ]
        return (
            self.chance.choice(named)
            if most == 1
            else self.chance.sample(named, min(len(named), self.chance.randint(1, most)))
        )

    def add(self, kind, **more):
        self.objects.append(self.basic(kind, **more))

    def plain(self):
        c = self.chance
        kind = c.choice(
            [
                "attack-pattern",
                "campaign",
                "course-of-action",
                "infrastructure",
                "intrusion-set",
                "threat-actor",
                "tool",
                "vulnerability",
                "identity",
            ]
        )
        more = {"name": self.secret(), "description": self.secret()}
        if kind in ("campaign", "intrusion-set", "threat-actor", "tool", "attack-pattern") and c.random() < 0.6:
            more["aliases"] = [self.secret() for _ in range(c.randint(1, 4))]
        if kind in ("campaign", "intrusion-set") and c.random() < 0.5:
            more["first_seen"] = self.time()
        self.add(kind, **more)

    def malware(self):
        self.add(
            "malware",
            name=self.secret(),
            description=self.secret(),
            is_family=False,
            sample_refs=self.of("file")[:1] or None,
        )
        if self.objects[-1]["sample_refs"] is None:
            del self.objects[-1]["sample_refs"]

    def indicator(self):
        self.add(
            "indicator",
            name=self.secret(),
            description=self.secret(),
            pattern=f"[domain-name:value = '{self.secret()}.example']",
            pattern_type="stix",
            valid_from=self.time(),
            kill_chain_phases=[{"kill_chain_name": self.secret().lower(), "phase_name": self.secret().lower()}],
        )

    def location(self):
        self.add("location", name=self.secret(), description=self.secret(), country="JP", city=self.secret())

    def relationship(self):
        c = self.chance
        kind = "derived-from" if c.random() < 0.25 else "related-to"
        self.add(
            "relationship",
            relationship_type=kind,
            source_ref=self.any_id(but=("relationship", "sighting")),
            target_ref=self.any_id(but=("relationship", "sighting")),
            description=self.secret(),
        )

    def report(self):
        self.add(
            "report", name=self.secret(), description=self.secret(), published=self.time(), object_refs=self.any_id(5)
        )

        self.in_blocks("description")

    def in_blocks(self, name):
        """The text of the last object as blocks of one paragraph each, most of the time what the text says."""
        c, entry = self.chance, self.objects[-1]
        if c.random() < 0.5:
            return
        blocks = []
        for _ in range(c.randint(1, 4)):
            block = {"text": self.secret()}
            if c.random() < 0.7:
                block["name"] = self.secret()
            if c.random() < 0.3:
                block["source_refs"] = [self.any_id()]
            blocks.append(block)
        if c.random() < 0.8:
            entry[name] = "\n\n".join(one["text"] for one in blocks)
        entry["extensions"] = {BLOCKS: {"extension_type": "property-extension", "property": name, "blocks": blocks}}

    def grouping(self):
        self.add("grouping", name=self.secret(), context="suspicious-activity", object_refs=self.any_id(4))

    def note(self):
        self.add(
            "note",
            abstract=self.secret(),
            content=self.secret(),
            authors=[self.secret(), self.secret()],
            object_refs=self.any_id(3),
        )
        self.in_blocks("content")

    def opinion(self):
        self.add("opinion", opinion="agree", explanation=self.secret(), object_refs=self.any_id(2))

    def sighting(self):
        kinds = ("malware", "indicator", "tool", "campaign", "attack-pattern", "vulnerability")
        if self.of(*kinds):
            more = {"observed_data_refs": self.of("observed-data")[:2]} if self.of("observed-data") else {}
            self.add(
                "sighting",
                sighting_of_ref=self.chance.choice(self.of(*kinds)),
                count=3,
                description=self.secret(),
                where_sighted_refs=self.of("identity", "location")[:2] or None,
                **more,
            )
            if self.objects[-1]["where_sighted_refs"] is None:
                del self.objects[-1]["where_sighted_refs"]

    def observed(self):
        first = self.time()
        self.add(
            "observed-data",
            first_observed=first,
            last_observed=first,
            number_observed=5,
            object_refs=self.chance.sample(
                self.of("ipv4-addr", "domain-name", "file", "url", "email-message", "artifact"), 3
            ),
        )

    def analysis(self):
        self.add(
            "malware-analysis",
            product=self.secret().lower(),
            result="malicious",
            sample_ref=self.chance.choice(self.of("file")),
        )

    def observables(self):
        put = lambda kind, **more: self.objects.append(
            {"type": kind, "spec_version": "2.1", "id": self.new(kind), **more}
        )
        for _ in range(2):
            put("url", value=f"https://{self.secret()}.example/")
            put("domain-name", value=f"{self.secret()}.example", resolves_to_refs=self.of("ipv4-addr") or None)
            if self.objects[-1]["resolves_to_refs"] is None:
                del self.objects[-1]["resolves_to_refs"]
            put(
                "artifact",
                mime_type="text/plain",
                payload_bin=__import__("base64").b64encode(self.secret().encode()).decode(),
            )
            put("file", name=self.secret(), content_ref=self.of("artifact")[-1], contains_refs=self.of("url")[:1])
            put("email-message", is_multipart=False, subject=self.secret(), body=self.secret(), date=self.time())
            put(
                "ipv4-addr",
                value=f"10.{self.chance.randrange(256)}.{self.chance.randrange(256)}.{self.chance.randrange(256)}",
            )

    def cycle(self):
        """Notes that refer to each other in a ring, and a report about itself by way of a grouping."""
        start = len(self.objects)
        for _ in range(3):
            self.note()
        notes = self.objects[start:]
        for one, other in zip(notes, notes[1:] + notes[:1]):
            one["object_refs"] = [other["id"], *one["object_refs"][:1]]

    def translation(self):
        ids = [
            entry["id"]
            for entry in self.objects
            if "created" in entry
            and ("name" in entry or "description" in entry)
            and entry["type"] not in ("relationship", "language-content")
            and entry["id"] not in IDENTITIES.values()
        ]
        chosen = self.chance.choice(ids) if ids else None
        about = next((entry for entry in self.objects if entry["id"] == chosen), None)
        if about:
            fields = [
                name for name in ("name", "description", "aliases", "abstract", "content", "labels") if name in about
            ]
            double = lambda value: [self.secret() for _ in value] if isinstance(value, list) else self.secret()
            self.add(
                "language-content",
                object_ref=about["id"],
                object_modified=about["modified"],
                contents={
                    lang: {name: double(about[name]) for name in fields}
                    for lang in ("de", "fr")[: self.chance.choice([1, 2])]
                },
            )


FRAME = {
    "type",
    "spec_version",
    "id",
    "created",
    "modified",
    "created_by_ref",
    "revoked",
    "object_marking_refs",
    "granular_markings",
}


def walk(value, path=""):
    """Every selector of a value with what it selects."""
    if isinstance(value, dict):
        for name, one in value.items():
            here = f"{path}.{name}" if path else name
            yield here, one
            yield from walk(one, here)
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield f"{path}.[{place}]", one
            yield from walk(one, f"{path}.[{place}]")
