#!/bin/bash
# libical 3.0.16 (the one of Debian 12): a weekly rule with an interval counts its weeks from a Sunday where it has one, whatever WKST is.
#
# RFC 5545, 3.3.10: WKST "specifies the day on which the workweek starts [...] The default value is MO". From Thursday, 10 December 2026, every third week
# on Sunday: the week of the start is Monday 7 to Sunday 13 December. Guess: 13 December, 3 January, 24 January.
# Seen: 27 December, 17 January, 7 February, with and without WKST=MO. With a start that is a Sunday, or an interval of 1, the days are right.
# Exit 0: seen again. Exit 1: it behaves otherwise now. Exit 2: could not be tried.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
apt-get download -qq libical3=3.0.16-1+b1 >/dev/null 2>&1 || exit 2
dpkg -x libical3_*.deb . || exit 2
python3 - "$(ls usr/lib/*/libical.so.3)" <<'PYTHON'
import ctypes
import datetime
import sys

library = ctypes.CDLL(sys.argv[1])


def days(start, rule, count=3):
    """The first days of a rule, by libical's own function for that."""
    found = (ctypes.c_long * count)()
    begin = int(datetime.datetime.fromisoformat(start + "T12:00:00+00:00").timestamp())
    library.icalrecur_expand_recurrence(rule.encode(), ctypes.c_long(begin), count, found)
    return [datetime.datetime.fromtimestamp(one, datetime.UTC).date().isoformat() for one in found]


wrong = ["2026-12-27", "2027-01-17", "2027-02-07"]
right = ["2026-12-13", "2027-01-03", "2027-01-24"]
print("libical 3.0.16-1+b1")
results = {}
for start, rule in (
    ("2026-12-10", "FREQ=WEEKLY;INTERVAL=3;BYDAY=SU"),
    ("2026-12-10", "FREQ=WEEKLY;INTERVAL=3;WKST=MO;BYDAY=SU"),
    ("2026-12-13", "FREQ=WEEKLY;INTERVAL=3;BYDAY=SU"),
):
    results[start, rule] = days(start, rule)
    print(start, rule, *results[start, rule])
raise SystemExit(0 if list(results.values()) == [wrong, wrong, right] else 1)
PYTHON
