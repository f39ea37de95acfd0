#!/bin/bash
# stix2-validator 3.3.2 (with stix2-patterns 2.1.2): a granular marking that gives the language of a property is refused.
#
# STIX 2.1, 7.2.3: a granular marking has either `marking_ref` or `lang`. Guess: `{"lang": "fr", "selectors": ["name"]}` is valid.
# Seen: "granular_markings[0]: 'marking_ref' is a required property"; the same object with a `marking_ref` in its place is valid.
# Exit 0: seen again. Exit 1: it behaves otherwise now. Exit 2: could not be tried.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" || exit 2
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check stix2-validator==3.3.2 'setuptools<81' || exit 2
cat > "$folder/try.py" <<'PYTHON'
from importlib.metadata import version
from stix2validator import ValidationOptions, validate_instance

def found(marking):
    item = {"type": "indicator", "spec_version": "2.1", "id": "indicator--9299f726-ce06-492e-8472-2b52ccb53191", "created": "2026-01-01T00:00:00.000Z",
            "modified": "2026-01-01T00:00:00.000Z", "name": "Garde du port", "description": "guard", "lang": "en", "indicator_types": ["benign"],
            "pattern": "[ipv4-addr:value = '192.0.2.1']", "pattern_type": "stix", "valid_from": "2026-01-01T00:00:00Z", "granular_markings": [marking]}
    result = validate_instance(item, ValidationOptions(version="2.1"))
    return result.is_valid, [str(error) for error in result.errors]

print("stix2-validator", version("stix2-validator"))
language = found({"lang": "fr", "selectors": ["name"]})
level = found({"marking_ref": "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9", "selectors": ["name"]})
print("lang:", *language)
print("marking_ref:", *level)
raise SystemExit(0 if level[0] and not language[0] and "'marking_ref' is a required property" in " ".join(language[1]) else 1)
PYTHON
"$folder/venv/bin/python" "$folder/try.py"
