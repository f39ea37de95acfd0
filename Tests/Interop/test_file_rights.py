"""Files: what holds content is its owner's alone, whatever the umask; what is read from outside is a plain file."""

import json
import os
import socket
import stat
import subprocess

import pytest

from people import open_console, person
from support import BINARY, GREEN, PACT, PARTIES, Node, entente, free_port, indicator

CLEAR_FOR_ALL = PARTIES + PACT.format(state="in force from 2020-01-01", ceiling="EU-SECRET")


def mode(path):
    return stat.S_IMODE(os.stat(path).st_mode)


def open_to_others(*places):
    """Everything below the places that somebody else could read, write or enter."""
    found = []
    for place in map(str, places):
        inside = [os.path.join(folder, name) for folder, folders, files in os.walk(place) for name in folders + files]
        found += [(path, oct(mode(path))) for path in [place, *inside] if os.path.exists(path) and mode(path) & 0o077]
    return found


@pytest.fixture(params=[0o000, 0o022, 0o777], ids=["umask 000", "umask 022", "umask 777"])
def umask(request):
    before = os.umask(0o077)
    yield request.param
    os.umask(before)


def test_d4_every_file_that_a_verb_or_a_node_writes_is_its_owners_alone(tmp_path, umask):
    """Fault D4: `entente backup FILE` was 0644, as the store in a folder that was there; each writing verb is here."""

    def quiet(*arguments, check=True, **more):
        done = subprocess.run(
            [BINARY, *map(str, arguments)], capture_output=True, text=True, umask=umask, timeout=120, **more
        )
        assert not check or done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}"
        return done

    out = tmp_path / "out"
    out.mkdir(0o700)
    nodes = {}
    for name in ("eu", "japan"):
        quiet("init", "--node", tmp_path / name, "--name", name, "--port", free_port())
        nodes[name] = tmp_path / name
    eu, japan = nodes["eu"], nodes["japan"]
    for inviting, invited in ((eu, japan), (japan, eu)):
        (out / "invitation.json").write_text(quiet("partner", "invite", invited.name, "--node", inviting).stdout)
        printed = json.loads(quiet("partner", "accept", out / "invitation.json", "--node", invited, "--json").stdout)
        quiet("partner", "confirm", inviting.name, "--fingerprint", printed["fingerprint"], "--node", invited)
    (out / "set.accord").write_text(CLEAR_FOR_ALL)
    bundle = {
        "type": "bundle",
        "id": "bundle--00000000-1111-4111-8111-111111111111",
        "objects": [indicator(1, object_marking_refs=[GREEN])],
    }
    (out / "bundle.json").write_text(json.dumps(bundle))
    for node in (eu, japan):
        quiet("agreements", "apply", out / "set.accord", "--officer", "O", "--node", node)
    quiet("import", out / "bundle.json", "--node", eu)
    quiet("release", "--all", "--to", "japan", "--officer", "O", "--node", eu)
    quiet("courier", "write", "japan", "--to", out / "stick" / "deep", "--node", eu)
    quiet("courier", "read", out / "stick" / "deep", "--node", japan)
    quiet("audit", "--report", out / "report", "--node", eu)
    quiet(
        "release",
        "--file",
        out / "bundle.json",
        "--agreements",
        out / "set.accord",
        "--from",
        "EU",
        "--to",
        "Japan",
        "--output",
        out / "released.json",
    )
    quiet("backup", out / "backup.db", "--node", eu)
    quiet("restore", out / "backup.db", "--node", eu)
    quiet("log", "recover", "--officer", "O", "--force", "--node", eu, check=False)
    quiet("log", "rotate", "--officer", "O", "--reason", "R", "--node", eu)
    assert not open_to_others(eu, japan, out)
    assert all(
        mode(path) & 0o600 == 0o600
        for path in (eu / "store.db", out / "backup.db", out / "report", out / "released.json")
    )
    # Commitments and hashes are for anybody to verify.
    quiet("log", "write", tmp_path / "log", "--node", eu)
    assert mode(tmp_path / "log") == 0o755 and mode(tmp_path / "log" / "checkpoint") == 0o644


def test_d4_a_serving_node_opens_nothing_to_others(tmp_path):
    """Store, log and index of a node at work, a backup from the console, with a umask of nothing."""
    node = open_console(Node(tmp_path / "eu", "eu"))
    node.load([indicator(1)])
    (node.folder / "log.txt").touch(0o600)
    node.serve(umask=0)
    try:
        chief = person(node, "chief", "administrator")
        answer = chief.post("backups", {})
        assert answer.status in (200, 201, 202), answer.text
        assert {"store.db", "store.db-wal", "store.db-shm", "serving.lock", "backups"} <= set(os.listdir(node.folder))
        found = open_to_others(node.folder)
        assert not [one for one in found if not one[0].endswith("/load.json")], found
    finally:
        node.stop()


def test_d4_a_folder_that_is_there_is_closed_or_refused(tmp_path):
    """`init` in a folder of 0755: an empty one becomes 0700; one that holds other files is not taken."""
    empty, full = tmp_path / "empty", tmp_path / "full"
    for folder in (empty, full):
        folder.mkdir()
        folder.chmod(0o755)
    (full / "of somebody else").write_text("x")
    entente("init", "--node", empty, "--name", "eu")
    assert mode(empty) == 0o700
    done = entente("init", "--node", full, "--name", "eu", check=False)
    assert done.returncode == 2 and "others may look into" in done.stderr and "chmod 700" in done.stderr
    assert os.listdir(full) == ["of somebody else"] and mode(full) == 0o755
    full.chmod(0o700)
    entente("init", "--node", full, "--name", "eu")


def test_d4_a_node_of_an_earlier_release_is_closed_when_it_is_opened(make_node):
    """What was left open to others, by earlier releases or by copying, is closed at the next start."""
    node = make_node("eu")
    for path in (node.folder, node.folder / "keys"):
        path.chmod(0o755)
    for path in (node.folder / "store.db", node.folder / "entente.json", *(node.folder / "keys").iterdir()):
        path.chmod(0o644)
    node.run("check")
    assert not open_to_others(node.folder)


def test_d4_formatting_keeps_the_rights_of_a_file(tmp_path):
    """`agreements format` writes a file of the person's own, which stays as open as it was."""
    file = tmp_path / "set.accord"
    file.write_text(CLEAR_FOR_ALL.replace("  codes eu", "  codes   eu"))
    file.chmod(0o664)
    entente("agreements", "format", file)
    assert "codes eu" in file.read_text() and mode(file) == 0o664


def fifo(path):
    os.mkfifo(path)


def unix_socket(path):
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(path))


def to_a_pipe(path):
    os.mkfifo(path.with_suffix(".pipe"))
    path.symlink_to(path.with_suffix(".pipe"))


@pytest.mark.parametrize(
    "make",
    [fifo, unix_socket, to_a_pipe, os.mkdir, lambda path: path.symlink_to("/dev/zero")],
    ids=["a pipe", "a socket", "a link to a pipe", "a folder", "a link to a device"],
)
def test_d7_only_plain_files_are_read_from_a_folder(pair, tmp_path, make):
    """Fault D7: `courier read` waited for ever on a pipe in the folder; so did every reader of a folder."""
    eu, japan = pair
    stick = tmp_path / "stick"
    (tmp_path / "set.accord").write_text(CLEAR_FOR_ALL)
    eu.run("agreements", "apply", tmp_path / "set.accord", "--officer", "O")
    eu.load([indicator(1, object_marking_refs=[GREEN])])
    eu.run("release", "--all", "--to", "japan", "--officer", "O")
    eu.run("courier", "write", "japan", "--to", stick)
    make(stick / "zz.courier")
    done = japan.run("courier", "read", stick, "--json", check=False, seconds=20)
    readings = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1 and sorted(one["outcome"] for one in readings) == ["refused", "taken"]
    refused = next(one for one in readings if one["outcome"] == "refused")
    assert refused["file"].endswith("zz.courier") and "no plain file" in refused["reasons"][0] or make is unix_socket
    # The file by its name, agreements below a folder, a log below a folder, and what the node has in its own.
    assert japan.run("courier", "read", stick / "zz.courier", check=False, seconds=20).returncode == (
        0 if make is os.mkdir else 1
    )
    agreements = tmp_path / "agreements"
    agreements.mkdir()
    (agreements / "good.accord").write_text(PARTIES)
    make(agreements / "zz.accord")
    assert entente("agreements", "check", agreements, check=False, seconds=20).returncode == (
        0 if make is os.mkdir else 2
    )
    log = tmp_path / "log"
    log.mkdir()
    make(log / "checkpoint")
    assert entente("log", "verify", log, "--key", "x+1a2b3c4d+AZ", check=False, seconds=20).returncode == 2
    make(japan.folder / "trust.policy")
    done = japan.run("pull", "eu", check=False, seconds=20)
    assert done.returncode != 0, done.stdout


def test_d7_a_pipe_that_a_person_names_is_read(make_node, tmp_path):
    """`<(…)` of a shell is a pipe, and named by the person who is there."""
    node = make_node("eu")
    file = tmp_path / "object.json"
    file.write_text(json.dumps(indicator(1)))
    command = f'"{BINARY}" import --node "{node.folder}" <(cat "{file}") && "{BINARY}" validate <(cat "{file}")'
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert node.holdings() == {indicator(1)["id"]}
