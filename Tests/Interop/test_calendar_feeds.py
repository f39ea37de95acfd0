"""Calendars of people: feeds and CalDAV over a real node, read by programs of others; nothing leaves that may not."""

import datetime
import hashlib
import http.client
import json
import os
import re
import subprocess
import uuid
import zoneinfo
from pathlib import Path

import icalendar
import pytest

from people import kinds, on_register, open_console, person
from support import CLEAR, GREEN, PACT, PARTIES, RED, REPOSITORY, Node, basic, labelled, wait_for

UTC = datetime.timezone.utc
BRUSSELS, TOKYO = zoneinfo.ZoneInfo("Europe/Brussels"), zoneinfo.ZoneInfo("Asia/Tokyo")
RULES = (
    PARTIES.replace("  codes eu\n", "  codes eu\n  days in Europe/Brussels\n").replace(
        "  codes japan\n", "  codes japan\n  days in Asia/Tokyo\n"
    )
    + "\n"
    + PACT.format(state="in force from 2020-01-01", ceiling="EU-SECRET")
)
EVENT = "extension-definition--da661b2c-1f80-4512-b259-e8a5624d5d5d"
SECRET = labelled(87, "EU-SECRET", categories=[{"tag": "Subject", "type": "informative", "values": ["sea"]}])
CLEARED = ('clearances=["EU EU-SECRET"]', "briefed=2026-01-01", 'needs=["sea"]')
# Programs of others that read calendars, in an environment of their own (Scripts/setup).
BIN = REPOSITORY / ".venv" / "calendars" / "bin"


def meeting(name, start, minutes=60, mark=GREEN, **more):
    """A meeting that begins at a moment; its place and its name must not leave where titles do not."""

    def text(moment):
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")

    return {
        "type": "entente-event",
        "spec_version": "2.1",
        "id": f"entente-event--{uuid.uuid4()}",
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "created_by_ref": "identity--02893d9a-92fa-474a-aaf5-c5191b11b6e5",
        "lang": "en",
        "name": name,
        "kind": "meeting",
        "occurred_from": text(start),
        "occurred_until": text(start + datetime.timedelta(minutes=minutes)),
        "place": "Room 7 of the PLACE",
        "participant_refs": ["identity--02893d9a-92fa-474a-aaf5-c5191b11b6e5"],
        "description": "They meet.",
        "object_marking_refs": [mark],
        "extensions": {EVENT: {"extension_type": "new-sdo"}},
        **more,
    }


def changes():
    """The days on which the clocks of Brussels are changed next, one of each kind."""
    day, found = datetime.date.today(), []
    while len(found) < 2:
        day += datetime.timedelta(days=1)
        hours = [datetime.datetime.combine(day, datetime.time(hour), BRUSSELS).utcoffset() for hour in (0, 12)]
        if hours[0] != hours[1]:
            found.append(day)
    return sorted(found)


def table():
    """Each Monday at 17:00 in Tokyo around both changes, at 09:00 in Brussels as well, and the nights themselves."""
    starts = []
    for change in changes():
        for weeks in (-1, 0, 1):
            monday = change + datetime.timedelta(days=1 + 7 * weeks)
            starts.append(datetime.datetime.combine(monday, datetime.time(17), TOKYO))
            starts.append(datetime.datetime.combine(monday, datetime.time(9), BRUSSELS))
        for hour in (0, 1):
            starts.append(datetime.datetime.combine(change, datetime.time(hour, 30), UTC))
    return [start.astimezone(UTC) for start in starts]


@pytest.fixture
def eu(tmp_path):
    node = open_console(Node(tmp_path / "eu", "eu", title="European Union"))
    (tmp_path / "rules.accord").write_text(RULES)
    node.run("agreements", "apply", tmp_path / "rules.accord", "--officer", "Legal")
    node.meetings = [meeting(f"Talks {number} TITLE", start) for number, start in enumerate(table())]
    node.load([SECRET, *node.meetings])
    node.serve()
    node.someone = person(node, "someone", "author")
    yield node
    node.stop()


def feed_of(someone, days=30, name="phone"):
    answer = someone.post("calendar-feeds", {"name": name, "days": days})
    assert answer.status == 201, answer.text
    return answer.json()["token"]


class Program:
    """A program with a token."""

    def __init__(self, node, name, token):
        self.node, self.name, self.token = node, name, token

    def call(self, method, path, body=None, **fields):
        connection = http.client.HTTPConnection("127.0.0.1", self.node.console, timeout=60)
        sent = {"Host": f"127.0.0.1:{self.node.console}"}
        if self.token:
            sent["Authorization"] = basic(self.name, self.token)
        try:
            connection.request(
                method, path, body, sent | {name.replace("_", "-"): text for name, text in fields.items()}
            )
            answer = connection.getresponse()
            answer.text = answer.read().decode()
            return answer
        finally:
            connection.close()

    def feed(self, language="en"):
        answer = self.call("GET", f"/calendars/{language}/feed.ics")
        assert answer.status == 200, answer.text
        return answer.text

    def events(self, file="feed"):
        answer = self.call("GET", f"/calendars/en/{file}.ics")
        assert answer.status == 200, answer.text
        return icalendar.Calendar.from_ical(answer.text).walk("VEVENT")

    def everything(self):
        """All that a program can get, as one text."""
        names = re.findall(r"/calendars/en/meetings/[\w-]+\.ics", self.call("PROPFIND", MEETINGS, Depth="1").text)
        report = f"<c:calendar-query {SPACES}><d:prop><d:getetag/><c:calendar-data/></d:prop>{ALL}</c:calendar-query>"
        told = [self.call("GET", path).text for path in names]
        told += [
            self.call("GET", f"/calendars/{language}/{file}.ics").text
            for language in ("en", "ja", "fr", "de")
            for file in ("feed", "series")
        ]
        told += [self.call("PROPFIND", "/calendars/en/", Depth="1").text, self.call("REPORT", MEETINGS, report).text]
        told += [self.call("REPORT", MEETINGS, sync()).text, self.call("PUT", f"{MEETINGS}x.ics", "BEGIN:X").text]
        return "\n".join(told).replace("\r\n ", "")


MEETINGS = "/calendars/en/meetings/"
SPACES = 'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"'
ALL = '<c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT"/></c:comp-filter></c:filter>'


def sync(token=""):
    return (
        f"<d:sync-collection {SPACES}><d:sync-token>{token}</d:sync-token><d:sync-level>1</d:sync-level>"
        "<d:prop><d:getetag/></d:prop></d:sync-collection>"
    )


@pytest.fixture
def phone(eu):
    return Program(eu, "someone", feed_of(eu.someone))


def test_a_feed_tells_both_local_times_and_neither_title_nor_place(eu, phone):
    events = phone.events()
    assert sorted(event["DTSTART"].dt for event in events) == sorted(table())
    for event in events:
        start, end = event["DTSTART"].dt, event["DTEND"].dt
        assert end - start == datetime.timedelta(hours=1)
        told = str(event["DESCRIPTION"]).split("\n")
        for zone, line in zip((BRUSSELS, TOKYO), told, strict=True):
            begin, last = start.astimezone(zone), end.astimezone(zone)
            assert line == f"{zone.key}: {begin:%Y-%m-%d %H:%M} – {last:%H:%M}"
        assert str(event["SUMMARY"]) == "TLP:GREEN Meeting" and str(event["X-ENTENTE-LABEL"]) == "TLP:GREEN"
    text = phone.everything()
    assert "TITLE" not in text and "PLACE" not in text and "entente-event" not in text
    raw = phone.feed()
    assert all(len(line.encode()) <= 75 for line in raw.split("\r\n")) and "\n" not in raw.replace("\r\n", "")
    assert phone.feed() == raw and "TLP:GREEN 会合" in phone.feed("ja")


def test_a_series_says_the_same_instants(eu, phone):
    assert sorted(event["DTSTART"].dt for event in phone.events("series")) == sorted(table())


def test_titles_leave_where_an_administrator_says_so(eu, phone):
    administrator = person(eu, "admin", "administrator")
    assert administrator.get("calendar-rules").json() == {"levels": ["TLP:AMBER"], "above": "out", "titles": False}
    assert eu.someone.get("calendar-rules").status == 403
    rules = {"levels": ["TLP:GREEN", "EU  EU-RESTRICTED"], "above": "busy", "titles": True}
    assert eu.someone.post("calendar-rules", rules).status == 403
    assert administrator.post("calendar-rules", {**rules, "levels": ["EU NOTHING"]}).status == 422
    assert administrator.post("calendar-rules", {**rules, "levels": []}).status == 422
    assert administrator.post("calendar-rules", rules).status == 204
    assert administrator.get("calendar-rules").json()["levels"] == ["TLP:GREEN", "EU EU-RESTRICTED"]
    event = phone.events()[0]
    assert re.fullmatch(r"TLP:GREEN Talks \d+ TITLE", str(event["SUMMARY"]))
    assert str(event["LOCATION"]) == "Room 7 of the PLACE"
    assert [inside for kind, inside in kinds(eu) if inside.get("record_kind") == "calendars"][0]["body"]["titles"]


def test_nothing_above_the_level_and_nothing_of_others_comes_out(eu, tmp_path):
    """The canary: what is above the level, what the person may not see, withheld words; in feeds, CalDAV and errors."""
    start = table()[0]
    bare = meeting("CANARY unmarked", start)
    on_register(eu, "name=Cleared", "nationality=EU", *CLEARED)
    eu.load(
        [
            meeting("CANARY red", start, mark=RED),
            meeting("CANARY secret", start + datetime.timedelta(minutes=7), mark=SECRET["id"]),
            meeting("CANARY exercise", start, exercise_marker=True),
            {name: value for name, value in bare.items() if name != "object_marking_refs"},
            meeting("CANARY unknown", start, mark="marking-definition--00000000-0000-4000-8000-000000000099"),
            meeting("Open TITLE", start + datetime.timedelta(minutes=11), mark=CLEAR),
        ],
        "canaries.json",
        check=False,
    )
    administrator = person(eu, "admin", "administrator")
    cleared = person(eu, "cleared", "author", register="Cleared")
    phones = {
        "someone": Program(eu, "someone", feed_of(eu.someone)),
        "cleared": Program(eu, "cleared", feed_of(cleared)),
        "admin": Program(eu, "admin", feed_of(administrator)),
    }
    assert cleared.get("watch").text.count("CANARY secret") == 1 and "CANARY secret" not in eu.someone.get("watch").text
    secret = (start + datetime.timedelta(minutes=7)).strftime("DTSTART:%Y%m%dT%H%M%SZ")
    for above in ("out", "busy"):
        for titles in (False, True):
            rules = {"levels": ["TLP:GREEN", "EU EU-RESTRICTED"], "above": above, "titles": titles}
            assert administrator.post("calendar-rules", rules).status == 204
            told = {name: phone.everything() for name, phone in phones.items()}
            for name, text in told.items():
                assert "CANARY" not in text and "EU-SECRET" not in text and "SECRET" not in text, (name, above)
                assert ("TITLE" in text) == (titles and name != "admin"), (name, above)
            # Who may not see it learns not even that there is something; who may has a time and nothing else.
            assert secret not in told["someone"] and (secret in told["cleared"]) == (above == "busy")
            assert "BEGIN:VEVENT" not in told["admin"]
    busy = next(event for event in phones["cleared"].events() if str(event["SUMMARY"]) == "Busy")
    assert set(busy) == {"UID", "DTSTART", "DTEND", "DTSTAMP", "SEQUENCE", "SUMMARY", "DESCRIPTION"}
    log = (eu.folder / "log.txt").read_text()
    assert "CANARY" not in log and "TITLE" not in log and not any(phone.token in log for phone in phones.values())


def test_a_calendar_follows_what_its_person_may_see(eu):
    """A clearance that is lowered, a person who is disabled, a feed that is revoked: the next fetch has it."""
    start = table()[0]
    eu.load([meeting("Secret", start + datetime.timedelta(minutes=7), mark=SECRET["id"])], "secret.json")
    administrator = person(eu, "admin", "administrator")
    on_register(eu, "name=Cleared", "nationality=EU", *CLEARED)
    cleared = person(eu, "cleared", "author", register="Cleared")
    rules = {"levels": ["TLP:AMBER", "EU EU-SECRET"], "above": "out", "titles": False}
    assert administrator.post("calendar-rules", rules).status == 204
    program = Program(eu, "cleared", feed_of(cleared))
    assert "EU-SECRET" in program.everything()
    token = re.search("<d:sync-token>(.*?)</d:sync-token>", program.call("REPORT", MEETINGS, sync()).text).group(1)
    number = next(
        json.loads(line)["number"]
        for line in eu.run("register", "list", "--json").stdout.splitlines()
        if '"Cleared"' in line
    )
    eu.run("register", "close", str(number), "--officer", "S")
    assert "EU-SECRET" not in program.everything()
    gone = program.call("REPORT", MEETINGS, sync(token)).text
    assert gone.count("404 Not Found") == 1 and gone.count("<d:response>") == 1
    assert program.call("GET", "/calendars/en/feed.ics").status == 200
    eu.run("people", "disable", "cleared", "--officer", "root")
    assert program.call("GET", "/calendars/en/feed.ics").status == 401


def test_tokens_are_shown_once_hashed_revocable_and_open_nothing_else(eu, phone):
    assert phone.token.encode() not in b"".join(path.read_bytes() for path in eu.folder.glob("store.db*"))
    (item,) = eu.someone.get("calendar-feeds").json()["items"]
    assert item["name"] == "phone" and item["id"] == hashlib.sha256(phone.token.encode()).hexdigest()
    assert "used" not in item and not eu.someone.get("account").json()["tokens"]
    phone.feed()
    wait_for(lambda: eu.someone.get("calendar-feeds").json()["items"][0].get("used"), what="the last fetch")
    # Of the API it opens nothing, and a token of the API opens no calendar.
    for given in (f"Bearer {phone.token}", basic("someone", phone.token)):
        answer = eu.someone.call("GET", "/api/v1/commitments", headers={"Authorization": given, "Cookie": ""})
        assert answer.status == 401
    of_api = eu.someone.post("tokens", {"name": "t", "scopes": ["read"], "days": 1}).json()["token"]
    assert Program(eu, "someone", of_api).call("GET", "/calendars/en/feed.ics").status == 401
    assert eu.someone.post("tokens", {"name": "t", "scopes": ["calendar"], "days": 1}).status == 422
    other = person(eu, "other", "author")
    for name, token in (("other", phone.token), ("", phone.token), ("someone", ""), ("someone", phone.token[:-1])):
        refused = Program(eu, name, token).call("GET", "/calendars/en/feed.ics")
        assert refused.status == 401 and refused.headers["WWW-Authenticate"].startswith("Basic realm=")
    assert Program(eu, "SOMEONE", phone.token).call("GET", "/calendars/en/feed.ics").status == 200
    assert other.call("DELETE", f"/api/v1/calendar-feeds/{item['id']}").status == 404
    assert eu.someone.call("DELETE", f"/api/v1/calendar-feeds/{item['id']}").status == 204
    assert phone.call("GET", "/calendars/en/feed.ics").status == 401
    steps = [inside["step"] for kind, inside in kinds(eu) if kind == "person" and inside["account"] == "someone"]
    assert [step for step in steps if step.startswith("calendar")] == ["calendar-made", "calendar-ended"]


def test_what_leaves_is_in_the_log_once_for_each_content(eu, phone):
    for _ in range(3):
        phone.feed()
    phone.call("PROPFIND", MEETINGS, Depth="1")
    phone.events("series")
    left = [inside for kind, inside in kinds(eu) if kind == "export"]
    assert len(left) == 1
    assert left[0]["of"] == "calendar" and left[0]["marking"] == "TLP:GREEN" and left[0]["count"] == len(table())
    assert left[0]["sha256"] == hashlib.sha256(phone.feed().encode()).hexdigest() and left[0]["account"] == "someone"
    mark = phone.call("GET", "/calendars/en/feed.ics").headers["ETag"]
    assert phone.call("GET", "/calendars/en/feed.ics", If_None_Match=mark).status == 304
    eu.load([meeting("One more", table()[0])], "more.json")
    assert phone.call("GET", "/calendars/en/feed.ics", If_None_Match=mark).status == 200
    assert len([inside for kind, inside in kinds(eu) if kind == "export"]) == 2


def test_caldav_of_others_reads_and_is_refused_clearly_when_it_writes(eu, phone):
    with Peer(eu, phone) as peer:
        assert peer.asks("starts") == sorted(start.isoformat() for start in table())
        begin = datetime.datetime.combine(changes()[0], datetime.time(0), UTC)
        end = begin + datetime.timedelta(days=2)
        hour = datetime.timedelta(hours=1)
        wanted = sorted(start.isoformat() for start in table() if begin - hour < start < end)
        assert wanted and peer.asks(f"between {begin.isoformat()} {end.isoformat()}") == wanted
        assert peer.asks("by-uid") == [True]
        assert peer.asks("list") == [len(table())]
        eu.load([meeting("One more", table()[0])], "more.json")
        assert peer.asks("sync") == [1, 0]
        assert peer.asks("write") == ["AuthorizationError"]
        assert peer.asks("delete") == ["AuthorizationError"]
    for method, path in (
        ("PUT", "x.ics"),
        ("DELETE", ""),
        ("MKCALENDAR", "new/"),
        ("PROPPATCH", ""),
        ("MOVE", "x.ics"),
    ):
        refused = phone.call(method, MEETINGS + path, "<x/>")
        assert refused.status == 403 and "<d:need-privileges/>" in refused.text and "only read" in refused.text
    assert len(phone.events()) == len(table()) + 1


class Peer:
    """PyPI's `caldav` in a process of its own; a question a line, an answer in JSON a line."""

    def __init__(self, node, program):
        url = f"http://127.0.0.1:{node.console}/.well-known/caldav"
        script = Path(__file__).with_name("caldav_peer.py")
        self.process = subprocess.Popen(
            [BIN / "python", script, url, program.name, program.token],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def asks(self, question):
        self.process.stdin.write(question + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(20)
        self.process.stdout.close()


def synced(eu, phone, tmp_path):
    """A folder of one file an instance, as vdirsyncer fetches it."""
    config = tmp_path / "vdirsyncer"
    config.write_text(
        f"""[general]
status_path = "{tmp_path}/status/"
[pair talks]
a = "here"
b = "node"
collections = ["from b"]
conflict_resolution = "b wins"
[storage here]
type = "filesystem"
path = "{tmp_path}/calendars/"
fileext = ".ics"
[storage node]
type = "caldav"
url = "http://127.0.0.1:{eu.console}/"
username = "someone"
password = "{phone.token}"
read_only = true
"""
    )
    for verb in ("discover", "sync"):
        done = subprocess.run(
            [BIN / "vdirsyncer", "-c", config, verb], input="y\n" * 9, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stdout + done.stderr
    return tmp_path / "calendars" / "meetings"


def test_vdirsyncer_and_khal_show_the_right_times_in_both_seats(eu, phone, tmp_path):
    folder = synced(eu, phone, tmp_path)
    assert len(list(folder.glob("*.ics"))) == len(table())
    for zone in (BRUSSELS, TOKYO):
        config = tmp_path / f"khal-{zone.key.replace('/', '-')}"
        config.write_text(
            f"[calendars]\n[[talks]]\npath = {folder}\nreadonly = True\n"
            f"[locale]\nlocal_timezone = {zone.key}\ndefault_timezone = {zone.key}\ntimeformat = %H:%M\n"
            "dateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\n"
            f"longdatetimeformat = %Y-%m-%d %H:%M\n[sqlite]\npath = {tmp_path}/khal-{hash(zone.key)}.db\n"
        )
        first = min(table()).astimezone(zone).date() - datetime.timedelta(days=1)
        done = subprocess.run(
            [
                BIN / "khal",
                "-c",
                config,
                "list",
                "--once",
                "--day-format",
                "",
                "--format",
                "AT {start} {end}",
                str(first),
                "400d",
            ],
            capture_output=True,
            text=True,
            timeout=120,
            env={**os.environ, "TZ": zone.key, "HOME": str(tmp_path)},
        )
        assert done.returncode == 0, done.stderr
        shown = sorted(line[3:] for line in done.stdout.splitlines() if line.startswith("AT "))
        wanted = sorted(
            f"{start.astimezone(zone):%Y-%m-%d %H:%M} "
            f"{(start + datetime.timedelta(hours=1)).astimezone(zone):%Y-%m-%d %H:%M}"
            for start in table()
        )
        assert shown == wanted


def test_calcurse_shows_the_right_times_in_both_seats(eu, phone, tmp_path):
    (tmp_path / "feed.ics").write_text(phone.feed(), newline="")
    for zone in (BRUSSELS, TOKYO):
        home = tmp_path / zone.key.replace("/", "-")
        home.mkdir()
        options = {"env": {**os.environ, "TZ": zone.key, "HOME": str(home)}, "capture_output": True, "text": True}
        done = subprocess.run(["calcurse", "-D", home, "-i", tmp_path / "feed.ics"], timeout=60, **options)
        assert done.returncode == 0, done.stderr
        first = min(table()).astimezone(zone).date() - datetime.timedelta(days=1)
        shown = subprocess.run(
            [
                "calcurse",
                "-D",
                home,
                "-Q",
                "--from",
                f"{first:%m/%d/%Y}",
                "--days",
                "400",
                "--input-datefmt",
                "1",
                "--format-apt",
                "AT %(start:%Y-%m-%d %H:%M) %(end:%H:%M)\n",
            ],
            timeout=60,
            **options,
        )
        lines = sorted(line[3:] for line in shown.stdout.splitlines() if line.startswith("AT "))
        wanted = sorted(
            f"{start.astimezone(zone):%Y-%m-%d %H:%M} {(start + datetime.timedelta(hours=1)).astimezone(zone):%H:%M}"
            for start in table()
        )
        assert lines == wanted, shown.stderr


@pytest.mark.parametrize(
    ("method", "path", "body", "fields", "status", "told"),
    [
        ("PROPFIND", MEETINGS, "", {}, 403, "propfind-finite-depth"),
        ("PROPFIND", MEETINGS, "", {"Depth": "infinity"}, 403, "propfind-finite-depth"),
        ("PROPFIND", MEETINGS, "<d:propfind", {"Depth": "0"}, 400, "xml"),
        ("PROPFIND", MEETINGS, '<!DOCTYPE x [<!ENTITY e "e">]><x>&e;</x>', {"Depth": "0"}, 400, "xml"),
        ("PROPFIND", MEETINGS, "<x>" * 100, {"Depth": "0"}, 400, "xml"),
        ("PROPFIND", MEETINGS, " " * 300_000, {"Depth": "0"}, 413, "too-large"),
        ("PROPFIND", f"{MEETINGS}none.ics", "", {"Depth": "0"}, 404, "not-found"),
        ("PROPFIND", "/calendars/xx/", "", {"Depth": "0"}, 404, "not-found"),
        ("GET", f"{MEETINGS}none.ics", None, {}, 404, "not-found"),
        ("GET", "/calendars/en/../../api/v1/account", None, {}, 404, "not-found"),
        ("REPORT", MEETINGS, "", {}, 400, "xml"),
        ("REPORT", MEETINGS, f"<c:free-busy-query {SPACES}/>", {}, 403, "supported-report"),
        ("REPORT", "/calendars/en/", sync(), {}, 403, "supported-report"),
        ("REPORT", MEETINGS, sync("urn:other"), {}, 403, "valid-sync-token"),
        ("REPORT", MEETINGS, sync().replace(">1<", ">infinite<"), {}, 403, "sync-traversal-supported"),
        ("REPORT", MEETINGS, f"<c:calendar-query {SPACES}/>", {}, 403, "valid-filter"),
        (
            "REPORT",
            MEETINGS,
            f"<c:calendar-query {SPACES}>"
            + ALL.replace('"VEVENT"/>', '"VEVENT"><c:time-range start="yesterday"/></c:comp-filter>')
            + "</c:calendar-query>",
            {},
            403,
            "valid-filter",
        ),
        (
            "REPORT",
            MEETINGS,
            f"<c:calendar-query {SPACES}>"
            + ALL.replace('"VEVENT"/>', '"VEVENT"><c:prop-filter name="ATTENDEE"/></c:comp-filter>')
            + "</c:calendar-query>",
            {},
            403,
            "supported-filter",
        ),
    ],
)
def test_what_is_not_answered_is_refused_by_its_rule(refusing, method, path, body, fields, status, told):
    answer = refusing.call(method, path, body, **fields)
    assert (answer.status, told in answer.text) == (status, True), answer.text


@pytest.fixture(scope="module")
def refusing(tmp_path_factory):
    node = open_console(Node(tmp_path_factory.mktemp("refusing") / "eu", "eu"))
    node.serve()
    yield Program(node, "someone", feed_of(person(node, "someone", "author")))
    node.stop()


def test_options_and_the_well_known_address_need_no_token(refusing):
    anybody = Program(refusing.node, "", None)
    options = anybody.call("OPTIONS", MEETINGS)
    assert (
        options.status == 200 and "calendar-access" in options.headers["DAV"] and "PUT" not in options.headers["Allow"]
    )
    moved = anybody.call("GET", "/.well-known/caldav")
    assert (moved.status, moved.headers["Location"]) == (301, "/calendars/en/")
    assert anybody.call("PROPFIND", "/calendars/en/", Depth="0").status == 401


def test_an_administrator_loads_the_days_of_the_institutions(eu):
    administrator = person(eu, "admin", "administrator")
    table = {"seat": "EU", "source": "a decision of the institutions", "years": {"2027": ["2027-01-04", "2027-05-10"]}}
    assert eu.someone.post("working-days", table).status == 403
    for wrong in (
        {"seat": "XX"},
        {"seat": "../EU"},
        {"years": {}},
        {"years": {"2027": ["2028-01-01"]}},
        {"years": {"2027": ["2027-02-30"]}},
        {"years": {str(year): [] for year in range(2000, 2060)}},
    ):
        assert administrator.post("working-days", {**table, **wrong}).status == 422, wrong
    assert "EU" not in {one["seat"] for one in eu.someone.get("working-days").json()["items"]}
    assert administrator.post("working-days", table).status == 204
    seats = {one["seat"]: one for one in eu.someone.get("working-days").json()["items"]}
    assert seats["EU"] == {"seat": "EU", "years": [2027], "source": table["source"], "loaded": True}
    assert not seats["JP"]["loaded"] and 2027 in seats["JP"]["years"] and "holidays" in seats["JP"]["source"]
    assert [inside["body"] for kind, inside in kinds(eu) if inside.get("record_kind") == "working-days"] == [table]
