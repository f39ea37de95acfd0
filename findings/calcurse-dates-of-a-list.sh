#!/bin/bash
# calcurse 4.7.1 (the one of Debian 12): of an event with a list of dates (RDATE) it takes the first alone, and says that all was taken.
#
# RFC 5545, 3.8.5.2: RDATE "defines the list of DATE-TIME values for recurring events". 22 March 2027 with RDATE 29 March and 5 April. Guess: three
# appointments, or the event is skipped and the report says so. Seen: one appointment, "1 app / 0 events / 0 todos / 0 skipped", exit 0.
# Exit 0: seen again. Exit 1: it behaves otherwise now. Exit 2: could not be tried.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
apt-get download -qq calcurse=4.7.1-1 >/dev/null 2>&1 || exit 2
dpkg -x calcurse_*.deb . || exit 2
printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:-//x//x//EN BEGIN:VEVENT UID:s1 DTSTAMP:20270101T000000Z DTSTART:20270322T080000Z \
  DTEND:20270322T090000Z RDATE:20270329T080000Z RDATE:20270405T080000Z SUMMARY:Talks END:VEVENT END:VCALENDAR > dates.ics
mkdir home || exit 2
export TZ=UTC HOME=$folder/home
report=$(usr/bin/calcurse -D home -i dates.ics 2>&1) || exit 2
shown=$(usr/bin/calcurse -D home -Q --from 03/20/2027 --days 30 --input-datefmt 1 | grep -c 'Talks')
echo "calcurse 4.7.1-1: $shown of 3 days are shown; $report"
case "$shown $report" in
  "1 "*"0 skipped"*) exit 0 ;;
  *) exit 1 ;;
esac
