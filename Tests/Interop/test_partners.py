"""Three nodes with mutual TLS: each partner sees its own root and feed, and nothing that was withheld."""

import json
import shutil
import subprocess

import pytest

from support import (
    AMBER,
    AMBER_STRICT,
    CLEAR,
    GREEN,
    RED,
    Caller,
    Node,
    accept_invitation,
    indicator,
    insecure,
    link,
    wait_for,
)

UNKNOWN = "marking-definition--4082ab6a-fa50-415b-9255-04ba1070b400"
WITHHELD = {
    "amber": [AMBER],
    "strict": [AMBER_STRICT],
    "red": [RED],
    "unmarked": None,
    "unknown": [UNKNOWN],
    "mixed": [GREEN, RED],
    "both": [GREEN, UNKNOWN],
}
OPEN = {"clear": [CLEAR], "green": [GREEN]}


class Trio:
    def __init__(self, folder):
        self.nodes = [Node(folder / name, name) for name in ("eu", "japan", "korea")]
        self.eu, self.japan, self.korea = self.nodes
        link(*self.nodes)
        self.canaries = []
        contents = []
        for kind, marks in {**WITHHELD, **OPEN}.items():
            item = indicator(name=f"CANARY-{kind}", description=f"CANARY-{kind}-text")
            if marks:
                item["object_marking_refs"] = marks
            contents.append(item)
            if kind in WITHHELD:
                self.canaries += [item["id"], f"CANARY-{kind}"]
        portion = indicator(name="CANARY-portion", object_marking_refs=[GREEN])
        portion["granular_markings"] = [{"marking_ref": RED, "selectors": ["name"]}]
        self.canaries += [portion["id"], "CANARY-portion"]
        self.named = indicator(name="for japan only", object_marking_refs=[AMBER])
        self.eu.load([*contents, portion], check=False)
        self.eu.load([self.named], "named.json")
        self.green = next(entry["id"] for entry in contents if entry["name"] == "CANARY-green")
        self.open = {entry["id"] for entry in contents if entry["name"][7:] in OPEN}
        for node in self.nodes:
            node.serve()
        self.eu.run("release", "--all", "--to", "japan", "--to", "korea", "--officer", "O", check=False)
        self.eu.run("release", self.named["id"], "--to", "japan", "--name", "japan", "--officer", "O")

    def as_partner(self, who, of):
        return Caller(of.base, context=who.context())


@pytest.fixture(scope="module")
def trio(tmp_path_factory):
    trio = Trio(tmp_path_factory.mktemp("trio"))
    yield trio
    for node in trio.nodes:
        node.stop()


def reachable(caller, root):
    """Every path that a partner can think of in its own root, with all versions and single objects."""
    base = f"/{root}/collections/"
    paths = ["/taxii2/", f"/{root}/", base]
    for entry in caller.get(base).json()["collections"]:
        for key in filter(None, (entry["id"], entry.get("alias"))):
            paths += [
                f"{base}{key}/",
                f"{base}{key}/objects/?match[version]=all",
                f"{base}{key}/manifest/?match[version]=all",
            ]
            if entry["can_read"]:
                for one in caller.get(f"{base}{key}/objects/").objects:
                    paths += [f"{base}{key}/objects/{one['id']}/", f"{base}{key}/objects/{one['id']}/versions/"]
    return paths


def test_each_partner_gets_what_was_released_to_it(trio):
    """The feed holds the open objects; TLP:AMBER goes where the act names the partner (RULES of release)."""
    feed = lambda who: {
        entry["id"] for entry in trio.as_partner(who, trio.eu).all(f"/{who.name}/collections/feed/objects/")
    }
    whole = {"japan": trio.open | {trio.named["id"]}, "korea": trio.open}
    renditions = {}
    for who in (trio.japan, trio.korea):
        assert feed(who) >= whole[who.name]
        # The object with a portion in TLP:RED goes as a rendition under an identifier of its own for each partner.
        renditions[who.name] = feed(who) - whole[who.name]
        assert len(renditions[who.name]) == 1
        wait_for(lambda: who.holdings("--from", "eu") == feed(who), 10, f"{who.name}'s holdings")
    assert renditions["japan"] != renditions["korea"]


def test_canaries_are_in_no_byte_that_a_partner_can_fetch(trio):
    """Nothing withheld appears in bodies, headers or errors, whatever is asked and guessed."""
    for who in (trio.japan, trio.korea):
        caller = trio.as_partner(who, trio.eu)
        secrets = trio.canaries + ([trio.named["id"], "for japan only"] if who is trio.korea else [])
        paths = reachable(caller, who.name)
        for secret in (canary for canary in secrets if "--" in canary):
            feed = f"/{who.name}/collections/feed"
            paths += [f"{feed}/objects/?match[id]={secret}", f"{feed}/manifest/?match[id]={secret}"]
        seen = "".join(caller.get(path).everything() for path in paths)
        assert len(seen) > 5_000
        assert [secret for secret in secrets if secret in seen] == []


def test_a_withheld_object_answers_as_nonsense(trio):
    """TAXII 2.1, appendix B: the same 404 for a withheld object, one of another partner, and one that never was."""
    caller = trio.as_partner(trio.korea, trio.eu)
    guesses = [canary for canary in trio.canaries if "--" in canary] + [trio.named["id"]]
    for end in ("", "versions/"):
        nonsense = caller.get(f"/korea/collections/feed/objects/{indicator()['id']}/{end}")
        assert nonsense.status == 404
        for guess in guesses:
            answer = caller.get(f"/korea/collections/feed/objects/{guess}/{end}")
            assert (answer.status, answer.body) == (404, nonsense.body)


def test_other_roots_and_collections_answer_as_nonsense(trio):
    """TAXII 2.1, appendix B: a partner learns of no other partner, feed, tool or collection."""
    caller, other = trio.as_partner(trio.korea, trio.eu), trio.as_partner(trio.japan, trio.eu)
    assert caller.get("/taxii2/").json()["api_roots"] == [f"{caller.base}/korea/"]
    nonsense = caller.get("/nonsense/")
    hidden = [entry["id"] for entry in other.get("/japan/collections/").json()["collections"]]
    paths = [
        "/japan/",
        "/tools/",
        "/eu/",
        "/japan/collections/",
        "/japan/collections/feed/objects/",
        "/tools/collections/",
        "/japan/status/7c0ad4d2-2e5d-4b0c-8e6d-e4a6c5b1f3aa/",
    ]
    paths += [
        f"/{root}/collections/{key}/{end}"
        for root in ("korea", "japan")
        for key in hidden
        for end in ("", "objects/", "manifest/")
    ]
    for path in paths:
        answer = caller.get(path)
        assert (answer.status, answer.body) == (404, nonsense.body), path
        # The same path with an id that never was, for other methods as well.
        made_up = path
        for key in hidden:
            made_up = made_up.replace(key, "7c0ad4d2-2e5d-4b0c-8e6d-e4a6c5b1f3ab")
        for method in ("POST", "DELETE", "PUT"):
            answer, other_answer = (caller.call(method, one, body=b"{}") for one in (path, made_up))
            assert answer.status in (404, 405), (method, path)
            assert (answer.status, answer.body) == (other_answer.status, other_answer.body), (method, path)


def test_a_partner_cannot_write_into_its_feed(trio):
    """TAXII 2.1, 5.5, 5.7: a feed is filled by releases only."""
    caller = trio.as_partner(trio.korea, trio.eu)
    path = "/korea/collections/feed/objects/"
    assert caller.post(path, {"objects": [indicator()]}).status in (403, 404)
    assert caller.call("DELETE", f"{path}{sorted(trio.open)[0]}/").status in (403, 404)
    assert {entry["id"] for entry in caller.all(path)} >= trio.open


def test_strangers_get_401(trio, tmp_path):
    """1.6.9: no certificate, a foreign one, and one that copies the partner's name."""
    foreign = certificate(tmp_path, "japan")
    for context in (insecure(), insecure(*foreign)):
        for path in ("/taxii2/", "/japan/", "/japan/collections/feed/objects/", "/nonsense/"):
            answer = Caller(trio.eu.base, context=context).get(path)
            assert answer.status == 401 and "WWW-Authenticate" in answer.headers, path


def test_an_expired_certificate_gets_401(trio, tmp_path):
    """8.3.1: the pinned key in a certificate whose time is over."""
    key = trio.japan.folder / "keys" / "tls.key"
    valid = certificate(tmp_path, "japan", key=key, start="250101000000Z", end="400101000000Z")
    assert Caller(trio.eu.base, context=insecure(*valid)).get("/taxii2/").status == 200
    for start, end in (("240101000000Z", "250101000000Z"), ("400101000000Z", "410101000000Z")):
        late = certificate(tmp_path, "japan", key=key, start=start, end=end)
        assert Caller(trio.eu.base, context=insecure(*late)).get("/taxii2/").status == 401


def test_a_released_object_is_with_the_partner_at_once(trio):
    """The hint: visible at the partner within 2 seconds of the release."""
    for _ in range(3):
        item = indicator(name="news", object_marking_refs=[GREEN])
        trio.eu.load([item], "news.json")
        trio.eu.run("release", item["id"], "--to", "japan", "--officer", "O")
        wait_for(
            lambda: trio.japan.run("show", item["id"], check=False).returncode == 0, 2, "the object at the partner"
        )
        assert trio.korea.run("show", item["id"], check=False).returncode == 1


def test_what_a_partner_released_is_not_passed_on(trio):
    """Third-party rule (R06): the receiver cannot release it further without the originator's consent."""
    item = trio.green
    wait_for(lambda: trio.japan.run("show", item, check=False).returncode == 0, 10, "the object at the partner")
    done = trio.japan.run("release", item, "--to", "korea", "--officer", "O", check=False)
    assert done.returncode == 1
    assert trio.as_partner(trio.korea, trio.japan).all("/korea/collections/feed/objects/") == []


def test_an_unconfirmed_link_carries_nothing(make_node):
    """Before both officers compared the fingerprint: 401, no pull, and a wrong fingerprint does not confirm."""
    eu, japan = make_node("eu"), make_node("japan")
    item = indicator(name="early", object_marking_refs=[CLEAR])
    eu.load([item])
    accept_invitation(eu, japan, confirm=False)
    accept_invitation(japan, eu, confirm=False)
    assert eu.run("partner", "confirm", "japan", "--fingerprint", "0000 1111", check=False).returncode != 0
    eu.serve()
    eu.run("release", item["id"], "--to", "japan", "--officer", "O", check=False)
    for path in ("/taxii2/", "/japan/", "/japan/collections/feed/objects/", "/entente/v1/hint/"):
        assert Caller(eu.base, context=japan.context()).get(path).status == 401
    assert japan.run("pull", "eu", check=False).returncode == 1
    assert japan.holdings("--from", "eu") == set()


def test_a_changed_server_key_stops_the_pull(pair):
    """Pins: a node with another key at the same address is not asked and learns nothing."""
    eu, japan = pair
    item = indicator(name="before", object_marking_refs=[CLEAR])
    eu.load([item])
    eu.serve()
    eu.run("release", "--all", "--to", "japan", "--officer", "O")
    japan.run("pull", "eu")
    assert item["id"] in japan.holdings("--from", "eu")
    eu.stop()
    keys = eu.folder / "keys"
    made = certificate(keys, "eu", name="other")
    for source, target in zip(made, ("tls.crt", "tls.key")):
        shutil.copyfile(source, keys / target)
    later = indicator(name="after", object_marking_refs=[CLEAR])
    eu.load([later], "later.json")
    eu.serve()
    eu.run("release", "--all", "--to", "japan", "--officer", "O", check=False)
    done = japan.run("pull", "eu", check=False)
    assert done.returncode == 1 and done.stderr + done.stdout
    assert japan.holdings("--from", "eu") == {item["id"]}


def test_keys_open_only_what_their_scopes_say(make_node):
    """Scopes: read, write, one collection or all; rights of the caller (5.2.1); a revoked key is 401."""
    node = make_node("eu")
    made = [
        json.loads(node.run("collection", "add", "--kind", "shelf", "--title", name, "--alias", name, "--json").stdout)[
            "id"
        ]
        for name in ("one", "two")
    ]
    keys = {}
    for name, scopes in {"r1": [f"read:{made[0]}"], "w1": [f"write:{made[0]}"], "all": ["read:*", "write:*"]}.items():
        options = [part for scope in scopes for part in ("--scope", scope)]
        keys[name] = json.loads(node.run("key", "add", name, *options, "--json").stdout)["key"]
    node.serve()
    caller = {name: node.serving.caller(f"Bearer {key}") for name, key in keys.items()}
    one, two = (f"/tools/collections/{key}/" for key in made)
    rights = lambda name: {
        entry["id"]: (entry["can_read"], entry["can_write"])
        for entry in caller[name].get("/tools/collections/").json().get("collections", [])
    }
    assert rights("r1") == {made[0]: (True, False)}
    assert rights("w1") == {made[0]: (False, True)}
    assert rights("all") == {made[0]: (True, True), made[1]: (True, True)}
    assert caller["r1"].get(one + "objects/").status == 200
    assert caller["r1"].post(one + "objects/", {"objects": [indicator()]}).status == 403
    assert caller["w1"].get(one + "objects/").status == 403
    assert caller["w1"].post(one + "objects/", {"objects": [indicator()]}).status == 202
    nonsense = caller["r1"].get("/tools/collections/nonsense/objects/")
    answer = caller["r1"].get(two + "objects/")
    assert (answer.status, answer.body) == (404, nonsense.body)
    page = caller["all"]
    assert page.add(one + "objects/", [indicator() for _ in range(3)])["success_count"] == 3
    next_value = page.get(one + "objects/", "limit=1").json()["next"]
    assert caller["w1"].get(one + "objects/", f"limit=1&next={next_value}").status == 403
    node.run("key", "revoke", "all")
    assert caller["all"].get("/taxii2/").status == 401
    assert caller["r1"].get("/taxii2/").status == 200


def certificate(folder, common, key=None, start="250101000000Z", end="400101000000Z", name=None):
    """A self-signed certificate, over an existing key or a new one: the two files."""
    name = name or f"{common}-{start}-{end}"
    file, request = folder / f"{name}.crt", folder / f"{name}.csr"
    run = lambda *arguments: subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)
    if key is None:
        key = folder / f"{name}.key"
        run("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", key)
    run("req", "-new", "-key", key, "-subj", f"/CN={common}", "-out", request)
    database = folder / f"{name}-ca"
    database.mkdir(exist_ok=True)
    (database / "index.txt").write_text("")
    (database / "serial").write_text("01")
    config = database / "ca.cnf"
    config.write_text(
        f"[ca]\ndefault_ca=a\n[a]\ndatabase={database}/index.txt\nserial={database}/serial\n"
        f"new_certs_dir={database}\ndefault_md=sha256\npolicy=p\nunique_subject=no\n[p]\ncommonName=supplied\n"
    )
    run(
        "ca",
        "-batch",
        "-selfsign",
        "-config",
        config,
        "-keyfile",
        key,
        "-in",
        request,
        "-out",
        file,
        "-startdate",
        start,
        "-enddate",
        end,
        "-notext",
    )
    return file, key


def test_writers_that_cannot_read_learn_nothing_of_each_other(make_node):
    """Rule of conflict per source: a sensor that posts a guessed id with other content is not told that it is taken."""
    node = make_node("eu")
    inbox = node.run("collection", "add", "--kind", "inbox", "--title", "Sensors").stdout.strip()
    shelf = node.run("collection", "add", "--kind", "shelf", "--title", "Tools").stdout.strip()
    keys = [
        node.run("key", "add", f"sensor{n}", "--scope", f"write:{inbox}", "--scope", f"write:{shelf}").stdout.strip()
        for n in (1, 2)
    ]
    node.serve()
    for collection in (inbox, shelf):
        path = f"/tools/collections/{collection}/objects/"
        answers = [
            Caller(node.base, f"Bearer {key}", insecure()).add(path, [indicator(77, name)])
            for key, name in zip(keys, ("CANARY-one", "another"))
        ]
        assert [(answer["success_count"], answer["failure_count"]) for answer in answers] == [(1, 0), (1, 0)]
        assert "CANARY" not in json.dumps(answers[1])
        # The same sensor is told of its own conflict.
        assert (
            Caller(node.base, f"Bearer {keys[0]}", insecure()).add(path, [indicator(77, "changed")])["failure_count"]
            == 1
        )
    node.is_whole()
