"""What one person of an exercise sees of a bundle: by cell, and by nothing else."""

import json

import pytest

from support import entente

PERSON = "extension-definition--0d1f0c52-6a57-4c0e-8a43-3d0c5f6b7e21"
MARKING = "extension-definition--5e0c2c0e-6a3f-4b7e-9d4c-8f1b2a7c9e10"
GREEN = "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb"


def name(kind: str, number: int) -> str:
    return f"{kind}--0000000{number}-0000-4000-8000-000000000000"


LOTUS = name("entente-exercise", 1)


def person(number: int, called: str, *cells: str) -> dict:
    seats = [{"exercise": LOTUS, "cell": cell} for cell in cells]
    record = {"extension_type": "property-extension", "exercises": seats}
    return {
        "type": "identity",
        "id": name("identity", number),
        "name": called,
        "identity_class": "individual",
        "extensions": {PERSON: record},
    }


def marking(number: int, cells: list[str] | None) -> dict:
    content = {"extension_type": "property-extension", "exercise": LOTUS, "name": "LOTUS 27"}
    if cells is not None:
        content["cells"] = cells
    return {
        "type": "marking-definition",
        "id": name("marking-definition", number),
        "extensions": {MARKING: content},
    }


def thing(number: int, *markings: str, version: int = 0, **more: str) -> dict:
    return {
        "type": "campaign",
        "id": name("campaign", number),
        "name": f"thing {number}",
        "modified": f"2027-01-01T00:00:0{version}.000Z",
        "object_marking_refs": list(markings),
        **more,
    }


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    control, bridge, mark = (name("marking-definition", number) for number in (1, 2, 3))
    twice = name("marking-definition", 4)
    objects = [
        person(1, "Control", "white"),
        person(2, "Navigator", "bridge"),
        person(3, "Trusted agent", "trusted", "bridge"),
        person(4, "Passer-by"),
        marking(1, ["white", "trusted"]),
        marking(2, ["white", "trusted", "observer", "bridge"]),
        marking(3, None),
        marking(4, ["bridge"]),
        marking(4, None),
        thing(1, GREEN, control),
        thing(2, GREEN, bridge),
        thing(3, GREEN, mark),
        thing(4, GREEN, twice),
        thing(5, bridge),
        # The newest version counts: what was open before is behind the wall now.
        thing(6, GREEN),
        thing(6, GREEN, control, version=1),
        thing(7, GREEN, control, bridge),
    ]
    path = tmp_path_factory.mktemp("exercise") / "exercise.json"
    path.write_text(json.dumps({"type": "bundle", "id": name("bundle", 1), "objects": objects}))
    return path


def view(bundle, who: str) -> tuple[int, dict[str, str]]:
    done = entente("exercise", "view", str(bundle), "--as", who, check=False)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert all(set(line) == {"id", "type", "name", "banner"} for line in lines)
    return done.returncode, {line["name"]: line["banner"] for line in lines}


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("Control", {1, 2, 3, 6, 7}),
        ("Navigator", {2, 3}),
        ("Trusted agent", {1, 2, 3, 6, 7}),
        ("Passer-by", {3}),
    ],
)
def test_each_sees_what_the_cell_lets(bundle, who, seen):
    status, found = view(bundle, who)
    assert status == 0
    assert set(found) == {f"thing {number}" for number in seen}
    assert all(banner.startswith("EXERCISE LOTUS 27") and banner.endswith("TLP:GREEN") for banner in found.values())


def test_a_person_by_identifier_and_one_who_is_not_there(bundle):
    assert view(bundle, name("identity", 2)) == view(bundle, "Navigator")
    done = entente("exercise", "view", str(bundle), "--as", "Navigater", check=False)
    assert done.returncode == 2 and "did you mean `Navigator`?" in done.stderr


def test_levels_need_a_clearance_too(bundle, tmp_path):
    """A seat clears for nothing: what bears a level is seen by who is cleared, briefed and needs it."""
    accord = tmp_path / "set.accord"
    accord.write_text("party EU\n  codes eu\n\nscheme EU of EU\n  levels, highest first\n    EU-SECRET\n")
    label = {"extension_type": "property-extension", "policy": "EU", "classification": "EU-SECRET"}
    label["categories"] = [{"tag": "Subject", "type": "informative", "values": ["lotus"]}]
    level = {
        "type": "marking-definition",
        "id": name("marking-definition", 9),
        "extensions": {"extension-definition--8f3a5d52-5c38-4b7e-9d70-0d6cf0c6a1b4": label},
    }
    objects = json.loads(bundle.read_text())["objects"]
    cleared = person(5, "Cleared", "white")
    cleared["extensions"][PERSON] |= {"clearances": ["EU EU-SECRET"], "briefed": "2026-01-01", "needs": ["lotus"]}
    objects += [cleared, level, thing(8, level["id"], name("marking-definition", 1))]
    path = tmp_path / "levels.json"
    path.write_text(json.dumps({"type": "bundle", "objects": objects}))
    found = {}
    for who in ("Control", "Cleared"):
        done = entente("exercise", "view", str(path), "--as", who, "--agreements", str(accord), check=False)
        found[who] = {json.loads(line)["name"]: json.loads(line)["banner"] for line in done.stdout.splitlines()}
    assert "thing 8" not in found["Control"]
    assert found["Cleared"]["thing 8"] == "EXERCISE LOTUS 27: trusted, white // EU-SECRET"
