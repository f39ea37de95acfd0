"""Calendars of others: reading and expanding, beside icalendar, recurring-ical-events and libical itself, in one run.

The set: 10,000 events, half in Tokyo, half in Brussels, each twentieth weekly ten times, with people and Japanese
names; and 200 weekly rules over ten years.
"""

import ctypes
import ctypes.util
import datetime
import json
import os
import resource
import subprocess
import sys
import time

ZONES = {
    "Asia/Tokyo": [
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        "TZOFFSETFROM:+0900",
        "TZOFFSETTO:+0900",
        "END:STANDARD",
    ],
    "Europe/Brussels": [
        *("BEGIN:STANDARD", "DTSTART:19701025T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100"),
        *("RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD"),
        *("BEGIN:DAYLIGHT", "DTSTART:19700329T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200"),
        *("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT"),
    ],
}


def calendar(events):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//bench//EN"]
    for name, described in ZONES.items():
        lines += ["BEGIN:VTIMEZONE", f"TZID:{name}", *described, "END:VTIMEZONE"]
    for event in events:
        lines += ["BEGIN:VEVENT", *event, "END:VEVENT"]
    return ("\r\n".join([*lines, "END:VCALENDAR", ""])).encode()


def event(number, *more):
    zone = list(ZONES)[number % 2]
    day = time.strftime("%Y%m%d", time.gmtime(1_798_761_600 + number % 365 * 86_400))
    return [
        f"UID:{number}@bench.example",
        "DTSTAMP:20261001T000000Z",
        f"DTSTART;TZID={zone}:{day}T{8 + number % 9:02}0000",
        f"DTEND;TZID={zone}:{day}T{9 + number % 9:02}0000",
        f"SUMMARY:第{number}回 日EU協議 / EU-Japan consultation {number}",
        "DESCRIPTION:合意文書の確認\\, agenda item by item\\; the record of the last round is attached.",
        f"ORGANIZER;CN=Chair:mailto:chair{number % 50}@bench.example",
        *(
            f"ATTENDEE;CN=Function {part};PARTSTAT=ACCEPTED:mailto:f{number % 97}.{part}@bench.example"
            for part in range(3)
        ),
        *more,
    ]


def office():
    return calendar(
        event(number, *(["RRULE:FREQ=WEEKLY;COUNT=10"] if number % 20 == 0 else [])) for number in range(10_000)
    )


def rules():
    return calendar(event(number, "RRULE:FREQ=WEEKLY;UNTIL=20361231T000000Z") for number in range(200))


def seconds(argv):
    """CPU seconds of a command, the best of three."""

    def once():
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(argv, stdout=subprocess.DEVNULL, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    return min(once() for _ in range(3))


def libical(data):
    """The rate at which the library alone parses: the limit."""
    library = ctypes.CDLL(ctypes.util.find_library("ical"))
    library.icalparser_parse_string.restype = ctypes.c_void_p
    library.icalcomponent_free.argtypes = [ctypes.c_void_p]
    took = []
    for _ in range(3):
        begun = time.process_time()
        component = library.icalparser_parse_string(data)
        took.append(time.process_time() - begun)
        library.icalcomponent_free(component)
    return min(took)


# Peers run in an environment of their own.
PEER = """
import datetime, sys, time
import icalendar, recurring_ical_events
data = open(sys.argv[1], "rb").read()
t = time.process_time()
parsed = icalendar.Calendar.from_ical(data)
print(time.process_time() - t)
if len(sys.argv) > 2:
    t = time.process_time()
    found = recurring_ical_events.of(parsed).between(datetime.date(2027, 1, 1), datetime.date(2037, 1, 1))
    print(len(found), time.process_time() - t)
"""
# One month, asked twice.
MONTH = """
import datetime, sys, time
import icalendar, recurring_ical_events
parsed = icalendar.Calendar.from_ical(open(sys.argv[1], "rb").read())
t = time.process_time()
asked = recurring_ical_events.of(parsed)
for number in range(2):
    utc = datetime.timezone.utc
    found = asked.between(datetime.datetime(2027, 3, 1, tzinfo=utc), datetime.datetime(2027, 4, 1, tzinfo=utc))
    if number == 0: print(len(found))
    print(time.process_time() - t)
    t = time.process_time()
"""


def peer(python, path, *more):
    done = subprocess.run([python, "-c", PEER, path, *more], capture_output=True, text=True, check=True)
    return done.stdout.split()


def measure(binary, bench, python, work, row):
    paths = {}
    for name, data in (("office", office()), ("rules", rules())):
        paths[name] = os.path.join(work, f"{name}.ics")
        with open(paths[name], "wb") as file:
            file.write(data)
    with open(paths["office"], "rb") as file:
        limit = 10_000 / libical(file.read())
    ours = 10_000 / seconds([binary, "calendar", "check", paths["office"]])
    other = 10_000 / float(peer(python, paths["office"])[0])
    row(
        "a calendar of 10,000 events, read with all that is to be said of it",
        ours,
        "events/s",
        ">= 40,000/s, >= 15 x, >= 0.4 x",
        ours >= 40_000 and ours >= 15 * other and ours >= 0.4 * limit,
        "%.1f x icalendar, which parses (%.0f/s); %.2f x libical, which parses (%.0f/s)"
        % (ours / other, other, ours / limit, limit),
    )
    window = ["--from", "2027-01-01", "--until", "2037-01-01"]
    expanded = [binary, "calendar", "expand", "--json", paths["rules"], *window]
    count = len(subprocess.run(expanded, capture_output=True, text=True, check=True).stdout.splitlines())
    ours = count / seconds(expanded)
    found, took = peer(python, paths["rules"], "expand")[1:]
    assert abs(int(found) - count) <= 200, (found, count)
    ratio = ours * float(took) / int(found)
    row(
        "200 weekly rules over ten years, expanded and written out",
        ours,
        "instances/s",
        ">= 250,000/s, >= 20 x",
        ours >= 250_000 and ratio >= 20,
        "%d instances; %.1f x recurring-ical-events (%.0f/s)" % (count, ratio, int(found) / float(took)),
    )
    took = seconds([binary, "calendar", "apply", paths["office"]])
    what = "10,000 meetings taken as messages about them (`calendar apply`) and printed with who answered"
    row(what, took, "s", "<= 2 s", took <= 2)
    month(binary, bench, python, paths["office"], row)


def month(binary, bench, python, path, row):
    """A month out of what was read, and the same with the file and a process."""
    days = [datetime.datetime(2027, number, 1, tzinfo=datetime.timezone.utc) for number in (3, 4)]
    asked = [bench, "month", path, *(str(int(day.timestamp())) for day in days)]
    ours = [json.loads(subprocess.run(asked, capture_output=True, text=True, check=True).stdout) for _ in range(5)]
    read, first, again = (min(one[name] for one in ours) for name in ("read_ms", "first_ms", "again_ms"))
    found = subprocess.run([python, "-c", MONTH, path], capture_output=True, text=True, check=True).stdout.split()
    assert int(found[0]) == ours[0]["count"], (found, ours)
    peers = [float(took) * 1e3 for took in found[1:]]
    for what, value, most, peer in (("first question", first, 50, peers[0]), ("asked again", again, 10, peers[1])):
        row(
            f"one month of 10,000 events of which 500 are series, {what}",
            value,
            "ms",
            f"<= {most} ms",
            value <= most,
            "%.0f x recurring-ical-events (%.0f ms); the file was read in %.0f ms before" % (peer / value, peer, read),
        )
    whole = seconds([binary, "calendar", "expand", path, "--from", "2027-03-01", "--until", "2027-04-01"])
    row("one month of 10,000 events, file and process included", whole * 1e3, "ms", "-", True)


if __name__ == "__main__":
    sys.exit("run Benchmarks/bench.py --only calendars")
