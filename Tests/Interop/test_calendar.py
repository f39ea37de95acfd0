"""`entente calendar`: when the events of calendars take place, by the clocks of their places.

Expected values are of RFC 5545 and of reports on other programs, named where they stand; files of other programs and
of the standard are read from the shared data."""

import json

import pytest

from support import TESTDATA, entente

OFFICE, STANDARD = TESTDATA / "icalendar-office", TESTDATA / "icalendar-rfc5545"
needs_data = pytest.mark.skipif(not OFFICE.exists(), reason="../shared/testdata is not there")

PACIFIC = """BEGIN:VTIMEZONE
TZID:Pacific Standard Time
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:-0700
TZOFFSETTO:-0800
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=1SU;BYMONTH=11
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:-0800
TZOFFSETTO:-0700
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=2SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE"""
# A zone of the same name in another file, an hour off.
FALSE_TOKYO = """BEGIN:VTIMEZONE
TZID:Asia/Tokyo
BEGIN:STANDARD
DTSTART:16010101T000000
TZOFFSETFROM:+1000
TZOFFSETTO:+1000
END:STANDARD
END:VTIMEZONE"""
WESTERN = """BEGIN:VTIMEZONE
TZID:(UTC+01:00) Amsterdam\\, Berlin\\, Bern\\, Rome\\, Stockholm\\, Vienna
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE"""


def calendar(*lines, beside=""):
    """A calendar with one event, or with several where a line ends the one before."""
    event = ["BEGIN:VEVENT", "UID:one", "DTSTAMP:20260101T000000Z", *lines, "END:VEVENT"]
    text = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//x//EN", *beside.splitlines(), *event, "END:VCALENDAR", ""]
    return "\r\n".join(text).encode()


def change(*lines):
    return ("END:VEVENT", "BEGIN:VEVENT", "UID:one", "DTSTAMP:20260102T000000Z", *lines)


@pytest.fixture
def expand(tmp_path):
    """When everything takes place: its instants as they are told, with the notes."""

    def run(content, *options):
        file = tmp_path / "calendar.ics"
        file.write_bytes(content)
        done = entente("calendar", "expand", "--json", file, *options)
        return [json.loads(line) for line in done.stdout.splitlines()]

    return run


def spans(found):
    return [(one["start"], one["end"]) for one in found]


def notes(found):
    return [one["notes"] for one in found]


def test_d1_a_start_that_the_clock_skips_keeps_its_length(expand):
    """dateutil 1425, rrule-temporal 141: weekly on Sunday at 02:30 in Brussels, over the change of March."""
    found = expand(
        calendar("DTSTART;TZID=Europe/Brussels:20270321T023000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;BYDAY=SU;COUNT=3")
    )
    assert spans(found) == [
        ("2027-03-21T01:30:00Z", "2027-03-21T02:30:00Z"),
        ("2027-03-28T01:30:00Z", "2027-03-28T02:30:00Z"),
        ("2027-04-04T00:30:00Z", "2027-04-04T01:30:00Z"),
    ]
    assert notes(found) == [[], ["gap"], []]


def test_a_time_that_the_rule_itself_makes_and_no_clock_shows_is_not_counted(expand):
    found = expand(
        calendar(
            "DTSTART;TZID=Europe/Brussels:20270327T023000",
            "DURATION:PT1H",
            "RRULE:FREQ=DAILY;BYHOUR=2;BYMINUTE=30;COUNT=3",
        )
    )
    assert [one["start"] for one in found] == ["2027-03-27T01:30:00Z", "2027-03-29T00:30:00Z", "2027-03-30T00:30:00Z"]


def test_d2_the_zone_of_the_file_goes_before_its_name(expand):
    """calcurse 329 and 430, khal 498."""
    event = ("DTSTART;TZID=Pacific Standard Time:20160902T123000", "DURATION:PT1H")
    (one,) = expand(calendar(*event, beside=PACIFIC))
    assert (one["start"], one["notes"]) == ("2016-09-02T19:30:00Z", [])
    # Without its description the name is one of Windows, and that is said.
    (one,) = expand(calendar(*event))
    assert (one["start"], one["notes"]) == ("2016-09-02T19:30:00Z", ["zone-of-windows"])


def test_d3_a_series_of_new_york_seen_from_seoul(expand):
    """calendarize 679: 22:00 in Seoul while it is summer in New York, 23:00 while it is not."""
    found = expand(calendar("DTSTART;TZID=America/New_York:19970904T090000", "RRULE:FREQ=MONTHLY;COUNT=10"))
    hours = [one["start"][11:16] for one in found]
    assert hours == ["13:00"] * 2 + ["14:00"] * 6 + ["13:00"] * 2


def test_d4_weekly_over_the_change_of_march(expand):
    """Radicale 1621."""
    found = expand(calendar("DTSTART;TZID=US/Eastern:20270224T150000", "RRULE:FREQ=WEEKLY;COUNT=5"))
    assert [one["start"][5:16] for one in found] == [
        "02-24T20:00",
        "03-03T20:00",
        "03-10T20:00",
        "03-17T19:00",
        "03-24T19:00",
    ]


def test_d5_a_name_with_commas_that_is_quoted_and_folded(expand):
    """vobject 173."""
    start = (
        'DTSTART;TZID="(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockho\r\n lm, Vienna":20200504T110000',
        "DURATION:PT1H",
    )
    for beside in (WESTERN, WESTERN.replace("\\,", ",")):
        (one,) = expand(calendar(*start, beside=beside))
        assert (one["start"], one["end"]) == ("2020-05-04T09:00:00Z", "2020-05-04T10:00:00Z")


def test_a_file_changes_nothing_in_another_one(tmp_path):
    """The description of a zone is of its own file: the first of two does not decide for the second."""
    files = []
    for name, beside in (("false", FALSE_TOKYO), ("plain", "")):
        files.append(tmp_path / f"{name}.ics")
        files[-1].write_bytes(
            calendar("DTSTART;TZID=Asia/Tokyo:20270301T170000", beside=beside).replace(
                b"UID:one", f"UID:{name}".encode()
            )
        )
    done = entente("calendar", "expand", "--json", *files)
    found = {one["uid"]: one for one in map(json.loads, done.stdout.splitlines())}
    assert (found["false"]["start"], found["false"]["notes"]) == ("2027-03-01T07:00:00Z", ["zone-differs"])
    assert (found["plain"]["start"], found["plain"]["notes"]) == ("2027-03-01T08:00:00Z", [])


@pytest.mark.parametrize(
    "length, end",
    [("DURATION:PT24H", "2027-03-28T21:00:00Z"), ("DURATION:P1D", "2027-03-28T20:00:00Z")],
)
def test_hours_are_exact_and_days_are_those_of_the_calendar(expand, length, end):
    (one,) = expand(calendar("DTSTART;TZID=Europe/Brussels:20270327T220000", length))
    assert (one["start"], one["end"]) == ("2027-03-27T21:00:00Z", end)


def test_of_a_time_that_comes_twice_the_first_counts(expand):
    (one,) = expand(calendar("DTSTART;TZID=Europe/Brussels:20271031T023000", "DURATION:PT1H"))
    assert (one["start"], one["end"], one["notes"]) == ("2027-10-31T00:30:00Z", "2027-10-31T01:30:00Z", ["fold"])


def test_the_last_working_day_of_a_month(expand):
    """Plain programs show 29 January and 1, 2 and 3 February."""
    found = expand(
        calendar(
            "DTSTART;TZID=Asia/Tokyo:20270129T100000", "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=4"
        )
    )
    assert [one["start"][:10] for one in found] == ["2027-01-29", "2027-02-26", "2027-03-31", "2027-04-30"]


def test_changes_of_single_instances(expand):
    series = ("DTSTART;TZID=Asia/Tokyo:20270301T170000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=4", "SEQUENCE:1")
    # Told by the same instant in another zone.
    moved = change("RECURRENCE-ID:20270308T080000Z", "DTSTART;TZID=Asia/Tokyo:20270309T090000", "DURATION:PT2H")
    off = change("RECURRENCE-ID;TZID=Asia/Tokyo:20270315T170000", "DTSTART:20270315T080000Z", "STATUS:CANCELLED")
    # No instance of the rule: it is kept, and said to be none.
    extra = change("RECURRENCE-ID;TZID=Asia/Tokyo:20270316T170000", "DTSTART;TZID=Asia/Tokyo:20270316T180000")
    found = expand(calendar(*series, *moved, *off, *extra))
    assert [(one["instance"], one["start"], one["notes"]) for one in found] == [
        ("2027-03-01T08:00:00Z", "2027-03-01T08:00:00Z", []),
        ("2027-03-08T08:00:00Z", "2027-03-09T00:00:00Z", ["overridden"]),
        ("2027-03-15T08:00:00Z", "2027-03-15T08:00:00Z", ["overridden", "cancelled"]),
        ("2027-03-16T08:00:00Z", "2027-03-16T09:00:00Z", ["override-outside-rule"]),
        ("2027-03-22T08:00:00Z", "2027-03-22T08:00:00Z", []),
    ]
    # What was moved into the days that are asked for is there, what was moved out of them is not.
    into = expand(calendar(*series, *moved), "--from", "2027-03-09", "--until", "2027-03-10")
    assert [one["instance"] for one in into] == ["2027-03-08T08:00:00Z"]
    assert expand(calendar(*series, *moved), "--from", "2027-03-08", "--until", "2027-03-09") == []


def test_a_change_of_all_that_come_later(expand):
    """RANGE=THISANDFUTURE, over a clock change of nobody's: 18:00 in Tokyo from the third on, two hours each."""
    found = expand(
        calendar(
            "DTSTART;TZID=Asia/Tokyo:20270301T170000",
            "DURATION:PT1H",
            "RRULE:FREQ=WEEKLY;COUNT=5",
            *change(
                "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Asia/Tokyo:20270315T170000",
                "DTSTART;TZID=Asia/Tokyo:20270315T180000",
                "DURATION:PT2H",
            ),
        )
    )
    assert [(one["start"][5:16], one["end"][11:16]) for one in found] == [
        ("03-01T08:00", "09:00"),
        ("03-08T08:00", "09:00"),
        ("03-15T09:00", "11:00"),
        ("03-22T09:00", "11:00"),
        ("03-29T09:00", "11:00"),
    ]


def test_of_two_forms_the_newer_counts(expand):
    old = ("DTSTART:20270301T080000Z", "SEQUENCE:2")
    found = expand(calendar(*old, *change("DTSTART:20270302T080000Z", "SEQUENCE:1")))
    assert [one["start"] for one in found] == ["2027-03-01T08:00:00Z"]
    found = expand(calendar(*old, *change("DTSTART:20270302T080000Z", "SEQUENCE:2")))
    assert [one["start"] for one in found] == ["2027-03-02T08:00:00Z"]


@pytest.mark.parametrize(
    "rule, note", [("RRULE:RSCALE=CHINESE;FREQ=YEARLY;COUNT=3", "rule-unread"), ("RRULE:FREQ=SOMETIMES", "unread")]
)
def test_a_rule_that_is_not_read_is_said_and_the_start_stands(expand, rule, note):
    found = expand(calendar("DTSTART;VALUE=DATE:20270131", rule))
    assert [(one["start"], one["end"], one["notes"]) for one in found] == [("2027-01-31", "2027-02-01", [note])]


def test_months_are_counted_from_the_start_and_never_chained(expand):
    found = expand(calendar("DTSTART;VALUE=DATE:20270131", "RRULE:FREQ=MONTHLY;COUNT=3"))
    assert [one["start"] for one in found] == ["2027-01-31", "2027-03-31", "2027-05-31"]


def test_a_time_without_a_zone_is_invented_nowhere(expand):
    content = calendar("DTSTART:20270301T100000", "DURATION:PT1H")
    (one,) = expand(content)
    assert (one["start"], one["end"], one["notes"], "zone" in one) == (
        "2027-03-01T10:00:00",
        "2027-03-01T11:00:00",
        ["floating"],
        False,
    )
    (one,) = expand(content, "--zone", "Asia/Tokyo")
    assert (one["start"], one["zone"]) == ("2027-03-01T01:00:00Z", "Asia/Tokyo")


def test_a_flat_feed_is_the_same_each_time_and_cut_between_characters(tmp_path):
    file = tmp_path / "series.ics"
    summary = "日EU安全保障・防衛対話、第三回会合の準備会合（作業部会）、" * 4
    file.write_bytes(
        calendar(
            "DTSTART;TZID=Asia/Tokyo:20270322T170000",
            "DURATION:PT1H",
            "RRULE:FREQ=WEEKLY;COUNT=2",
            f"SUMMARY:{summary}",
        )
    )
    zones = ("--zone", "Asia/Tokyo", "--zone", "Europe/Brussels")
    one, two = (entente("calendar", "flatten", file, *zones).stdout for _ in range(2))
    assert one == two
    # Read as text, so that the two signs at each end of a line are one, and a character that was cut is an error.
    assert all(len(line.encode()) <= 75 for line in one.split("\n")) and summary[:60] not in one
    text = one.replace("\n ", "")
    assert text.count(summary) == 2
    # 17:00 in Tokyo is 9:00 in Brussels before the change and 10:00 after it.
    assert "Europe/Brussels: 2027-03-22 09:00 – 10:00" in text
    assert "Europe/Brussels: 2027-03-29 10:00 – 11:00" in text
    assert text.count("DTSTART:2027032") == 2 and "RRULE" not in text and "TZID" not in text
    # What it says is what was said of the series.
    flat = tmp_path / "flat.ics"
    flat.write_text(one, newline="")
    again = [json.loads(line) for line in entente("calendar", "expand", "--json", flat).stdout.splitlines()]
    assert spans(again) == spans(
        [json.loads(line) for line in entente("calendar", "expand", "--json", file).stdout.splitlines()]
    )


@pytest.mark.parametrize(
    "content, said",
    [
        (b"", "no calendar"),
        (b"BEGIN:VCARD\r\nEND:VCARD\r\n", "no calendar"),
        (b"\xff\xfe", "no text in UTF-8"),
        (b"%PDF-1.7", "no calendar"),
        (b"BEGIN:VCALENDAR\r\n\0END:VCALENDAR\r\n", "no text in UTF-8"),
    ],
)
def test_what_is_no_calendar_is_said(tmp_path, content, said):
    file = tmp_path / "none.ics"
    file.write_bytes(content)
    done = entente("calendar", "check", file, check=False)
    assert done.returncode == 2 and said in done.stderr and str(file) in done.stderr


def test_a_rule_without_an_end_is_gone_through_as_far_as_is_asked(expand):
    """A rule that begins long ago, or comes each second, costs no more than the days that are asked for."""
    daily = calendar("DTSTART;TZID=Asia/Tokyo:19700101T090000", "DURATION:PT1H", "RRULE:FREQ=DAILY")
    found = expand(daily, "--from", "2099-12-01", "--until", "2099-12-03")
    assert [one["start"] for one in found] == ["2099-12-01T00:00:00Z", "2099-12-02T00:00:00Z"]
    each_second = calendar("DTSTART:19700101T000000Z", "RRULE:FREQ=SECONDLY")
    assert len(expand(each_second, "--from", "2027-01-01T00:00:00Z", "--until", "2027-01-01T00:00:05Z")) == 5


@needs_data
def test_files_of_offices_mean_what_they_must(expand):
    def read(name, *options):
        return expand((OFFICE / f"{name}.ics").read_bytes(), *options)

    (one,) = read("office_365_extended_timezone")
    assert (one["start"], one["end"], one["notes"]) == (
        "2024-04-26T12:00:00Z",
        "2024-04-26T13:00:00Z",
        ["zone-of-windows"],
    )
    (one,) = read("office_365_invalid_timezone")
    assert (one["start"], one["notes"], "zone" in one) == ("2024-04-26T14:00:00", ["zone-unknown"], False)
    found = read("google_dtstart_until_mismatch")
    assert (len(found), found[0]["start"], found[-1]["start"]) == (13, "2023-10-05T13:00:00Z", "2023-12-28T14:00:00Z")
    assert all(one["notes"] == ["until-of-other-kind"] for one in found)
    found = read("rrule-until-mismatch")
    assert (len(found), found[0]["start"], found[-1]["start"]) == (34, "2022-08-02", "2022-09-04")
    # What a time leaves out of days is its day: the two lie before the start, so nothing is missing from the first on.
    found = read("rrule-exdate-mismatch", "--until", "2024-01-08")
    assert [one["start"] for one in found] == [
        "2023-12-24",
        "2023-12-30",
        "2023-12-31",
        "2024-01-06",
        "2024-01-07",
    ]
    assert "exception-of-other-kind" in found[0]["notes"]
    assert spans(read("rrule-rdate-period")) == [
        ("1996-04-03T02:00:00Z", "1996-04-03T04:00:00Z"),
        ("1996-04-04T01:00:00Z", "1996-04-04T04:00:00Z"),
    ]
    found = read("recurring_with_single_change")
    assert [one["notes"] for one in found] == [[], ["overridden"], []]


@needs_data
@pytest.mark.parametrize("file", sorted([*OFFICE.glob("*.ics"), *STANDARD.glob("*.ics")]), ids=lambda file: file.stem)
def test_every_file_of_others_is_read(file):
    done = entente("calendar", "check", "--json", file, check=False)
    assert done.returncode in (0, 1), done.stderr
    allowed = {
        "zone-of-windows",
        "zone-unknown",
        "zone-differs",
        "until-of-other-kind",
        "exception-of-other-kind",
        "end-before-start",
        "floating",
        "unread",
        "missing",
    }
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert {one["note"] for one in said} <= allowed
    if file.parent == STANDARD and file.stem != "rfc5545-sec4.2":
        # The standard's own: valid, and nothing is to be said but of one whose zone is an older one of New York.
        assert said == []


@needs_data
@pytest.mark.parametrize("file", sorted([*OFFICE.glob("*.ics"), *STANDARD.glob("*.ics")]), ids=lambda file: file.stem)
def test_every_file_of_others_is_applied_and_twice_is_the_same(file):
    once = entente("calendar", "apply", "--json", file, check=False)
    # One has a METHOD and no DTSTAMP, which RFC 5546 asks for.
    assert once.returncode == (1 if file.stem == "google_dtstart_until_mismatch" else 0), once.stdout + once.stderr
    twice = entente("calendar", "apply", "--json", file, file, check=False)
    meetings = [line for line in once.stdout.splitlines() if '"outcome"' not in line]
    assert [line for line in twice.stdout.splitlines() if '"outcome"' not in line] == meetings
    assert "METHOD" not in once.stdout and all(json.loads(line)["uid"] for line in meetings)


def test_messages_are_applied_and_what_was_not_taken_is_said(tmp_path):
    def message(name, method, *lines):
        event = ["UID:u1", "ORGANIZER:mailto:chief@jp.example", *lines]
        text = ["BEGIN:VCALENDAR", f"METHOD:{method}", "BEGIN:VEVENT", *event, "END:VEVENT", "END:VCALENDAR", ""]
        (tmp_path / name).write_text("\r\n".join(text))
        return tmp_path / name

    invitation = message(
        "invitation.ics",
        "REQUEST",
        "SEQUENCE:2",
        "DTSTAMP:20270101T000000Z",
        "SUMMARY:Talks",
        "ATTENDEE:mailto:guest@eu.example",
        "DTSTART;TZID=Tokyo Standard Time:20270329T170000",
        "DURATION:PT1H",
        "RRULE:FREQ=WEEKLY",
    )
    answer = message(
        "answer.ics",
        "REPLY",
        "SEQUENCE:2",
        "DTSTAMP:20270102T000000Z",
        "ATTENDEE;PARTSTAT=ACCEPTED:MAILTO:guest@eu.example",
    )
    late = message("late.ics", "CANCEL", "SEQUENCE:1", "DTSTAMP:20270103T000000Z")
    one = message(
        "one.ics",
        "CANCEL",
        "SEQUENCE:2",
        "DTSTAMP:20270103T000000Z",
        "RECURRENCE-ID;TZID=Asia/Tokyo:20270405T170000",
    )
    done = entente("calendar", "apply", "--json", invitation, answer, late, one, check=False)
    assert done.returncode == 1
    meeting, said = map(json.loads, done.stdout.splitlines())
    assert meeting == {
        "uid": "u1",
        "organizer": "mailto:chief@jp.example",
        "whole": {
            "state": "called",
            "sequence": 2,
            "summary": "Talks",
            "start": "2027-03-29T08:00:00Z",
            "end": "2027-03-29T09:00:00Z",
            "invited": ["mailto:guest@eu.example"],
        },
        "instances": [
            {
                "instance": "2027-04-05T08:00:00Z",
                "state": "cancelled",
                "sequence": 2,
                "summary": "Talks",
                "start": "2027-03-29T08:00:00Z",
                "end": "2027-03-29T09:00:00Z",
                "invited": ["mailto:guest@eu.example"],
            }
        ],
        "answers": [{"address": "mailto:guest@eu.example", "answer": "ACCEPTED", "old": False}],
        "proposals": [],
    }
    assert said == {"file": str(late), "uid": "u1", "method": "CANCEL", "outcome": "outdated"}
    assert entente("calendar", "apply", invitation, answer).returncode == 0
    assert entente("calendar", "apply", tmp_path / "none.ics", check=False).returncode == 2


def many(*lines, count):
    event = ["BEGIN:VEVENT", "DTSTART:20260101T000000Z", *lines, "END:VEVENT"]
    return "\r\n".join(["BEGIN:VCALENDAR", *event * count, "END:VCALENDAR", ""]).encode()


START = "DTSTART:20260101T000000Z"


@pytest.mark.parametrize(
    "rule, said",
    [
        # Each second of two years; a set of seconds; and many rules that have a day each.
        (calendar(START, "RRULE:FREQ=SECONDLY"), "more than `500000` instances"),
        (calendar(START, "RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30,31,28;BYHOUR=25"), None),
        (calendar(START, "RRULE:FREQ=SECONDLY;BYMONTHDAY=31;BYMONTH=2,4;BYSECOND=7"), None),
        (calendar(START, "RRULE:FREQ=SECONDLY;BYYEARDAY=1;BYMONTH=2"), "times to be looked at"),
        (many("RRULE:FREQ=DAILY", count=1_000), "more than `500000` instances"),
        (calendar(START, "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=-31"), None),
    ],
)
def test_what_is_too_much_is_refused_as_a_whole_and_soon(tmp_path, rule, said):
    """A rule that nothing fits, or far too much, ends; nothing is left out unsaid."""
    file = tmp_path / "much.ics"
    file.write_bytes(rule)
    options = ("--from", "2026-01-01", "--until", "2028-01-01")
    done = entente("calendar", "expand", "--json", file, *options, check=False, seconds=60)
    if said:
        assert done.returncode == 2 and said in done.stderr and done.stdout == ""
    else:
        assert [json.loads(line)["start"] for line in done.stdout.splitlines()] == ["2026-01-01T00:00:00Z"]


def test_a_zone_with_too_many_changes_is_refused(tmp_path):
    part = "BEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n"
    part += "RRULE:FREQ=SECONDLY\r\nEND:STANDARD\r\n"
    file = tmp_path / "zone.ics"
    file.write_bytes(calendar(START, beside=f"BEGIN:VTIMEZONE\nTZID:Nowhere\n{part}END:VTIMEZONE"))
    done = entente("calendar", "check", file, check=False)
    assert done.returncode == 2 and "`Nowhere` are changed more than `2000` times" in done.stderr


def test_a_line_of_millions_of_signs_is_read(expand):
    """libical's time for a line grows with the square of its length; a folded one is the same text."""
    (one,) = expand(calendar(START, "SUMMARY:" + "港" * 3_000_000))
    assert one["start"] == "2026-01-01T00:00:00Z"


def test_thousands_of_changes_are_found_by_their_instants(expand):
    hours = [f"2026{day // 28 + 1:02}{day % 28 + 1:02}T{hour:02}0000Z" for day in range(300) for hour in range(24)]
    lines = [line for hour in hours for line in change(f"RECURRENCE-ID:{hour}", f"DTSTART:{hour}", "STATUS:CANCELLED")]
    found = expand(calendar(START, "RRULE:FREQ=HOURLY;COUNT=600", *lines))
    assert len(found) == len(set(hours)) and sum("overridden" in one["notes"] for one in found) == 600
