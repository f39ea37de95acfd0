#!/bin/bash
# aviconv-notam 0.3.0: an estimated end refuses the whole NOTAM, and a range of days in item D) comes to no period.
#
# PANS-AIM (ICAO Doc 10066), appendix 3: item C) is a time, followed by EST where it is estimated; item D) has days such as `28-30 0000-0600`.
# Guess: `C) 2703310600EST` is read with the end and its flag (`estimated_end` is in the model), and the days as three periods.
# Seen: `bad UTC stamp: '2703310600EST'`; with a plain end, `bad day token: '28-30'` and no periods.
# Exit 0: seen again. Exit 1: it behaves otherwise now. Exit 2: could not be tried.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" || exit 2
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check aviconv-notam==0.3.0 || exit 2
cat > "$folder/try.py" <<'PYTHON'
from aviconv_notam.parser import parse

TEXT = """A0123/27 NOTAMN
Q) RJJJ/QWMLW/IV/BO/W/000/100/3345N14000E030
A) RJJJ B) 2703280000 C) 2703310600EST
D) 28-30 0000-0600
E) GUN FIRING WILL TAKE PLACE.
F) SFC G) FL100
"""
try:
    estimated = parse(TEXT).estimated_end
except Exception as fault:
    estimated = str(fault)
schedule = parse(TEXT.replace("EST", "")).schedule
print(estimated, schedule.periods, schedule.parse_error, sep="\n")
raise SystemExit(0 if "bad UTC stamp" in str(estimated) and schedule.periods == [] else 1)
PYTHON
"$folder/venv/bin/python" "$folder/try.py"
