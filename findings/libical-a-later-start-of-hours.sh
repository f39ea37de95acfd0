#!/bin/bash
# libical 3.0.16 (the one of Debian 12): an iterator that is set to a later time counts the hours of an interval from there, not from the start of the rule.
#
# RFC 5545, 3.3.10: INTERVAL says "at which intervals the recurrence rule repeats", from DTSTART on. `icalrecur_iterator_set_start` has the iterator begin at
# a time behind that. From 2027-01-04 00:00 every fifth hour; asked for from 2027-01-05 00:00 on. Guess: the first is 01:00, the fifth after midnight
# of the day before. Seen: 00:00, which is none of the rule. Every third day asked for from the fifth day on is right.
# Exit 0: seen again. Exit 1: it behaves otherwise now. Exit 2: could not be tried.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
command -v cc >/dev/null || exit 2
apt-get download -qq libical3=3.0.16-1+b1 libical-dev=3.0.16-1+b1 >/dev/null 2>&1 || exit 2
for package in *.deb; do dpkg -x "$package" . || exit 2; done
cat > try.c <<'C'
#include <libical/ical.h>
#include <stdio.h>

static const char *first(const char *text, const char *from) {
    static char found[2][40];
    static int place;
    struct icalrecurrencetype rule = icalrecurrencetype_from_string(text);
    icalrecur_iterator *iterator = icalrecur_iterator_new(rule, icaltime_from_string("20270104T000000"));
    if (!icalrecur_iterator_set_start(iterator, icaltime_from_string(from))) return "";
    snprintf(found[place], sizeof found[place], "%s", icaltime_as_ical_string(icalrecur_iterator_next(iterator)));
    icalrecur_iterator_free(iterator);
    return found[place++];
}

int main(void) {
    printf("%s %s\n", first("FREQ=HOURLY;INTERVAL=5", "20270105T000000"), first("FREQ=DAILY;INTERVAL=3", "20270108T000000"));
    return 0;
}
C
library=$(dirname usr/lib/*/libical.so.3)
cc -Iusr/include try.c "$library/libical.so.3" -o try 2>/dev/null || exit 2
seen=$(LD_LIBRARY_PATH="$library" ./try) || exit 2
echo "libical 3.0.16-1+b1"
echo "$seen"
[ "$seen" = "20270105T000000 20270110T000000" ]
