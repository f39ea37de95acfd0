#!/bin/bash
# libical 3.0.16 (the one of Debian 12): days of the month where the rule has another period than a month.
#
# RFC 5545, 3.3.10, the table of BYxxx: BYMONTHDAY expands a yearly rule and limits a daily one; "Valid values are 1 to 31 or -31 to -1".
# Guess 1: "yearly, on the 14th" from 14 September 2027 gives the 14th of every month, as no month limits it.
# Guess 2: "daily, on the second but last day of the month" from 30 August 2027 gives 29 September, 30 October, 29 November.
# Seen: 1 gives 14 September alone, each year; 2 gives nothing at all, while the same rule with 30 in the place of -2 gives the 30th of each month.
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
    """The first days of a rule, by libical's own function for that; fewer where it gives fewer."""
    found = (ctypes.c_long * count)()
    begin = int(datetime.datetime.fromisoformat(start + "T12:00:00+00:00").timestamp())
    library.icalrecur_expand_recurrence(rule.encode(), ctypes.c_long(begin), count, found)
    return [datetime.datetime.fromtimestamp(one, datetime.UTC).date().isoformat() for one in found if one]


yearly = days("2027-09-14", "FREQ=YEARLY;BYMONTHDAY=14")
last = days("2027-08-30", "FREQ=DAILY;BYMONTHDAY=-2")
front = days("2027-08-30", "FREQ=DAILY;BYMONTHDAY=30")
print("libical 3.0.16-1+b1", f"yearly: {yearly}", f"daily, -2: {last}", f"daily, 30: {front}", sep="\n")
expected = (["2027-09-14", "2028-09-14", "2029-09-14"], [], ["2027-08-30", "2027-09-30", "2027-10-30"])
raise SystemExit(0 if (yearly, last, front) == expected else 1)
PYTHON
