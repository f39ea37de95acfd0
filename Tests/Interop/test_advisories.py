"""Advisories, judged by the package `csaf`: the standard's own test files, which it carries."""

import json
import subprocess
from collections import defaultdict
from pathlib import Path

import csaf
import cvelib
import jsonschema
import pytest
from support import BINARY

from playbooks import playbook

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


# The label of each recorded file, and the one that its objects get here.
RECORDED = {
    "csaf-2.0-amber.json": ("EX-2026-0001", "TLP:AMBER", []),
    "csaf-2.0-no-tlp.json": ("EX-2026-0008", "TLP:AMBER+STRICT", []),
    "csaf-2.1-amber-strict-group.json": ("EX-2026-0002", "TLP:AMBER+STRICT", []),
    "csaf-2.1-clear-with-group-fails-6.1.39.json": ("EX-2026-0006", "TLP:CLEAR", ["6.1.39"]),
}
DATA = Path(__file__).resolve().parents[3] / "shared/testdata/cyber-recorded"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the recorded files are not here")


def judged(path):
    """The tests that the package finds failed in a document of 2.1."""
    return [one.id for one in csaf.validate(json.loads(path.read_text())).results if not one.passed]


@needs_data
@pytest.mark.parametrize("name", RECORDED)
def test_recorded_files(name, made):
    wanted = RECORDED[name][2]
    assert [json.loads(line)["test"] for line in lines("check", DATA / name)] == wanted
    if name.startswith("csaf-2.1"):
        assert judged(DATA / name) == wanted


@needs_data
def test_in_and_out(make_node, tmp_path):
    """An advisory in and out: its objects, its label, VEX, and a document that the package finds right."""
    node = make_node("eu")
    for name, (advisory, label, _) in RECORDED.items():
        told = [json.loads(node.run("csaf", "import", "--json", DATA / name, check=False).stdout) for _ in range(2)]
        assert [(one["added"], one["known"], one["refused"]) for one in told] == [(7, 0, 0), (0, 7, 0)], name
        assert [one["tlp"] for one in told] == [label, label]
        assert told[0]["advisory"] == advisory
        assert told[0]["recipients"] == []
        out = tmp_path / name
        out.write_text(node.run("csaf", "export", advisory).stdout)
        document = json.loads(out.read_text())
        assert document["document"]["distribution"]["tlp"]["label"] == label.removeprefix("TLP:")
        assert judged(out) == RECORDED[name][2]
        if name.startswith("csaf-2.1"):
            assert out.read_bytes() == (DATA / name).read_bytes()
    vex = [json.loads(line) for line in node.run("vex", "Product A 1.0").stdout.splitlines()]
    assert sorted(one["advisory"] for one in vex) == sorted(one[0] for one in RECORDED.values())
    assert {(one["product"], one["vulnerability"], one["status"], one["flag"]) for one in vex} == {
        ("P1", "CVE-2026-0001", "known_affected", None)
    }
    none = node.run("vex", "Product C", check=False)
    assert (none.returncode, none.stdout) == (1, "")
    wider = node.run("csaf", "import", "--tlp", "GREEN", DATA / "csaf-2.0-amber.json", check=False).stderr
    assert "is TLP:AMBER, and TLP:GREEN is wider" in wider
    clear = node.run("csaf", "import", "--tlp", "CLEAR", DATA / "csaf-2.0-no-tlp.json", check=False).stderr
    assert "is TLP:AMBER+STRICT, and TLP:CLEAR is wider" in clear


def test_records_of_cve(make_node, tmp_path):
    """A record that the schema of 5.1 finds right is taken in, one of 5.2 as well, and both go out as CSAF 2.1."""
    container = {
        "providerMetadata": {"orgId": "0d0f8a5c-4a7a-4d4e-9a51-0a4d3ad6f001", "shortName": "example"},
        "descriptions": [{"lang": "en", "value": "Bad."}],
        "references": [{"url": "https://example.com/a"}],
        "affected": [
            {
                "vendor": "Maker",
                "product": "Server",
                "defaultStatus": "unaffected",
                "versions": [{"version": "1.0", "status": "affected", "lessThan": "1.2", "versionType": "semver"}],
            }
        ],
    }
    record = {
        "dataType": "CVE_RECORD",
        "dataVersion": "5.1",
        "cveMetadata": {
            "cveId": "CVE-2026-0003",
            "assignerOrgId": "0d0f8a5c-4a7a-4d4e-9a51-0a4d3ad6f001",
            "state": "PUBLISHED",
            "datePublished": "2026-11-01T00:00:00.000Z",
        },
        "containers": {"cna": container},
    }
    schema = Path(cvelib.__file__).parent / "schemas/CVE_JSON_cnaPublishedContainer_5.1.1.json"
    jsonschema.validate(container, json.loads(schema.read_text()))
    node = make_node("eu")
    for version, identifier in (("5.1", "CVE-2026-0003"), ("5.2.0", "CVE-2026-0004")):
        record["dataVersion"] = version
        record["cveMetadata"]["cveId"] = identifier
        file = tmp_path / f"{identifier}.json"
        file.write_text(json.dumps(record))
        assert json.loads(node.run("csaf", "import", "--json", file).stdout)["tlp"] == "TLP:AMBER+STRICT"
        out = tmp_path / f"{identifier}.csaf.json"
        out.write_text(node.run("csaf", "export", identifier).stdout)
        assert judged(out) == []
        assert json.loads(node.run("vex", "Server", file).stdout) == {
            "product": "Maker/Server/1.0 < 1.2",
            "vulnerability": identifier,
            "status": "known_affected",
            "flag": None,
            "advisory": identifier,
        }


def test_playbooks_are_kept_to_the_byte_checked_and_given_back(make_node, tmp_path):
    """A playbook that its author signed: other bytes would break the signature."""
    node = make_node("eu")
    file, wrong = tmp_path / "playbook.json", tmp_path / "wrong.json"
    written = playbook()
    file.write_text(json.dumps(written, indent=3, ensure_ascii=False))
    told = json.loads(node.run("csaf", "import", "--json", file).stdout)
    assert (told["tlp"], told["findings"], told["added"]) == ("TLP:GREEN", 0, 3)
    assert node.run("csaf", "export", told["report"]).stdout == file.read_text()
    assert lines("check", file) == []
    del written["name"], written["workflow"][written["workflow_start"]]["on_completion"]
    written["workflow"].popitem()
    wrong.write_text(json.dumps(written))
    found = {(one["test"], one["path"].split("/")[1]) for one in map(json.loads, lines("check", wrong))}
    assert found == {("schema", "name"), ("schema", "workflow_start"), ("schema", "workflow")}
    refused = node.run("csaf", "import", wrong, check=False)
    assert refused.returncode == 2 and "the playbook has no identifier or no name" in refused.stderr
    steps = json.loads(node.run("work", "cyber/steps", "--where", f"object={told['report']}").stdout)
    assert [one["kind"] for one in steps["items"]] == ["start", "action", "end"]
    assert steps["signatures"] == 1 and steps["items"][1]["next"][0]["when"] == "success"
