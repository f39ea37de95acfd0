"""The node itself in the API: health, backups, limits, keys and quarantine, for administrators who see no content."""

import json
import sqlite3
import stat
import uuid

import pytest

from people import PASSWORD, ask_back, kinds, open_console, person
from support import CLEAR, GREEN, PACT, PARTIES, RED, REPOSITORY, Node, entente, indicator, link, wait_for

NOBODY_KNOWS = "marking-definition--00000000-0000-4000-8000-00000000c0de"


@pytest.fixture
def eu(make_node):
    node = open_console(make_node("eu"))
    node.load([indicator(object_marking_refs=[GREEN], name=f"CANARY-{number}") for number in range(5)])
    node.serve()
    return node


def test_health_is_figures_and_a_damaged_store_is_told_by_kinds(eu):
    chief = person(eu, "chief", "administrator")
    health = chief.get("health").json()
    assert health["store"]["bytes"] > 0 and 0 < health["store"]["free"] <= health["store"]["disk"]
    assert health["log"]["entries"] > 0 and "closed" not in health["log"] and health["partners"] == []
    assert (health["work"]["threads"], health["work"]["envelopes"]) == (2, 0)
    whole = chief.post("health")
    assert whole.json() == {"whole": True, "problems": []}
    eu.stop()
    with sqlite3.connect(eu.folder / "store.db") as store:
        store.execute(
            "UPDATE object SET bytes=CAST(replace(bytes, 'CANARY', 'canary') AS BLOB)"
            " WHERE row=(SELECT max(row) FROM object)"
        )
    eu.serve()
    broken = chief.post("health")
    assert broken.json() == {"whole": False, "problems": [{"code": "digest", "count": 1}]}
    assert (
        "canary" not in (broken.everything() + chief.get("health").everything()).lower()
        and "indicator" not in broken.text
    )


def test_a_backup_is_made_where_the_configuration_says_and_can_be_restored(eu, tmp_path):
    chief = person(eu, "chief", "administrator")
    assert chief.get("backups").json() == {"folder": f"{eu.folder}/backups", "items": []}
    # No path of a request leads anywhere.
    made = chief.post("backups", {"folder": str(tmp_path), "name": "../x.db", "path": "/tmp/x"})
    assert made.status == 201, made.text
    file = eu.folder / "backups" / made.json()["name"]
    assert file.stat().st_size == made.json()["bytes"] and stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700 and [one.name for one in file.parent.iterdir()] == [
        file.name
    ]
    assert chief.get("backups").json()["items"] == [made.json()]
    inside = [inside for kind, inside in kinds(eu) if kind == "export"]
    assert inside == [{**inside[0], "backup": file.name, "officer": "chief"}]
    # Others that lie there are none of the node's.
    (file.parent / "eu-notes.db").write_text("x")
    (file.parent / ".eu.making").write_text("half a backup")
    assert chief.get("backups").json()["items"] == [made.json()]
    wait_for(lambda: chief.post("backups").status == 201)
    assert len(chief.get("backups").json()["items"]) == 2 and "CANARY" not in chief.get("backups").everything()
    eu.stop()
    entente("restore", file, "--node", eu.folder)
    # The copy has the act that made it.
    with sqlite3.connect(eu.folder / "store.db") as store:
        assert store.execute("SELECT count(*) FROM log_entry WHERE kind='export'").fetchone() == (1,)


def test_a_backup_that_cannot_be_made_is_refused_and_leaves_nothing(eu):
    eu.stop()
    blocked = eu.folder / "blocked"
    blocked.write_text("a file where a folder should be")
    eu.configure(backup_folder="blocked")
    eu.serve()
    chief = person(eu, "chief", "administrator")
    assert chief.get("backups").json() == {"folder": str(blocked), "items": []}
    answer = chief.post("backups")
    assert (answer.status, answer.json()["code"]) == (422, "refused") and blocked.read_text().startswith("a file")
    assert not [kind for kind, _ in kinds(eu) if kind == "export"]
    assert eu.is_whole()


def test_limits_are_those_of_the_file_and_each_has_its_meaning(eu):
    eu.stop()
    eu.configure(page_objects=77)
    eu.serve()
    found = person(eu, "chief", "administrator").get("limits").json()
    limits = {limit["name"]: limit for limit in found["items"]}
    written = json.loads((eu.folder / "entente.json").read_text())
    assert (
        found["file"] == str(eu.folder / "entente.json")
        and found["four_eyes"] is True
        and found["open_witness"] is False
    )
    assert limits["page_objects"] == {"name": "page_objects", "value": 77, "default": 1000, "least": 1, "most": 100000}
    assert {name: limit["value"] for name, limit in limits.items()} == {
        name: value
        for name, value in written.items()
        if isinstance(value, int) and not isinstance(value, bool) and not name.endswith("port")
    }
    assert all(limit["least"] <= limit["default"] <= limit["most"] for limit in limits.values())
    operators = (REPOSITORY / "Documentation" / "operators.md").read_text()
    for tag in ("en", "ja", "fr", "de"):
        texts = json.loads((REPOSITORY / "Console" / "languages" / f"{tag}.json").read_text())["setting"]
        assert set(texts) == set(limits) | {"four_eyes", "open_witness"}
    assert all(f"`{name}`" in operators for name in [*limits, "backup_folder"])


def test_the_node_says_from_which_levels_two_officers_release(tmp_path):
    """By its configuration and by the agreements in force;
    a word that is no level asks for two whatever is classified."""
    eu, japan = open_console(Node(tmp_path / "eu", "eu")), Node(tmp_path / "japan", "japan")
    link(eu, japan)
    eu.serve()
    try:
        chief = person(eu, "chief", "administrator")
        assert chief.get("limits").json()["two_officers"] == {"policy": [], "unclear": False, "agreed": []}
        file = tmp_path / "set.accord"
        file.write_text(
            PARTIES
            + "\n"
            + PACT.format(state="in force from 2020-01-01", ceiling="EU-SECRET")
            + "  article 9: two officers release EU EU-SECRET\n"
        )
        eu.run("agreements", "apply", file, "--officer", "Legal")
        agreed = [{"party": "japan", "title": "Japan", "levels": ["EU EU-SECRET"]}]
        assert chief.get("limits").json()["two_officers"] == {"policy": [], "unclear": False, "agreed": agreed}
        for words, unclear in (("EU EU-RESTRICTED, TLP:RED", False), ("EU COSMIC", True)):
            eu.stop()
            eu.configure(two_officers=words)
            eu.serve()
            chief = person(eu, "chief2" if unclear else "chief1", "administrator")
            assert chief.get("limits").json()["two_officers"] == {
                "policy": words.split(", "),
                "unclear": unclear,
                "agreed": agreed,
            }
    finally:
        eu.stop()


def test_keys_are_shown_once_work_and_end(eu):
    chief, officer = person(eu, "chief", "administrator"), person(eu, "officer", "security-officer", title="S. Econd")
    person(eu, "author", "author")
    made = chief.post("keys", {"name": "prometheus", "scopes": ["metrics:*"]})
    assert made.status == 201, made.text
    key = made.json()["key"]
    metrics = lambda: officer.call("GET", "/metrics", headers={"Authorization": f"Bearer {key}"}).status
    assert metrics() == 200
    with open(eu.folder / "store.db", "rb") as store, open(eu.folder / "store.db-wal", "rb") as log:
        assert key.encode() not in store.read() + log.read()
    assert [item["name"] for item in chief.get("keys").json()["items"]] == ["prometheus"] and key not in chief.get(
        "keys"
    ).everything()
    # Whoever keeps accounts sees no content: a key that reads needs another's signature.
    reading = {"name": "soc", "scopes": ["read:*", "write:*"]}
    assert chief.post("keys", reading).json()["code"] == "second-needed"
    for second in (
        {"name": "author", "password": PASSWORD},
        {"name": "chief", "password": PASSWORD, "code": chief.recovery[0]},
    ):
        assert chief.post("keys", {**reading, "second": second}).json()["code"] == "second-refused"
    assert chief.post("keys", {**reading, "second": {"name": "officer", "password": "wrong password"}}).status == 401
    assert chief.post("keys", {**reading, "second": {"name": "officer", "password": PASSWORD}}).status == 201
    for name, scopes in (
        ("prometheus", ["metrics:*"]),
        ("a:b", ["metrics:*"]),
        ("", ["metrics:*"]),
        ("x" * 201, ["metrics:*"]),
        ("x", []),
        ("x", ["metrics:x"]),
        ("x", ["write:"]),
        ("x", ["write:a b"]),
        ("x", ["admin:*"]),
        ("x", ["write:a:b"]),
        ("x", ["a"] * 2000),
    ):
        assert chief.post("keys", {"name": name, "scopes": scopes}).status == 422, (name, scopes[:3])
    assert chief.post("keys/prometheus", {"revoked": False}).status == 422
    assert chief.post("keys/prometheus", {"revoked": True}).status == 204 and metrics() == 401
    assert (
        chief.post("keys/prometheus", {"revoked": True}).status == 404
        and chief.post("keys/nobody", {"revoked": True}).status == 404
    )
    acts = [
        (inside["key"], inside["revoked"], inside["officer"], inside.get("countersigned"))
        for kind, inside in kinds(eu)
        if kind == "key"
    ]
    assert acts == [
        ("prometheus", False, "chief", None),
        ("soc", False, "chief", "S. Econd"),
        ("prometheus", True, "chief", None),
    ]
    # The command line makes the same keys.
    eu.run("key", "add", "cli", "--scope", "read:*")
    assert (
        eu.run("key", "revoke", "cli").returncode == 0 and eu.run("key", "revoke", "cli", check=False).returncode == 1
    )
    assert eu.is_whole()


def test_quarantine_is_counts_for_administrators_and_content_for_officers_who_may_see_it(tmp_path):
    nodes = [open_console(Node(tmp_path / name, name)) for name in ("eu", "japan")]
    link(*nodes)
    eu, japan = nodes
    item = indicator(object_marking_refs=[CLEAR], name="withdrawn one")
    red = indicator(object_marking_refs=[RED], name="CANARY-red")
    eu.load([item, red, indicator(object_marking_refs=[NOBODY_KNOWS], name="CANARY-unknown")])
    # Another content of a version that is kept, once open and once not.
    eu.load([{**item, "name": "other content"}, {**red, "name": "CANARY-other"}], "again.json", check=False)
    for node in nodes:
        node.serve()
    try:
        chief, officer = person(eu, "chief", "administrator"), person(eu, "officer", "disclosure-officer")
        counts = {(one["reason"], one["source"]): one["count"] for one in chief.get("quarantine").json()["counts"]}
        assert counts == {("marking-unknown", "own"): 1, ("same id and version, other content", "own"): 2}
        found = officer.get("quarantine")
        assert [(one["name"], one["kept"]) for one in found.json()["items"]] == [("other content", False)]
        assert found.json()["counts"] == [{"reason": "same id and version, other content", "source": "own", "count": 1}]
        assert "CANARY" not in found.everything() and red["id"] not in found.text
        # What a recall set apart is for officers too, with its reason.
        eu.run("release", item["id"], "--to", "japan", "--officer", "O")
        holder, admin = person(japan, "holder", "disclosure-officer"), person(japan, "admin", "administrator")
        wait_for(lambda: holder.get(f"objects/{item['id']}").status == 200)
        ask_back(eu, item)
        notice = wait_for(lambda: holder.get("recalls").json()["items"])[0]["id"]
        holder.post(f"recalls/{notice}", {"outcome": "withdrawn"})
        apart = holder.get("quarantine").json()["items"]
        assert [(one["id"], one["source"], one["kept"]) for one in apart] == [
            (item["id"], "partner eu", True)
        ] and apart[0]["reason"].startswith("recalled: ")
        told = admin.get("quarantine")
        assert told.json()["counts"] == [{"reason": "recalled", "source": "partner eu", "count": 1}]
        # What a tool hands in and the node refuses.
        key = japan.run("key", "add", "sensor", "--scope", "write:*").stdout.strip()
        inbox = json.loads(japan.run("collection", "add", "--kind", "shelf", "--title", "S", "--json").stdout)["id"]
        japan.serving.caller(f"Bearer {key}").add(
            f"/tools/collections/{inbox}/objects/",
            [{"type": "indicator", "id": f"indicator--{uuid.uuid4()}", "name": "CANARY"}],
        )
        told = admin.get("quarantine")
        assert told.json()["refused"] == [{"root": "tools", "requests": 1, "objects": 1}]
        for text in (told.everything(), chief.get("quarantine").everything()):
            assert (
                "CANARY" not in text
                and "indicator--" not in text
                and "withdrawn one" not in text
                and "marking-definition" not in text
            )
    finally:
        for node in nodes:
            node.stop()
