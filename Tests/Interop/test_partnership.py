"""Links: what makes one, what keeps it in force, and how either side cuts it."""

import ctypes
import json
import sqlite3
import struct
import time

import pytest

from people import kinds, open_console, person, signs
from support import GREEN, Caller, Node, accept_invitation, indicator, link, wait_for


def invitation(inviting, invited, name):
    """The file of an invitation and the fingerprint that its maker reads out."""
    file = inviting.folder / name
    done = inviting.run("partner", "invite", invited.name)
    file.write_text(done.stdout)
    return file, done.stderr.split("fingerprint of this invitation: ")[1].strip()


def partner(node, name):
    return next(
        one for one in map(json.loads, node.run("partner", "list", "--json").stdout.splitlines()) if one["name"] == name
    )


def give(giver, taker):
    """One more object goes from a node to its partner."""
    item = indicator(object_marking_refs=[GREEN])
    giver.load([item], f"{item['id']}.json")
    giver.run("release", item["id"], "--to", taker.name, "--officer", "O")
    return item["id"]


def serving(*nodes):
    for node in nodes:
        node.configure(pull_seconds=3600)
        node.serve()


def refused(node, file):
    done = node.run("partner", "accept", file, check=False)
    assert done.returncode == 2, done.stdout
    return done.stderr


def test_c5_a_confirmed_link_stays_in_force_until_the_new_one_is_confirmed(make_node, tmp_path):
    """Fault C5: a stranger's or an old invitation under a partner's name, taken in by one person,
    cut the partner off."""
    eu, japan, stranger = make_node("eu"), make_node("japan"), Node(tmp_path / "stranger", "japan")
    link(eu, japan)
    first, _ = invitation(japan, eu, "first.json")
    serving(eu, japan)
    before = partner(eu, "japan")
    # A stranger's is signed by another key.
    assert "is not signed by the known key of the log of `japan`" in refused(
        eu, invitation(stranger, eu, "stranger.json")[0]
    )
    assert partner(eu, "japan") == before
    japan.run("pull", "eu")
    # One of the partner itself waits beside the link.
    japan.configure(title="Japan, its new title")
    second, fingerprint = invitation(japan, eu, "second.json")
    answer = json.loads(eu.run("partner", "accept", second, "--json").stdout)
    assert answer["standing"] == "renewal" and answer["fingerprint"] == fingerprint
    assert partner(eu, "japan") == {**before, "waiting": True}
    given = give(eu, japan)
    japan.run("pull", "eu")
    assert given in japan.holdings("--from", "eu")
    # The fingerprint of the link in force is that of another file.
    assert eu.run("partner", "confirm", "japan", "--fingerprint", before["fingerprint"], check=False).returncode == 2
    eu.run("partner", "confirm", "japan", "--fingerprint", fingerprint)
    after = partner(eu, "japan")
    assert after["title"] == "Japan, its new title" and after["fingerprint"] == fingerprint and "waiting" not in after
    japan.run("pull", "eu")
    # An older one is refused, with its serial and without.
    assert "is older than one of `japan`" in refused(eu, first)
    bare = tmp_path / "bare.json"
    bare.write_text(
        json.dumps(
            {
                name: value
                for name, value in json.loads(first.read_text()).items()
                if name not in ("serial", "seal", "rotations")
            }
        )
    )
    assert "has no serial, and is older" in refused(eu, bare)
    # The one in force changes nothing.
    assert json.loads(eu.run("partner", "accept", second, "--json").stdout)["standing"] == "known"
    assert partner(eu, "japan") == after
    assert eu.is_whole() and japan.is_whole()


def test_c5_a_new_log_key_is_followed_by_a_rotation_alone(make_node):
    eu, japan = make_node("eu"), make_node("japan")
    link(eu, japan)
    serving(eu, japan)
    for _ in range(2):
        japan.run("log", "rotate", "--officer", "Chief", "--reason", "a year")
    file, fingerprint = invitation(japan, eu, "rotated.json")
    content = json.loads(file.read_text())
    assert [one["new"].split("+")[0] for one in content["rotations"]] == ["japan.entente/log/2", "japan.entente/log/3"]
    cut = japan.folder / "cut.json"
    cut.write_text(json.dumps({**content, "rotations": content["rotations"][:1]}))
    assert "the seal does not fit" in refused(eu, cut)
    assert json.loads(eu.run("partner", "accept", file, "--json").stdout)["standing"] == "renewal"
    eu.run("partner", "confirm", "japan", "--fingerprint", fingerprint)
    given = give(japan, eu)
    eu.run("pull", "japan")
    assert given in eu.holdings("--from", "japan") and eu.is_whole()


def test_c6_the_right_fingerprint_is_never_told(make_node):
    """Fault C6: `confirm` with a wrong fingerprint answered with the right one."""
    eu, japan = open_console(make_node("eu")), open_console(make_node("japan"))
    serving(eu)
    file, fingerprint = invitation(japan, eu, "for-eu.json")
    eu.run("partner", "accept", file)
    officer = person(eu, "officer", "disclosure-officer")
    wrong = "0000 " * 8
    answers = [
        officer.post("partners/japan", {"act": "confirm", "fingerprint": wrong}),
        officer.get("partners/japan"),
        officer.get("partners"),
    ]
    done = eu.run("partner", "confirm", "japan", "--fingerprint", wrong, check=False)
    told = [answer.everything() for answer in answers] + [
        done.stdout + done.stderr,
        eu.run("partner", "list", "--json").stdout,
    ]
    for text in told:
        assert fingerprint not in text and fingerprint[:9] not in text
    assert answers[0].json()["detail"] == "that is not the fingerprint of the invitation of `japan`"
    assert officer.post("partners/japan", {"act": "confirm", "fingerprint": fingerprint}).status == 200
    assert officer.get("partners/japan").json()["fingerprint"] == fingerprint


BAD_ADDRESSES = [
    "http://192.0.2.1:9443",
    "https://",
    "https://user:word@192.0.2.1",
    "https://192.0.2.1/x?y",
    "https://192.0.2.1#z",
    "https://192.0.2.1:0",
    "https://192.0.2.1:99999",
    "https://192.0.2.1:",
    "https://a b",
    "https://a/../b",
    "https://a//b",
    "https://a\\b",
    "https://a/%2e",
    "https://-a",
    "https://a..b",
    "https://[::1",
    "https://[zz]",
    "9443",
    "",
    "https://é.example",
    "https://a\nb",
]


def test_d9_an_invitation_names_a_host_a_port_and_a_path_alone(make_node):
    """Fault D9: any text was taken. What stands in a signed file is refused by `PartnerAddressTests`."""
    eu = make_node("eu")
    for address in BAD_ADDRESSES:
        done = eu.run("partner", "invite", "japan", "--address", address, check=False)
        assert done.returncode == 2 and done.stdout == "" and "is no address for an invitation" in done.stderr, address
    done = eu.run("partner", "invite", "japan", "--address", "https://[2001:db8::1]:9443/node/")
    assert json.loads(done.stdout)["address"] == "https://[2001:db8::1]:9443/node"


def test_d10_nothing_stands_in_an_invitation_that_nobody_has_signed(make_node):
    """Fault D10: a file with one more member was accepted, under the same fingerprint."""
    eu, japan = make_node("eu"), make_node("japan")
    file, _ = invitation(japan, eu, "for-eu.json")
    content = json.loads(file.read_text())
    assert set(content) == {
        "entente",
        "from",
        "title",
        "to",
        "address",
        "pin",
        "log_key",
        "witness_key",
        "open_witness",
        "courier_certificate",
        "signature",
        "serial",
        "seal",
    }
    old = {name: value for name, value in content.items() if name not in ("serial", "seal")}

    def say(changed):
        text = changed if isinstance(changed, str) else json.dumps(changed)
        file.write_text(text)
        return refused(eu, file)

    assert "the seal does not fit" in say({**content, "more": 1})
    assert "the seal does not fit" in say({**content, "serial": content["serial"] + 1})
    assert "nothing signs the member `more`" in say({**old, "more": 1})
    assert "nothing signs the member `serial`" in say({**old, "serial": content["serial"]})
    assert "nothing signs the member `identity`" in say({**old, "identity": 5})
    assert "mean nothing" in say({**old, "open_witness": "false"})
    assert "the seal does not fit" in say({**old, "seal": content["seal"]})
    assert "`to`" in say(json.dumps(content)[:-1] + ', "to": "eu"}')
    # An invitation of a release that gave no serial makes a link as ever, and the officer is told what it cannot say.
    file.write_text(json.dumps(old))
    done = eu.run("partner", "accept", file, "--json")
    assert json.loads(done.stdout)["standing"] == "new" and "has no serial" in done.stderr


@pytest.mark.parametrize("reached", [True, False])
def test_g1_either_side_cuts_the_link(make_node, reached):
    """Fault G1: no verb and no call ended a confirmed link."""
    eu, japan = open_console(make_node("eu")), open_console(make_node("japan"))
    link(eu, japan)
    serving(*((eu, japan) if reached else (eu,)))
    first, left = give(eu, japan), give(japan, eu)
    japan.run("pull", "eu")
    eu.run("pull", "japan", check=reached)
    officer, chief = (
        person(eu, "officer", "disclosure-officer", title="A. Martin"),
        person(eu, "chief", "security-officer", title="B. Chief"),
    )
    waiting = give(eu, japan)
    end = {"act": "end", "reason": "their node was broken into"}
    assert officer.post("partners/japan", end).json()["code"] == "second-needed"
    assert chief.post("partners/japan", {**end, "second": signs(chief)}).json()["code"] == "second-refused"
    assert officer.post("partners/korea", {**end, "second": signs(chief)}).status == 404
    assert partner(eu, "japan")["confirmed"]
    answer = officer.post("partners/japan", {**end, "second": signs(chief)})
    assert answer.status == 200 and answer.json() == {"news": "told" if reached else "later"}, answer.text
    assert (
        officer.get("partners/japan").json()["ended"]["by"] == "here"
        and "confirmed" not in officer.get("partners/japan").json()
    )
    # At once, for everything, and the partner is told.
    caller = Caller(eu.base, context=japan.context())
    for path in (
        "/japan/collections/feed/objects/",
        "/japan/",
        "/taxii2/",
        "/entente/v1/log/checkpoint",
        "/entente/v1/receipts/?from=0&to=1",
    ):
        answer = caller.get(path)
        assert (
            answer.status == 403
            and answer.json()["error_code"] == "link-ended"
            and "set" not in answer.json().get("objects", {})
        ), path
    assert caller.post("/japan/collections/inbox/objects/", {"objects": []}).status == 403
    done = japan.run("pull", "eu", check=False)
    assert done.returncode == 1 and "ended" in done.stderr
    assert partner(japan, "eu")["ended_by"] == "partner" and partner(eu, "japan")["ended_by"] == "here"
    assert (waiting in japan.holdings("--from", "eu")) == reached
    done = eu.run("release", waiting, "--to", "japan", "--officer", "O", check=False)
    assert done.returncode == 2 and "japan" in done.stderr
    for verb in (("pull", "japan"), ("courier", "write", "japan", "--to", str(eu.folder))):
        assert "was ended by this side" in eu.run(*verb, check=False).stderr
    entry = next(inside for kind, inside in kinds(eu) if kind == "link" and inside["step"] == "ended")
    assert (entry["officer"], entry["countersigned"], entry["detail"]) == (
        "A. Martin",
        "B. Chief",
        "their node was broken into",
    )
    assert any(inside["step"] == "ended-there" for kind, inside in kinds(japan) if kind == "link")
    # What was given stays, and stays proved.
    assert first in japan.holdings("--from", "eu")
    assert japan.run("receipt", "get", first).stdout
    assert eu.is_whole() and japan.is_whole()
    if not reached:
        return
    # New invitations begin the link anew; the old ones do not, and nothing flows that nobody releases anew.
    assert left in eu.holdings("--from", "japan")
    assert "older than one of" in refused(japan, eu.folder / "for-japan.json")
    accept_invitation(eu, japan, confirm=True)
    # Japan has confirmed, the other side has not: Japan's link is the new one, and is not ended by the old end.
    done = japan.run("pull", "eu", check=False)
    assert "has not confirmed the new invitation" in done.stderr and partner(japan, "eu")["confirmed"]
    accept_invitation(japan, eu, confirm=True)
    anew = give(eu, japan)
    japan.run("pull", "eu")
    assert anew in japan.holdings("--from", "eu")
    assert [one["id"] for one in caller.get("/japan/collections/feed/objects/").objects] == [anew]
    assert eu.is_whole() and japan.is_whole()


def test_g1_the_command_line_ends_a_link_and_discards_an_invitation(make_node, tmp_path):
    eu, japan = make_node("eu"), make_node("japan")
    file, _ = invitation(japan, eu, "for-eu.json")
    eu.run("partner", "accept", file)
    assert eu.run("partner", "discard", "japan").returncode == 0
    assert eu.run("partner", "discard", "japan", check=False).returncode == 1
    assert eu.run("partner", "list", "--json").stdout == ""
    link(eu, japan)
    assert "--officer" in eu.run("partner", "end", "japan", check=False).stderr
    done = eu.run("partner", "end", "japan", "--officer", "A. Martin")
    assert "could not be reached: it is told when it calls next" in done.stdout
    assert eu.run("partner", "end", "japan", "--officer", "A. Martin", check=False).returncode == 2
    # A node that its owner made anew keeps the name and not the key: its log needs another name.
    other = Node(tmp_path / "other", "japan")
    assert "has to open a log under another name" in refused(eu, invitation(other, eu, "other.json")[0])
    other.run("log", "rotate", "--officer", "Chief", "--reason", "made anew")
    file, fingerprint = invitation(other, eu, "other.json")
    assert json.loads(eu.run("partner", "accept", file, "--json").stdout)["standing"] == "anew"
    eu.run("partner", "confirm", "japan", "--fingerprint", fingerprint)
    accept_invitation(eu, other, confirm=True)
    serving(eu, other)
    given = give(other, eu)
    eu.run("pull", "japan")
    assert given in eu.holdings("--from", "japan") and eu.is_whole()


def test_g7_what_one_partner_asks_is_limited(make_node):
    """Fault G7: limits were by address alone."""
    eu, japan, korea = open_console(make_node("eu")), make_node("japan"), make_node("korea")
    link(eu, japan, korea)
    eu.configure(partner_requests_per_minute=10)
    serving(eu)
    chief = person(eu, "chief", "administrator")
    key = chief.post("keys", {"name": "prometheus", "scopes": ["metrics:*"]}).json()["key"]
    caller = Caller(eu.base, context=japan.context())

    def fill():
        # A minute may end on the way: then one more round is refused.
        return [answer for answer in (caller.get("/japan/") for _ in range(25)) if answer.status != 200]

    refused = fill()
    assert len(refused) >= 5 and {answer.status for answer in refused} == {429}
    assert 1 <= int(refused[-1].headers["Retry-After"]) <= 60 and refused[-1].json()["error_code"] == "too-much"
    # The other partner, and what a node has to hear, are not held up.
    assert Caller(eu.base, context=korea.context()).get("/korea/").status == 200
    fill()
    done = japan.run("pull", "eu", check=False)
    assert done.returncode == 1 and "takes no more requests for" in done.stderr
    line = wait_for(
        lambda: [
            line for line in (eu.folder / "log.txt").read_text().splitlines() if "partner_requests_per_minute" in line
        ]
    )
    assert len(line) <= 3 and "japan" in line[0]
    shown = {one["name"]: one for one in chief.get("health").json()["partners"]}
    assert shown["japan"]["refused"] >= 5 and shown["korea"]["refused"] == 0 and shown["korea"]["bytes"] > 0
    figures = chief.call("GET", "/metrics", headers={"Authorization": f"Bearer {key}"}).text
    assert (
        'entente_partner_refused_total{partner="korea"} 0' in figures
        and 'entente_partner_requests_total{partner="japan"}' in figures
    )
    assert {"partner_requests_per_minute", "partner_bytes_per_day"} <= {
        one["name"] for one in chief.get("limits").json()["items"]
    }
    fill()
    assert caller.call("POST", "/entente/v1/end/", body=b'{"serial":9007199254740991}').status == 204
    assert partner(eu, "japan")["ended_by"] == "partner"


def test_g7_the_volume_of_a_day_is_limited(make_node):
    eu, japan = make_node("eu"), make_node("japan")
    link(eu, japan)
    eu.configure(partner_bytes_per_day=1 << 20)
    serving(eu)
    item = indicator(object_marking_refs=[GREEN], description="x" * 700_000)
    eu.load([item])
    eu.run("release", item["id"], "--to", "japan", "--officer", "O")
    caller = Caller(eu.base, context=japan.context())
    answers = [caller.get("/japan/collections/feed/objects/") for _ in range(3)]
    assert [answer.status for answer in answers] == [200, 200, 429]
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 86_400
    assert "partner_bytes_per_day" in (eu.folder / "log.txt").read_text()


def kernel_clock():
    """What the kernel says, by the C library: True, False or None."""
    library, state = ctypes.CDLL(None, use_errno=True), ctypes.create_string_buffer(256)
    answer = library.adjtimex(state)
    # STA_UNSYNC is 0x40 of `status`, which stands behind three longs of eight bytes and two of four with their gap.
    status = struct.unpack_from("i", state.raw, 40)[0]
    return None if answer < 0 else not (answer == 5 or status & 0x40)


def test_d8_a_wrong_clock_is_told(make_node):
    """Fault D8: with the clock 400 days ahead once, dates stayed there and nothing warned."""
    eu, japan = open_console(make_node("eu")), make_node("japan")
    link(eu, japan)
    serving(eu, japan)
    chief = person(eu, "chief", "administrator")
    key = chief.post("keys", {"name": "prometheus", "scopes": ["metrics:*"]}).json()["key"]
    give(eu, japan)
    assert chief.post("partners/japan", {"act": "pull"}).status == 202
    health = wait_for(
        lambda: next((answer for answer in [chief.get("health").json()] if "clock" in answer["partners"][0]), None)
    )
    assert health["partners"][0]["clock"]["difference"] == 0
    assert health["clock"] == {
        "ahead": 0,
        "tolerance": 30,
        **({} if kernel_clock() is None else {"synchronised": kernel_clock()}),
    }
    wrong = [
        line for line in (eu.folder / "log.txt").read_text().splitlines() if "event=clock-not-synchronised" in line
    ]
    assert len(wrong) == (kernel_clock() is False)
    eu.stop()
    with sqlite3.connect(eu.folder / "store.db") as store:
        store.execute("UPDATE collection SET added=? WHERE kind='feed'", (int((time.time() + 400 * 86_400) * 1e6),))
    store.close()
    eu.serve()
    assert [
        line
        for line in (eu.folder / "log.txt").read_text().splitlines()
        if "event=clock-behind-store seconds=345" in line
    ]
    clock = chief.get("health").json()["clock"]
    assert 400 * 86_400 - 60 < clock["ahead"] <= 400 * 86_400 and clock["newest"].startswith(
        str(time.gmtime(time.time() + 400 * 86_400).tm_year)
    )
    figures = chief.call("GET", "/metrics", headers={"Authorization": f"Bearer {key}"}).text
    assert f"entente_clock_ahead_seconds {clock['ahead']}" in figures or "entente_clock_ahead_seconds 345" in figures
    assert ("entente_clock_synchronised " in figures) == (kernel_clock() is not None)
    # Nothing is lost by it: what is released goes on.
    given = give(eu, japan)
    japan.run("pull", "eu")
    assert given in japan.holdings("--from", "eu")
