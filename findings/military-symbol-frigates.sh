#!/bin/bash
# military-symbol 2.0.2: a frigate is none any more, and on Python 3.11 it cannot be imported.
#
# MIL-STD-2525D, table E-II, has the frigate as entity 120204 of symbol set 30, and 1.2.3 reads 10033000001202040000 so. Guess: the later release does too, and runs on the
# Python that it names (3.8 and later). Seen: its table has the frigate as 121204, between the line combatants and among the task organizations, and no 120204;
# its module has nested quotes in an f-string, which Python reads from 3.12 on.
# Exit 0: seen again. Exit 1: it behaves otherwise now. Exit 2: could not be tried.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/old" && python3 -m venv "$folder/new" || exit 2
"$folder/old/bin/python" -m pip install --quiet --disable-pip-version-check military-symbol==1.2.3 || exit 2
"$folder/new/bin/python" -m pip install --quiet --disable-pip-version-check military-symbol==2.0.2 || exit 2
old=$("$folder/old/bin/python" -c 'import military_symbol
print(military_symbol.get_symbol_class_from_sidc("10033000001202040000").entity)')
echo "1.2.3: $old"
new=$("$folder/new/bin/python" - <<'PYTHON'
import importlib.util
import json
import sys
from pathlib import Path

package = Path(importlib.util.find_spec("military_symbol").origin).parent
table = json.loads((package / "schema" / "sea_surface.json").read_text())["IC"]
print("120204" in table, table.get("121204", {}).get("names"), end=" ")
try:
    import military_symbol
except SyntaxError:
    print("no import", sys.version_info < (3, 12))
else:
    print("import", sys.version_info < (3, 12))
PYTHON
)
echo "2.0.2: $new"
case $old in *frigate*) ;; *) exit 1 ;; esac
case $new in "False ['frigate'] no import True" | "False ['frigate'] import False") exit 0 ;; *) exit 1 ;; esac
