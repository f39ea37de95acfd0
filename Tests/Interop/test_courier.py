"""Courier files: the exchange across an air gap, read by OpenSSL's own tool as well; lost, changed,
repeated and mixed-up files."""

import json
import shutil
import signal
import subprocess
import time
import uuid

from support import AMBER, GREEN, Caller, Node, entente, indicator, link, wait_for


def release(node, items, to="japan", *more, name=None):
    node.load(items, name or f"{uuid.uuid4()}.json")
    return node.run("release", *[item["id"] for item in items], "--to", to, "--officer", "O", *more, check=False)


def write(node, to, folder, *more):
    printed = node.run("courier", "write", to, "--to", folder, "--json", *more).stdout
    return [json.loads(line) for line in printed.splitlines()]


def read(node, *files):
    done = node.run("courier", "read", *files, "--json", check=False)
    assert done.returncode in (0, 1), done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def status(node, partner):
    return json.loads(node.run("courier", "status", partner, "--json", check=False).stdout)


def held(node, partner):
    return {entry["id"] for entry in json.loads(node.run("export", "--from", partner).stdout).get("objects", [])}


def opened(volume, holder, sender, folder):
    """The content of a courier file, decrypted and verified by OpenSSL's own tool."""
    keys = holder.folder / "keys"
    signed = folder / "signed.der"
    subprocess.run(
        [
            "openssl",
            "cms",
            "-decrypt",
            "-inform",
            "DER",
            "-in",
            volume["file"],
            "-recip",
            keys / "courier.crt",
            "-inkey",
            keys / "courier.key",
            "-binary",
            "-out",
            signed,
        ],
        check=True,
    )
    return subprocess.run(
        [
            "openssl",
            "cms",
            "-verify",
            "-inform",
            "DER",
            "-in",
            signed,
            "-certfile",
            sender.folder / "keys" / "courier.crt",
            "-nointern",
            "-noverify",
            "-binary",
        ],
        capture_output=True,
        check=True,
    ).stdout


def test_what_is_released_travels_by_file_with_receipts_and_is_acknowledged_by_the_way_back(pair, tmp_path):
    eu, japan = pair
    items = [indicator(object_marking_refs=[GREEN], name=f"carried {number}") for number in range(5)]
    secret = indicator(object_marking_refs=[AMBER], name="CANARY-not-named")
    assert release(eu, items).returncode == 0
    release(eu, [secret])
    (volume,) = write(eu, "japan", tmp_path / "stick")
    assert (volume["number"], volume["objects"], volume["state"]) == (1, 5, "written")
    # Nothing can be read on the way.
    sealed = open(volume["file"], "rb").read()
    assert b"carried" not in sealed and b"indicator" not in sealed and items[0]["id"].encode() not in sealed
    (reading,) = read(japan, tmp_path / "stick")
    assert (reading["outcome"], reading["objects"], reading["added"]) == ("taken", 5, 5)
    assert {item["id"] for item in items} <= held(japan, "eu") and secret["id"] not in held(japan, "eu")
    # Receipts and decisions travel inside, and hold without the file.
    receipt = japan.folder / "receipt.tlog-proof"
    receipt.write_text(japan.run("receipt", "get", items[0]["id"], "--from", "eu").stdout)
    japan.run("receipt", "verify", receipt)
    # Read again, nothing happens.
    (again,) = read(japan, tmp_path / "stick")
    assert again["outcome"] == "known"
    assert status(eu, "japan").get("acknowledged") is None
    assert eu.run("courier", "status", check=False).returncode == 1
    # The acknowledgement travels back by the same way.
    (back,) = write(japan, "eu", tmp_path / "back")
    assert back["objects"] == 0
    assert read(eu, tmp_path / "back")[0]["outcome"] == "taken"
    assert status(eu, "japan")["acknowledged"] == 1
    assert eu.run("courier", "status").returncode == 0
    # Once told, it is not told again, and acknowledgements are not acknowledged for ever.
    assert write(japan, "eu", tmp_path / "back2") == []
    assert len(write(eu, "japan", tmp_path / "stick2")) == 1 and write(eu, "japan", tmp_path / "stick3") == []
    assert eu.is_whole() and japan.is_whole()
    kinds = [json.loads(line)["kind"] for line in eu.run("audit", "--kind", "delivery", "--json").stdout.splitlines()]
    assert len(kinds) == 2


def test_the_form_is_what_the_standards_say(pair, tmp_path):
    """OpenSSL's tool decrypts and verifies; the structure is AuthEnvelopedData around SignedData."""
    eu, japan = pair
    release(eu, [indicator(object_marking_refs=[GREEN], name="carried")])
    (volume,) = write(eu, "japan", tmp_path / "stick")
    printed = subprocess.run(
        ["openssl", "cms", "-cmsout", "-print", "-inform", "DER", "-in", volume["file"]],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "authEnvelopedData" in printed and "aes-256-gcm" in printed and "kari" in printed
    content = opened(volume, japan, eu, tmp_path)
    content = json.loads(content)
    assert (content["entente"], content["from"], content["to"], content["number"]) == ("courier-1", "eu", "japan", 1)
    assert len(content["objects"]) == 1 and len(content["receipts"]["receipts"]) == 1
    printed = subprocess.run(
        ["openssl", "cms", "-cmsout", "-print", "-inform", "DER", "-in", tmp_path / "signed.der"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "ecdsa-with-SHA256" in printed and "sha256" in printed


def test_files_are_taken_in_order_and_gaps_are_named(pair, tmp_path):
    eu, japan = pair
    stick = tmp_path / "stick"
    items = [indicator(object_marking_refs=[GREEN]) for _ in range(4)]
    files = []
    for item in items:
        release(eu, [item])
        files += [volume["file"] for volume in write(eu, "japan", stick)]
    assert len(files) == 4
    readings = read(japan, files[3], files[1], files[0])
    assert [(one["number"], one["outcome"]) for one in readings] == [(1, "taken"), (2, "taken"), (4, "waits")]
    assert "file 3" in readings[2]["reasons"][0]
    assert items[3]["id"] not in held(japan, "eu")
    # The file that waited is read with the missing one; order on the command line does not matter.
    readings = read(japan, files[3], files[2])
    assert [one["outcome"] for one in readings] == ["taken", "taken"]
    assert {item["id"] for item in items} <= held(japan, "eu")


def test_a_lost_file_is_given_up_and_carried_anew(pair, tmp_path):
    eu, japan = pair
    items = [indicator(object_marking_refs=[GREEN]) for _ in range(3)]
    files = []
    for item in items:
        release(eu, [item])
        files += [volume["file"] for volume in write(eu, "japan", tmp_path / "stick")]
    read(japan, files[0])
    done = japan.run("courier", "skip", "eu", "--up-to", "1", "--officer", "O", check=False)
    assert done.returncode == 2 and "next file" in done.stderr
    japan.run("courier", "skip", "eu", "--up-to", "2", "--officer", "O")
    assert read(japan, files[2])[0]["outcome"] == "taken"
    assert status(japan, "eu")["given_up"] == [2]
    # What was given up does not come in by the back door: its checkpoint is older than what was seen.
    late = read(japan, files[1])[0]
    assert late["outcome"] == "refused" and "given up" in late["reasons"][0]
    assert items[1]["id"] not in held(japan, "eu")
    anew = write(eu, "japan", tmp_path / "anew", "--again", "2")
    assert anew[0]["number"] == 4
    assert read(japan, tmp_path / "anew")[0]["outcome"] == "taken"
    assert {item["id"] for item in items} <= held(japan, "eu") and japan.is_whole()


def test_large_loads_are_split_into_volumes(pair, tmp_path):
    eu, japan = pair
    eu.configure(courier_volume_bytes=65536)
    items = [indicator(object_marking_refs=[GREEN], description="x" * 5000) for _ in range(60)]
    release(eu, items)
    volumes = write(eu, "japan", tmp_path / "stick")
    assert len(volumes) > 5 and all(volume["bytes"] < 80000 for volume in volumes)
    assert [volume["number"] for volume in volumes] == list(range(1, len(volumes) + 1))
    readings = read(japan, tmp_path / "stick")
    assert all(one["outcome"] == "taken" for one in readings) and sum(one["added"] for one in readings) == 60
    assert len(held(japan, "eu")) == 60


def test_changed_foreign_and_garbled_files_are_refused_and_say_nothing(pair, tmp_path):
    eu, japan = pair
    release(eu, [indicator(object_marking_refs=[GREEN])])
    (volume,) = write(eu, "japan", tmp_path / "stick")
    sealed = open(volume["file"], "rb").read()
    bad = tmp_path / "bad"
    bad.mkdir()
    places = [0, 5, 40, len(sealed) // 4, len(sealed) // 2, len(sealed) * 3 // 4, len(sealed) - 40, len(sealed) - 1]
    for number, place in enumerate(places):
        changed = bytearray(sealed)
        changed[place] ^= 1
        (bad / f"flipped-{number}.courier").write_bytes(changed)
    for number, length in enumerate((0, 1, 100, len(sealed) - 1)):
        (bad / f"cut-{number}.courier").write_bytes(sealed[:length])
    (bad / "longer.courier").write_bytes(sealed + b"\0")
    (bad / "text.courier").write_text("no courier file")
    readings = read(japan, bad)
    assert len(readings) == len(list(bad.iterdir()))
    assert all(one["outcome"] == "refused" and "indicator" not in json.dumps(one["reasons"]) for one in readings), (
        readings
    )
    assert not held(japan, "eu")
    assert read(japan, tmp_path / "nothing-there.courier")[0]["outcome"] == "refused"
    # Somebody else's file, and one that somebody else signed.
    korea = Node(tmp_path / "korea", "korea")
    link(eu, korea)
    assert read(korea, volume["file"])[0]["outcome"] == "refused"
    keys = japan.folder / "keys"
    content = opened(volume, japan, eu, tmp_path)

    def wrap(content, signer, name):
        plain, one, two = tmp_path / "plain", tmp_path / "one.der", bad / name
        plain.write_bytes(content)
        subprocess.run(
            [
                "openssl",
                "cms",
                "-sign",
                "-binary",
                "-nodetach",
                "-in",
                plain,
                "-signer",
                signer.folder / "keys" / "courier.crt",
                "-inkey",
                signer.folder / "keys" / "courier.key",
                "-md",
                "sha256",
                "-outform",
                "DER",
                "-out",
                one,
            ],
            check=True,
        )
        subprocess.run(
            [
                "openssl",
                "cms",
                "-encrypt",
                "-binary",
                "-aes-256-gcm",
                "-in",
                one,
                "-outform",
                "DER",
                "-out",
                two,
                keys / "courier.crt",
            ],
            check=True,
        )
        return two

    by_korea = wrap(content, korea, "by-korea.courier")
    assert "no partner" in read(japan, by_korea)[0]["reasons"][0]
    # The sender's own key over another content: a number that jumps, another recipient, an object without its receipt.
    changed = json.loads(content)
    for name, change, words in (
        ("to.courier", {"to": "korea"}, "to `korea`"),
        ("from.courier", {"from": "japan"}, "from `japan`"),
        ("form.courier", {"entente": "courier-9"}, "form"),
        ("number.courier", {"number": 0}, "number"),
        ("object.courier", {"objects": [{**changed["objects"][0], "name": "another"}]}, "not what its receipt is for"),
        ("receipt.courier", {"receipts": {**changed["receipts"], "receipts": []}}, "has no receipt"),
        ("note.courier", {"receipts": {**changed["receipts"], "checkpoint": "nothing"}}, "do not hold"),
    ):
        reading = read(japan, wrap(json.dumps({**changed, **change}).encode(), eu, name))[0]
        assert reading["outcome"] == "refused" and words in reading["reasons"][0], reading
    assert not held(japan, "eu")
    # The true one is still taken.
    assert read(japan, volume["file"])[0]["outcome"] == "taken"
    # Another file with a number that was taken.
    replayed = wrap(content, eu, "replayed.courier")
    assert "before" in read(japan, replayed)[0]["reasons"][0]
    assert japan.is_whole()


def test_what_goes_by_courier_only_is_on_no_network(tmp_path):
    eu, japan = Node(tmp_path / "eu", "eu"), Node(tmp_path / "japan", "japan")
    link(eu, japan)
    eu.serve()
    japan.serve()
    item = indicator(object_marking_refs=[GREEN], name="CANARY-by-hand")
    other = indicator(object_marking_refs=[GREEN], name="over the network")
    eu.load([item, other], "two.json")
    eu.run("release", item["id"], "--to", "japan", "--officer", "O", "--channel", "courier")
    eu.run("release", other["id"], "--to", "japan", "--officer", "O")
    wait_for(lambda: other["id"] in held(japan, "eu"))
    caller = Caller(eu.base, context=japan.context())
    for path in (
        "/taxii2/",
        "/japan/",
        "/japan/collections/",
        "/japan/collections/feed/objects/?match[version]=all",
        "/japan/collections/feed/manifest/",
        f"/japan/collections/feed/objects/{item['id']}/",
        "//collections/",
        "/%00/collections/",
        "/entente/v1/receipts/?from=0&to=9999999999999999&old=0",
    ):
        text = caller.get(path, accept="*/*").everything()
        assert "CANARY" not in text and (item["id"] not in text or item["id"] in path), path
    volumes = write(eu, "japan", tmp_path / "stick", "--courier-only")
    assert [volume["objects"] for volume in volumes] == [1]
    # Japan has meanwhile seen a newer log, as reader and as witness: the file is still of the same history.
    eu.load([indicator(number=7, object_marking_refs=[GREEN])], "later.json")
    eu.run("release", indicator(number=7)["id"], "--to", "japan", "--officer", "O")
    wait_for(lambda: indicator(number=7)["id"] in held(japan, "eu"))
    assert read(japan, tmp_path / "stick")[0]["outcome"] == "taken"
    assert item["id"] in held(japan, "eu")
    # With the network away, an older file cannot be linked, and says so; written anew it can.
    third = indicator(object_marking_refs=[GREEN])
    eu.load([third], "third.json")
    eu.run("release", third["id"], "--to", "japan", "--officer", "O", "--channel", "courier")
    (late,) = write(eu, "japan", tmp_path / "late", "--courier-only")
    eu.load([indicator(number=8, object_marking_refs=[GREEN])], "last.json")
    eu.run("release", indicator(number=8)["id"], "--to", "japan", "--officer", "O")
    wait_for(lambda: indicator(number=8)["id"] in held(japan, "eu"))
    eu.stop()
    reading = read(japan, late["file"])[0]
    assert reading["outcome"] == "refused" and "cannot be reached" in reading["reasons"][0], reading
    write(eu, "japan", tmp_path / "anew", "--courier-only", "--again", str(late["number"]))
    japan.run("courier", "skip", "eu", "--up-to", str(late["number"]), "--officer", "O")
    assert read(japan, tmp_path / "anew")[0]["outcome"] == "taken" and third["id"] in held(japan, "eu")
    assert eu.is_whole() and japan.is_whole()
    japan.stop()


def test_a_recall_travels_by_courier(pair, tmp_path):
    eu, japan = pair
    item = indicator(object_marking_refs=[GREEN])
    release(eu, [item], "japan", "--channel", "courier")
    write(eu, "japan", tmp_path / "one")
    read(japan, tmp_path / "one")
    assert item["id"] in held(japan, "eu")
    notice = json.loads(
        eu.run(
            "recall", "ask", item["id"], "--action", "destroy", "--due", "2099-01-01", "--officer", "O", "--json"
        ).stdout
    )["id"]
    write(eu, "japan", tmp_path / "two")
    read(japan, tmp_path / "two")
    japan.run("recall", "answer", notice, "--outcome", "destroyed", "--officer", "O")
    write(japan, "eu", tmp_path / "back")
    read(eu, tmp_path / "back")
    (state,) = [json.loads(line) for line in eu.run("recall", "list", "--json").stdout.splitlines()]
    assert (state["state"], state["outcome"]) == ("confirmed", "destroyed")
    assert status(eu, "japan")["acknowledged"] == 2 and item["id"] not in held(japan, "eu")
    # What was recalled is carried no more, not even anew.
    anew = write(eu, "japan", tmp_path / "anew", "--again", "1")
    assert sum(volume["objects"] for volume in anew) == 1 and read(japan, tmp_path / "anew")[0]["added"] == 0
    assert eu.is_whole() and japan.is_whole()


def test_writing_that_was_killed_is_finished_by_the_next(pair, tmp_path):
    """SIGKILL at many moments: no number twice with other content, nothing lost, nothing unlogged."""
    eu, japan = pair
    eu.configure(courier_volume_bytes=65536)
    items = [indicator(object_marking_refs=[GREEN], description="x" * 3000) for _ in range(80)]
    release(eu, items)
    stick = tmp_path / "stick"
    for delay in (0.01, 0.02, 0.03, 0.04, 0.05, 0.07, 0.1):
        process = subprocess.Popen(
            [entente.__globals__["BINARY"], "courier", "write", "japan", "--to", stick, "--node", eu.folder],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert eu.is_whole()
    # As if a writing had been killed after its file was sealed, or after it was noted as carried.
    (eu.folder / "courier").mkdir(exist_ok=True)
    (eu.folder / "courier" / "japan-7000.sealed").write_bytes(b"sealed")
    (eu.folder / "courier" / "japan-7000.sealed.new").write_bytes(b"half")
    write(eu, "japan", stick)
    readings = read(japan, stick)
    assert all(one["outcome"] == "taken" for one in readings), readings
    assert len(held(japan, "eu")) == 80
    assert [one["number"] for one in readings] == list(range(1, len(readings) + 1))
    assert not list(stick.glob("*.new")) and not list((eu.folder / "courier").iterdir()) and japan.is_whole()


def test_a_full_disk_leaves_nothing_half_written(pair, tmp_path):
    eu, japan = pair
    release(eu, [indicator(object_marking_refs=[GREEN], description="x" * 100000) for _ in range(5)])
    small = tmp_path / "small"
    small.mkdir()
    mounted = (
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", small], capture_output=True).returncode == 0
    )
    if mounted:
        try:
            done = eu.run("courier", "write", "japan", "--to", small, check=False)
            assert done.returncode == 2 and "No space" in done.stderr, done.stderr
            assert not list(small.glob("*.courier"))
        finally:
            subprocess.run(["umount", small], check=True)
    else:
        done = eu.run("courier", "write", "japan", "--to", "/proc/nowhere", check=False)
        assert done.returncode == 2
    assert eu.is_whole()
    (volume,) = write(eu, "japan", tmp_path / "stick")
    assert volume["number"] == 1 and read(japan, tmp_path / "stick")[0]["added"] == 5
    shutil.rmtree(small, ignore_errors=True)


def test_an_unconfirmed_link_carries_nothing(tmp_path):
    from support import accept_invitation

    eu, japan = Node(tmp_path / "eu", "eu"), Node(tmp_path / "japan", "japan")
    accept_invitation(eu, japan, confirm=False)
    accept_invitation(japan, eu, confirm=False)
    done = eu.run("courier", "write", "japan", "--to", tmp_path / "stick", check=False)
    assert done.returncode == 2 and "not confirmed" in done.stderr
    done = eu.run("courier", "write", "nobody", "--to", tmp_path / "stick", check=False)
    assert done.returncode == 2 and "no partner" in done.stderr


def test_what_went_by_courier_only_stays_off_the_network_whatever_follows(tmp_path):
    """Renditions that are made anew, references and notices: none of them speaks of it where a network reads."""
    eu, japan = Node(tmp_path / "eu", "eu"), Node(tmp_path / "japan", "japan")
    link(eu, japan)
    eu.serve()
    japan.serve()
    x, y = indicator(object_marking_refs=[GREEN], name="CANARY-x"), indicator(object_marking_refs=[GREEN], name="y")
    report = {
        "type": "report",
        "spec_version": "2.1",
        "id": f"report--{uuid.uuid4()}",
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "published": "2026-01-01T00:00:00Z",
        "name": "CANARY-report",
        "report_types": ["indicator"],
        "object_refs": [x["id"], y["id"]],
        "object_marking_refs": [GREEN],
    }
    other = {
        "type": "note",
        "spec_version": "2.1",
        "id": f"note--{uuid.uuid4()}",
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "content": "about both",
        "object_refs": [x["id"], y["id"]],
        "object_marking_refs": [GREEN],
    }
    eu.load([x, y, report, other], "all.json")
    eu.run("release", x["id"], report["id"], "--to", "japan", "--officer", "O", "--channel", "courier")
    eu.run("release", y["id"], "--to", "japan", "--officer", "O")
    eu.run("release", other["id"], "--to", "japan", "--officer", "O")
    wait_for(lambda: y["id"] in held(japan, "eu"))
    eu.run(
        "recall",
        "ask",
        x["id"],
        "--action",
        "reclassify",
        "--level",
        "CANARY-level",
        "--reason",
        "CANARY-reason",
        "--due",
        "2099-01-01",
        "--officer",
        "O",
    )
    caller = Caller(eu.base, context=japan.context())
    for path in ("objects/?match[version]=all", "manifest/?match[version]=all", "objects/"):
        text = caller.get(f"/japan/collections/feed/{path}").everything()
        assert "CANARY" not in text and x["id"] not in text and report["id"] not in text, path
    # By courier it all arrives, the recall too.
    write(eu, "japan", tmp_path / "stick", "--courier-only")
    assert read(japan, tmp_path / "stick")[0]["outcome"] == "taken"
    (state,) = [json.loads(line) for line in japan.run("recall", "list", "--json", check=False).stdout.splitlines()]
    assert state["level"] == "CANARY-level"
    # And so does the answer travel: what came by courier is not spoken of on the network.
    japan.run(
        "recall",
        "answer",
        state["id"],
        "--outcome",
        "not-held" if x["id"] not in held(japan, "eu") else "reclassified",
        "--officer",
        "O",
    )
    back = Caller(japan.base, context=eu.context()).get("/eu/collections/feed/objects/?match[version]=all").everything()
    assert state["id"] not in back and x["id"] not in back
    assert eu.is_whole() and japan.is_whole()
    eu.stop()
    japan.stop()


def test_a_sealed_file_does_not_outlive_a_recall(pair, tmp_path):
    """The carrier is full, so the file waits within the node; the recall comes first, and it never leaves."""
    eu, japan = pair
    item, stays = indicator(object_marking_refs=[GREEN]), indicator(object_marking_refs=[GREEN])
    release(eu, [item, stays])
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")
    assert eu.run("courier", "write", "japan", "--to", blocked, check=False).returncode == 2
    full = tmp_path / "full"
    full.mkdir()
    (full / "eu-to-japan-00000001.courier.new").mkdir()
    assert eu.run("courier", "write", "japan", "--to", full, check=False).returncode == 2
    assert not list(full.glob("*.courier")) and list((eu.folder / "courier").iterdir())
    eu.run("recall", "ask", item["id"], "--action", "destroy", "--due", "2099-01-01", "--officer", "O")
    written = write(eu, "japan", tmp_path / "stick")
    assert [volume["number"] for volume in written] == [1]
    assert not list((eu.folder / "courier").iterdir())
    read(japan, tmp_path / "stick")
    assert item["id"] not in held(japan, "eu") and stays["id"] in held(japan, "eu")
    assert eu.is_whole() and japan.is_whole()


def test_what_was_destroyed_does_not_come_back_with_a_file_of_earlier(pair, tmp_path):
    eu, japan = pair
    item = indicator(object_marking_refs=[GREEN])
    release(eu, [item])
    write(eu, "japan", tmp_path / "one")
    read(japan, tmp_path / "one")
    write(eu, "japan", tmp_path / "again", "--again", "1")
    japan.run("erase", item["id"], "--from", "eu", "--officer", "O", "--reason", "R")
    (reading,) = read(japan, tmp_path / "again")
    assert reading["outcome"] == "taken" and "destroyed here" in reading["reasons"][0]
    assert item["id"] not in held(japan, "eu") and japan.is_whole()


def test_a_short_tag_is_refused(pair, tmp_path):
    """The library would take a tag of one byte, which is soon guessed."""
    eu, japan = pair
    release(eu, [indicator(object_marking_refs=[GREEN])])
    (volume,) = write(eu, "japan", tmp_path / "stick")
    sealed = bytearray(open(volume["file"], "rb").read())
    assert sealed[-18:-16] == b"\x04\x10"

    def shortened(data, start, cut):
        """DER lengths of the elements around the tag, each lowered by what is cut."""
        place = start
        for _ in range(3):
            if data[place + 1] & 0x80:
                size = data[place + 1] & 0x7F
                length = int.from_bytes(data[place + 2 : place + 2 + size], "big") - cut
                data[place + 2 : place + 2 + size] = length.to_bytes(size, "big")
                inside = place + 2 + size
            else:
                data[place + 1] -= cut
                inside = place + 2
            place = inside + (2 + data[inside + 1] if place == start else 0)
        return data

    short = shortened(bytearray(sealed), 0, 15)
    short[-17] = 1
    short = short[:-15]
    file = tmp_path / "short.courier"
    file.write_bytes(short)
    parsed = subprocess.run(["openssl", "asn1parse", "-inform", "DER", "-in", file], capture_output=True, text=True)
    assert parsed.returncode == 0 and "l=   1 prim: OCTET STRING" in parsed.stdout.splitlines()[-1], parsed.stdout[
        -400:
    ]
    assert read(japan, file)[0]["outcome"] == "refused"
    assert read(japan, volume["file"])[0]["outcome"] == "taken"
