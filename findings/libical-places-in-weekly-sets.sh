#!/bin/bash
# libical 3.0.16 (the one of Debian 12): BYSETPOS is not looked at in a weekly rule.
#
# RFC 5545, 3.3.10: "Each BYSETPOS value corresponds to the nth occurrence within the set of recurrence instances specified by the rule", for whatever
# FREQ. From Monday, 7 December 2026, weekly on Monday, Wednesday and Friday, the last of each week. Guess: Fridays 11, 18 and 25 December, as the same
# part of a monthly rule picks the last of a month.
# Seen: every Monday, Wednesday and Friday, and no error; in the monthly rule the last working day alone.
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


weekly = days("2026-12-07", "FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=-1")
monthly = days("2026-12-07", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1")
print("libical 3.0.16-1+b1", f"weekly: {weekly}", f"monthly: {monthly}", sep="\n")
expected = (["2026-12-07", "2026-12-09", "2026-12-11"], ["2026-12-31", "2027-01-29", "2027-02-26"])
raise SystemExit(0 if (weekly, monthly) == expected else 1)
PYTHON
