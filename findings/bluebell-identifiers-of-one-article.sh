#!/bin/bash
# bluebell-akn 3.1.1 (with cobalt 9.0.1): one article has another identifier for each way in which its number is written.
#
# Akoma Ntoso Naming Convention 1.0, 5.4: the number of an identifier is the one of the element, stripped of what stands around it (a word, brackets, full
# stops). Guess: `4`, `第4条`, `第４条` and `第四条` are `art_4`, as `Article 4` in the same treaty is.
# Seen: `art_4`, `art_第4条`, `art_第４条`, `art_第四条`: the languages of a treaty share no identifier.
# Exit 0: seen again. Exit 1: it behaves otherwise now. Exit 2: could not be tried.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" || exit 2
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check bluebell-akn==3.1.1 cobalt==9.0.1 || exit 2
cat > "$folder/try.py" <<'PYTHON'
from importlib.metadata import version

from bluebell.parser import AkomaNtosoParser
from cobalt import FrbrUri


def identifier(number):
    parser = AkomaNtosoParser(FrbrUri.parse("/akn/eu/act/2027/cyber"))
    tree = parser.parse_to_xml(f"BODY\n\nARTICLE {number} - Scope\n\n  Text.\n", "act")
    return next(one.get("eId") for one in tree.iter() if one.tag.endswith("}article"))


print("bluebell-akn", version("bluebell-akn"))
found = [identifier(number) for number in ("4", "第4条", "第４条", "第四条")]
print(*found, sep="\n")
raise SystemExit(0 if found == ["art_4", "art_第4条", "art_第４条", "art_第四条"] else 1)
PYTHON
"$folder/venv/bin/python" "$folder/try.py"
