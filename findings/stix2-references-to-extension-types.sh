#!/bin/bash
# stix2 3.0.2: a report that refers to an object of an extension's type is refused, though it stands alone and is all standard itself.
#
# STIX 2.1, 7.3 makes a type of an extension definition (`new-sdo`) a STIX Domain Object, and 4.16 lets `object_refs` refer to any. Guess: who
# leaves objects of such types out of what is parsed needs no `allow_custom`. Seen: InvalidValueError for a report, and for a relationship,
# that names one; with `allow_custom=True` both are parsed.
# Exit 0: seen again. Exit 1: it behaves otherwise now. Exit 2: could not be tried.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" || exit 2
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check stix2==3.0.2 || exit 2
cat > "$folder/try.py" <<'PYTHON'
from importlib.metadata import version

import stix2

TIMES = {"spec_version": "2.1", "created": "2026-01-01T00:00:00.000Z", "modified": "2026-01-01T00:00:00.000Z"}
OTHER = "x-ship--0a4bb9b5-4a3c-4e37-9b1c-8f1f6b0e1b55"
REPORT = {"type": "report", "id": "report--d0f6fc4f-93b4-41ba-9a43-d1c0f6f5a2a4", "name": "a report", "published": "2026-01-01T00:00:00Z",
          "object_refs": [OTHER], **TIMES}
TIE = {"type": "relationship", "id": "relationship--6f3d8c0a-6a0d-4f0a-8b93-3f8a3c7f0a11", "relationship_type": "related-to",
       "source_ref": OTHER, "target_ref": REPORT["id"], **TIMES}


def outcome(item, **options):
    try:
        return "parsed " + stix2.parse(item, **options).type
    except stix2.exceptions.STIXError as error:
        return f"{type(error).__name__}: {error}"[:110]


print("stix2", version("stix2"))
seen = [outcome(item, **options) for item in (REPORT, TIE) for options in ({}, {"allow_custom": True})]
print(*seen, sep="\n")
refused = [one.startswith("InvalidValueError") for one in seen]
raise SystemExit(0 if refused == [True, False, True, False] else 1)
PYTHON
"$folder/venv/bin/python" "$folder/try.py"
