"""Events of MISP as STIX and back, beside misp-stix, which works on a part of them: all of it would take minutes."""

import json
import os
import random
import statistics
import subprocess
import sys
import uuid

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PEER = os.path.join(ROOT, ".venv", "misp", "bin", "python")
SPACE = uuid.UUID("8d1f6c1e-53a2-4b0f-9f0a-6a3d5be10b77")
COUNT, PART = 10_000, 1_000


def event(count):
    """An event with attributes of five types, all looked for, each tenth with the time when it was seen."""
    chance = random.Random(5)
    attributes = []
    for number in range(count):
        kind, value = [
            ("ip-dst", f"198.51.{number // 250 % 250}.{number % 250}"),
            ("domain", f"host{number}.bad{chance.randrange(1_000)}.example"),
            ("url", f"https://host{number}.example/{chance.getrandbits(64):x}?x='1'"),
            ("sha256", f"{chance.getrandbits(256):064x}"),
            ("filename|md5", f"file{number}.exe|{chance.getrandbits(128):032x}"),
        ][number % 5]
        attribute = {
            "uuid": str(uuid.uuid5(SPACE, str(number))),
            "type": kind,
            "category": "Payload delivery" if "md5" in kind or kind == "sha256" else "Network activity",
            "value": value,
            "to_ids": True,
            "timestamp": str(1_764_144_000 + number),
            "distribution": "5",
            "comment": f"seen in campaign {number % 7}",
            "disable_correlation": False,
        }
        if number % 10 == 0:
            attribute["first_seen"] = "2026-11-01T00:00:00.000000+00:00"
        attributes.append(attribute)
    organisation = {"name": "ORG-A", "uuid": str(uuid.uuid5(SPACE, "org"))}
    return {
        "Event": {
            "uuid": str(uuid.uuid5(SPACE, "event")),
            "info": "Ten thousand",
            "date": "2025-11-20",
            "threat_level_id": "2",
            "analysis": "1",
            "distribution": "1",
            "timestamp": "1764144000",
            "published": False,
            "Orgc": organisation,
            "Org": organisation,
            "Tag": [{"name": "tlp:green"}],
            "Attribute": attributes,
        }
    }


THEIRS = """
import json, sys, time
from pymisp import MISPEvent
from stix2 import parse
from misp_stix_converter import ExternalSTIX2toMISPParser, MISPtoSTIX21Parser
event = MISPEvent()
event.load(json.load(open(sys.argv[1])))
begun = time.process_time()
parser = MISPtoSTIX21Parser()
parser.parse_misp_event(event)
text = parser.bundle.serialize()
out = time.process_time() - begun
source = open(sys.argv[2]).read()
begun = time.process_time()
parser = ExternalSTIX2toMISPParser()
parser.load_stix_bundle(parse(source, allow_custom=True))
parser.parse_stix_bundle()
made = parser.misp_event.to_json()
print(json.dumps({"out": out, "back": time.process_time() - begun}))
"""


# The most memory of a process is counted from what the process that began it had: a small one begins it.
SMALL = "import subprocess, sys; sys.exit(subprocess.run(sys.argv[1:]).returncode)"


def ours(bench, *words):
    command = [sys.executable, "-I", "-S", "-c", SMALL, bench, *words]
    runs = [json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout) for _ in range(5)]
    return {name: statistics.median(one[name] for one in runs) for name in runs[0]}


def foreign(bundle, target):
    """The same indicators without what we keep in them, as others write them."""
    objects = json.load(open(bundle, encoding="utf-8"))["objects"]
    kept = [one for one in objects if one["type"] in ("indicator", "identity")]
    for one in kept:
        one.pop("extensions", None)
    with open(target, "w", encoding="utf-8") as out:
        json.dump({"type": "bundle", "id": f"bundle--{uuid.uuid5(SPACE, target)}", "objects": kept}, out)


def measure(bench, work, row):
    names = {
        name: os.path.join(work, f"misp-{name}.json") for name in ("all", "part", "bundle", "small", "plain", "few")
    }
    for name, count in (("all", COUNT), ("part", PART)):
        with open(names[name], "w", encoding="utf-8") as out:
            json.dump(event(count), out, separators=(",", ":"))
    there = ours(bench, "in", names["all"], names["bundle"])
    ours(bench, "in", names["part"], names["small"])
    foreign(names["bundle"], names["plain"])
    foreign(names["small"], names["few"])
    own, back = ours(bench, "out", names["bundle"]), ours(bench, "out", names["plain"])
    assert own["count"] == back["count"] == COUNT
    done = subprocess.run([PEER, "-c", THEIRS, names["part"], names["few"]], capture_output=True, text=True, check=True)
    theirs = {name: PART / seconds for name, seconds in json.loads(done.stdout).items()}
    rate = COUNT / there["seconds"]
    beside = f"misp-stix {theirs['out']:,.0f}/s on {PART:,}: {rate / theirs['out']:.0f} x"
    row(
        "MISP event of 10,000 attributes as STIX, from file to file",
        rate,
        "attr/s",
        "40,000, 55 x misp-stix",
        rate >= 40_000 and rate >= 55 * theirs["out"],
        beside,
    )
    row("the same, memory of the whole process", there["peak"] / 2**20, "MiB", "60", there["peak"] <= 60 * 2**20)
    rate = COUNT / back["seconds"]
    beside = f"misp-stix {theirs['back']:,.0f}/s on {PART:,}: {rate / theirs['back']:.0f} x"
    row(
        "others' 10,000 indicators as an event of MISP",
        rate,
        "attr/s",
        "30,000, 25 x misp-stix",
        rate >= 30_000 and rate >= 25 * theirs["back"],
        beside,
    )
    rate = COUNT / own["seconds"]
    row("own bundle of 10,000 attributes back as the event", rate, "attr/s", "15,000", rate >= 15_000)
