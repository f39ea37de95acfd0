"""The ledger between real nodes: receipts, tiles, witnesses, forks, restores. Verified by `transparency`, written from
the C2SP texts in another language."""

import base64
import hashlib
import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import transparency
from support import AMBER, GREEN, RED, Caller, Node, accept_invitation, entente, indicator, link, wait_for


class Trio:
    """Three nodes that serve, each a witness of the others that agreed to be known."""

    def __init__(self, folder, officer="CANARY-officer"):
        self.nodes = [Node(folder / name, name, settings={"open_witness": True}) for name in ("eu", "japan", "korea")]
        self.eu, self.japan, self.korea = self.nodes
        link(*self.nodes)
        for node in self.nodes:
            node.serve()
        self.officer = officer

    def give(self, item, *parties, name="load.json"):
        self.eu.load([item], name)
        to = [part for party in parties for part in ("--to", party)]
        self.eu.run("release", item["id"], *to, "--officer", self.officer)
        return item

    def stop(self):
        for node in self.nodes:
            node.stop()


@pytest.fixture(scope="module")
def trio(tmp_path_factory):
    trio = Trio(tmp_path_factory.mktemp("ledger"))
    trio.given = trio.give(indicator(object_marking_refs=[GREEN]), "japan", "korea")
    wait_for(lambda: trio.given["id"] in trio.japan.holdings("--from", "eu"))
    yield trio
    trio.stop()


def state(node):
    return json.loads(node.run("log", "show", "--json").stdout)


def policy(trio, quorum="all"):
    """Trusts the EU's log, and asks for both witnesses."""
    text = f"log {state(trio.eu)['key']}\n"
    for node in (trio.japan, trio.korea):
        text += f"witness {node.name} {state(node)['witness_key']}\n"
    return text + f"group both {quorum} japan korea\nquorum both\n"


def receipt(node, identifier):
    return node.run("receipt", "get", identifier).stdout.encode()


def commitment(proof):
    """What the log holds for a receipt, by Documentation/protocol.md."""
    extra = json.loads(transparency.Proof.parse(proof).extra)
    salt, entry = base64.b64decode(extra["salt"]), extra["entry"].encode()
    return hashlib.sha256(b"entente-entry-1\n" + salt + entry).digest()


def canonical(item):
    return json.dumps(item, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def test_a_receipt_holds_for_the_independent_verifier(trio):
    proof = receipt(trio.japan, trio.given["id"])
    rules = transparency.Policy.parse(policy(trio))
    transparency.verify_proof(proof, commitment(proof), rules)
    entry = json.loads(json.loads(transparency.Proof.parse(proof).extra)["entry"])
    assert (entry["kind"], entry["from"], entry["to"], entry["id"]) == ("release", "eu", "japan", trio.given["id"])
    assert json.loads(transparency.Proof.parse(proof).extra)["entry"] == canonical(entry).decode()
    assert entry["sha256"] == hashlib.sha256(canonical(trio.given)).hexdigest()


def forgeries(proof):
    """Receipts that must not hold."""
    text = proof.decode()
    lines = text.split("\n")
    at = next(place for place, line in enumerate(lines) if line.startswith("index "))
    note = lines.index("", at) + 1

    def changed(place, line):
        return "\n".join(lines[:place] + [line] + lines[place + 1 :]).encode()

    extra = json.loads(base64.b64decode(lines[1].removeprefix("extra ")))
    entry = json.loads(extra["entry"])
    entry["to"] = "france"
    other = {**extra, "entry": canonical(entry).decode()}
    yield "swapped leaf", changed(1, "extra " + base64.b64encode(canonical(other)).decode())
    salt = {**extra, "salt": base64.b64encode(bytes(32)).decode()}
    yield "other salt", changed(1, "extra " + base64.b64encode(canonical(salt)).decode())
    yield "other index", changed(at, f"index {int(lines[at][6:]) + 1}")
    yield "flipped bit", changed(at + 1, base64.b64encode(bytes(32)).decode())
    yield "truncated path", "\n".join(lines[: at + 1] + lines[at + 2 :]).encode()
    yield "longer path", "\n".join(lines[: at + 1] + [lines[at + 1]] + lines[at + 1 :]).encode()
    yield "wrong origin", changed(note, "other.example/log")
    yield "other size", changed(note + 1, str(int(lines[note + 1]) + 1))
    yield "other root", changed(note + 2, base64.b64encode(bytes(32)).decode())
    stranger = Ed25519PrivateKey.generate()
    body = "\n".join(lines[note : note + 3]) + "\n"
    name = lines[note]
    signed = transparency.sign_note(name, stranger, body)
    yield (
        "other key",
        ("\n".join(lines[:note]) + "\n").encode() + (signed if isinstance(signed, bytes) else signed.encode()),
    )
    yield "no signature", "\n".join(lines[: note + 4]).encode()
    yield "truncated file", proof[: len(proof) // 2]


def test_every_forgery_is_refused_by_both(trio, tmp_path):
    proof = receipt(trio.japan, trio.given["id"])
    rules = policy(trio)
    (tmp_path / "policy").write_text(rules)
    names = []
    for name, forged in forgeries(proof):
        assert forged != proof
        with pytest.raises((transparency.Rejected, ValueError, KeyError)):
            transparency.verify_proof(forged, commitment(forged), transparency.Policy.parse(rules))
        (tmp_path / "forged").write_bytes(forged)
        for options in ([], ["--policy", tmp_path / "policy"]):
            if name == "other key" and not options:
                continue  # without a policy the file's own key is taken, and it is not that of the signature
            done = entente("receipt", "verify", tmp_path / "forged", *options, check=False)
            assert done.returncode == 1, name
        names.append(name)
    assert len(names) == 12


def test_an_older_checkpoint_is_refused_where_the_policy_asks_for_witnesses(trio, tmp_path):
    proof = receipt(trio.japan, trio.given["id"]).decode()
    (tmp_path / "policy").write_text(policy(trio))
    alone = proof[: proof.index("\u2014 japan")]
    (tmp_path / "alone").write_text(alone)
    done = entente("receipt", "verify", tmp_path / "alone", "--policy", tmp_path / "policy", "--json", check=False)
    assert done.returncode == 1 and json.loads(done.stdout)["code"] == "quorum"
    with pytest.raises(transparency.Rejected):
        transparency.verify_proof(alone.encode(), commitment(alone.encode()), transparency.Policy.parse(policy(trio)))


def test_a_receipt_is_for_its_object_only(trio, tmp_path):
    (tmp_path / "receipt").write_bytes(receipt(trio.japan, trio.given["id"]))
    (tmp_path / "same").write_text(json.dumps(trio.given, indent=3))
    (tmp_path / "other").write_text(json.dumps({**trio.given, "name": "another"}))
    assert entente("receipt", "verify", tmp_path / "receipt", "--object", tmp_path / "same").returncode == 0
    done = entente("receipt", "verify", tmp_path / "receipt", "--object", tmp_path / "other", check=False)
    assert done.returncode == 1 and "another object" in done.stderr
    shown = json.loads(entente("receipt", "show", tmp_path / "receipt", "--json").stdout)
    assert shown["entry"]["id"] == trio.given["id"]


def served(node, partner):
    """Fetches what stands below the prefix of a node's log, as a partner."""
    caller = Caller(node.base, context=partner.context())

    def fetch(path):
        response = caller.get("/entente/v1/log/" + path, accept="*/*")
        if response.status != 200:
            raise transparency.Rejected(f"{path}: status {response.status}")
        return response.body

    return fetch


def test_the_served_log_is_whole_for_the_independent_verifier(trio):
    mine = state(trio.eu)
    found = transparency.verify_log(
        served(trio.eu, trio.japan), mine["origin"], [transparency.Verifier.parse(mine["key"])]
    )
    assert found.size >= mine["size"]
    assert trio.japan.run("check", "--partner", "eu").returncode == 0


def test_tiles_have_the_fields_of_the_text_and_nothing_beyond_the_log_is_there(trio):
    caller = Caller(trio.eu.base, context=trio.japan.context())
    first = caller.get("/entente/v1/log/checkpoint", accept="*/*")
    assert first.headers["content-type"] == "text/plain; charset=utf-8" and first.headers["cache-control"] == "no-store"
    size = int(first.body.decode().split("\n")[1])
    tile = caller.get(f"/entente/v1/log/tile/0/000.p/{size}", accept="*/*")
    assert tile.status == 200 and len(tile.body) == 32 * size
    assert tile.headers["content-type"] == "application/octet-stream" and "immutable" in tile.headers["cache-control"]
    for path in (
        "tile/0/000",
        "tile/0/000.p/0",
        "tile/0/000.p/255",
        "tile/0/001.p/1",
        "tile/1/000.p/1",
        "tile/9/000",
        "tile/63/000",
        "tile/entries/000",
        "tile/0/x001/000",
        "tile/0/000.p/1/",
        "../store.db",
        "tile/-1/000",
    ):
        assert caller.get("/entente/v1/log/" + path, accept="*/*").status == 404, path


def test_no_stranger_reads_the_log(trio):
    stranger = Caller(trio.eu.base, context=Node(trio.eu.folder.parent / "stranger", "stranger").context())
    for path in ("log/checkpoint", "log/tile/0/000.p/1", "log/seen", "receipts/?from=0&to=9&old=0"):
        assert stranger.get("/entente/v1/" + path, accept="*/*").status == 401, path
    trio.eu.run("key", "add", "spy", "--scope", "read:*")
    assert stranger.call("POST", "/entente/v1/witness/add-checkpoint", body=b"old 0\n\n").status == 401


def test_nothing_of_others_comes_with_receipts_and_tiles(trio, tmp_path):
    """Canaries: who decided, what was withheld, what went to another partner."""
    secret = indicator(name="CANARY-red", object_marking_refs=[RED])
    named = indicator(name="CANARY-korea", object_marking_refs=[AMBER])
    trio.eu.load([secret, named], "canary.json")
    trio.eu.run("release", secret["id"], "--to", "japan", "--officer", trio.officer, check=False)
    trio.eu.run("release", named["id"], "--to", "korea", "--name", "korea", "--officer", trio.officer)
    caller = Caller(trio.eu.base, context=trio.japan.context())
    texts = [caller.get(f"/entente/v1/receipts/?from=0&to={2**62}&old=0", accept="*/*").body]
    texts += [served(trio.eu, trio.japan)(path) for path in ("checkpoint", "tile/entries/000.p/9", "tile/0/000.p/9")]
    texts += [receipt(trio.japan, trio.given["id"])]
    texts.append(base64.b64decode(receipt(trio.japan, trio.given["id"]).decode().split("\n")[1].removeprefix("extra ")))
    assert trio.given["id"].encode() in texts[0]
    for text in texts:
        for canary in (trio.officer, "CANARY", secret["id"], named["id"], '"to":"korea"', '\\"to\\":\\"korea\\"'):
            assert canary.encode() not in text, canary


def cases(query):
    return [
        query,
        "?from=1",
        "?from=2&to=1&old=0",
        "?from=a&to=1",
        "?from=1&to=2&old=-1",
        "?x=1",
        "?from=1&to=2&old=1e9",
        "?from=99999999999999999999&to=1",
        "?from",
        "?from=0&to=1&old=9223372036854775807",
    ]


def test_receipts_for_a_wrong_question_are_clear_errors(trio):
    caller = Caller(trio.eu.base, context=trio.japan.context())
    for query in cases(""):
        response = caller.get("/entente/v1/receipts/" + query, accept="*/*")
        assert response.status in (200, 400), query
        if response.status == 400:
            assert response.json()["http_status"] == "400"


def test_deliveries_and_the_rest_are_in_the_audit(trio, tmp_path):
    lines = [json.loads(line) for line in trio.eu.run("audit", "--party", "japan", "--json").stdout.splitlines()]
    kinds = {line["kind"] for line in lines}
    assert {"release", "delivery"} <= kinds
    made = [line["made"] for line in lines]
    assert made == sorted(made)
    rules = transparency.Policy.parse(f"log {state(trio.eu)['key']}\nquorum none\n")
    for line in lines:
        proof = line["receipt"].encode()
        transparency.verify_proof(proof, commitment(proof), rules)
    delivery = next(line for line in lines if line["kind"] == "delivery")
    log = transparency.SimpleLog([hashlib.sha256(canonical(trio.given)).digest()])
    root = log.root() if callable(log.root) else log.root
    assert delivery["objects"] == 1 and base64.b64decode(delivery["root"]) == root
    assert trio.eu.run("audit", "--officer", trio.officer, "--kind", "release").stdout.count("\n") >= 2
    assert trio.eu.run("audit", "--officer", "nobody", check=False).returncode == 1
    assert trio.eu.run("audit", "--object", trio.given["id"], "--until", "2020-01-01", check=False).returncode == 1
    report = tmp_path / "report"
    trio.eu.run("audit", "--object", trio.given["id"], "--report", report)
    verified = entente("note", "verify", "--key", state(trio.eu)["key"], report)
    assert trio.given["id"] in verified.stdout
    report.write_text(report.read_text().replace("japan", "france"))
    assert entente("note", "verify", "--key", state(trio.eu)["key"], report, check=False).returncode == 1


def written(node, folder):
    node.run("log", "write", folder)
    return folder


def test_a_written_log_is_whole_and_every_change_of_it_is_found(trio, tmp_path):
    mine = state(trio.eu)
    keys = [transparency.Verifier.parse(mine["key"])]
    good = written(trio.eu, tmp_path / "log")
    size = int((good / "checkpoint").read_text().split("\n")[1])

    def fetcher(folder):
        def fetch(path):
            file = folder / path
            if not file.is_file():
                raise transparency.Rejected(f"{path} is missing")
            return file.read_bytes()

        return fetch

    def both(folder, holds, key=mine["key"]):
        done = entente("log", "verify", folder, "--key", key, check=False)
        assert done.returncode == (0 if holds else 1), done.stderr
        if holds:
            transparency.verify_log(fetcher(folder), mine["origin"], [transparency.Verifier.parse(key)])
        else:
            with pytest.raises(transparency.Rejected):
                transparency.verify_log(fetcher(folder), mine["origin"], [transparency.Verifier.parse(key)])

    both(good, True)
    hashes, entries = Path(f"tile/0/000.p/{size}"), Path(f"tile/entries/000.p/{size}")

    def forged(number, change):
        folder = tmp_path / f"forged-{number}"
        shutil.copytree(good, folder)
        change(folder)
        both(folder, False)

    def rewrite(path, change):
        def do(folder):
            (folder / path).write_bytes(change((folder / path).read_bytes()))

        return do

    changes = [
        rewrite(hashes, lambda data: bytes([data[0] ^ 1]) + data[1:]),
        rewrite(hashes, lambda data: data[:-32]),
        rewrite(hashes, lambda data: data[32:64] + data[:32] + data[64:]),
        rewrite(hashes, lambda data: data + bytes(32)),
        rewrite(entries, lambda data: data[34:68] + data[:34] + data[68:]),
        rewrite(entries, lambda data: data[:-1]),
        rewrite(entries, lambda data: data[:2] + bytes([data[2] ^ 1]) + data[3:]),
        lambda folder: (folder / entries).unlink(),
        rewrite("checkpoint", lambda data: data.replace(b"eu.entente", b"xx.entente", 1)),
        rewrite("checkpoint", lambda data: data.replace(f"\n{size}\n".encode(), f"\n{size - 1}\n".encode())),
    ]
    for number, change in enumerate(changes):
        forged(number, change)
    stranger = transparency.vkey(mine["origin"], Ed25519PrivateKey.generate().public_key())
    both(good, False, stranger)
    assert keys


def test_logs_of_others_are_verified(tmp_path):
    """A log of 1,000 entries that another program made, over two levels of tiles."""
    key = Ed25519PrivateKey.generate()
    vkey = transparency.vkey("example.com/log", key.public_key())
    log = transparency.SimpleLog([f"entry {number}".encode() for number in range(1000)])
    for path, data in log.tiles().items():
        (tmp_path / "log" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "log" / path).write_bytes(data)
    note = log.checkpoint("example.com/log", key)
    (tmp_path / "log" / "checkpoint").write_bytes(note if isinstance(note, bytes) else note.encode())
    done = entente("log", "verify", tmp_path / "log", "--key", vkey)
    assert "1000 entries" in done.stdout
    shown = json.loads(entente("checkpoint", "show", tmp_path / "log" / "checkpoint", "--json", "--key", vkey).stdout)
    assert shown["size"] == 1000 and shown["verified"]
    cases = []
    for index in (0, 1, 255, 256, 511, 998, 999):
        path = log.inclusion(index, 1000)
        case = {
            "tree_size": 1000,
            "index": index,
            "hashes": [base64.b64encode(step).decode() for step in path],
            "entry": base64.b64encode(f"entry {index}".encode()).decode(),
            "root": log.root(1000).hex(),
        }
        cases += [case, {**case, "index": index ^ 1}]
    done = entente("proof", "inclusion", "--batch", input="\n".join(map(json.dumps, cases)), check=False)
    assert [json.loads(line)["valid"] for line in done.stdout.splitlines()] == [True, False] * 7
    cases = []
    for old in (1, 2, 255, 256, 257, 768, 999, 1000):
        case = {
            "old_size": old,
            "new_size": 1000,
            "hashes": [step.hex() for step in log.consistency(old, 1000)],
            "old_root": log.root(old).hex(),
            "new_root": log.root(1000).hex(),
        }
        cases += [case, {**case, "old_root": bytes(32).hex()}]
    done = entente("proof", "consistency", "--batch", input="\n".join(map(json.dumps, cases)), check=False)
    assert [json.loads(line)["valid"] for line in done.stdout.splitlines()] == [True, False] * 8


# Witnesses and forks


@pytest.fixture
def fresh(tmp_path):
    trio = Trio(tmp_path)
    yield trio
    trio.stop()


def add_checkpoint(trio, body, by=None):
    caller = Caller(trio.japan.base, context=(by or trio.eu).context())
    return caller.call("POST", "/entente/v1/witness/add-checkpoint", body=body, accept="*/*")


def test_a_witness_answers_as_the_text_says(fresh):
    """C2SP tlog-witness: every status."""
    fresh.give(indicator(object_marking_refs=[GREEN]), "japan")
    wait_for(lambda: state(fresh.eu)["witnesses"])
    key = (fresh.eu.folder / "keys" / "signing.key").read_text().strip()
    signer = Ed25519PrivateKey.from_private_bytes(base64.b64decode(key))
    mine = state(fresh.eu)
    note = served(fresh.eu, fresh.japan)("checkpoint").decode()
    size, root = note.split("\n")[1:3]
    conflict = add_checkpoint(fresh, f"old 0\n\n{note}".encode())
    assert conflict.status == 409 and conflict.headers["content-type"] == "text/x.tlog.size"
    seen = int(conflict.body)
    assert 0 < seen <= int(size)
    assert add_checkpoint(fresh, f"old {int(size) + 1}\n\n{note}".encode()).status == 400
    assert add_checkpoint(fresh, b"old 0\n" + b"x" * 5000).status == 400
    other = transparency.sign_note("other.example/log", signer, f"other.example/log\n{size}\n{root}\n")
    assert add_checkpoint(fresh, b"old 0\n\n" + (other if isinstance(other, bytes) else other.encode())).status == 404
    stranger = transparency.sign_note(
        mine["origin"], Ed25519PrivateKey.generate(), f"{mine['origin']}\n{size}\n{root}\n"
    )
    stranger = stranger if isinstance(stranger, bytes) else stranger.encode()
    assert add_checkpoint(fresh, f"old {seen}\n\n".encode() + stranger).status == 403
    proof = base64.b64encode(bytes(32)).decode()
    forged = transparency.sign_note(mine["origin"], signer, f"{mine['origin']}\n{seen + 5}\n{root}\n")
    forged = forged if isinstance(forged, bytes) else forged.encode()
    assert add_checkpoint(fresh, f"old {seen}\n{proof}\n\n".encode() + forged).status == 422
    # Signed by the log's own key and not what was seen: evidence, and the exchange stands still.
    done = fresh.japan.run("partner", "evidence", "eu", "--json")
    assert json.loads(done.stdout.splitlines()[0])["code"] == "inconsistent"
    assert "stands still" in fresh.japan.run("pull", "eu", check=False).stderr
    caller = Caller(fresh.japan.base, context=fresh.eu.context())
    assert caller.get("/eu/collections/").status == 403
    assert (
        fresh.japan.run("partner", "settle", "eu", "--officer", "Chief", "--reason", "a test", check=False).returncode
        == 0
    )
    assert caller.get("/eu/collections/").status == 200
    assert fresh.japan.run("pull", "eu").returncode == 0
    assert "settled" in fresh.japan.run("partner", "evidence").stdout


def fork(trio, folder):
    """The EU's node goes on from an older copy of itself, with the same keys."""
    trio.eu.stop()
    shutil.copytree(trio.eu.folder, folder)
    trio.eu.serve()
    one = trio.give(indicator(object_marking_refs=[GREEN]), "japan", name="one.json")
    wait_for(lambda: one["id"] in trio.japan.holdings("--from", "eu"))
    trio.eu.stop()
    shutil.rmtree(trio.eu.folder)
    shutil.copytree(folder, trio.eu.folder)
    trio.eu.serve()
    return one


def test_a_fork_is_refused_with_evidence_by_who_saw_the_other_side(fresh, tmp_path):
    fresh.give(indicator(object_marking_refs=[GREEN]), "japan", "korea")
    fork(fresh, tmp_path / "copy")
    for number in range(4):
        other = fresh.give(
            indicator(name=f"other side {number}", object_marking_refs=[GREEN]), "japan", name=f"{number}.json"
        )
    done = wait_for(lambda: fresh.japan.run("partner", "evidence", "--json", check=False).stdout)
    evidence = json.loads(done.splitlines()[0])
    assert evidence["partner"] == "eu" and evidence["code"] == "inconsistent"
    assert "eu.entente/log" in json.dumps(evidence["evidence"])
    assert other["id"] not in fresh.japan.holdings("--from", "eu")
    assert "stands still" in fresh.japan.run("pull", "eu", check=False).stderr


def test_a_fork_is_seen_by_who_sees_one_side_only(fresh, tmp_path):
    """Korea asks for Japan's cosignature; Japan saw another history, so Korea takes nothing of this one."""
    fresh.give(indicator(object_marking_refs=[GREEN]), "japan", "korea")
    (fresh.korea.folder / "trust.policy").write_text(
        f"log {state(fresh.eu)['key']}\nlog {state(fresh.japan)['key']}\n"
        f"witness japan {state(fresh.japan)['witness_key']}\nquorum japan\n"
    )
    agreed = fresh.give(indicator(object_marking_refs=[GREEN]), "korea", name="agreed.json")
    wait_for(lambda: agreed["id"] in fresh.korea.holdings("--from", "eu"))
    fresh.korea.stop()
    fork(fresh, tmp_path / "copy")
    fresh.korea.serve()
    other = fresh.give(indicator(name="other side", object_marking_refs=[GREEN]), "korea", name="other.json")
    done = fresh.korea.run("pull", "eu", check=False)
    assert done.returncode != 0 and "cosigned" in done.stderr, done.stderr
    assert other["id"] not in fresh.korea.holdings("--from", "eu")


def test_a_restored_node_signs_nothing_before_it_has_found_its_way_back(fresh, tmp_path):
    first = fresh.give(indicator(object_marking_refs=[GREEN]), "japan")
    fresh.eu.run("backup", tmp_path / "eu.db")
    second = fresh.give(indicator(object_marking_refs=[GREEN]), "japan", name="second.json")
    wait_for(lambda: second["id"] in fresh.japan.holdings("--from", "eu"))
    fresh.eu.stop()
    fresh.eu.run("restore", tmp_path / "eu.db")
    fresh.eu.serve()
    assert state(fresh.eu)["closed"]
    third = indicator(object_marking_refs=[GREEN])
    fresh.eu.load([third], "third.json")
    done = fresh.eu.run("release", third["id"], "--to", "japan", "--officer", "O", check=False)
    assert done.returncode == 2 and "recover" in done.stderr
    assert Caller(fresh.eu.base, context=fresh.japan.context()).get("/japan/collections/feed/objects/").status == 503
    fresh.korea.stop()
    done = fresh.eu.run("log", "recover", "--officer", "Chief", check=False)
    assert done.returncode == 2 and "korea" in done.stderr
    fresh.korea.serve()
    done = fresh.eu.run("log", "recover", "--officer", "Chief", "--json", check=False)
    found = json.loads(done.stdout)
    assert done.returncode == 1 and found["log"] == "eu.entente/log/2" and found["seen"] > found["size"]
    for partner in (fresh.japan, fresh.korea):
        accept_invitation(fresh.eu, partner, confirm=True)
    fresh.eu.run("release", third["id"], "--to", "japan", "--officer", "O")
    wait_for(lambda: third["id"] in fresh.japan.holdings("--from", "eu"))
    inside = json.loads(fresh.eu.run("audit", "--kind", "log", "--json").stdout.splitlines()[-1])["inside"]
    assert inside["old"] == "eu.entente/log" and inside["seen_size"] == found["seen"]
    held = fresh.japan.holdings("--from", "eu")
    assert {first["id"], second["id"], third["id"]} <= held
    for node in fresh.nodes:
        assert node.is_whole()
    assert fresh.japan.run("check", "--partner", "eu").returncode == 0


def test_a_restore_that_lost_nothing_goes_on_with_the_same_log(fresh, tmp_path):
    fresh.give(indicator(object_marking_refs=[GREEN]), "japan")
    wait_for(lambda: fresh.japan.holdings("--from", "eu"))
    fresh.eu.stop()
    fresh.eu.run("backup", tmp_path / "eu.db")
    fresh.eu.run("restore", tmp_path / "eu.db")
    done = fresh.eu.run("log", "recover", "--officer", "Chief")
    assert "nothing is missing" in done.stdout
    fresh.eu.serve()
    again = fresh.give(indicator(object_marking_refs=[GREEN]), "japan", name="again.json")
    wait_for(lambda: again["id"] in fresh.japan.holdings("--from", "eu"))


def test_a_witness_that_is_down_stops_nothing(fresh):
    fresh.korea.stop()
    item = fresh.give(indicator(object_marking_refs=[GREEN]), "japan")
    wait_for(lambda: item["id"] in fresh.japan.holdings("--from", "eu"))
    names = receipt(fresh.japan, item["id"]).decode()
    assert "japan.entente/witness" in names and "korea.entente/witness" not in names


def test_a_partner_that_changes_a_kept_entry_is_found(fresh):
    """Whoever writes into the store behind the node's back leaves a log that does not hold."""
    item = fresh.give(indicator(object_marking_refs=[GREEN]), "japan")
    wait_for(lambda: item["id"] in fresh.japan.holdings("--from", "eu"))
    fresh.stop()
    with sqlite3.connect(fresh.eu.folder / "store.db") as store:
        store.execute(
            "UPDATE log_entry SET body=CAST(replace(CAST(body AS TEXT), 'japan', 'korea') AS BLOB) WHERE kind='release'"
        )
    store.close()
    done = fresh.eu.run("check", "--json", check=False)
    assert done.returncode == 1 and json.loads(done.stdout)["problems"][0]["code"] == "log-entry"
    with sqlite3.connect(fresh.japan.folder / "store.db") as store:
        store.execute("UPDATE receipt SET place=place+1")
    store.close()
    done = fresh.japan.run("check", "--json", check=False)
    assert json.loads(done.stdout)["problems"][0]["code"] == "receipt"


def test_what_stands_in_a_feed_unlogged_is_found(fresh):
    item = fresh.give(indicator(object_marking_refs=[GREEN]), "japan")
    hidden = indicator(object_marking_refs=[GREEN])
    fresh.eu.load([hidden], "hidden.json")
    fresh.stop()
    with sqlite3.connect(fresh.eu.folder / "store.db") as store:
        row, kind = store.execute("SELECT row, kind FROM object WHERE id=?", (hidden["id"],)).fetchone()
        (feed,) = store.execute("SELECT row FROM collection WHERE kind='feed' AND party='japan'").fetchone()
        store.execute("INSERT INTO member VALUES(?, 99, 99999999999999999, ?, ?, 3, 0)", (feed, row, kind))
    store.close()
    problems = json.loads(fresh.eu.run("check", "--json", check=False).stdout)["problems"]
    assert any(problem["code"] == "feed-unlogged" and hidden["id"] in problem["message"] for problem in problems)
    assert item["id"] not in json.dumps(problems)
