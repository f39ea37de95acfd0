"""The translations are complete, and the code uses nothing else. Needs no browser and no node."""

import gzip
import json
import re
from pathlib import Path

import pytest

CONSOLE = Path(__file__).resolve().parents[2] / "Console"
FOLDER = CONSOLE / "languages"
TAGS = [language["tag"] for language in json.loads((FOLDER / "index.json").read_text())]
SOURCES = {path: path.read_text() for path in sorted(CONSOLE.rglob("*.js"))}
TEXTS = {tag: {f"{group}.{name}": text for group, names in json.loads((FOLDER / f"{tag}.json").read_text()).items() for name, text in names.items()}
         for tag in TAGS}


def test_every_file_is_listed():
    assert {path.stem for path in FOLDER.glob("*.json")} - {"index"} == set(TAGS)


@pytest.mark.parametrize("tag", TAGS)
def test_same_keys_and_same_places_for_values(tag):
    assert TEXTS[tag].keys() == TEXTS["en"].keys()
    for key, text in TEXTS[tag].items():
        assert text.strip(), key
        assert sorted(re.findall(r"\{\w+\}", text)) == sorted(re.findall(r"\{\w+\}", TEXTS["en"][key])), key


def used():
    """Keys in the code as they stand, and the groups of which a key is made up at run time."""
    code = "\n".join(SOURCES.values())
    keys = set(re.findall(r'"([a-z-]+\.[a-z_-]+)"', code)) - {"eu.entente"}
    keys = {key for key in keys if key in TEXTS["en"] or not key.endswith((".js", ".json", ".svg", ".txt"))}
    groups = set(re.findall(r'\bword\("([a-z-]+)"', code)) | {match for match in re.findall(r"\bt\(`([a-z-]+)\.\$", code)}
    return keys, groups


def test_every_key_in_the_code_exists():
    keys, groups = used()
    assert {key for key in keys if key not in TEXTS["en"]} == set()
    assert groups <= {key.split(".")[0] for key in TEXTS["en"]}


def test_every_key_is_used():
    keys, groups = used()
    assert [key for key in TEXTS["en"] if key not in keys and key.split(".")[0] not in groups] == []


def test_the_console_is_small_and_keeps_to_its_policy():
    # As it is transferred: the node sends its files packed (test_api checks that it does).
    assert sum(len(gzip.compress(path.read_bytes())) for path in CONSOLE.rglob("*") if path.is_file()) < 200_000
    for path, code in SOURCES.items():
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", code), path
    assert not re.search(r"\son\w+=|style=|<style|<script(?! type=\"module\" src)", (CONSOLE / "index.html").read_text())


def test_every_finding_of_the_validation_has_words():
    source = (CONSOLE.parent / "Sources" / "STIX" / "Validation" / "Finding.swift").read_text()
    codes = set(re.findall(r'case \w+ = "([a-z-]+)"', source[source.index("enum FindingCode"):]))
    assert len(codes) > 40 and codes == {key.removeprefix("finding.") for key in TEXTS["en"] if key.startswith("finding.")}


def test_every_property_of_the_standard_has_words():
    """Fields of executables, certificates, sockets and the like bear the names that their formats give them."""
    formats = {"ipfix", "subject_public_key_algorithm", "subject_public_key_exponent", "subject_public_key_modulus", "x509_v3_extensions"}
    for file in ("Schemas", "Schemas+Domain", "Schemas+Relationship", "Schemas+Own", "Schemas+Observable"):
        source = (CONSOLE.parent / "Sources" / "STIX" / "Tables" / f"{file}.swift").read_text()
        names = set(re.findall(r'(?:required|optional)\(\s*"([a-z0-9_]+)"', source))
        assert len(names) > 10 and {name for name in names if f"property.{name}" not in TEXTS["en"]} <= formats, file
