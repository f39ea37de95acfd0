"""`entente exercise cot`: events of TAK, with clients written by others.

takproto writes and reads the protocol with Google's library, pytak writes events as its users do. What they write is
read with all its marks, what is written they read, and a mark is never lost without a word.
"""

import base64
import json
import random
import shutil
import subprocess
import xml.etree.ElementTree as ET

import pytak
import pytest
import takproto.functions as tak
from takproto.constants import TAKProtoVer
from takproto.proto import TakMessage

from support import BINARY, REPOSITORY

NAMESPACE = "urn:entente:marks:1"
MARKS = f'<marks xmlns="{NAMESPACE}" kind="exercise" exercise="SAKURA 27" label="EU RESTRICTED"/>'
EVENT = (
    '<?xml version="1.0" encoding="UTF-8"?><event version="2.0" uid="SHIP-1" type="a-f-S-C-L-F-F" how="m-g" '
    'time="2027-03-01T09:00:00.000Z" start="2027-03-01T09:00:00.000Z" stale="2027-03-01T09:05:00.000Z" '
    'access="EU RESTRICTED" qos="5-r-c" opex="e-SAKURA 27"{more}><point lat="34.5" lon="139.75" hae="9999999" ce="50" '
    'le="9999999"/><detail><contact callsign="EXERCISE KIRISAME"/><track speed="7.5" course="182.5"/>'
    + MARKS
    + "<remarks "
    "source='a &amp; b'>二番艦 <b>station</b></remarks></detail></event>"
)
PLAYED = EVENT.replace("{more}", ' caveat="FOR EXERCISE" releasableTo="EU JPN"')
SHORT = EVENT.replace("{more}", "")
WANTED = {
    "kind": "exercise",
    "exercise": "SAKURA 27",
    "label": "EU RESTRICTED",
    "access": "EU RESTRICTED",
    "opex": "e-SAKURA 27",
    "callsign": "EXERCISE KIRISAME",
}


def ask(cases, status=0):
    lines = "".join(json.dumps(case) + "\n" for case in cases)
    done = subprocess.run(
        [BINARY, "exercise", "cot", "--batch"], input=lines, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == status, (done.stderr, done.stdout[:400])
    return [json.loads(line) for line in done.stdout.splitlines()]


def run(content, *options, status=0, path):
    path.write_bytes(content)
    done = subprocess.run([BINARY, "exercise", "cot", path, *options], capture_output=True, timeout=60)
    assert done.returncode == status, done.stderr
    return done


def packed(content):
    return {"base64": base64.b64encode(content).decode()}


def test_the_verb_says_what_an_event_is(tmp_path):
    line = json.loads(run(PLAYED.encode(), path=tmp_path / "event.xml").stdout)
    assert (line["uid"], line["type"], line["time"]) == ("SHIP-1", "a-f-S-C-L-F-F", "2027-03-01T09:00:00.000Z")
    assert line["marks"] == {**WANTED, "caveat": "FOR EXERCISE", "releasable_to": "EU JPN"}
    assert line["symbol"] == "10133000001202040000" and line["findings"] == []
    assert line["point"] == {"lat": 34.5, "lon": 139.75, "hae": None, "ce": 50, "le": None}


@pytest.mark.parametrize("version", [TAKProtoVer.MESH, TAKProtoVer.STREAM])
def test_what_takproto_writes_is_read_with_its_marks(version):
    message = bytes(tak.xml2proto(SHORT, version))
    (answer,) = ask([packed(message)])
    (event,) = answer["events"]
    assert event["marks"] == WANTED and event["findings"] == []
    assert sorted(event["detail"]) == ["contact", "marks", "remarks", "track"]
    # Back to XML, every field is as Google's library has it.
    (answer,) = ask([{**packed(message), "to": "xml"}])
    assert answer["lost"] == []
    root = ET.fromstring(answer["xml"])
    assert root.find("detail/remarks").text == "二番艦 " and root.find("detail/remarks").get("source") == "a & b"
    assert root.find(f"detail/{{{NAMESPACE}}}marks").get("exercise") == "SAKURA 27"


@pytest.mark.parametrize("form", ["protobuf", "datagram"])
def test_what_is_written_takproto_reads(form):
    (answer,) = ask([{"xml": PLAYED, "to": form}])
    assert answer["lost"] == []
    event = tak.parse_proto(bytearray(base64.b64decode(answer["base64"]))).cotEvent
    assert (event.uid, event.type, event.how, event.opex) == ("SHIP-1", "a-f-S-C-L-F-F", "m-g", "e-SAKURA 27")
    assert (event.sendTime, event.staleTime) == (1803891600000, 1803891900000)
    assert (event.lat, event.lon, event.hae, event.ce) == (34.5, 139.75, 9999999, 50)
    assert event.detail.contact.callsign == "EXERCISE KIRISAME" and event.detail.track.course == 182.5
    # What has no message of its own is there to the byte.
    assert event.detail.xmlDetail == MARKS + "<remarks source='a &amp; b'>二番艦 <b>station</b></remarks>"


def test_a_mark_that_a_receiver_would_not_get_refuses_the_event(tmp_path):
    """takproto 3.0.1 ends at field 15: caveat and releasableTo are lost on the way through it."""
    (answer,) = ask([{"xml": PLAYED, "to": "protobuf", "short": True}], status=1)
    assert (answer["code"], answer["about"]) == ("mark-lost", "caveat, releasable_to") and "base64" not in answer
    done = run(PLAYED.encode(), "--to", "protobuf", "--short", status=1, path=tmp_path / "event.xml")
    assert done.stdout == b"" and b"caveat, releasable_to" in done.stderr
    through = tak.parse_proto(bytearray(tak.xml2proto(PLAYED)))
    (answer,) = ask([packed(bytes(tak.msg2proto(through)))])
    assert "caveat" not in answer["events"][0]["marks"] and answer["events"][0]["marks"]["kind"] == "exercise"


def test_what_pytak_writes_is_unmarked_and_can_be_marked():
    """pytak 7.6.1 has no parameter for marks."""
    written = pytak.gen_cot(lat=34.5, lon=139.75, uid="SHIP-2", cot_type="a-n-S-X-M", callsign="TOKYO MARU").decode()
    (answer,) = ask([{"xml": written}])
    assert [one["code"] for one in answer["events"][0]["findings"]] == ["unmarked"]
    (answer,) = ask([{"xml": written, "exercise": "SAKURA 27", "label": "TLP:GREEN", "to": "protobuf"}])
    event = answer["events"][0]
    assert event["marks"]["kind"] == "exercise" and event["marks"]["callsign"] == "EXERCISE TOKYO MARU"
    assert event["findings"] == [] and event["symbol"] == "10143000001401000000"
    message = tak.parse_proto(bytearray(base64.b64decode(answer["base64"]))).cotEvent
    assert message.opex == "e-SAKURA 27" and message.detail.contact.callsign == "EXERCISE TOKYO MARU"
    assert 'exercise="SAKURA 27"' in message.detail.xmlDetail and 'label="TLP:GREEN"' in message.detail.xmlDetail


def test_what_is_real_keeps_its_mark_in_an_exercise():
    real = SHORT.replace("e-SAKURA 27", "o-").replace(
        MARKS, f'<marks xmlns="{NAMESPACE}" kind="real" label="EU RESTRICTED"/>'
    )
    real = real.replace("EXERCISE KIRISAME", "KIRISAME")
    (answer,) = ask([{"xml": real, "exercise": "SAKURA 27", "to": "xml"}])
    marks = answer["events"][0]["marks"]
    assert (marks["kind"], marks["label"], marks["callsign"]) == ("real", "EU RESTRICTED", "KIRISAME")
    (answer,) = ask([{"xml": SHORT, "exercise": "OTHER", "to": "xml"}], status=1)
    assert answer["code"] == "marked"
    (answer,) = ask([{"xml": SHORT.replace("e-SAKURA 27", "o-"), "to": "xml"}], status=1)
    assert answer["code"] == "contradiction"


def test_messages_made_up_by_googles_library_are_read_as_it_has_them():
    numbers = random.Random(19)

    def text():
        return "".join(numbers.choice("aZ9 <>&\"'é艦\t\n") for _ in range(numbers.randrange(1, 30)))

    messages, cases = [], []
    for number in range(300):
        message = TakMessage()
        event = message.cotEvent
        event.uid, event.type, event.how = f"u{number}{text()}", "a-f-S", text()
        for name in ("access", "qos", "opex"):
            if numbers.random() < 0.5:
                setattr(event, name, text())
        for name in ("sendTime", "startTime", "staleTime"):
            setattr(event, name, numbers.randrange(1, 4_000_000_000_000))
        event.lat, event.lon = numbers.uniform(-90, 90), numbers.uniform(-180, 180)
        event.hae, event.ce = numbers.choice([0.0, 9999999.0, numbers.uniform(-1e4, 1e4)]), numbers.random() * 1e-7
        if numbers.random() < 0.7:
            event.detail.contact.callsign = text()
            event.detail.status.battery = numbers.randrange(1, 2**32)
            event.detail.track.course = numbers.uniform(1e-9, 360)
            event.detail.takv.os = text()
            event.detail.xmlDetail = f"<a b='{number}'><!-- - --><c/>&#x8266;</a><marti/>"
        messages.append(message)
        stream = bytes(tak.msg2proto(message, TAKProtoVer.STREAM))
        cases += [{**packed(stream), "to": form} for form in ("xml", "protobuf")]
    answers = ask(cases)
    for message, as_xml, again in zip(messages, answers[::2], answers[1::2], strict=True):
        event = message.cotEvent
        assert as_xml["lost"] == [] and again["lost"] == []
        root = ET.fromstring(as_xml["xml"])
        assert root.get("uid") == event.uid and (root.get("opex") or "") == event.opex
        point = {name: float(value) for name, value in root.find("point").items()}
        assert point == {name: getattr(event, name) for name in point}
        contact = root.find("detail/contact")
        assert (contact.get("callsign") if contact is not None else "") == event.detail.contact.callsign
        back = tak.parse_proto(bytearray(base64.b64decode(again["base64"])))
        assert back == message


def test_a_file_may_have_both_forms(tmp_path):
    stream = bytes(tak.xml2proto(SHORT, TAKProtoVer.STREAM))
    content = SHORT.encode() + b"\n" + stream * 3 + SHORT.encode() + bytes(tak.xml2proto(SHORT))
    lines = run(content, path=tmp_path / "events").stdout.splitlines()
    assert [json.loads(line)["marks"] for line in lines] == [WANTED] * 6
    done = run(content, "--to", "protobuf", path=tmp_path / "events")
    assert len(run(done.stdout, path=tmp_path / "again").stdout.splitlines()) == 6
    run(content, "--to", "datagram", status=2, path=tmp_path / "events")


def test_hostile_bytes_are_refused_with_a_reason():
    """What others send is answered, one line a case, whatever it is."""
    message = bytes(tak.xml2proto(SHORT, TAKProtoVer.STREAM))
    numbers = random.Random(7)
    cases = [packed(message[:place]) for place in range(1, len(message), 7)]
    for _ in range(600):
        changed = bytearray(message)
        for _ in range(numbers.randrange(1, 5)):
            changed[numbers.randrange(len(changed))] = numbers.randrange(256)
        cases.append({**packed(bytes(changed)), "to": "xml"})
    text = PLAYED.encode()
    cases += [{"xml": text[:place].decode(errors="ignore")} for place in range(1, len(text), 11)]
    lines = "".join(json.dumps(case) + "\n" for case in cases)
    done = subprocess.run(
        [BINARY, "exercise", "cot", "--batch"], input=lines, capture_output=True, text=True, timeout=60
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(cases) and done.returncode == 2
    assert all("events" in answer or (answer["code"] and answer["error"]) for answer in answers)


@pytest.mark.parametrize(
    "content,code",
    [
        (b"\xbf\xff\xff\xff\xff\x0f", "too-large"),
        (b"\xbf\xff\xff\xff\xff\xff\x01", "too-large"),
        (b"\xbf\x02\xbf\x00", "version"),
        (b"\xbf\x7f\x12", "truncated"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'><!ENTITY d '&b;&b;'>]><event>&d;</event>", "doctype"),
        (b"<event>" + b"<a>" * 100_000, "too-large"),
        (b"<event><detail>" + b"<a/>" * 100_000, "too-large"),
        (b"<event " + b"".join(b"a%d='' " % number for number in range(50_000)) + b"/>", "too-large"),
        (b"<event><detail><a>" + b"x" * (2 << 20), "too-large"),
    ],
)
def test_bounds_are_named(content, code):
    (answer,) = ask([packed(content)], status=2)
    assert answer["code"] == code


def test_huge_detail_in_a_message_is_bounded():
    message = TakMessage()
    message.cotEvent.uid, message.cotEvent.type = "u", "a-f-S"
    message.cotEvent.detail.xmlDetail = "<a>" * 5_000 + "</a>" * 5_000
    (answer,) = ask([packed(bytes(tak.msg2proto(message)))], status=2)
    assert answer["code"] == "too-large"
    message.cotEvent.detail.xmlDetail = "</detail></event><event uid='v' type='t'><detail>"
    (answer,) = ask([packed(bytes(tak.msg2proto(message)))], status=2)
    assert answer["code"] == "malformed"
    message.cotEvent.detail.xmlDetail = "<a>" + "x" * (2 << 20) + "</a>"
    (answer,) = ask([packed(bytes(tak.msg2proto(message)))], status=2)
    assert answer["code"] == "too-large"


@pytest.mark.skipif(not shutil.which("protoc-c"), reason="protoc-c is not there")
def test_the_messages_are_of_their_description():
    subprocess.run([REPOSITORY / "Scripts" / "tak-protocol", "--check"], check=True, timeout=60)
