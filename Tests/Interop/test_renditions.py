"""Worked renditions: STIX in, STIX out (`Tests/Fixtures/renditions`),
and the identifiers worked out here a second time."""

import hashlib
import hmac
import json
import uuid

import pytest

from support import REPOSITORY, entente

FOLDER = REPOSITORY / "Tests" / "Fixtures" / "renditions"
CASES = sorted(one.parent.name for one in FOLDER.glob("*/case.json"))


def released(name):
    case = json.loads((FOLDER / name / "case.json").read_text())
    case.pop("description")
    case["bundle"] = json.loads((FOLDER / name / "input.json").read_text())
    done = entente(
        "release",
        "--batch",
        "--agreements",
        FOLDER / "agreements.accord",
        "--key",
        FOLDER / "key",
        input=json.dumps(case) + "\n",
    )
    return case, json.loads(done.stdout)


@pytest.mark.parametrize("name", CASES)
def test_a_worked_rendition_comes_out_as_written(name):
    """RULES 1 to 6: every object of the output, and what became of every object of the input."""
    case, answer = released(name)
    expected = json.loads((FOLDER / name / "expected.json").read_text())
    assert answer["bundle"].get("objects", []) == expected["objects"]
    outcomes = {one["id"]: one["outcome"] if one.get("needed", True) else "not needed" for one in answer["objects"]}
    assert outcomes == expected["outcomes"] and answer["outcome"] == expected["outcome"]
    assert case["bundle"]["id"] not in json.dumps(answer["bundle"])


@pytest.mark.parametrize("name", CASES)
def test_the_identifier_of_a_rendition_is_what_the_rule_says(name):
    """RULES 1: HMAC-SHA-256(node key, recipient, source), 16 bytes with the bits of version 4."""
    case, answer = released(name)
    for one in answer["objects"]:
        if "rendition" in one:
            message = f"rendition\0{case['to']}\0{one['id']}".encode()
            code = bytearray(hmac.new((FOLDER / "key").read_bytes(), message, hashlib.sha256).digest()[:16])
            code[6], code[8] = code[6] & 0x0F | 0x40, code[8] & 0x3F | 0x80
            assert one["rendition"] == f"{one['type']}--{uuid.UUID(bytes=bytes(code))}"


def test_there_are_cases():
    """The folder is where it should be."""
    assert len(CASES) >= 20
