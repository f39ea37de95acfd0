"""The command line: help with examples, errors and exit status of every verb."""

import json
import re
import subprocess

import pytest

from support import CLEAR, RED, binary, entente, indicator


def verbs():
    text = entente("--help").stdout.split("verbs:")[1]
    return [match.group(1) for line in text.splitlines() if (match := re.match(r"  ([a-z][a-z-]+)\s\s+\S", line))]


VERBS = verbs()


def test_the_verbs_are_listed():
    """The list of verbs is found by these tests."""
    assert {"init", "serve", "import", "partner", "release", "pull", "key", "collection", "check", "backup"} <= set(
        VERBS
    )


def test_e1_numbers_that_are_doubles_have_a_canonical_form():
    numbers = ["9007199254740994", "1e16", "1e20", "295147905179352830000", "9007199254740993"]
    done = entente("canonicalize", "--batch", input="\n".join(numbers) + "\n", check=False)
    lines = done.stdout.splitlines()
    assert lines[:4] == ["9007199254740994", "10000000000000000", "100000000000000000000", "295147905179352830000"]
    assert "9007199254740993" in json.loads(lines[4])["error"] and done.returncode == 1


def test_e2_what_is_no_marking_is_not_written(tmp_path):
    file = tmp_path / "object.json"
    file.write_text(json.dumps(indicator()))
    for action in ("add", "set"):
        for options in (
            ["--marking", ""],
            ["--marking", "hello"],
            ["--marking", "de"],
            ["--marking", "", "--selector", "pattern"],
        ):
            done = entente("markings", action, file, *options, check=False)
            assert (done.returncode, done.stdout) == (1, "") and "7.2." in done.stderr
    assert (
        json.loads(entente("markings", "add", file, "--marking", "de", "--selector", "pattern").stdout)[
            "granular_markings"
        ][0]["lang"]
        == "de"
    )


@pytest.mark.parametrize("verb", VERBS)
def test_help_has_an_example(verb):
    """`--help` goes to standard output, exits 0, and has usage, options, exit status and an example."""
    done = entente(verb, "--help")
    assert done.stderr == ""
    for part in (f"entente {verb} - ", f"usage: entente {verb}", "options:", "Exit status:", "examples:"):
        assert part in done.stdout
    assert f"entente {verb}" in done.stdout.split("examples:")[1]
    assert max(map(len, done.stdout.splitlines())) <= 120


@pytest.mark.parametrize("verb", VERBS)
def test_an_unknown_option_is_exit_2(verb):
    """An unknown option is named on standard error; nothing is on standard output."""
    done = entente(verb, "--frobnicate", check=False)
    assert done.returncode == 2 and done.stdout == ""
    assert "--frobnicate" in done.stderr


def test_no_verb_and_an_unknown_verb():
    """2 and the way to help."""
    for arguments in ((), ("frobnicate",)):
        done = entente(*arguments, check=False)
        assert done.returncode == 2 and "--help" in done.stderr + done.stdout


def test_the_version_is_one_line():
    """`--version`."""
    assert re.fullmatch(r"entente \d+\.\d+\S*\n", entente("--version").stdout)


@pytest.mark.parametrize(
    "verb",
    [
        "import",
        "export",
        "check",
        "search",
        "show",
        "release",
        "pull",
        "backup",
        "restore",
        "key",
        "collection",
        "partner",
        "serve",
    ],
)
def test_a_folder_that_is_no_node_is_exit_2(verb, tmp_path):
    """2 with the folder's name; nothing is made there."""
    operands = {
        "import": ["x"],
        "search": ["x"],
        "show": ["x"],
        "backup": [tmp_path / "b"],
        "restore": ["x"],
        "key": ["list"],
        "release": ["--all", "--to", "a", "--officer", "o"],
        "collection": ["list"],
        "partner": ["list"],
    }
    done = entente(verb, *operands.get(verb, []), "--node", tmp_path / "none", check=False)
    assert done.returncode == 2 and done.stdout == "" and "none" in done.stderr
    assert not (tmp_path / "none").exists()


def test_init_does_not_overwrite(make_node):
    """A node that is set up already is an error, and stays as it is."""
    node = make_node("eu")
    before = {file: file.read_bytes() for file in node.folder.rglob("*") if file.is_file()}
    assert entente("init", "--node", node.folder, "--name", "other", check=False).returncode == 2
    assert {file: file.read_bytes() for file in node.folder.rglob("*") if file.is_file()} == before
    assert (node.folder / "keys" / "tls.key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", ["", "EU", "a b", "../x", "taxii2", "x" * 41, "tools"])
def test_init_refuses_names_that_cannot_be_roots(tmp_path, name):
    """A name becomes a path; `taxii2` and `tools` mean something already."""
    assert entente("init", "--node", tmp_path / "n", "--name", name, check=False).returncode == 2


def test_exit_status_of_import_show_search_and_release(pair, tmp_path):
    """0 yes, 1 no, 2 could not be done."""
    eu, _ = pair
    good, closed = indicator(name="findable words", object_marking_refs=[CLEAR]), indicator(object_marking_refs=[RED])
    assert eu.load([good, closed]).returncode == 0
    assert eu.load([good], "again.json").returncode == 0
    assert eu.load([{**indicator(), "pattern": 1}], "bad.json", check=False).returncode == 1
    (tmp_path / "broken.json").write_text('{"objects":[')
    assert eu.run("import", tmp_path / "broken.json", check=False).returncode == 2
    assert eu.run("import", tmp_path / "missing.json", check=False).returncode == 2
    assert eu.run("show", good["id"]).returncode == 0
    assert eu.run("show", indicator()["id"], check=False).returncode == 1
    assert eu.run("search", "findable").returncode == 0
    assert eu.run("search", "nowhere", check=False).returncode == 1
    release = lambda *what: eu.run("release", *what, "--officer", "O", check=False).returncode
    assert release(good["id"], "--to", "japan") == 0
    assert release(closed["id"], "--to", "japan") == 1
    assert release(good["id"], "--to", "nobody") == 2
    assert release(indicator()["id"], "--to", "japan") == 2
    assert eu.run("release", good["id"], "--to", "japan", check=False).returncode == 2
    assert eu.run("pull", "japan", check=False).returncode == 1
    assert eu.run("key", "revoke", "nobody", check=False).returncode == 1


def test_json_output_is_one_line_an_item(pair):
    """`--json`: each line is JSON."""
    eu, _ = pair
    item = indicator(name="findable", object_marking_refs=[CLEAR])
    eu.load([item])
    for arguments in (
        ["search", "findable"],
        ["show", item["id"]],
        ["partner", "list"],
        ["collection", "list"],
        ["check"],
        ["release", "--all", "--to", "japan", "--officer", "O", "--dry-run"],
    ):
        lines = eu.run(*arguments, "--json").stdout.splitlines()
        assert lines and all(json.loads(line) is not None for line in lines), arguments


def test_a_dry_run_changes_nothing(pair):
    """`release --dry-run` decides and records nothing."""
    eu, japan = pair
    eu.load([indicator(object_marking_refs=[CLEAR])])
    eu.run("release", "--all", "--to", "japan", "--officer", "O", "--dry-run")
    eu.serve()
    japan.run("pull", "eu")
    assert japan.holdings("--from", "eu") == set()


def test_wrong_settings_are_named(make_node):
    """2 with the setting's name and line."""
    node = make_node("eu")
    good = (node.folder / "entente.json").read_text()
    for change in ({"threads": 0}, {"colour": "red"}, {"port": "x"}, {"page_bytes": 1.5}):
        node.configure(**change)
        done = node.run("serve", check=False, seconds=10)
        assert done.returncode == 2 and next(iter(change)) in done.stderr and "line" in done.stderr
        (node.folder / "entente.json").write_text(good)


def test_a_signal_right_after_the_start_is_not_lost(tmp_path):
    """SIGTERM at the moment the address is printed ends the node, every time."""
    seed = tmp_path / "seed.json"
    seed.write_text('{"api_roots": [{"path": "a"}]}')
    for _ in range(20):
        process = subprocess.Popen([binary(), "serve", "--seed", seed, "--http"], stdout=subprocess.PIPE)
        process.stdout.readline()
        process.terminate()
        assert process.wait(10) == 0
        process.stdout.close()
