"""Workspaces from outside: what a type is, judged twice; what is asked, by a person and by the operator."""

import copy
import json
import subprocess

import jsonschema
import pytest
from referencing import Registry, Resource

from people import open_console, person
from support import BINARY, EXAMPLES, GREEN, RED, REPOSITORY

SCHEMAS = REPOSITORY / "Schemas"
SAMPLES = [
    json.loads(line)
    for line in (REPOSITORY / "Tests" / "Fixtures" / "stix" / "every-type.jsonl").read_text().splitlines()
    if line.startswith('{"type": "entente-')
]


def entente(*arguments):
    return subprocess.run([BINARY, *arguments], capture_output=True, text=True, check=True).stdout


TYPES = entente("schema").split()


def judge(name):
    """The published schema of a type, by somebody else's validator."""
    schema, common = (json.loads((SCHEMAS / file).read_text()) for file in (f"{name}.json", "common.json"))
    registry = Registry().with_resource(common["$id"], Resource.from_contents(common))
    return jsonschema.Draft202012Validator(schema, registry=registry, format_checker=jsonschema.FormatChecker())


def accepted(objects, folder):
    """Which of some objects `entente validate` accepts."""
    file = folder / "objects.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in objects))
    done = subprocess.run([BINARY, "validate", "--batch"], stdin=file.open(), capture_output=True, text=True)
    return [json.loads(line)["valid"] for line in done.stdout.splitlines()]


@pytest.mark.parametrize("name", TYPES)
def test_what_is_published_is_what_the_program_says(name):
    assert (SCHEMAS / f"{name}.json").read_text() == entente("schema", name), f"`entente schema {name}` writes it"
    assert entente("schema", name, "--markdown") in (REPOSITORY / "Documentation" / "types.md").read_text()
    jsonschema.Draft202012Validator.check_schema(json.loads(entente("schema", name)))


def test_an_unknown_type_has_no_schema():
    assert subprocess.run([BINARY, "schema", "entente-nothing"], capture_output=True).returncode == 1


def changed(sample, schema):
    """The sample as it is, and with one thing changed: a property gone, of another kind, empty, or no term of it."""
    yield sample
    for name in schema["properties"].keys() & sample.keys():
        for value in (None, 7, "", [], ["x"], "no-such-term", True, {"a": 1}):
            one = copy.deepcopy(sample)
            if value is None:
                del one[name]
            else:
                one[name] = value
            yield one


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: one["type"])
def test_the_published_schema_and_the_validation_agree(sample, tmp_path):
    """Both are made of one description; each object with one thing changed has the same verdict."""
    validator = judge(sample["type"])
    objects = list(changed(sample, validator.schema))
    verdicts = accepted(objects, tmp_path)
    assert len(verdicts) == len(objects) > 40
    differ = [
        (one, ours)
        for one, ours in zip(objects, verdicts, strict=True)
        if ours != validator.is_valid(one) and not beyond(one, sample)
    ]
    assert differ == []


def beyond(one, sample):
    """What JSON Schema does not say: whose extension it is, and which of two figures is the greater."""
    is_turned = isinstance(one.get("value_max"), int) and one["value_max"] < one.get("value_min", 0)
    return is_turned or one.get("extensions") != sample["extensions"]


@pytest.fixture
def japan(make_node):
    node = open_console(make_node("japan"))
    node.serve()
    return node


def test_a_workspace_without_answers_of_its_own_lists_what_its_asker_may_see(japan):
    rule, programme = (
        next(one for one in SAMPLES if one["type"] == kind) for kind in ("entente-rule", "entente-programme")
    )
    hidden = {**rule, "id": rule["id"][:-1] + "0", "name": "CANARY", "object_marking_refs": [RED]}
    japan.load([{**rule, "object_marking_refs": [GREEN]}, {**programme, "object_marking_refs": [GREEN]}, hidden])
    someone = person(japan, "someone", "author")
    answer = someone.get("transfers")
    (item,) = answer.json()["items"]
    assert (item["id"], item["banner"], item["source"]) == (rule["id"], "TLP:GREEN", "own")
    assert item["values"]["conditions"] == rule["conditions"] and item["values"]["issuer_ref"] == rule["issuer_ref"]
    assert "CANARY" not in answer.text and hidden["id"] not in answer.text
    assert [one["type"] for one in someone.get("industry").json()["items"]] == ["entente-programme"]
    assert someone.get("spending").json()["items"] == []
    types = {one["name"]: one for one in someone.get("types").json()["items"]}
    kinds = {one["name"]: one for one in types["entente-rule"]["properties"]}
    assert kinds["kind"]["terms"] == ["transfer-rule", "export-rule", "end-use-rule"]
    assert kinds["issuer_ref"] == {"name": "issuer_ref", "kind": "reference", "required": True, "to": ["identity"]}


def test_the_operator_asks_on_the_command_line(japan):
    japan.run("import", *sorted((EXAMPLES / "eu").glob("*.json")), *sorted((EXAMPLES / "shared").glob("*.json")))
    listed = japan.run("work").stdout
    assert "commitments\n" in listed and "watch --where kind=…\n" in listed and "transfers\n" in listed
    commitments = json.loads(japan.run("work", "commitments").stdout)["items"]
    assert commitments and all(one["state"] in ("evidence", "no-evidence", "due") for one in commitments)
    events = json.loads(japan.run("work", "watch", "--where", "kind=meeting").stdout)["items"]
    assert events and {one["kind"] for one in events} == {"meeting"}
    assert japan.run("work", "nothing", check=False).returncode == 1
    wrong = japan.run("work", "watch", "--where", "colour=red", check=False)
    assert wrong.returncode == 2 and "the fields are `kind`" in wrong.stderr
