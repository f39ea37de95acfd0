"""What MISP's own library and its converter make of files: pymisp reads events and feeds, misp-stix reads bundles.

Runs in `.venv/misp`; prints one JSON object: each argument with what was read, or why not.
"""

import json
import sys
from pathlib import Path

from misp_stix_converter import ExternalSTIX2toMISPParser
from pymisp import MISPEvent
from stix2 import parse


def event(content):
    read = MISPEvent()
    read.load(content)
    attributes = [*read.attributes, *(one for thing in read.objects for one in thing.attributes)]
    return {
        "uuid": read.uuid,
        "info": read.info,
        "distribution": read.get("distribution"),
        "attributes": sorted([one.type, str(one.value), bool(one.to_ids)] for one in attributes),
        "objects": sorted(one.name for one in read.objects),
        "tags": sorted(one.name for one in read.tags),
        "sightings": sum(len(one.sightings) for one in attributes),
        "feed": sorted(read.to_feed(with_meta=True).get("_hashes", [])),
    }


def feed(folder):
    manifest = json.loads((folder / "manifest.json").read_text())
    rows = [line.split(",") for line in (folder / "hashes.csv").read_text().splitlines()]
    return {
        "manifest": manifest,
        "hashes": sorted(digest for digest, _ in rows),
        "events": [event(json.loads((folder / f"{name}.json").read_text())) for name in sorted(manifest)],
    }


def bundle(content):
    parser = ExternalSTIX2toMISPParser()
    parser.load_stix_bundle(parse(content, allow_custom=True))
    parser.parse_stix_bundle()
    read = parser.misp_event
    attributes = [*read.attributes, *(one for thing in read.objects for one in thing.attributes)]
    return {
        "errors": [error for some in parser.errors.values() for error in some],
        "values": sorted(str(one.value) for one in attributes),
    }


def read(path):
    if path.is_dir():
        return feed(path)
    content = json.loads(path.read_text())
    if content.get("type") == "bundle":
        return bundle(content)
    return [event(one) for one in content.get("response", [content])]


print(json.dumps({name: read(Path(name)) for name in sys.argv[1:]}))
