"""Events of Cursor-on-Target with marks of an exercise, read beside takproto, which is what pytak reads with."""

import json
import os
import subprocess
import sys

SPACE = "urn:entente:marks:1"
# Reads the same events: as XML by its converter, as messages by its reader; and the marks out of what it keeps as XML,
# for it has no other place for them. Tells microseconds an event, the best of five times, and how many marks there
# were.
PEER = """import sys, time
import xml.etree.ElementTree as ET
import takproto.functions as tak
texts = open(sys.argv[1], "rb").read().decode().split("\\n\\n")
packed = [bytearray(tak.xml2proto(text)) for text in texts]
def marks(message):
    inside = ET.fromstring("<detail>" + message.cotEvent.detail.xmlDetail + "</detail>")
    return inside.find("{%s}marks").get("label"), message.cotEvent.opex, message.cotEvent.detail.contact.callsign
ways = {
    "xml": (texts, lambda text: marks(tak.xml2message(text))),
    "message": (packed, lambda message: marks(tak.parse_proto(message))),
    "bare": (packed, lambda message: tak.parse_proto(message).cotEvent.uid),
}
for name, (events, read) in ways.items():
    best = 1e9
    for _ in range(5):
        begun = time.perf_counter()
        found = sum(1 for event in events if read(event))
        best = min(best, (time.perf_counter() - begun) / len(events))
    print(name, best * 1e6, found)
""".replace("%s", SPACE)


def event(number):
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><event version="2.0" uid="SHIP-{number}" type="a-f-S-C-L-F-F" '
        f'how="m-g" time="2027-03-01T09:00:{number % 60:02}.000Z" start="2027-03-01T09:00:00.000Z" '
        'stale="2027-03-01T09:05:00.000Z" '
        f'access="EU RESTRICTED" qos="5-r-c" opex="e-SAKURA 27"><point lat="{34 + number / 1e5}" lon="139.75" '
        f'hae="9999999" ce="50" le="9999999"/><detail><contact callsign="EXERCISE KIRISAME {number}"/>'
        f'<track speed="7.5" course="182.5"/><__group name="Cyan" role="Team Member"/><marks xmlns="{SPACE}" '
        'kind="exercise" exercise="SAKURA 27" label="EU RESTRICTED"/><remarks>EXERCISE. Serial 4, station 2.</remarks>'
        '<usericon iconsetpath="COT_MAPPING_2525C/a-f/a-f-S"/></detail></event>'
    )


def measure(binary, bench, work, row):
    count = 5_000
    text, packed = os.path.join(work, "events.xml"), os.path.join(work, "events.pb")
    with open(text, "w", encoding="utf-8") as output:
        output.write("\n\n".join(event(number) for number in range(count)))
    with open(packed, "wb") as output:
        subprocess.run([binary, "exercise", "cot", "--to", "protobuf", text], stdout=output, check=True)
    printed = subprocess.run([sys.executable, "-c", PEER, text], capture_output=True, text=True, check=True).stdout
    peer = {name: (float(took), int(found)) for name, took, found in map(str.split, printed.splitlines())}

    def ours(verb, file):
        return json.loads(subprocess.run([bench, verb, file], capture_output=True, text=True, check=True).stdout)

    found = ours("read", text)
    ratio = peer["xml"][0] / found["best_us"]
    beside = "%.0f x takproto's converter (%.0f us), marks of %d of %d" % (ratio, *peer["xml"], count)
    assert found["marked"] == found["events"] == count
    what = "an event of Cursor-on-Target as XML read with all its marks"
    row(what, found["best_us"], "us", ">= 10 x pytak/takproto", ratio >= 10, beside)
    found = ours("read", packed)
    assert found["marked"] == found["events"] == count
    ratio = peer["message"][0] / found["best_us"]
    beside = "%.1f x takproto with the marks (%.1f us); without them it takes %.1f us" % (
        ratio,
        peer["message"][0],
        peer["bare"][0],
    )
    what = "an event of Cursor-on-Target as a message read with all its marks"
    row(what, found["best_us"], "us", "faster than takproto with marks", ratio >= 1, beside)
    found = ours("draw", text)
    what = "the symbol of an event drawn"
    row(
        what,
        found["best_us"],
        "us",
        "<= 100 us",
        found["best_us"] <= 100,
        "SVG, %d of %d played" % (found["marked"], count),
    )
