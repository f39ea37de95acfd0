#!/bin/bash
# khal 0.14.1: an event that has neither an end nor a length lasts an hour.
#
# RFC 5545, 3.6.1: "For cases where a "VEVENT" calendar component specifies a "DTSTART" property with a DATE-TIME value type but no "DTEND" property, the
# event ends on the same calendar date and time of day specified by the "DTSTART" property." Guess: 10:00 to 10:00. Seen: 10:00 to 11:00.
# Exit 0: seen again. Exit 1: it behaves otherwise now. Exit 2: could not be tried.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
python3 -m venv venv >/dev/null 2>&1 || exit 2
venv/bin/pip install -q --disable-pip-version-check khal==0.14.1 >/dev/null 2>&1 || exit 2
mkdir calendar || exit 2
printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:-//x//x//EN BEGIN:VEVENT UID:s1 DTSTAMP:20270101T000000Z DTSTART:20270416T080000Z \
  SUMMARY:Moment END:VEVENT END:VCALENDAR > calendar/moment.ics
cat > config <<CONFIG
[calendars]
[[all]]
path = $folder/calendar
readonly = True
[locale]
local_timezone = Europe/Brussels
default_timezone = Europe/Brussels
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = $folder/khal.db
CONFIG
shown=$(HOME=$folder venv/bin/khal -c config list --day-format "" --format "{start-time}-{end-time} {title}" 2027-04-16 1d 2>/dev/null | grep Moment)
echo "khal 0.14.1: $shown"
case "$shown" in
  "10:00-11:00"*) exit 0 ;;
  "") exit 2 ;;
  *) exit 1 ;;
esac
