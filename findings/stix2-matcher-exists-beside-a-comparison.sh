#!/bin/bash
# stix2-matcher 3.0.0: `EXISTS` beside a comparison in one observation raises an error, and by itself `NOT EXISTS` says true where the property is there.
#
# STIX 2.1, 9.6.1 has EXISTS among the comparison operators; 9.6 joins comparisons by AND and OR. Guess: `[EXISTS file:size AND file:name = 'a']` is
# true of a file with both, and `[NOT EXISTS file:name]` false of it. Seen: TypeError for the first (and ValueError with OR), true for the second, since EXISTS is
# read by the grammar and the matcher has nothing for it: what the path gave is left as it is.
# Exit 0: seen again. Exit 1: it behaves otherwise now. Exit 2: could not be tried.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" || exit 2
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check stix2-matcher==3.0.0 stix2-patterns==2.1.2 || exit 2
cat > "$folder/try.py" <<'PYTHON'
from importlib.metadata import version

from stix2matcher.matcher import match

FILE = {"type": "file", "spec_version": "2.1", "id": "file--5a27d487-c542-5f97-a131-a8866b477b46", "name": "a", "size": 3}
TIMES = {"first_observed": "2026-01-01T00:00:00.000Z", "last_observed": "2026-01-01T00:00:00.000Z", "number_observed": 1}
SEEN = {"type": "observed-data", "spec_version": "2.1", "id": "observed-data--b67d30ff-02ac-498a-92f9-32f845f448cf",
        "object_refs": [FILE["id"]], **TIMES}
BUNDLE = {"type": "bundle", "id": "bundle--5d0092c5-5f74-4287-9642-33f4c354e56d", "objects": [SEEN, FILE]}


def outcome(pattern):
    try:
        return bool(match(pattern, [BUNDLE], stix_version="2.1"))
    except Exception as error:
        return type(error).__name__


print("stix2-matcher", version("stix2-matcher"))
patterns = ["[EXISTS file:size]", "[NOT EXISTS file:name]", "[EXISTS file:size AND file:name = 'a']", "[EXISTS file:size OR file:name = 'a']"]
seen = [outcome(pattern) for pattern in patterns]
for pattern, one in zip(patterns, seen):
    print(one, pattern)
raise SystemExit(0 if seen == [True, True, "TypeError", "ValueError"] else 1)
PYTHON
"$folder/venv/bin/python" "$folder/try.py"
