"""The file verbs through the binary: validate, canonicalize, sco-id and markings.

Needs `ENTENTE_BIN`, the built binary; the comparison with python-stix2 is skipped where that is not installed.
"""

import json
import os
import random
import subprocess
import threading

import pytest

BINARY = os.environ.get("ENTENTE_BIN", os.path.join(os.path.dirname(__file__), "../../.build/release/entente"))
FIXTURES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../Fixtures/stix/every-type.jsonl")
GREEN = "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da"
RED = "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed"
AMBER = "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82"
CAMPAIGN = {
    "type": "campaign",
    "spec_version": "2.1",
    "id": "campaign--e97bfccf-8970-4a3c-9cd1-5b5b97ed5d0c",
    "created": "2014-02-20T09:16:08.989Z",
    "modified": "2014-02-20T09:16:08.989Z",
    "name": "A",
    "lang": "en",
}


def run(*arguments, text=""):
    return subprocess.run([BINARY, *map(str, arguments)], input=text, capture_output=True, text=True, timeout=120)


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def bundle(*objects):
    return {"type": "bundle", "id": "bundle--5d0092c5-5f74-4287-9642-33f4c354e56d", "objects": list(objects)}


def write(tmp_path, value, name="file.json"):
    path = tmp_path / name
    path.write_text(value if isinstance(value, str) else json.dumps(value))
    return path


# MARK: validate


def test_exit_codes(tmp_path):
    good = write(tmp_path, CAMPAIGN, "good.json")
    bad = write(tmp_path, dict(CAMPAIGN, confidence=101), "bad.json")
    assert run("validate", good).returncode == 0
    assert run("validate", bad).returncode == 1
    assert run("validate", good, bad).returncode == 1
    assert run("validate", tmp_path / "gone.json").returncode == 2
    assert run("validate").returncode == 2


def test_json_lines_have_their_shape(tmp_path):
    path = write(
        tmp_path, bundle(CAMPAIGN, dict(CAMPAIGN, id="campaign--e97bfccf-8970-4a3c-9cd1-5b5b97ed5d0d", confidence=101))
    )
    result = run("validate", "--json", path)
    first, second = lines(result)[:2]
    assert result.returncode == 1
    assert list(first) == ["file", "id", "valid", "findings"] and first["valid"] is True
    assert first["file"] == str(path) and first["id"] == CAMPAIGN["id"]
    assert second["valid"] is False
    finding = next(f for f in second["findings"] if f["severity"] == "error")
    assert list(finding) == ["code", "severity", "path", "spec", "message"]
    assert finding["code"] == "value-range" and finding["path"] == "objects[1].confidence" and finding["spec"] == "3.2"


def test_strict_takes_warnings_as_errors(tmp_path):
    path = write(tmp_path, dict(CAMPAIGN, x_note="a"))
    assert run("validate", path).returncode == 0
    assert run("validate", "--strict", path).returncode == 1
    assert run("validate", "--strict", write(tmp_path, CAMPAIGN)).returncode == 0


def test_batch_answers_in_order(tmp_path):
    cases = [CAMPAIGN, dict(CAMPAIGN, confidence=101), None, dict(CAMPAIGN, name="B")]
    text = "\n".join("{" if case is None else json.dumps(case) for case in cases) + "\n"
    result = run("validate", "--batch", text=text)
    answers = lines(result)
    assert [answer["valid"] for answer in answers] == [True, False, False, True]
    assert all("file" not in answer for answer in answers) and result.returncode == 1
    assert answers[2]["id"] is None and answers[2]["findings"][0]["code"] == "json-syntax"


def test_json_errors_have_line_and_column(tmp_path):
    path = write(tmp_path, '{\n  "type": "campaign",\n  "name": nul\n}')
    result = run("validate", "--json", path)
    message = lines(result)[0]["findings"][0]["message"]
    assert result.returncode == 1 and "line 3" in message and "column" in message


def test_standard_input_and_one_object():
    assert run("validate", "-", text=json.dumps(CAMPAIGN)).returncode == 0


def test_translations_in_a_stream_keep_list_lengths(tmp_path):
    actor = dict(CAMPAIGN, aliases=["a", "b"])
    words = {
        "type": "language-content",
        "spec_version": "2.1",
        "id": "language-content--e97bfccf-8970-4a3c-9cd1-5b5b97ed5d0e",
        "created": "2014-02-20T09:16:08.989Z",
        "modified": "2014-02-20T09:16:08.989Z",
        "object_ref": actor["id"],
        "object_modified": actor["modified"],
        "contents": {"de": {"aliases": ["x"]}},
    }
    for objects in ([actor, words], [words, actor]):
        assert run("validate", write(tmp_path, bundle(*objects))).returncode == 1
    words["contents"]["de"] = {"aliases": ["x", ""], "unknown_name": "y"}
    assert run("validate", write(tmp_path, bundle(words, actor))).returncode == 0


def test_big_bundles_stream(tmp_path):
    path = tmp_path / "big.json"
    size = 200 * 1024 * 1024
    with open(path, "w") as file:
        file.write('{"type":"bundle","id":"bundle--5d0092c5-5f74-4287-9642-33f4c354e56d","objects":[')
        number = 0
        while file.tell() < size:
            rows = []
            for _ in range(200):
                rows.append(
                    json.dumps(
                        dict(CAMPAIGN, id=f"campaign--{number:08x}-8970-4a3c-9cd1-5b5b97ed5d0c", description="x" * 2000)
                    )
                )
                number += 1
            file.write(("," if number > 200 else "") + ",".join(rows))
        file.write("]}")
    process = subprocess.Popen([BINARY, "validate", str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    peak = [0]

    def watch():
        while process.poll() is None:
            try:
                with open(f"/proc/{process.pid}/status") as status:
                    for line in status:
                        if line.startswith("VmHWM"):
                            peak[0] = max(peak[0], int(line.split()[1]))
            except OSError:
                return
            threading.Event().wait(0.02)

    watcher = threading.Thread(target=watch)
    watcher.start()
    process.communicate(timeout=120)
    watcher.join()
    assert process.returncode == 0
    assert 0 < peak[0] < 60 * 1024, f"{peak[0]} KiB"


# MARK: canonicalize and sco-id


def test_canonical_bytes(tmp_path):
    path = write(tmp_path, '{"b": 1.0, "a": [1e21, "\\u20ac"], "\\u00e9": null}')
    result = run("canonicalize", path)
    assert result.returncode == 0
    assert result.stdout.rstrip("\n") == '{"a":[1e+21,"\u20ac"],"b":1,"\u00e9":null}'
    assert run("canonicalize", write(tmp_path, "{", "bad.json")).returncode != 0


def test_identifiers_follow_from_content(tmp_path):
    path = write(tmp_path, {"type": "ipv4-addr", "value": "198.51.100.3"})
    result = run("sco-id", path)
    # The identifier is the one in the examples of the specification.
    assert result.returncode == 0
    assert "ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4" in result.stdout


# MARK: markings


def change(tmp_path, item, *arguments):
    path = write(tmp_path, item, "marked.json")
    result = run("markings", arguments[0], path, *arguments[1:])
    return result


def flags(name, values):
    return [part for value in values for part in (f"--{name}", value)]


def canonical(item):
    """The markings of an object as sets."""
    entries = set()
    for entry in item.get("granular_markings") or []:
        for selector in entry["selectors"]:
            entries.add((entry.get("marking_ref") or entry.get("lang"), selector))
    return set(item.get("object_marking_refs") or []), entries


def around(one, other):
    """Whether one selector is the other or inside it; python-stix2 compares the letters only."""
    return one == other or one.startswith(other + ".")


def letters_mislead(asked, item):
    marked = [s for entry in item.get("granular_markings", []) for s in entry["selectors"]]
    return any(
        (a.startswith(m) and not around(a, m)) or (m.startswith(a) and not around(m, a)) for a in asked for m in marked
    )


def random_object(rng):
    item = dict(
        CAMPAIGN,
        description="d",
        aliases=["a", "b", "c"],
        labels=["l", "m"],
        first_seen="2015-01-01T00:00:00Z",
        external_references=[
            {"source_name": "s", "description": "t"},
            {"source_name": "u", "url": "https://example.com/"},
        ],
    )
    selectors = [
        "name",
        "description",
        "aliases",
        "aliases.[0]",
        "aliases.[2]",
        "labels",
        "labels.[1]",
        "external_references",
        "external_references.[0]",
        "external_references.[0].source_name",
        "external_references.[1].url",
        "first_seen",
    ]
    if rng.random() < 0.6:
        item["object_marking_refs"] = rng.sample([GREEN, RED, AMBER], rng.randint(1, 2))
    if rng.random() < 0.8:
        item["granular_markings"] = [
            {"marking_ref": marking, "selectors": rng.sample(selectors, rng.randint(1, 3))}
            if marking.startswith("marking")
            else {"lang": marking, "selectors": rng.sample(selectors, rng.randint(1, 3))}
            for marking in rng.sample([GREEN, RED, AMBER, "de", "ja"], rng.randint(1, 3))
        ]
    return item, selectors + ["gone", "aliases.[7]"]


@pytest.mark.parametrize("seed", range(int(os.environ.get("MARKING_CASES", "150"))))
def test_markings_mean_what_python_stix2_means(tmp_path, seed):
    markings = pytest.importorskip("stix2.markings")
    exceptions = pytest.importorskip("stix2.exceptions")
    rng = random.Random(seed)
    item, selectors = random_object(rng)
    asked = None if rng.random() < 0.3 else rng.sample(selectors, rng.randint(1, 2))
    names = rng.sample([GREEN, RED, AMBER] + (["de", "ja"] if asked else []), rng.randint(1, 2))
    chosen = flags("selector", asked or [])
    inherited, descendants = rng.random() < 0.4, rng.random() < 0.4
    reach = ["--inherited"] * inherited + ["--descendants"] * descendants
    misled = bool(asked) and letters_mislead(asked, item)

    def expected(function, *arguments, **options):
        try:
            return function(json.loads(json.dumps(item)), *arguments, **options)
        except (exceptions.InvalidSelectorError, exceptions.MarkingNotFoundError):
            return None

    result = change(tmp_path, item, "get", *chosen, *(reach if asked else []))
    wanted = expected(markings.get_markings, asked, inherited=inherited, descendants=descendants)
    if not misled or not (inherited or descendants):
        assert result.returncode == (1 if wanted is None else 0)
        assert set(result.stdout.split()) == set(wanted or [])
    result = change(tmp_path, item, "is-marked", *chosen, *flags("marking", names))
    wanted = expected(markings.is_marked, names, asked)
    assert result.returncode == (0 if wanted else 1)
    for action, function in [
        ("add", markings.add_markings),
        ("remove", markings.remove_markings),
        ("set", markings.set_markings),
    ]:
        result = change(tmp_path, item, action, *chosen, *flags("marking", names))
        wanted = expected(function, names, asked)
        assert result.returncode == (1 if wanted is None else 0), action
        if wanted is not None:
            assert canonical(json.loads(result.stdout)) == canonical(wanted), action
    result = change(tmp_path, item, "clear", *chosen)
    wanted = expected(markings.clear_markings, asked)
    assert result.returncode == (1 if wanted is None else 0)
    if wanted is not None:
        assert canonical(json.loads(result.stdout)) == canonical(wanted)


def test_reach_goes_by_components_not_by_letters(tmp_path):
    item = dict(
        CAMPAIGN,
        aliases=[str(n) for n in range(11)],
        granular_markings=[{"marking_ref": GREEN, "selectors": ["aliases.[1]"]}],
    )
    assert change(tmp_path, item, "get", "--selector", "aliases.[10]", "--inherited").stdout == ""
    assert change(tmp_path, item, "get", "--selector", "aliases", "--descendants").stdout.split() == [GREEN]
    assert (
        change(tmp_path, item, "is-marked", "--selector", "aliases.[0]", "--marking", RED, "--inherited").returncode
        == 1
    )
