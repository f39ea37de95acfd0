"""A second judge: what each partner's feed may hold at every moment,
from the agreements, the objects, the records and the acts alone.

It shares no code with the node, and is written from RULES.md, `decisions/0014` and the field's rules R01, R04, R06 and
R26. It reads a trace, one JSON object a line, and says where the node gave something that it may not give, or kept back
what had been given and may stay:

    agreements  {set}                                  the agreements as JSON, in use from now on
    day         {day}                                  the day in UTC
    save        {id, row, version, source, object}     a version that was kept: of our own (`own`) or of a partner
    derived     {work, source}                         one object is made of another
    records     {records}                              the open consents and recalls, all of them
    release     {id, to, named, version?, outcome}     an officer's act and what the node answered
    read        {party, objects, rows, log}            what a party read, the rows of the delivery in the log,
                                                       and the log's entries since
"""

import json
import sys

US = "EU"
TLP = {
    "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487": "clear",
    "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb": "green",
    "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421": "amber",
    "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003": "strict",
    "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1": "red",
}


class Version:
    def __init__(self, act):
        self.id, self.row, self.version, self.source = act["id"], act["row"], act["version"], act["source"]
        self.text = json.dumps(act["object"], sort_keys=True)
        self.banner = act["object"].get("object_marking_refs", [])
        self.portions = {one["marking_ref"]: one["selectors"] for one in act["object"].get("granular_markings", [])}
        self.name, self.revoked = act["object"]["name"], act["object"].get("revoked", False)


class Given:
    """What stands in a feed: a version whole, or a rendition of it with these portions withheld."""

    def __init__(self, version, named, beside=None, withheld=None):
        self.version, self.named, self.beside, self.withheld = version, named, beside, withheld
        self.is_doubtful = False


class Judge:
    def __init__(self, labels, parties):
        self.labels, self.parties = labels, parties
        self.versions, self.made, self.records, self.set, self.day = {}, {}, [], {"agreements": []}, None
        self.feeds = {party: {} for party in parties}
        self.renditions = {party: {} for party in parties}
        self.opened = {party: set() for party in parties}
        self.faults, self.reads, self.items = [], 0, 0

    # What the agreements let through (R01, R04).

    def carries(self, level, to):
        """Whether an agreement in force has an answer of the other side for one of our levels."""
        for agreement in self.set["agreements"]:
            if set(agreement["parties"]) != {US, self.parties[to]}:
                continue
            if not any(
                one["state"] == "in force" and one.get("from", "0") <= self.day <= one.get("until", "9")
                for one in agreement.get("periods", [])
            ):
                continue
            for rule in agreement["rules"]:
                for row in rule.get("rows", []):
                    ours = any(
                        one.get("scheme") == US and one.get("level") == level
                        for group in row["groups"]
                        for one in group
                    )
                    theirs = any(
                        one.get("scheme") == self.parties[to] and one.get("level")
                        for group in row["groups"]
                        for one in group
                    )
                    if ours and theirs:
                        return True
        return False

    # Whose information it is (R05, R06).

    def origins(self, version):
        found = {version.source} - {"own"}
        if version.source == "own":
            found |= {one.source for one in self.foreign(version.id) if one.row < version.row}
        queue, seen = list(self.made.get(version.id, ())), {version.id}
        while queue:
            one = queue.pop()
            if one not in seen:
                seen.add(one)
                queue += self.made.get(one, ())
                found |= {other.source for other in self.foreign(one)}
        return found

    def givers(self, version):
        """Partners that gave this version, or one of the same name before it was ours."""
        found = {version.source} - {"own"}
        return found | (
            {one.source for one in self.foreign(version.id) if one.row < version.row}
            if version.source == "own"
            else set()
        )

    def foreign(self, id):
        """Partners' versions that are no copy of one that was ours before."""
        own, found = set(), []
        for one in sorted(self.versions.get(id, ()), key=lambda one: one.row):
            if one.source == "own":
                own.add(one.text)
            elif one.text not in own:
                found.append(one)
        return found

    def consents(self, version, origin, to):
        answer = False
        for record in self.records:
            body = record["body"]
            if (
                record["kind"] != "consent"
                or record["name"] != version.id
                or (body["by"], body["to"]) != (self.parties[origin], self.parties[to])
            ):
                continue
            if body.get("from", "0") <= self.day <= body.get("until", "9"):
                if not body.get("granted", True):
                    return False
                answer = True
        return answer

    def recalled(self, version, to):
        for record in self.records:
            body = record["body"]
            if record["kind"] != "recall" or body["item"] != version.id:
                continue
            if (
                body.get("party") not in (None, to, self.parties[to])
                or "version" in body
                and body["version"] < version.version
            ):
                continue
            if "source" not in body or body["source"] in self.givers(version):
                return True
        return False

    # One portion, one version.

    def lets(self, markings, version, to, named):
        if not markings or self.recalled(version, to):
            return False
        levels = {TLP[one] for one in markings if one in TLP}
        if levels & {"strict", "red"} or "amber" in levels and not named:
            return False
        names = [self.labels[one] for one in markings if one in self.labels]
        if not all(self.carries(name, to) for name in names):
            return False
        if levels == {"clear"} and not names:
            return True
        return all(origin == to or self.consents(version, origin, to) for origin in self.origins(version))

    def standing(self, version, to, named):
        """Nothing (None), everything (an empty set), or the portions that are withheld."""
        together = version.banner + [one for one in version.portions if one not in version.banner]
        if self.lets(together, version, to, named) and all(
            self.lets([one], version, to, named) for one in version.portions
        ):
            return frozenset()
        if not self.lets(version.banner, version, to, named):
            return None
        held = frozenset(
            path
            for one, paths in version.portions.items()
            for path in paths
            if not self.lets([one], version, to, named)
        )
        return held or None

    def newest(self, id, source):
        return max((one for one in self.versions[id] if one.source == source), key=lambda one: one.version)

    def leaves(self, given, to):
        """Whether what was given leaves: by itself, or by what its newest version says (`decisions/0014`)."""
        now = self.standing(given.version, to, given.named)
        if (
            now is None
            or given.withheld is None
            and now
            or given.withheld is not None
            and now
            and now != given.withheld
        ):
            return True
        newest = self.newest(given.version.id, given.version.source)
        if newest.row == given.version.row or given.beside == newest.version:
            return False
        then = self.standing(newest, to, given.named)
        if then is None or then and not (now and then <= now):
            return True
        return newest.revoked and not self.has(newest, to)

    def has(self, version, to):
        rendition = self.renditions[to].get(version.id)
        return version.row in self.feeds[to] or rendition is not None and rendition.version.row == version.row

    def judge(self, to=None, ids=None):
        for party in [to] if to else self.parties:
            for row, given in list(self.feeds[party].items()):
                if (ids is None or given.version.id in ids) and self.leaves(given, party):
                    del self.feeds[party][row]
            for id, given in list(self.renditions[party].items()):
                if (ids is None or id in ids) and self.leaves(given, party):
                    del self.renditions[party][id]

    def doubt(self):
        """A day may end what is on a feed and another act let it again before anybody reads:
        whether it left meanwhile is the node's affair, since nothing comes back by itself."""
        for party in self.parties:
            for given in [*self.feeds[party].values(), *self.renditions[party].values()]:
                given.is_doubtful = given.is_doubtful or self.leaves(given, party)

    # The acts.

    def release(self, act):
        to, named = act["to"], act["named"]
        versions = self.versions[act["id"]]
        first = {
            source: min(one.row for one in versions if one.source == source)
            for source in {one.source for one in versions}
        }
        order = sorted(versions, key=lambda one: one.version, reverse=True)
        order.sort(key=lambda one: (one.source != "own", first[one.source]))
        asked = [one for one in order if act.get("version") in (None, one.version)]
        version = asked[0]
        newest = self.newest(version.id, version.source)
        held = self.standing(version, to, named)
        beside = None
        if held is not None and newest.row != version.row:
            if act.get("version"):
                beside = newest.version
            else:
                then = self.standing(newest, to, named)
                held = held if then is not None and (not then or held and then <= held) else None
        expected = "no" if held is None else "rendition" if held else "release"
        answered = act["outcome"] if act["outcome"] in ("release", "rendition") else "no"
        if expected != answered:
            self.fault(act, f"expected {expected} of {version.version} from {version.source}")
        sources = {one.source for one in versions}
        if answered == "no" or version.source == to or to in sources and "own" not in sources:
            # What came from the party itself is not sent back,
            # nor what others gave of the same item while nothing of it is ours.
            return
        rendition = self.renditions[to].get(version.id)
        if not held:
            if version.row not in self.feeds[to]:
                self.feeds[to][version.row] = Given(version, named, beside)
                self.renditions[to].pop(version.id, None)
        elif not rendition or (rendition.version.name, rendition.withheld) != (version.name, held):
            self.renditions[to][version.id] = Given(version, named, beside, held)

    def read(self, act):
        party, names = act["party"], {one.name: one for group in self.versions.values() for one in group}
        self.judge(party)
        self.reads += 1
        whole, renditions = set(), {}
        for entry in act["log"]:
            if entry["party"] in self.opened and entry["kind"] in ("release", "rendition"):
                self.opened[entry["party"]].add((entry["subject"], entry["version"]))
        for thing in act["objects"]:
            self.items += 1
            if (thing["id"], thing["modified"]) not in self.opened[party]:
                self.fault(act, f"{thing['id']} {thing['modified']} was given and no entry of the log says so")
            if thing["id"] in self.versions:
                whole.add((thing["id"], thing["modified"]))
                if not any(
                    one.version == thing["modified"] and one.text == json.dumps(thing, sort_keys=True)
                    for one in self.versions[thing["id"]]
                ):
                    self.fault(act, f"{thing['id']} is not as it is held")
            elif thing["modified"] > renditions.get(thing["id"], {}).get("modified", ""):
                renditions[thing["id"]] = thing
        if len(act["rows"]) != len(act["objects"]):
            self.fault(act, "the delivery in the log is not what was read")
        for row, one in list(self.feeds[party].items()):
            if one.is_doubtful and (one.version.id, one.version.version) not in whole:
                del self.feeds[party][row]
            one.is_doubtful = False
        expected = {(one.version.id, one.version.version) for one in self.feeds[party].values()}
        if whole != expected:
            self.fault(
                act,
                f"given and not allowed {sorted(whole - expected)}; allowed and not given {sorted(expected - whole)}",
            )
        shown = {}
        for thing in renditions.values():
            source = names[thing["name"]]
            # The rendition of a revoked version is revoked, and so is one that was taken back: the two look the same.
            if not thing.get("revoked") or source.revoked and source.id in self.renditions[party]:
                shown[source.id] = (thing["name"], "description" in thing)
        for id, one in list(self.renditions[party].items()):
            if one.is_doubtful and id not in shown:
                del self.renditions[party][id]
            one.is_doubtful = False
        expected = {
            id: (one.version.name, "description" not in one.withheld) for id, one in self.renditions[party].items()
        }
        if shown != expected:
            other, missing = sorted(shown.items() - expected.items()), sorted(expected.items() - shown.items())
            self.fault(act, f"renditions {other} instead of {missing}")

    def fault(self, act, text):
        self.faults.append(f"act {self.number} ({act['act']}, {self.day}): {text}")

    def take(self, number, act):
        self.number = number
        match act["act"]:
            case "agreements":
                self.set = act["set"]
                self.judge()
            case "day":
                self.day = act["day"]
                self.doubt()
            case "save":
                self.versions.setdefault(act["id"], []).append(Version(act))
                self.judge(ids={act["id"]})
            case "derived":
                self.made.setdefault(act["work"], set()).add(act["source"])
                self.judge(ids={act["work"]})
            case "records":
                old = {json.dumps(one, sort_keys=True) for one in self.records}
                self.records = act["records"]
                changed = old ^ {json.dumps(one, sort_keys=True) for one in self.records}
                self.judge(ids={json.loads(one)["name"] for one in changed} if not act.get("all") else None)
            case "release":
                self.release(act)
            case "read":
                self.read(act)


def main(path):
    judge, acts = None, 0
    faults, reads, items = [], 0, 0
    with open(path, encoding="utf-8") as trace:
        for number, line in enumerate(trace, 1):
            act = json.loads(line)
            if act["act"] == "world":
                if judge:
                    faults, reads, items = faults + judge.faults, reads + judge.reads, items + judge.items
                judge = Judge(act["labels"], act["parties"])
            else:
                acts += 1
                judge.take(number, act)
    faults, reads, items = faults + judge.faults, reads + judge.reads, items + judge.items
    for fault in faults[:20]:
        print(fault)
    print(f"{acts} acts, {reads} readings of {items} objects: {len(faults)} differences")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
