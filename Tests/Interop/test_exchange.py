"""The live path with many partners, one that was away for long, and logs that go on under another key."""

import base64
import hashlib
import json
import sqlite3

import pytest

from support import GREEN, Node, accept_invitation, indicator, link, wait_for


@pytest.fixture
def pair(pair):
    for node in pair:
        node.serve()
    return pair


def given(giving, taking, name):
    item = indicator(object_marking_refs=[GREEN])
    giving.load([item], name)
    giving.run("release", item["id"], "--to", taking.name, "--officer", "O")
    return item


def test_a_log_goes_on_under_another_key(pair):
    eu, japan = pair
    before = given(eu, japan, "before.json")
    wait_for(lambda: before["id"] in japan.holdings("--from", "eu"))
    old = json.loads(eu.run("log", "show", "--json").stdout)
    for missing in (("--officer", "O"), ("--reason", "R")):
        assert eu.run("log", "rotate", *missing, check=False).returncode == 2
    new = json.loads(eu.run("log", "rotate", "--officer", "Chief", "--reason", "a year has passed", "--json").stdout)
    assert new["log"] == "eu.entente/log/2" and new["key"] != old["key"] and new["key"].startswith("eu.entente/log/2+")
    after = given(eu, japan, "after.json")
    # Japan does not follow by itself, and takes it for no forgery either.
    done = japan.run("pull", "eu", check=False)
    assert done.returncode != 0 and "goes on as `eu.entente/log/2`" in done.stderr, done.stderr
    assert japan.run("partner", "evidence", check=False).returncode == 1
    assert after["id"] not in japan.holdings("--from", "eu")
    accept_invitation(eu, japan, confirm=True)
    japan.run("pull", "eu")
    assert {before["id"], after["id"]} <= japan.holdings("--from", "eu")
    # Receipts of the old log hold by the old key, those of the new one by the new key.
    for item, key in ((before, old["key"]), (after, new["key"])):
        file = japan.folder / "receipt.tlog-proof"
        file.write_text(japan.run("receipt", "get", item["id"], "--from", "eu").stdout)
        japan.run("receipt", "verify", file, "--key", key)
    assert japan.run("receipt", "verify", file, "--key", old["key"], check=False).returncode == 1
    inside = [json.loads(line)["inside"] for line in eu.run("audit", "--kind", "log", "--json").stdout.splitlines()]
    assert any(one.get("next_key") == new["key"] and one["officer"] == "root for Chief" for one in inside)
    assert any(one.get("old") == "eu.entente/log" and one["reason"] == "a year has passed" for one in inside)
    assert eu.is_whole() and japan.is_whole() and japan.run("check", "--partner", "eu").returncode == 0
    # And once more: the process that serves has never read the third key.
    third = json.loads(eu.run("log", "rotate", "--officer", "Chief", "--reason", "again", "--json").stdout)
    accept_invitation(eu, japan, confirm=True)
    last = given(eu, japan, "last.json")
    wait_for(lambda: last["id"] in japan.holdings("--from", "eu"))
    assert third["log"] == "eu.entente/log/3" and eu.is_whole() and japan.is_whole()


def test_a_statement_that_the_old_key_did_not_sign_is_no_excuse(pair, tmp_path):
    """A fork does not become a rotation by being called one."""
    eu, japan = pair
    before = given(eu, japan, "before.json")
    wait_for(lambda: before["id"] in japan.holdings("--from", "eu"))
    eu.run("log", "rotate", "--officer", "Chief", "--reason", "R")
    # Japan knows another key than the one that signs the statement.
    own = json.loads(japan.run("log", "show", "--json").stdout)["key"].split("+", 2)[2]
    japan.stop()
    with sqlite3.connect(japan.folder / "store.db") as store:
        name = store.execute("SELECT log_key FROM partner").fetchone()[0].split("+")[0]
        # C2SP signed-note: the identifier is the start of SHA-256 over name, line feed, and algorithm with key.
        digest = hashlib.sha256(name.encode() + b"\n" + base64.b64decode(own)).hexdigest()[:8]
        store.execute("UPDATE partner SET log_key=?", (f"{name}+{digest}+{own}",))
    store.close()
    given(eu, japan, "after.json")
    done = japan.run("pull", "eu", check=False)
    assert done.returncode != 0 and "do not hold" in done.stderr, done.stderr
    assert "goes on as" not in done.stderr


def test_many_partners_get_what_is_released_at_once(tmp_path):
    eu = Node(tmp_path / "eu", "eu")
    partners = [Node(tmp_path / f"p{number}", f"p{number}") for number in range(8)]
    for partner in partners:
        link(eu, partner)
    eu.serve()
    for partner in partners:
        partner.serve()
    try:
        items = [indicator(object_marking_refs=[GREEN]) for _ in range(20)]
        eu.load(items, "items.json")
        named = [part for partner in partners for part in ("--to", partner.name)]
        # One is down, and holds up nobody.
        partners[3].stop()
        eu.run("release", *[item["id"] for item in items], *named, "--officer", "O")
        wanted = {item["id"] for item in items}
        for partner in partners[:3] + partners[4:]:
            wait_for(lambda: wanted <= partner.holdings("--from", "eu"), what=partner.name)
        partners[3].serve()
        wait_for(lambda: wanted <= partners[3].holdings("--from", "eu"), what="the one that was down")
        assert eu.is_whole() and all(partner.is_whole() for partner in partners)
    finally:
        for node in [eu, *partners]:
            if node.serving:
                node.stop()


def test_a_partner_that_was_away_for_a_month_catches_up_without_loss(pair):
    """Thirty days of releases, new versions, a rendition, a withdrawal and a restart of the giver,
    taken in many pages."""
    eu, japan = pair
    first = given(eu, japan, "first.json")
    wait_for(lambda: first["id"] in japan.holdings("--from", "eu"))
    japan.stop()
    released = {first["id"]: first["modified"]}
    gone = None
    for day in range(30):
        items = [indicator(object_marking_refs=[GREEN], name=f"day {day}") for _ in range(40)]
        if day % 10 == 9:
            known = next(iter(released))
            items.append({**first, "id": known, "modified": f"2026-03-{day:02}T00:00:00.000Z", "name": "newer"})
        eu.load(items, f"day-{day}.json")
        eu.run("release", *{item["id"] for item in items}, "--to", "japan", "--officer", "O")
        released.update({item["id"]: item["modified"] for item in items})
        if day == 12:
            gone = items[0]["id"]
            eu.run("recall", "ask", gone, "--action", "withdraw", "--due", "2099-01-01", "--officer", "O")
        if day == 20:
            eu.stop()
            eu.serve()
    japan.configure(batch_objects=37)
    japan.serve()
    wanted = set(released) - {gone}
    wait_for(lambda: wanted <= japan.holdings("--from", "eu"), 60)
    assert gone not in japan.holdings("--from", "eu")
    with sqlite3.connect(japan.folder / "store.db") as store:
        twice = store.execute("SELECT id FROM object GROUP BY id, source, version HAVING count(*)>1").fetchall()
        versions = store.execute("SELECT count(*) FROM object WHERE id=?", (first["id"],)).fetchone()[0]
        (receipts,) = store.execute("SELECT count(*) FROM receipt").fetchone()
        (objects,) = store.execute(
            "SELECT count(*) FROM object o JOIN source s ON s.row=o.source WHERE s.kind='partner'"
        ).fetchone()
    store.close()
    assert not twice and versions == 4 and receipts == objects
    assert eu.is_whole() and japan.is_whole()


def test_a_partner_speaks_for_its_own_log_only(pair, tmp_path):
    """An invitation that names the log of somebody else is refused: evidence would be kept against the wrong one."""
    eu, japan = pair
    file = tmp_path / "invitation.json"
    invitation = json.loads(japan.run("partner", "invite", "eu").stdout)
    for member, value in (
        ("log_key", invitation["log_key"].replace("japan.", "korea.", 1)),
        ("witness_key", invitation["witness_key"].replace("japan.", "korea.", 1)),
    ):
        file.write_text(json.dumps({**invitation, member: value}))
        done = eu.run("partner", "accept", file, check=False)
        assert done.returncode == 2 and "cannot be accepted" in done.stderr


def test_a_missing_key_file_stops_the_node_before_it_signs(pair):
    eu, japan = pair
    eu.run("log", "rotate", "--officer", "Chief", "--reason", "R")
    eu.stop()
    (eu.folder / "keys" / "log-2.key").rename(eu.folder / "keys" / "away")
    done = eu.run("log", "show", check=False)
    assert done.returncode == 2 and "is not the one that signed it" in done.stderr
    (eu.folder / "keys" / "away").rename(eu.folder / "keys" / "log-2.key")
    assert eu.is_whole()
