"""No leak from a real node: random imports, releases, pulls and agreements,
and then every byte that a partner can fetch."""

import json
import os
import random
import re
from pathlib import Path

import pytest

from random_bundles import ACCORD, IDENTITIES, Bundle
from support import Caller, Node, link
from test_canary import LEAKS, markings_of, plain, rendition, texts
from test_engine_agreement import SEED
from test_partners import reachable

SECRETS = re.compile(r"CANARY[0-9a-f]{14}N\d+|canary[0-9a-f]{14}n\d+|20[3-9]\d-\d\d-\d\dT[0-9:.]+Z")
IDS = re.compile(r"[a-z0-9-]+--[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
CEILING = "article 2: up to Alba A-SECRET"
SETS = {
    "all": ACCORD,
    "lower ceiling": ACCORD.replace(CEILING, CEILING.replace("A-SECRET", "A-RESTRICTED")),
    "AB suspended": ACCORD.replace("in force from 2020-01-01", "suspended from 2020-01-01", 1),
    "AC ended": "ended on 2025-01-01".join(ACCORD.rsplit("in force from 2020-01-01", 1)),
}
CURRENT = {"bora": "Bora", "cora": "Cora"}

# Worlds of random objects and acts; `make soak` has more.
WORLDS = int(os.environ.get("ENTENTE_CANARY_SETS", "2"))


class Trio:
    """Three nodes that serve; one of them has everything, and keeps what each partner may have had of it."""

    def __init__(self, folder, seed):
        self.chance, self.folder = random.Random(seed), Path(folder)
        self.alba, self.bora, self.cora = self.nodes = [
            Node(self.folder / name, name) for name in ("alba", "bora", "cora")
        ]
        link(*self.nodes)
        self.objects, self.explained, self.allowed, self.named = [], [], {"bora": set(), "cora": set()}, False
        self.use("all")
        for node in self.nodes:
            node.serve()

    def use(self, name):
        self.set = name
        file = self.folder / "set.accord"
        file.write_text(SETS[name])
        for node in self.nodes:
            node.run("agreements", "apply", file, "--officer", "O")

    def load(self):
        """More objects; the parties' identities come once, so that each object has one version."""
        there = {entry["id"] for entry in self.objects}
        new = [entry for entry in Bundle(self.chance).objects if entry["id"] not in there]
        self.objects += new
        self.alba.load(new, check=False)
        for entry in new:
            if entry.get("definition_type") == "statement" and self.chance.random() < 0.7:
                self.alba.run("quarantine", "explain", entry["id"], "informs", "--officer", "S")
                self.explained.append({"marking": entry["id"], "meaning": "informs"})

    def release(self, partner):
        self.alba.run("release", "--all", "--to", partner, "--officer", "O", check=False)
        self.allowed[partner] |= self.may_go(partner)

    def renderer(self, partner):
        return plain(
            {
                "bundle": {"objects": self.objects},
                "from": "Alba",
                "to": CURRENT[partner],
                "explanations": self.explained,
            },
            self.folder,
        )

    def may_stay(self, partner):
        """Texts that may stay with a partner after a change: what the markings around them still let go.

        References and marking definitions that it was given before tell it nothing new.
        """
        renderer, found = self.renderer(partner), set(IDENTITIES.values())
        for id, entry in renderer.objects.items():
            is_whole = entry["type"] == "marking-definition" or renderer.first(entry) == "whole"
            if is_whole or "created" in entry:
                found |= {
                    one
                    for one in texts(entry if is_whole else renderer.render(entry, lambda one: one)[0])
                    if secret_of(one)
                }
        return found

    def may_go(self, partner):
        """Texts, times and ids that may be with a partner after a release of everything today."""
        renderer = self.renderer(partner)
        found = set(IDENTITIES.values()) | renderer.known
        entries = []
        for id, fate in renderer.fates.items():
            if fate == "whole" and not id.startswith("marking-definition"):
                entries.append(renderer.objects[id])
                found.add(id)
            elif fate == "rendition":
                entries.append(rendition(renderer, id, {one: one for one in renderer.objects}))
        borne = {one for entry in entries for one in markings_of(entry)}
        entries += [renderer.objects[one] for one in borne if one in renderer.objects]
        return (
            found
            | borne
            | {
                one
                for entry in entries
                for one in texts({name: value for name, value in entry.items() if name != "id"})
                if secret_of(one)
            }
        )

    def seen(self, partner):
        """Every byte of bodies and headers that the partner can get by asking for all that it can think of."""
        node = getattr(self, partner)
        caller = Caller(self.alba.base, context=node.context())
        answers = [caller.get(path) for path in reachable(caller, partner)]
        feed = f"/{partner}/collections/feed"
        for entry in self.chance.sample(self.objects, min(len(self.objects), 25)):
            answers += [
                caller.get(f"{feed}/{end}", asked)
                for end in ("objects/", "manifest/")
                for asked in ({"match[id]": entry["id"]}, {"match[type]": entry["type"], "match[version]": "all"})
            ]
        return "".join(answer.everything() for answer in answers)

    def check(self, partner, allowed):
        text = self.seen(partner)
        secrets = set(SECRETS.findall(text))
        may = {one for text in allowed for one in SECRETS.findall(text)}
        out = sorted(secrets - may)[:5]
        assert not out, f"{self.set}, {partner}: {out} of {[where(self.objects, one) for one in out]}"
        sources = {entry["id"] for entry in self.objects}
        told = set(IDS.findall(text)) & sources - allowed
        assert not told, f"{self.set}, {partner}: {[where(self.objects, one) for one in sorted(told)[:5]]}"
        return secrets, may


def secret_of(text):
    return bool(SECRETS.search(text)) or "--" in text and bool(IDS.fullmatch(text))


def where(objects, text):
    return [(entry["id"], entry.get("object_marking_refs")) for entry in objects if text in json.dumps(entry)]


@pytest.mark.parametrize("seed", range(SEED, SEED + WORLDS))
def test_no_partner_can_fetch_anything_that_was_withheld(seed, tmp_path):
    """Random sequences of import, release and pull under several sets of agreements;
    then all that a partner can fetch."""
    trio = Trio(tmp_path, seed)
    try:
        trio.load()
        for partner in ("bora", "cora"):
            trio.release(partner)
            secrets, may = trio.check(partner, trio.allowed[partner])
            # What may go is there: nothing is withheld without need.
            assert secrets == may, [where(trio.objects, one) for one in sorted(may - secrets)[:3]]
        for _ in range(5):
            step = trio.chance.choice(["load", "release", "release", "pull"])
            if step == "load":
                trio.load()
            elif step == "release":
                trio.release(trio.chance.choice(["bora", "cora"]))
            else:
                node = trio.chance.choice([trio.bora, trio.cora])
                node.run("pull", "alba", check=False)
        for name in ("lower ceiling", "AC ended", "AB suspended"):
            trio.use(name)
            for partner in ("bora", "cora"):
                trio.check(partner, trio.allowed[partner] & trio.may_stay(partner) | set(IDENTITIES.values()))
            assert trio.alba.is_whole()
    finally:
        for node in trio.nodes:
            node.stop()


def test_what_cannot_be_read_does_not_leave_a_node(tmp_path):
    """The faults of `test_canary`, each imported and released by a real node."""
    found = []
    trio = Trio(tmp_path, SEED)
    try:
        for number, (name, objects) in enumerate(LEAKS.items()):
            if name.startswith("the subject"):
                continue
            text = (
                json.dumps(objects)
                .replace("-1111-4111-8111-", f"-{number + 1000}-4111-8111-")
                .replace("CANARY", f"CANARY{number:014x}N1")
            )
            mine = json.loads(text)
            trio.alba.load(mine, check=False)
            for entry in mine:
                trio.alba.run("release", entry["id"], "--to", "bora", "--officer", "O", check=False)
            if f"CANARY{number:014x}N1" in feed(trio):
                found.append(name)
    finally:
        for node in trio.nodes:
            node.stop()
    assert not found, found


def feed(trio):
    caller = Caller(trio.alba.base, context=trio.bora.context())
    return json.dumps(caller.all("/bora/collections/feed/objects/", {"match[version]": "all"}))
