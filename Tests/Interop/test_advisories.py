"""Advisories, judged by the package `csaf`: the standard's own test files, which it carries."""

import json
import subprocess
from collections import defaultdict
from pathlib import Path

import csaf
import pytest
from support import BINARY

PACKAGE = Path(csaf.__file__).parent / "csaf"
EDITIONS = {"2.0": "v20", "2.1": "v21"}
# What the test files say is valid, and is not by the text of the standard, which the judge follows as well.
OLDER = {
    "oasis_csaf_tc-csaf_2_1-2024-6-1-66-13.json": "6.1.66",
    "oasis_csaf_tc-csaf_2_1-2024-6-1-66-14.json": "6.1.66",
}
# Tests of the standard that are not made, and why stands in Documentation/advisories.md.
LEFT = {"6.1.11", "6.1.24", "6.1.27", "6.1.60"} | {f"6.1.64.{number}" for number in range(1, 14)}


def lines(*words):
    done = subprocess.run([BINARY, "csaf", *map(str, words)], capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout.splitlines()


@pytest.fixture(scope="module")
def made():
    return dict((line.split(": ")[0], set(line.split(": ")[1].split())) for line in lines("check", "--tests"))


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_standards_own_files(made, edition):
    """Each test fails on the files that are to fail it, and on no file that is valid for it."""
    folder = PACKAGE / EDITIONS[edition]
    tests = [
        one for one in json.loads((folder / "rules/catalog.json").read_text())["tests"] if one["group"] == "mandatory"
    ]
    fixtures = {one["id"]: one.get("fixtures", {}) for one in tests}
    names = {name for sets in fixtures.values() for kind in sets.values() for name in kind}
    names = sorted(name for name in names if name.startswith("mandatory/"))
    told = defaultdict(set)
    for line in lines("check", *(folder / "data" / name for name in names)):
        finding = json.loads(line)
        assert set(finding) == {"test", "path", "message", "file"}
        told[Path(finding["file"]).name].add(finding["test"])
    wrong, tried = [], 0
    for test, kinds in fixtures.items():
        assert test in made[edition] or test in LEFT, test
        for kind in ("failing", "valid") if test in made[edition] else ():
            for name in kinds.get(kind, []):
                tried += 1
                short = Path(name).name
                if (test in told[short]) != (kind == "failing") and OLDER.get(short) != test:
                    wrong.append((test, kind, short))
    assert not wrong
    assert tried >= {"2.0": 100, "2.1": 400}[edition]
