"""Names of entities as a library written by others has them: read from its tables, nothing of them is kept here."""

import importlib.util
import json
import re
from pathlib import Path

INSIDE = ("entities", "entity types", "entity subtypes")


def names():
    """The names of each entity, by symbol set and code."""
    found = {}
    package = Path(importlib.util.find_spec("military_symbol").origin).parent
    sets = json.loads((package / "symbols.json").read_text())["symbol sets"]
    for code, one in sets.items():
        if isinstance(one, dict):
            walk(found, code, {"entities": one.get("entities", {})})
    return found


def walk(found, code, node):
    if isinstance(node, (str, list)):
        node = {"names": [node] if isinstance(node, str) else node}
    told = [*node.get("names", []), *([node["name"]] if "name" in node else [])]
    if told:
        found[(code + "000000")[:8]] = told
    for kind in INSIDE:
        for more, inner in node.get(kind, {}).items():
            walk(found, code + more, inner)


def words(text):
    """The words of a name, without the marks between them."""
    return set(re.sub(r"[^a-z0-9 ]", "", re.sub(r"[-/]", " ", text.lower())).split())
