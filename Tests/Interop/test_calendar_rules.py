"""Random recurrence rules, expanded by the node and by a walker that looks at every day (RFC 5545, 3.3.10).

The walker shares nothing with the node: Python's own calendar and zones, and for each day the question whether the
rule has it. 2,000 rules here, 100,000 in the long runs (`ENTENTE_CALENDAR_RULES`)."""

import datetime
import json
import os
import random
import zoneinfo

from support import entente

RULES = int(os.environ.get("ENTENTE_CALENDAR_RULES", "2000"))
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
UTC = datetime.UTC
# Clocks that are changed in March and October, in March and November, in April and October the other way, and never.
ZONES = ["Europe/Brussels", "America/New_York", "Australia/Sydney", "Asia/Tokyo"]
# Beyond what is compared, so that every set is whole.
HORIZON = datetime.date(2034, 2, 1)


def some(chance, values, most=3):
    return sorted(chance.sample(values, chance.randint(1, min(most, len(values)))))


def rule(chance):
    """A rule as its parts; only such as the standard lets go together."""
    freq = chance.choice(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])
    found = {"FREQ": freq, "INTERVAL": chance.choice([1, 1, 2, 3])}
    if chance.random() < 0.4:
        found["BYMONTH"] = some(chance, list(range(1, 13)))
    if freq in ("DAILY", "MONTHLY", "YEARLY") and chance.random() < 0.4:
        found["BYMONTHDAY"] = some(chance, [*range(1, 32), -1, -2, -3])
    if chance.random() < 0.5:
        ordinal = freq in ("MONTHLY", "YEARLY") and "BYMONTHDAY" not in found and chance.random() < 0.5
        places = [1, 2, 3, 4, -1, -2] if ordinal else [0]
        found["BYDAY"] = [(chance.choice(places), day) for day in some(chance, DAYS)]
    if freq == "WEEKLY" and chance.random() < 0.5:
        found["WKST"] = chance.choice(["SU", "MO"])
    if freq != "DAILY" and ("BYDAY" in found or "BYMONTHDAY" in found) and chance.random() < 0.3:
        found["BYSETPOS"] = some(chance, [1, 2, -1], 2)
    if chance.random() < 0.5:
        found["COUNT"] = chance.randint(1, 30)
    return found


def written(found):
    def text(value):
        if isinstance(value, list):
            return ",".join(f"{one[0] or ''}{one[1]}" if isinstance(one, tuple) else str(one) for one in value)
        return str(value)

    return ";".join(f"{name}={text(value)}" for name, value in found.items())


def period(day, freq, first):
    """Which day, week, month or year it is."""
    if freq == "DAILY":
        return day.toordinal()
    if freq == "WEEKLY":
        return (day.toordinal() - 1 - first) // 7
    return day.year * 12 + day.month if freq == "MONTHLY" else day.year


def place(day, begin, end):
    """The which one of its weekday a day is between two others, from the front and from the back."""
    return (day - begin).days // 7 + 1, -((end - day).days // 7 + 1)


def bounds(day, isMonth):
    if not isMonth:
        return datetime.date(day.year, 1, 1), datetime.date(day.year, 12, 31)
    following = datetime.date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return day.replace(day=1), following - datetime.timedelta(1)


def has(day, start, found):
    """Whether the rule has a day, whatever its interval, its places in a set and its end."""
    freq = found["FREQ"]
    if "BYMONTH" in found and day.month not in found["BYMONTH"]:
        return False
    if "BYMONTHDAY" in found:
        last = bounds(day, True)[1].day
        if day.day not in found["BYMONTHDAY"] and day.day - last - 1 not in found["BYMONTHDAY"]:
            return False
    if "BYDAY" in found:
        isMonth = freq == "MONTHLY" or "BYMONTH" in found
        places = (0, *place(day, *bounds(day, isMonth)))
        if not any(DAYS[day.weekday()] == name and number in places for number, name in found["BYDAY"]):
            return False
    if "BYDAY" in found or "BYMONTHDAY" in found:
        return True
    if freq == "WEEKLY":
        return day.weekday() == start.weekday()
    if freq == "MONTHLY":
        return day.day == start.day
    return freq == "DAILY" or (day.day == start.day and ("BYMONTH" in found or day.month == start.month))


def walked(start, found):
    """Every day of a rule up to the horizon, its start the first."""
    first = DAYS.index(found.get("WKST", "MO"))
    begin = period(start, found["FREQ"], first)
    sets = {}
    # The whole period of the start belongs to it, for the places in a set.
    day = start - datetime.timedelta(366)
    while day < HORIZON:
        which = period(day, found["FREQ"], first) - begin
        if which >= 0 and which % found["INTERVAL"] == 0 and has(day, start, found):
            sets.setdefault(which, []).append(day)
        day += datetime.timedelta(1)
    days = []
    for which in sorted(sets):
        one = sets[which]
        if "BYSETPOS" in found:
            places = {number - 1 if number > 0 else len(one) + number for number in found["BYSETPOS"]}
            one = [day for number, day in enumerate(one) if number in places]
        days += one
    days = [start, *(day for day in days if day > start)]
    return days[: found.get("COUNT", len(days))]


def instant(day, clock, zone):
    """What the clock shows is read by the time before a change where it is skipped, and is the first of two."""
    local = datetime.datetime.combine(day, clock, zoneinfo.ZoneInfo(zone))
    return local.replace(fold=0).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def compared(chance, numbers, file):
    """Writes some rules, has them expanded, and compares; how many instances there were."""
    lines, wanted, texts = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//x//EN"], {}, {}
    for number in numbers:
        found, zone = rule(chance), chance.choice(ZONES)
        start = datetime.date(2026, 1, 1) + datetime.timedelta(chance.randrange(730))
        clock = datetime.time(chance.choice([0, 1, 2, 2, 2, 3, 9, 17, 23]), chance.choice([0, 30]))
        uid = f"r{number}"
        texts[uid] = f"{start} {clock} {zone} {written(found)}"
        wanted[uid] = [instant(day, clock, zone) for day in walked(start, found)]
        lines += ["BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20260101T000000Z"]
        lines += [f"DTSTART;TZID={zone}:{start:%Y%m%d}T{clock:%H%M%S}", f"RRULE:{written(found)}", "END:VEVENT"]
    file.write_bytes("\r\n".join([*lines, "END:VCALENDAR", ""]).encode())
    count = 0
    # From the beginning, and from a day long after it; a little before the horizon, so that no day of a zone ahead of
    # UTC lies beyond it.
    for since, until in (("2020-01-01", "2032-12-31"), ("2030-05-17", "2030-09-01")):
        found = {uid: [] for uid in wanted}
        options = ("--from", since, "--until", until)
        done = entente("calendar", "expand", "--json", file, *options, seconds=1200)
        for line in done.stdout.splitlines():
            one = json.loads(line)
            found[one["uid"]].append(one["start"])
        wrong = {
            texts[uid]: (found[uid][:8], expected[:8])
            for uid, all_days in wanted.items()
            if (expected := [day for day in all_days if since <= day < until]) != found[uid]
        }
        assert not wrong, f"{len(wrong)} of {len(wanted)} from {since}: {dict(list(wrong.items())[:5])}"
        assert sum(map(len, found.values())) > len(wanted)
        count += sum(map(len, found.values()))
    return count


def test_rules_are_expanded_as_one_that_looks_at_every_day_does(tmp_path):
    seed = int(os.environ.get("ENTENTE_CALENDAR_SEED", "17"))
    chance = random.Random(seed)
    # A file of a few thousand of them has as many instances as one question may have.
    count = sum(
        compared(chance, range(begin, min(begin + 2_000, RULES)), tmp_path / "rules.ics")
        for begin in range(0, RULES, 2_000)
    )
    print(f"seed {seed}: {RULES} rules, {count} instances: no difference")
