"""Ordinary TAXII servers of others: read into quarantine or under a marking of ours, written as a release."""

import json
import time

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from people import open_console, person, signs
from support import AMBER_STRICT, CLEAR, GREEN, RED, Node, indicator, moment, wait_for
from taxii_peers import COLLECTION, authority, certificate, hostile, medallion, opentaxii
from test_hooks import listening

AGREEMENTS = """party EU
  codes eu

party Hub
  codes hub
"""


class Home:
    """A node with an officer and an author, and no partner."""

    def __init__(self, folder):
        self.node = open_console(
            Node(
                folder / "eu",
                "eu",
                settings={"source_seconds": 86_400, "source_answer_seconds": 3, "source_answer_bytes": 1 << 20},
            )
        )
        agreements = folder / "set.accord"
        agreements.write_text(AGREEMENTS)
        self.node.run("agreements", "apply", agreements, "--officer", "Legal")
        self.node.serve()
        self.author = person(self.node, "riter", "author", title="W. Riter")
        self.officer = person(self.node, "ficer", "disclosure-officer", title="O. Ficer")

    def source(self, *arguments, check=True, secret=""):
        done = self.node.run("source", *arguments, "--json", check=False, input=f"{secret}\n")
        if check:
            assert done.returncode == 0, done.stderr
        return done

    def add(self, name, address, collection, *more, secret=""):
        return self.source(
            "add",
            address,
            *("--name", name, "--collection", collection, "--officer", "A. Min", *more),
            secret=secret,
        )

    def fetched(self, name):
        return json.loads(self.source("fetch", name).stdout)

    def state(self, name):
        lines = self.source("list").stdout.splitlines()
        return next(one for one in map(json.loads, lines) if one["name"] == name)

    def sees(self, someone, one):
        return someone.get(f"objects/{one['id']}").status == 200


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    found = Home(tmp_path_factory.mktemp("sources"))
    yield found
    found.node.stop()


@pytest.fixture(scope="module")
def theirs():
    objects = [indicator(place, f"theirs {place}") for place in range(1, 50)]
    objects[0]["object_marking_refs"] = [RED]
    return objects


@pytest.fixture(scope="module")
def server(tmp_path_factory, theirs):
    with medallion(tmp_path_factory.mktemp("peers") / "medallion", [dict(one) for one in theirs]) as peer:
        yield peer


@pytest.fixture(scope="module")
def read(home, server):
    """The server, added and read once: everything is in quarantine."""
    home.add("theirs", server.address, server.collection, "--user", "b", "--party", "hub", secret=server.secret)
    return home.fetched("theirs")


def test_all_pages_are_read_once_and_held_in_quarantine(home, read, theirs):
    assert (read["total"], read["added"], read["quarantined"], read["pages"]) == (49, 49, 49, 3)
    again = home.fetched("theirs")
    assert (again["total"], again["added"]) == (0, 0)
    assert not home.sees(home.author, theirs[5])
    assert home.officer.get("quarantine").json()["counts"] == [
        {"reason": "source-unmarked", "source": "taxii theirs", "count": 48}
    ]


def test_a_secret_is_a_file_of_its_owner_and_nothing_else_names_it(home, read, server):
    file = home.node.folder / "keys" / "source-theirs.secret"
    assert file.read_text() == server.secret and file.stat().st_mode & 0o077 == 0
    assert server.secret not in home.source("list").stdout
    assert server.secret.encode() not in (home.node.folder / "store.db").read_bytes()


def test_the_console_shows_servers_and_counts_what_the_reader_may_see(home, read, theirs):
    keeper, chief = person(home.node, "keeper", "security-officer"), person(home.node, "chief", "administrator")

    def shown(someone):
        return next(one for one in someone.get("sources").json()["items"] if one["name"] == "theirs")

    # One of the 49 is TLP:RED of itself.
    assert (shown(keeper)["quarantine"], shown(chief)["quarantine"]) == (48, 49)
    assert "banner" not in shown(keeper) and shown(keeper)["way"] == "user"
    choices = {one["name"]: one["id"] for one in keeper.get("sources").json()["markings"]}
    assert choices["TLP:GREEN"] == GREEN and "markings" not in chief.get("sources").json()
    assert home.author.get("sources").status == home.author.get("hooks").status == 403
    assert chief.post("sources/theirs/marking", {"marking": GREEN}).status == 403
    assert keeper.call("DELETE", "/api/v1/sources/theirs").status == 403
    assert keeper.post("sources/theirs/marking", {"marking": GREEN}).status == 204
    assert home.sees(home.author, theirs[5]) and shown(keeper)["banner"] == "TLP:GREEN"
    assert keeper.post("sources/theirs/marking", {"marking": "marking-definition--0"}).status == 422
    assert keeper.post("sources/theirs/marking", {}).status == 204
    assert not home.sees(home.author, theirs[5]) and shown(chief)["quarantine"] == 49
    assert keeper.post("sources/none/marking", {}).status == keeper.post("sources/none/fetch", {}).status == 404
    before = shown(chief)["fetched"]
    assert keeper.post("sources/theirs/fetch", {}).status == 202
    wait_for(lambda: not shown(keeper)["fetching"] and shown(keeper)["fetched"] > before, 20, "the fetch")


def test_an_officers_marking_counts_beside_each_objects_own_and_is_taken_back(home, read, theirs):
    home.source("mark", "theirs", "--marking", "TLP:GREEN", "--officer", "S. Econd")
    assert home.state("theirs")["marking"] == GREEN
    assert home.sees(home.author, theirs[5]) and not home.sees(home.author, theirs[0])
    listed = {one["id"] for one in home.author.get("holdings", type="indicator", limit=100).json()["items"]}
    assert theirs[5]["id"] in listed and theirs[0]["id"] not in listed
    home.source("mark", "theirs", "--marking", "TLP:RED", "--officer", "S. Econd")
    assert not home.sees(home.author, theirs[5])
    assert not home.author.get("holdings", type="indicator").json()["items"]
    home.source("mark", "theirs", "--marking", "TLP:GREEN", "--officer", "S. Econd")
    assert home.sees(home.author, theirs[5])
    home.source("mark", "theirs", "--quarantine", "--officer", "S. Econd")
    assert not home.sees(home.author, theirs[5])
    done = home.source("mark", "theirs", "--marking", "marking-definition--0", "--officer", "S", check=False)
    assert done.returncode == 2 and "is not known here" in done.stderr


def test_nothing_of_a_server_of_others_is_released(home, read, theirs):
    home.source("mark", "theirs", "--marking", "TLP:CLEAR", "--officer", "S. Econd")
    one = theirs[6]["id"]
    done = home.source("push", "theirs", "--officer", "O. Ficer", "--id", one, check=False)
    assert done.returncode == 1 and f"{one}: " in done.stderr and "origin-handed-in" in done.stderr
    assert json.loads(done.stdout)["posted"] == 0


def test_what_is_released_to_its_party_is_posted_once(home, server, theirs):
    home.add("out", server.address, server.written, "--user", "b", "--party", "hub", secret=server.secret)
    own = [indicator(None, f"ours {place}", object_marking_refs=[CLEAR]) for place in range(3)]
    kept = indicator(None, "kept here", object_marking_refs=[RED])
    home.node.load([*own, kept])
    ids = [part for one in [*own, kept] for part in ("--id", one["id"])]
    done = home.source("push", "out", "--officer", "O. Ficer", *ids, check=False)
    report = json.loads(done.stdout)
    assert done.returncode == 1 and kept["id"] in done.stderr
    # What other tests released to the party stands in its feed as well.
    assert report["posted"] >= 3 and report["failures"] == 0
    again = json.loads(home.source("push", "out", "--officer", "O. Ficer").stdout)
    assert again["posted"] == 0 and report["taken"] + again["taken"] == report["posted"]
    came = home.fetched("out")
    assert came["total"] == report["posted"], "the server has what was posted, and nothing that was kept"
    log = home.node.run("audit", "--json").stdout
    assert '"kind":"source"' in log.replace(" ", "") and '"delivery"' in log
    assert home.node.is_whole()


def test_opentaxii_is_read_and_written(home, tmp_path, theirs):
    objects = [indicator(place, f"open {place}") for place in range(101, 131)]
    with opentaxii(tmp_path / "opentaxii", [dict(one) for one in objects]) as peer:
        home.add("open", peer.address, peer.collection, "--bearer", "--party", "hub", secret=peer.secret)
        # OpenTAXII 0.9.3 gives each object with its type as `spec_version`; that is read as it was meant.
        assert home.fetched("open")["added"] == 30
        assert home.fetched("open")["total"] == 0
        own = indicator(None, "ours too", object_marking_refs=[CLEAR])
        home.node.load([own])
        report = json.loads(home.source("push", "open", "--officer", "O. Ficer", "--id", own["id"]).stdout)
        assert report["posted"] >= 1 and report["failures"] == 0
        came = home.fetched("open")
        assert came["total"] == came["added"] == report["posted"], "all that stands in the feed of the party"
    done = home.source("fetch", "open", check=False)
    assert done.returncode == 1 and "cannot be reached" in done.stderr
    assert home.state("open")["problem"] == "not-reached" and "cut_off" not in home.state("open")


def test_a_server_that_demands_a_certificate_is_read_and_written(home, tmp_path):
    """medallion behind gunicorn, whose TLS (Python's, by OpenSSL) serves nobody without a known certificate."""
    ours, other = authority(tmp_path / "ours"), authority(tmp_path / "other")
    known = certificate(ours, "eu", tmp_path / "known")
    unknown = certificate(other, "eu", tmp_path / "unknown")
    server = certificate(ours, "localhost", tmp_path / "server")
    objects = [indicator(place, f"certified {place}") for place in range(201, 231)]
    vouched = ("--authorities", ours.certificate)
    with medallion(tmp_path / "medallion", [dict(one) for one in objects], tls=(server, ours)) as peer:
        for name, more, problem in [
            ("nameless", (), "does not accept the certificate"),
            ("stranger", ("--certificate", unknown), "does not accept the certificate"),
            ("unvouched", ("--certificate", known, "--authorities", other.certificate), "does not prove who it is"),
        ]:
            done = home.source(
                *("add", peer.address, "--name", name, "--collection", peer.collection, "--officer", "A. Min"),
                *(vouched if "--authorities" not in more else ()),
                *more,
                check=False,
            )
            assert done.returncode == 2 and problem in done.stderr, (name, done.stderr)
            assert not list((home.node.folder / "keys").glob(f"source-{name}.*")), "what did not work leaves nothing"
        home.add("certified", peer.address, peer.collection, "--certificate", known, "--party", "hub", *vouched)
        assert home.state("certified")["way"] == "certificate"
        files = sorted((home.node.folder / "keys").glob("source-certified.*"))
        assert [file.suffix for file in files] == [".ca", ".crt", ".key"]
        assert all(file.stat().st_mode & 0o077 == 0 for file in files)
        assert home.fetched("certified")["added"] == 30
        home.add("certified-out", peer.address, peer.written, "--certificate", known, "--party", "hub", *vouched)
        own = indicator(None, "ours by certificate", object_marking_refs=[CLEAR])
        home.node.load([own])
        report = json.loads(home.source("push", "certified-out", "--officer", "O. Ficer", "--id", own["id"]).stdout)
        assert report["posted"] >= 1 and report["failures"] == 0
        # A certificate that the server knows no more: the reason is named, and the schedule goes on.
        for suffix in ("crt", "key"):
            (home.node.folder / "keys" / f"source-certified.{suffix}").write_text(unknown.read_text())
        assert home.source("fetch", "certified", check=False).returncode == 1
        assert home.state("certified")["problem"] == "not-trusted" and "cut_off" not in home.state("certified")


def page(place, count=2, **more):
    """A page of objects that no other page has."""
    objects = [indicator(None, f"page {place}") for _ in range(count)]
    return {"objects": objects, **more}, moment(place * 1_000_000), moment(place * 1_000_000 + 500_000)


def backwards(query):
    return page(9, more=True, next="a") if "next" not in query else page(4)


def older_than_asked(query):
    return page(20, more=True) if "added_after" not in query else page(2)


SAME = page(1)[0]["objects"]


def repeats(query):
    return {"objects": SAME, "more": True, "next": query.get("next", "") + "a"}, moment(0), moment(0)


def same_next(query):
    return page(len(query.get("next", "")) and 2 or 1, more=True, next="a")


def endless_empty(query):
    return {"objects": [], "more": True, "next": "a"}, None, None


def leads_nowhere(query):
    return {"objects": page(1)[0]["objects"], "more": True}, None, None


def too_large(query):
    return 200, b'{"objects":[' + b" " * (2 << 20) + b"]}"


def slow(query):
    time.sleep(5)
    return page(1)


def redirected(query):
    return 302, b"", {"Location": "http://127.0.0.1:9/root/"}


def not_taxii(query):
    return 200, b"{}", {}, "text/html"


def broken(query):
    return 200, b'{"objects":[{"type":'


def deep(query):
    return 200, b'{"objects":' + b"[" * 100_000 + b"]" * 100_000 + b"}"


@pytest.mark.parametrize(
    ("pages", "reason", "is_cut_off"),
    [
        (backwards, "backwards", True),
        (older_than_asked, "backwards", True),
        (repeats, "repeats", True),
        (same_next, "endless", True),
        (endless_empty, "endless", True),
        (leads_nowhere, "endless", True),
        (too_large, "too-much", True),
        (redirected, "redirected", True),
        (slow, "slow", False),
        (not_taxii, "not-taxii", False),
        (broken, "unreadable", False),
    ],
    ids=lambda one: getattr(one, "__name__", None),
)
def test_a_server_that_keeps_to_no_rule_is_cut_off_and_named(home, pages, reason, is_cut_off):
    name = f"bad-{pages.__name__.replace('_', '-')}"
    with hostile() as server:
        server.pages = pages
        home.add(name, server.address, "Bad")
        begun = time.monotonic()
        done = home.source("fetch", name, check=False)
        assert done.returncode == 1 and time.monotonic() - begun < 15, done.stdout
        state = home.state(name)
        assert state["problem"] == reason and ("cut_off" in state) == is_cut_off, state
        # Once it keeps to the rules again, somebody who asks it lets the schedule go on.
        server.pages = lambda query: page(100)
        assert home.fetched(name)["added"] == 2
        assert "cut_off" not in home.state(name) and "problem" not in home.state(name)
    home.source("remove", name, "--officer", "A. Min")


def test_an_object_that_is_too_deep_is_refused_by_itself(home):
    with hostile() as server:
        server.pages = deep
        home.add("deep", server.address, "Bad")
        report = home.fetched("deep")
        assert (report["total"], report["added"], report["refused"]) == (1, 0, 1)


def test_a_server_that_changes_what_it_gave_is_cut_off_and_keeps_its_first_word(home):
    first = [indicator(1_000 + place, "first") for place in range(150)]
    with hostile() as server:
        server.pages = lambda query: ({"objects": first}, moment(0), moment(1))
        home.add("changing", server.address, "Bad")
        assert home.fetched("changing")["added"] == 150
        server.pages = lambda query: ({"objects": [{**one, "name": "second"} for one in first]}, moment(2), moment(3))
        assert home.source("fetch", "changing", check=False).returncode == 1
        assert home.state("changing")["problem"] == "changing"
    counts = {one["source"]: one["count"] for one in home.officer.get("quarantine").json()["counts"]}
    assert counts["taxii changing"] == 150, "nothing is set apart beside it"


def test_a_server_is_asked_at_its_own_address_alone(home):
    with hostile() as other, hostile() as server:
        server.other = lambda path: (200, json.dumps({"api_roots": [other.address]}).encode())
        discovery = server.address.replace("/root/", "/taxii2/")
        done = home.source("add", discovery, "--name", "led", "--collection", "Bad", "--officer", "A. Min", check=False)
        assert done.returncode == 2 and "another place" in done.stderr and other.asked == []
        server.other = lambda path: (200, json.dumps({"api_roots": ["../root/", "/root/"]}).encode())
        home.add("led", discovery, COLLECTION)
    for address in ("http://taxii.example/taxii2/", "https://a@b.example/", "ftp://b.example/", "https://b/?q"):
        done = home.source("add", address, "--name", "x", "--collection", "c", "--officer", "A. Min", check=False)
        assert done.returncode == 2 and "no address of a server" in done.stderr, address


def test_notices_and_definitions_of_strangers_change_nothing(home):
    """A definition under a published id, and a notice that would recall, mean nothing."""
    definition = {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": "marking-definition--00000000-0000-4000-8000-00000000abcd",
        "created": "2026-01-01T00:00:00.000Z",
        "definition_type": "statement",
        "definition": {"statement": "anything goes"},
    }
    marked = indicator(2_000, "marked", object_marking_refs=[definition["id"]])
    with hostile() as server:
        server.pages = lambda query: ({"objects": [definition, marked]}, moment(0), moment(1))
        home.add("strange", server.address, "Bad")
        home.fetched("strange")
        home.source("mark", "strange", "--marking", "TLP:CLEAR", "--officer", "S. Econd")
    assert not home.sees(home.author, marked), "what it says of its own markings is not believed"


def test_a_source_that_is_removed_keeps_its_name_and_its_objects_their_place(home, read, theirs):
    home.source("mark", "theirs", "--marking", "TLP:GREEN", "--officer", "S. Econd")
    home.source("remove", "theirs", "--officer", "A. Min")
    assert home.sees(home.author, theirs[5])
    assert not (home.node.folder / "keys" / "source-theirs.secret").exists()
    assert home.source("fetch", "theirs", check=False).returncode == 1
    done = home.source(
        "add", "http://127.0.0.1:9/", "--name", "theirs", "--collection", "c", "--officer", "A. Min", check=False
    )
    assert done.returncode == 2 and "is or was called" in done.stderr
    home.source("mark", "theirs", "--marking", AMBER_STRICT, "--officer", "S. Econd")
    assert home.node.is_whole()


@pytest.fixture(scope="module")
def console(home):
    """An administrator, and a security officer who signs beside."""
    return person(home.node, "keepsit", "administrator"), person(home.node, "signer", "security-officer")


def test_at_the_console_a_source_is_added_only_where_the_command_line_listed(home, console):
    (chief, keeper), run, place = console, home.node.run, ("--officer", "A. Min")
    with hostile() as server:
        server.pages = lambda query: ({"objects": []}, None, None)
        base = server.address.removesuffix("/root/")
        body = {"name": "form", "server": base, "path": "/root/", "collection": "Bad", "way": "bearer"}
        body |= {"secret": "CANARY-token", "second": signs(keeper)}
        assert chief.post("sources", body).json()["code"] == "server-not-listed"
        assert run("source", "allow", server.address, *place, check=False).returncode == 2, "a path is no server"
        run("source", "allow", base, *place)
        assert chief.get("sources").json()["servers"] == [base] and "servers" not in keeper.get("sources").json()
        for path in ("@elsewhere.example/", ".elsewhere.example/", "root/", "?a", "#a"):
            assert chief.post("sources", body | {"path": path}).status == 422, path
        for other in (base.replace("127.0.0.1", "localhost"), base + "0", base.replace("http:", "https:"), ""):
            assert chief.post("sources", body | {"server": other}).status == 422, other
        assert chief.post("sources", body | {"second": None}).json()["code"] == "second-needed"
        assert chief.post("sources", body | {"second": signs(home.officer)}).json()["code"] == "second-refused"
        assert keeper.post("sources", body).status == home.officer.post("sources", body).status == 403
        assert server.asked == [], "whoever is not listed, or not signed for, is not asked"
        made = chief.post("sources", body)
        assert (made.status, made.json()) == (201, {"name": "form", "title": "Bad"}), made.text
        (one,) = [one for one in chief.get("sources").json()["items"] if one["name"] == "form"]
        assert one["way"] == "bearer" and one["address"] == server.address and "marking" not in one
        keys = home.node.folder / "keys"
        assert (keys / "source-form.secret").read_text() == "CANARY-token"
        assert (keys / "source-form.secret").stat().st_mode & 0o077 == 0
        # A name that is taken takes nothing from who has it.
        assert chief.post("sources", body | {"secret": "CANARY-other"}).status == 422
        assert (keys / "source-form.secret").read_text() == "CANARY-token"
        # What does not work there is not kept.
        server.asked.clear()
        access = {"way": "user", "account": "a", "secret": "CANARY-word", "second": signs(keeper)}
        assert chief.post("sources/form/access", access | {"secret": "a\nb"}).status == 422 and not server.asked
        assert chief.post("sources/form/access", access).status == 204 and server.asked
        assert home.state("form")["way"] == "user" and (keys / "source-form.secret").read_text() == "CANARY-word"
        run("source", "forbid", base, *place)
        assert chief.post("sources", body | {"name": "later"}).json()["code"] == "server-not-listed"
        assert home.state("form")["name"] == "form", "what is there stays"
    assert chief.post("sources/form/access", access | {"secret": "CANARY-late"}).status == 422
    assert (keys / "source-form.secret").read_text() == "CANARY-word" and not list(keys.glob("*+*"))
    told = run("audit", "--json").stdout
    assert "CANARY" not in told and all(one in told for one in ("listed", "changed", "countersigned"))
    assert "CANARY" not in (home.node.folder / "log.txt").read_text()
    assert chief.call("DELETE", "/api/v1/sources/form").status == 204 and not list(keys.glob("source-form*"))


def test_at_the_console_a_hook_goes_only_where_the_command_line_listed(home, console):
    (chief, keeper), run, place = console, home.node.run, ("--officer", "A. Min")
    shelf = run("collection", "add", "--alias", "told", "--title", "Told").stdout.strip()
    run("key", "add", "soc", "--scope", f"read:{shelf}")
    with listening() as listener:
        base = f"http://127.0.0.1:{listener.port}"
        body = {"name": "form", "server": base, "path": "/hooks/a?b=c", "key": "soc", "collection": shelf}
        body["second"] = signs(keeper)
        assert chief.post("hooks", body).json()["code"] == "server-not-listed"
        assert run("hook", "allow", base, *place, check=False).returncode == 2, "without TLS only to this machine"
        run("hook", "allow", base, "--network", "127.0.0.1", *place)
        offered = chief.get("hooks").json()
        assert offered["servers"] == [{"address": base, "networks": ["127.0.0.1"]}] and "soc" in offered["keys"]
        assert {"id": shelf, "title": "Told"} in offered["collections"] and "keys" not in keeper.get("hooks").json()
        for wrong in ({"path": "@b.example/"}, {"path": "/a b"}, {"server": base.replace("http", "https")}):
            assert chief.post("hooks", body | wrong).status == 422, wrong
        assert chief.post("hooks", body | {"second": None}).json()["code"] == "second-needed"
        assert keeper.post("hooks", body).status == 403
        made = chief.post("hooks", body)
        assert made.status == 201 and made.json()["name"] == "form", made.text
        run("hook", "try", "form")
        _, path, fields, message = listener.came[-1]
        assert path == "/hooks/a?b=c"
        Webhook(made.json()["secret"]).verify(message, fields)
        # Another secret, and another path.
        renewed = chief.post("hooks/form/secret", {"second": signs(keeper)})
        assert chief.post("hooks/form/secret", {}).json()["code"] == "second-needed"
        moved = {"server": base, "path": "/other", "second": signs(keeper)}
        assert renewed.status == 200 and chief.post("hooks/form/address", moved).status == 204
        assert chief.post("hooks/form/address", moved | {"server": "https://b.example"}).status == 422
        run("hook", "try", "form")
        _, path, fields, message = listener.came[-1]
        assert path == "/other" and len(listener.came) == 2
        Webhook(renewed.json()["secret"]).verify(message, fields)
        with pytest.raises(WebhookVerificationError):
            Webhook(made.json()["secret"]).verify(message, fields)
        # A name that is taken takes no secret from who has it.
        assert chief.post("hooks", body).status == 422
        run("hook", "try", "form")
        Webhook(renewed.json()["secret"]).verify(listener.came[-1][3], listener.came[-1][2])
    secrets = (made.json()["secret"], renewed.json()["secret"])
    told = run("audit", "--json").stdout
    assert not any(one in told for one in secrets) and "renewed" in told and "moved" in told
    assert chief.call("DELETE", "/api/v1/hooks/form").status == 204
    assert run("hook", "forbid", base, *place).returncode == 0 and run("hook", "allowed").stdout == ""
    assert home.node.is_whole()
