"""The canary over sockets: people, two partners and a tool work on a serving node, and each answer is looked through.

The same as `Tests/Canary` does through the router, with what lies between: the listeners, TLS, connections,
the log on the disk.
"""

import json
import os
import random
import re
import urllib.parse

from people import on_register, open_console, person
from support import GREEN, PARTIES, Caller, Node, link
from test_engine_agreement import SEED

OPERATIONS = int(os.environ.get("ENTENTE_CANARY_SOCKET_OPERATIONS", "2000"))
TOKEN = re.compile(r"CANARY\d{9}")
ID = re.compile(r"[a-z-]+--[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
OPEN, RESTRICTED, SECRET = range(3)
LABELS = {RESTRICTED: "EU-RESTRICTED", SECRET: "EU-SECRET"}
MARKINGS = {
    OPEN: GREEN,
    **{level: f"marking-definition--00000000-0000-4000-8000-0000000000a{level}" for level in LABELS},
}
CEILINGS = {"japan": RESTRICTED, "korea": OPEN}
# Up to which level people see content; the administrator sees none, and the tool nothing but its shelf.
PEOPLE = {"high": SECRET, "low": OPEN, "officer": RESTRICTED, "chief": -1}
PACT = """
agreement EJ
  between EU and Japan
  in force from 2020-01-01
  article 1: covers all classified information
  article 2: up to EU EU-RESTRICTED
  article 3: levels, both ways
    EU EU-SECRET = Japan J-SECRET
    EU EU-RESTRICTED = Japan J-LOW
"""


def definition(level):
    content = {
        "extension_type": "property-extension",
        "policy": "EU",
        "classification": LABELS[level],
        "categories": [{"tag": "Subject", "type": "informative", "values": ["canary"]}],
    }
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": MARKINGS[level],
        "created": "2026-01-01T00:00:00.000Z",
        "extensions": {"extension-definition--8f3a5d52-5c38-4b7e-9d70-0d6cf0c6a1b4": content},
    }


class World:
    """A serving node with everybody, and what may be told to whom."""

    def __init__(self, folder, chance):
        self.chance = chance
        self.node = open_console(
            Node(folder / "eu", "eu", settings={"answer_step_milliseconds": 0, "pull_seconds": 3600})
        )
        self.others = {name: Node(folder / name, name) for name in CEILINGS}
        for other in self.others.values():
            link(self.node, other)
        (folder / "set.accord").write_text(PARTIES + PACT)
        self.node.run("agreements", "apply", folder / "set.accord", "--officer", "O")
        self.node.load([definition(level) for level in LABELS])
        secret = json.loads(self.node.run("key", "add", "k", "--scope", "read:*", "--json").stdout)["key"]
        for name, most in PEOPLE.items():
            clearances = json.dumps([f"EU {LABELS[most]}"] if most in LABELS else [])
            on_register(
                self.node,
                f"name={name}",
                "nationality=EU",
                f"clearances={clearances}",
                "briefed=2026-01-12",
                'needs=["canary"]',
            )
        self.node.serve()
        roles = {"officer": "disclosure-officer", "chief": "administrator"}
        self.people = {name: person(self.node, name, roles.get(name, "author"), register=name) for name in PEOPLE}
        self.callers = {name: Caller(self.node.base, context=other.context()) for name, other in self.others.items()}
        self.callers["tool"] = Caller(self.node.base, f"Bearer {secret}")
        self.levels, self.portions, self.items, self.leaks = {}, {}, {}, []
        self.given, self.named = {name: set() for name in CEILINGS}, {name: set() for name in CEILINGS}
        self.seen = self.written = self.released = self.repeated = self.bytes = 0

    def token(self, level, portion=None):
        text = f"CANARY{len(self.levels):09}"
        self.levels[text], self.portions[text] = level, level if portion is None else portion
        return text

    def may(self, who, text):
        """Whether somebody may have a planted text or an identifier."""
        is_token = text.startswith("CANARY")
        if who in PEOPLE:
            return (self.levels[text] if is_token else self.items[text]["lowest"]) <= PEOPLE[who]
        if who in CEILINGS:
            return text in (self.given if is_token else self.named)[who]
        return False

    def look(self, who, text, asked):
        for found in set(TOKEN.findall(text)) | set(ID.findall(text)) & self.items.keys():
            if found not in asked:
                if self.may(who, found):
                    self.seen += 1
                else:
                    self.leaks.append(f"{who} got {found} from {asked[:200]}")
        self.bytes += len(text)

    def ask(self, who, method, path, body=None):
        if who in PEOPLE:
            answer = self.people[who].call(method, f"/api/v1/{path}", body)
        else:
            answer = self.callers[who].call(method, path)
        self.look(who, answer.everything(), f"{method} {urllib.parse.unquote(path)} {json.dumps(body)}")
        if answer.status >= 500:
            self.leaks.append(f"{who}: status {answer.status} from {method} {path}: {answer.text[:200]}")
        return answer

    # What people and partners do.

    def write(self, who=None, level=None, item=None):
        who = who or self.chance.choice(["high", "low"])
        if level is None:
            level = self.chance.choice([OPEN, RESTRICTED, SECRET]) if who == "high" else OPEN
        portion = OPEN if who == "high" and self.chance.random() < 0.3 else level
        first, second = self.token(level, portion), self.token(level)
        self.moment = getattr(self, "moment", 0) + 1
        days, hours, minutes, seconds = (
            self.moment // 86_400,
            self.moment // 3600 % 24,
            self.moment // 60 % 60,
            self.moment % 60,
        )
        thing = {
            "type": "campaign",
            "spec_version": "2.1",
            "created": "2026-01-01T00:00:00.000Z",
            "name": f"a {first} open",
            "description": f"words {second}",
            "modified": f"2026-01-{2 + days:02}T{hours:02}:{minutes:02}:{seconds:02}.000Z",
            "object_marking_refs": [MARKINGS[level]],
        }
        if portion != level:
            thing["granular_markings"] = [{"marking_ref": MARKINGS[portion], "selectors": ["name"]}]
        answer = self.ask(who, "POST", "objects", {"object": thing | ({"id": item} if item else {})})
        if answer.status != 201:
            return
        self.written += 1
        if item is None:
            self.items[answer.json()["id"]] = {
                "level": level,
                "lowest": level,
                "tokens": {first, second},
                "all": {first, second},
            }
            return
        known = self.items[item]
        known.update(
            level=level, lowest=min(level, known["lowest"]), tokens={first, second}, all=known["all"] | {first, second}
        )
        for partner, ceiling in CEILINGS.items():
            if level > ceiling:
                self.given[partner] -= known["all"]

    def write_again(self):
        if self.items:
            item = self.chance.choice(list(self.items))
            level = self.items[item]["level"]
            self.write(
                "low" if level == OPEN and self.chance.random() < 0.5 else "high",
                level if self.chance.random() < 0.7 else None,
                item,
            )

    def release(self):
        open_ones = [id for id, item in self.items.items() if item["level"] < SECRET or self.chance.random() < 0.1]
        if not open_ones:
            return
        item, partner = self.chance.choice(open_ones), self.chance.choice(list(CEILINGS))
        answer = self.ask("officer", "POST", "releases", {"ids": [item], "parties": [partner]})
        if answer.status == 200 and any(one["outcome"] in ("release", "rendition") for one in answer.json()["results"]):
            self.released += 1
            self.given[partner] |= {
                text for text in self.items[item]["tokens"] if self.portions[text] <= CEILINGS[partner]
            }
            if self.items[item]["level"] <= CEILINGS[partner]:
                self.named[partner].add(item)

    def withdraw(self):
        if self.items:
            item, partner = self.chance.choice(list(self.items)), self.chance.choice(list(CEILINGS))
            answer = self.ask(
                "officer",
                "POST",
                "recalls",
                {"item": item, "action": "withdraw", "due": "2099-01-01", "partners": [partner]},
            )
            if answer.status == 200:
                self.given[partner] -= self.items[item]["all"]

    def target(self, who):
        item = self.chance.choice(list(self.items) or ["campaign--00000000-0000-4000-8000-000000000007"])
        limit = self.chance.randint(1, 20)
        if who in PEOPLE:
            return self.chance.choice(
                [
                    f"objects/{item}",
                    f"objects/{item}/decisions",
                    f"holdings?limit={limit}",
                    f"holdings?limit={limit}&q=open",
                    f"holdings?q=CANARY{self.chance.randrange(400):09}",
                    f"export?limit={limit}",
                    f"export?ids={item}",
                    "today",
                    "inbox",
                    "submissions",
                    "queue",
                    "watch",
                    "commitments",
                    "industry",
                    "spending",
                    "transfers",
                    "searches",
                    "markings",
                    "recalls",
                    "consents",
                    "losses",
                    "quarantine",
                    "partners",
                    "agreements",
                    "node",
                    "instructions",
                    "account",
                    "health",
                    "people",
                ]
            )
        feed = f"/{who}/collections/feed/" if who in CEILINGS else "/japan/collections/feed/"
        return self.chance.choice(
            [
                f"{feed}objects/?match[version]=all&limit={limit}",
                f"{feed}manifest/?limit={limit}",
                f"{feed}objects/{item}/",
                f"{feed}objects/{item}/versions/",
                f"{feed}objects/?match[id]={item}",
                "/taxii2/",
                f"/{who}/collections/",
                "/tools/collections/",
                "/korea/collections/feed/objects/",
                "/entente/v1/log/checkpoint",
            ]
        )

    def read(self):
        who = self.chance.choice([*PEOPLE, *self.callers])
        target = self.target(who)
        first = self.ask(who, "GET", target)
        more = first.json().get("next") if first.status == 200 and "limit=" in target else None
        if more and self.chance.random() < 0.3:
            self.ask(who, "GET", f"{target}&next={urllib.parse.quote(more)}")
        # What is hidden is written in between: the answer is to be the same. The index follows by itself,
        # and the log grows.
        if who in ("high", "chief") or "q=" in target or "checkpoint" in target or self.chance.random() > 0.15:
            return
        for _ in range(self.chance.randint(1, 3)):
            self.write("high", SECRET)
        second = self.ask(who, "GET", target)
        self.repeated += 1
        if plain(first) != plain(second):
            self.leaks.append(
                f"{who} can tell from {target} that something hidden was written: "
                f"{plain(first)[:1500]} | {plain(second)[:1500]}"
            )


def plain(answer):
    """An answer without what differs by chance: the hour, sealed cursors, the identifier of a bundle."""
    text = str([(name, value) for name, value in answer.headers.items() if name != "Date"]) + answer.text
    text = re.sub(r'"next":"([^"]*)"', lambda found: '"next":%d' % len(found[1]), text)
    # The digest of a bundle is that of its identifier too.
    text = re.sub(r'"sha256":"[0-9a-f]{64}"', '"sha256":""', text)
    return f"{answer.status} " + re.sub(r"bundle--[0-9a-f-]{36}", "bundle", text)


def test_random_operations_over_sockets(tmp_path):
    """Nothing planted in what somebody may not have is in any byte of an answer or of the node's log."""
    chance = random.Random(SEED)
    world = World(tmp_path, chance)
    try:
        world.write("high", OPEN)
        for number in range(OPERATIONS):
            do = chance.choices(
                [world.write, world.write_again, world.release, world.withdraw, world.read], [7, 3, 6, 1, 83]
            )[0]
            do()
            assert not world.leaks, f"seed {SEED}, operation {number}: {world.leaks[0]}"
        world.look(None, (world.node.folder / "log.txt").read_text(), "")
        assert not world.leaks, world.leaks[0]
        # A search that finds nothing anywhere proves nothing.
        assert (
            world.seen > OPERATIONS
            and world.written > OPERATIONS / 20
            and world.released > OPERATIONS / 100
            and world.repeated > OPERATIONS / 50
        )
        assert world.node.is_whole()
        print(
            f"{OPERATIONS} operations: {world.written} written, {world.released} released, "
            f"{world.repeated} readings repeated, {world.bytes >> 20} MB looked through, "
            f"planted texts seen {world.seen} times where they may be, 0 bytes out"
        )
    finally:
        world.node.stop()
