#!/bin/bash
# stix2-generator 0.2.0: what it makes is not always STIX: versions of software and certificates, and the modulus of a key, are numbers.
#
# STIX 2.1, 6.14 and 6.18 have `version` and `subject_public_key_modulus` as strings. Guess: what the generator of the same authors' tools makes is valid for their
# validator. Seen: stix2-validator 3.3.2 refuses each software object with a version and each certificate with a version or modulus, while stix2 3.0.2 reads the numbers and
# writes texts, so that a file that went through it is valid and the one that came out of the generator is not.
# Exit 0: seen again. Exit 1: it behaves otherwise now. Exit 2: could not be tried.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" || exit 2
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check stix2-generator==0.2.0 stix2==3.0.2 stix2-validator==3.3.2 || exit 2
cat > "$folder/try.py" <<'PYTHON'
import json
from importlib.metadata import version

import stix2
import stix2generator
from stix2validator import ValidationOptions, validate_string

for name in ("stix2-generator", "stix2", "stix2-validator"):
    print(name, version(name))
generator = stix2generator.create_object_generator()
seen = set()
for kind, name in (("software", "version"), ("x509-certificate", "version"), ("x509-certificate", "subject_public_key_modulus")):
    # What is optional is there at random.
    made = next(one for one in (generator.generate(kind) for _ in range(1000)) if name in one)
    written = json.dumps(made)
    told = validate_string(written, ValidationOptions(version="2.1"))
    # allow_custom: other values of the generator are words of no vocabulary.
    again = json.loads(stix2.parse(written, version="2.1", allow_custom=True).serialize())
    print(kind, name, type(made[name]).__name__, "valid" if told.is_valid else "refused", type(again[name]).__name__)
    seen.add((type(made[name]).__name__, told.is_valid, type(again[name]).__name__))
raise SystemExit(0 if seen == {("int", False, "str")} else 1)
PYTHON
"$folder/venv/bin/python" "$folder/try.py"
