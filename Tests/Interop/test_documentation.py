"""The pages of the documentation are true: every command in them is run, and gives what stands in the page.

A block ```sh is followed by a block ```text with its output. `python test_documentation.py --write` fills them in.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from support import BINARY, REPOSITORY

PAGES = ["agreements.md", "decisions-explained.md", "renditions.md"]
SHELL = re.compile(r"^```sh\n(.*?)^```\n\n^```text\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
QUOTED = re.compile(r"^```accord (\S+)\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
SOURCES = REPOSITORY / "Sources"


def page(name):
    return (REPOSITORY / "Documentation" / name).read_text()


def run(script, folder):
    """What a block prints, run with `entente` on the path; identifiers of new bundles are the only thing not fixed."""
    environment = {**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
    environment.pop("ENTENTE_NODE", None)
    environment.pop("ENTENTE_AGREEMENTS", None)
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env=environment,
        text=True,
        timeout=120,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    text = re.sub(r"bundle--[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f-]{18}", "bundle--…", done.stdout)
    # The page has no space at the end of a line.
    return "".join(line.rstrip() + "\n" for line in text.splitlines())


def workplace(folder):
    folder = Path(folder)
    (folder / "bin").mkdir()
    (folder / "bin" / "entente").symlink_to(BINARY)
    for name in ("Examples", "Documentation", "Schemas"):
        (folder / name).symlink_to(REPOSITORY / name)
    return folder


@pytest.mark.parametrize("name", PAGES)
def test_commands(name, tmp_path):
    folder = workplace(tmp_path)
    blocks = SHELL.findall(page(name))
    assert len(blocks) == page(name).count("```sh\n"), "every block of commands has its output"
    for script, output in blocks:
        assert run(script, folder) == output, script


@pytest.mark.parametrize("name", PAGES)
def test_quotations(name):
    for path, text in QUOTED.findall(page(name)):
        assert text in (REPOSITORY / path).read_text(), f"{path} does not say:\n{text}"


def test_every_sentence_is_explained():
    grammar = (SOURCES / "Agreements/Reading/AccordGrammar.swift").read_text()
    phrases = [phrase.replace(" ,", ",") for phrase in re.findall(r'Phrase\("([^"]+)"\)', grammar)]
    assert len(phrases) > 70
    text = page("agreements.md")
    assert [phrase for phrase in phrases if f"`{phrase}`" not in text] == []


def test_every_diagnostic_is_listed():
    found = set()
    for file in (SOURCES / "Agreements").rglob("*.swift"):
        found |= set(re.findall(r'\b(?:report|warn|Diagnostic)\(\s*"([a-z-]+)"', file.read_text()))
    found |= {"party-twice", "scheme-twice", "agreement-twice"}
    listed = set(re.findall(r"^\| `([a-z-]+)` \| (?:error|warning) \|", page("agreements.md"), re.MULTILINE))
    assert listed == found


def test_every_ground_is_listed():
    source = (SOURCES / "Release/GroundCode.swift").read_text()
    codes = set(re.findall(r'case \w+ = "([a-z-]+)"', source)) | set(
        re.findall(r"^    case (\w+)$", source, re.MULTILINE)
    )
    listed = set(
        re.findall(r"^\| `([a-z-]+)` \| (?:R\d\d|TLP 2.0|STIX 2.1) \|", page("decisions-explained.md"), re.MULTILINE)
    )
    assert listed == codes


def test_schema_of_agreements():
    validator = pytest.importorskip("jsonschema").Draft202012Validator
    import json

    schema = json.loads((REPOSITORY / "Schemas" / "agreements.json").read_text())
    validator.check_schema(schema)
    printed = subprocess.run(
        [BINARY, "agreements", "json", str(REPOSITORY / "Examples" / "agreements")], capture_output=True, check=True
    ).stdout
    errors = [f"{list(error.path)}: {error.message}" for error in validator(schema).iter_errors(json.loads(printed))]
    assert errors == []


def write(name):
    with tempfile.TemporaryDirectory() as temporary:
        folder = workplace(temporary)
        text = SHELL.sub(lambda m: f"```sh\n{m[1]}```\n\n```text\n{run(m[1], folder)}```\n", page(name))
        (REPOSITORY / "Documentation" / name).write_text(text)


if __name__ == "__main__" and sys.argv[1:] == ["--write"]:
    for page_name in PAGES:
        if (REPOSITORY / "Documentation" / page_name).exists():
            write(page_name)
