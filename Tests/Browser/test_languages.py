"""The translations are complete, and the code uses nothing else. Needs no browser and no node."""

import gzip
import json
import re
from pathlib import Path

import pytest

import sentences

CONSOLE = Path(__file__).resolve().parents[2] / "Console"
FOLDER = CONSOLE / "languages"
TAGS = [language["tag"] for language in json.loads((FOLDER / "index.json").read_text())]
SOURCES = {path: path.read_text() for path in sorted(CONSOLE.rglob("*.js"))}
TEXTS = {
    tag: {
        f"{group}.{name}": text
        for group, names in json.loads((FOLDER / f"{tag}.json").read_text()).items()
        for name, text in names.items()
    }
    for tag in TAGS
}


def test_every_file_is_listed():
    assert {path.stem for path in FOLDER.glob("*.json")} - {"index", "glossary"} == set(TAGS)


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
    keys = {
        key for key in keys if key in TEXTS["en"] or not key.endswith((".js", ".json", ".svg", ".txt", ".pdf", ".csv"))
    }
    # The node itself writes reports, mail and calendars for people with the same words.
    rooms = CONSOLE.parent / "Sources"
    written = [
        *(rooms / f"ConsoleServer/APIService+{name}.swift" for name in ("Reports", "Notices")),
        *(rooms / "CalendarServer").glob("*.swift"),
        *(rooms / "PaperServer").glob("*.swift"),
    ]
    reports = "\n".join(path.read_text() for path in written)
    groups = set(re.findall(r'\bwords?\("([a-z-]+)"', code + reports)) | {
        match for match in re.findall(r"(?:\bt\(|texts\[)`([a-z-]+)\.\$", code)
    }
    return keys, groups


def test_every_key_in_the_code_exists():
    keys, groups = used()
    assert {key for key in keys if key not in TEXTS["en"]} == set()
    assert groups <= {key.split(".")[0] for key in TEXTS["en"]}


def test_every_source_has_a_word():
    """Sources are words that the node gives; no test of the code alone would miss one."""
    assert {"source.own", "source.found", "source.partner", "source.rendition"} <= TEXTS["en"].keys()


def test_every_key_is_used():
    keys, groups = used()
    assert [key for key in TEXTS["en"] if key not in keys and key.split(".")[0] not in groups] == []


def fetched(*names):
    """The modules that are fetched with some others: what they import, and what those do."""
    found, waiting = set(), [CONSOLE / name for name in names]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            imported = re.findall(r'(?:from|import)\s+"(\.[^"]+)"', path.read_text())
            waiting += [(path.parent / name).resolve() for name in imported]
    return found


def packed(paths):
    """Bytes as they are transferred (test_api checks that they are packed)."""
    return sum(len(gzip.compress(path.read_bytes())) for path in paths)


def test_the_console_is_small_and_keeps_to_its_policy():
    # A first visit: the frame, one page, one language, the styles; what other pages need comes when one goes there.
    always = [CONSOLE / name for name in ("index.html", "style.css", "icon.svg", "languages/index.json")]
    language = max((path for path in FOLDER.glob("??.json")), key=lambda path: packed([path]))
    visits = {
        page.stem: packed({*fetched("main.js", f"pages/{page.name}"), *always, language})
        for page in (CONSOLE / "pages").glob("*.js")
    }
    assert len(visits) > 25 and max(visits.values()) < 200_000, visits
    for path, code in SOURCES.items():
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", code), (
            path
        )
    assert not re.search(
        r"\son\w+=|style=|<style|<script(?! type=\"module\" src)", (CONSOLE / "index.html").read_text()
    )


def test_every_finding_of_the_validation_has_words():
    source = (CONSOLE.parent / "Sources" / "STIX" / "Validation" / "Finding.swift").read_text()
    codes = set(re.findall(r'case \w+ = "([a-z-]+)"', source[source.index("enum FindingCode") :]))
    assert len(codes) > 40 and codes == {
        key.removeprefix("finding.") for key in TEXTS["en"] if key.startswith("finding.")
    }


def test_every_property_of_the_standard_has_words():
    """Fields of executables, certificates, sockets and the like bear the names that their formats give them."""
    formats = {
        "ipfix",
        "subject_public_key_algorithm",
        "subject_public_key_exponent",
        "subject_public_key_modulus",
        "x509_v3_extensions",
    }
    for file in ("Schemas", "Schemas+Domain", "Schemas+Relationship", "Schemas+Observable"):
        source = (CONSOLE.parent / "Sources" / "STIX" / "Tables" / f"{file}.swift").read_text()
        names = set(re.findall(r'(?:required|optional)\(\s*"([a-z0-9_]+)"', source))
        assert len(names) > 10 and {name for name in names if f"property.{name}" not in TEXTS["en"]} <= formats, file


def test_every_type_of_the_standard_has_words():
    source = (CONSOLE.parent / "Sources" / "STIX" / "Tables" / "ObjectType.swift").read_text()
    cases = re.findall(r"^    case (\w+)$", source, re.M)
    hyphened = [re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", one).lower() for one in cases]
    assert "windows-registry-key" in hyphened and "ipv4-addr" in hyphened
    assert [one for one in hyphened if f"type.{one}" not in TEXTS["en"] and one != "bundle"] == []


def test_every_property_and_term_of_the_workspaces_has_words():
    groups = dict(re.findall(r'  (\w+): \(value\) => (?:word\("|t\(`)([\w-]+)', SOURCES[CONSOLE / "types.js"]))
    code = "".join(path.read_text() for path in sorted((CONSOLE.parent / "Sources").glob("Work*/*.swift")))
    names = set(re.findall(r'\.(?:required|optional)\(\s*"([a-z0-9_]+)",', code))
    assert len(names) > 40 and [name for name in sorted(names) if f"property.{name}" not in TEXTS["en"]] == []
    choices = re.findall(r'\.(?:required|optional)\(\s*"(\w+)",\s*\.choice\(\[([^\]]*)\]', code)
    terms = [(groups[name], term) for name, listed in choices for term in re.findall(r'"([^"]+)"', listed)]
    assert len(terms) > 30 and [pair for pair in terms if ".".join(pair) not in TEXTS["en"]] == []
    types = set(re.findall(r'TypeSchema\(\s*"([a-z-]+)"', code))
    assert len(types) > 5 and {name for name in types if f"type.{name}" not in TEXTS["en"]} == set()


def test_what_tokens_and_keys_may_has_words():
    source = (CONSOLE.parent / "Sources" / "Calls" / "Rights.swift").read_text()
    cases = source[source.index("enum TokenScope") :].split("}")[0]
    scopes = re.findall(r"case (\w+)", cases)
    assert len(scopes) == 3 and [one for one in scopes if f"scope.{one}" not in TEXTS["en"]] == []


def test_every_sentence_of_the_node_has_words():
    known = {key.removeprefix("said.") for key in TEXTS["en"] if key.startswith("said.")}
    found = sentences.sentences()
    assert {key: sorted(files) for key, files in found.items() if key not in known} == {}
    assert known - found.keys() == set()
    # Reasons of the queue are codes; English has words for them as the others have.
    coded = {"agreement {*}", "day {*}", "rendition-changed"}
    assert all(TEXTS["en"][f"said.{key}"] != sentences.numbered(key) for key in coded)
    for key in known - sentences.SHORTER - coded:
        assert TEXTS["en"][f"said.{key}"] == sentences.numbered(key)


def test_what_is_left_out_is_there():
    for one in sentences.LEFT_OUT:
        assert (sentences.SOURCES / one).exists(), one
    strings = {
        sentences.key(parts)
        for path in sentences.SOURCES.rglob("*.swift")
        for _, _, parts in sentences.literals(path.read_text())
    }
    assert sentences.UNREAD - strings == set()


def test_sentences_are_read_as_they_are_written():
    assert (
        sentences.key(sentences.literal(r'"the file `\(name)` has \(count(of: "a b")) parts, at most 20"', 0)[1])
        == "the file {} has {*} parts, at most {}"
    )
    assert sentences.key(["version 3.6 of UTF-8, 2026-11-24"]) == "version {} of UTF-8, 2026-11-24"


@pytest.mark.parametrize("tag", [tag for tag in TAGS if tag != "en"])
def test_no_sentence_stays_english(tag):
    for key, text in TEXTS[tag].items():
        if key.startswith(("said.", "diagnostic.")):
            assert text != TEXTS["en"][key], key


def test_every_diagnostic_of_agreement_files_has_words():
    sources = "\n".join(path.read_text() for path in (CONSOLE.parent / "Sources" / "Agreements").rglob("*.swift"))
    codes = set(re.findall(r'\b(?:report|warn|Diagnostic)\(\s*"([a-z-]+)"', sources)) | {
        f"{what}-twice" for what in ("party", "scheme", "agreement")
    }
    manual = (CONSOLE.parent / "Documentation" / "agreements.md").read_text()
    listed = set(re.findall(r"^\| `([a-z-]+)` \| (?:error|warning) \|", manual, re.M))
    known = {key.removeprefix("diagnostic.") for key in TEXTS["en"] if key.startswith("diagnostic.")}
    assert len(codes) > 30 and codes == listed == known


GLOSSARY = json.loads((FOLDER / "glossary.json").read_text())


def wordings(tag):
    """What the node says in one language itself: grounds of decisions, sentences of agreements."""
    name = {"en": "English", "ja": "Japanese", "fr": "French", "de": "German"}[tag]
    sources = CONSOLE.parent / "Sources"
    files = [*sources.glob(f"*/Explanation/Wording+{name}.swift"), *sources.glob(f"*/Wording/RuleWording+{name}.swift")]
    assert files
    return {file.name: re.findall(r'"((?:[^"\\]|\\.)*)"', file.read_text()) for file in files}


@pytest.mark.parametrize("tag", TAGS)
def test_texts_keep_to_the_glossary(tag):
    """Each term of the trade has its word in every text, and no text has one that the glossary says not to use."""
    texts = TEXTS[tag]
    said = [(name, text) for name, list_ in wordings(tag).items() for text in list_]
    everything = [*texts.items(), *said]
    wrong = [
        f"{place}: {text!r} has {pattern!r}, instead of: {better}"
        for term, entry in GLOSSARY.items()
        for pattern, better in entry.get("not", {}).get(tag, {}).items()
        for place, text in everything
        if re.search(pattern, text)
    ]
    assert wrong == []
    unused = [
        term
        for term, entry in GLOSSARY.items()
        if tag in entry and not any(word in text for word in entry[tag] for text in texts.values())
    ]
    assert unused == []


def test_every_term_has_words_in_every_language_that_has_it_wrong():
    for term, entry in GLOSSARY.items():
        tags = set(entry) - {"not"}
        assert tags == set(TAGS) or set(entry["not"]) == tags, term
        assert set(entry.get("not", {})) <= tags, term
        for words in entry.get("not", {}).values():
            assert all(re.compile(pattern) and better for pattern, better in words.items())


def test_japanese_has_no_blanks_around_names():
    japanese = "[\u3040-\u30ff\u4e00-\u9fff]"
    wrong = [
        f"{key}: {text}" for key, text in TEXTS["ja"].items() if re.search(rf"{japanese} \{{|\}} {japanese}", text)
    ]
    assert wrong == []
