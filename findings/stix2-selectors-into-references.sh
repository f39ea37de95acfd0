#!/bin/bash
# stix2 3.0.2: a selector of a member inside of a list of objects is refused, and with it the whole object.
#
# STIX 2.1, 7.2.3.1: `external_references.[0].description` selects a property of the first element. Guess: it is parsed.
# Seen: InvalidSelectorError "Selector external_references.[0].description in Indicator is not valid!"; the element itself,
# `external_references.[0]`, is taken.
# Exit 0: seen again. Exit 1: it behaves otherwise now. Exit 2: could not be tried.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" || exit 2
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check stix2==3.0.2 || exit 2
cat > "$folder/try.py" <<'PYTHON'
from importlib.metadata import version
import stix2

def found(selector):
    item = {"type": "indicator", "spec_version": "2.1", "id": "indicator--9299f726-ce06-492e-8472-2b52ccb53191", "created": "2026-01-01T00:00:00.000Z",
            "modified": "2026-01-01T00:00:00.000Z", "name": "a name", "pattern": "[ipv4-addr:value = '192.0.2.1']", "pattern_type": "stix",
            "valid_from": "2026-01-01T00:00:00Z", "external_references": [{"source_name": "a source", "description": "a text"}],
            "granular_markings": [{"marking_ref": "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9", "selectors": [selector]}]}
    try:
        return "parsed", stix2.parse(item).id
    except stix2.exceptions.STIXError as error:
        return type(error).__name__, str(error)

print("stix2", version("stix2"))
inside, element = found("external_references.[0].description"), found("external_references.[0]")
print("external_references.[0].description:", *inside)
print("external_references.[0]:", *element)
raise SystemExit(0 if inside[0] == "InvalidSelectorError" and element[0] == "parsed" else 1)
PYTHON
"$folder/venv/bin/python" "$folder/try.py"
