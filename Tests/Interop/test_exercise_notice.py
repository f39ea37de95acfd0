"""`entente exercise notice`: texts judged by aviconv, areas by shapely, pyproj and geographiclib."""

import json
import math
import random
import subprocess
import time

import pytest
from aviconv_notam.parser import parse
from geographiclib.geodesic import Geodesic
from shapely.geometry import shape
from shapely.validation import explain_validity
from support import BINARY

AREA = {
    "type": "Polygon",
    "coordinates": [[[139.5, 33.5], [140.5, 33.5], [140.5, 34.0], [139.5, 34.0], [139.5, 33.5]]],
}
DRAFT = {
    "area": AREA,
    "from": "2027-03-28T00:00:00Z",
    "until": "2027-03-30T06:00:00Z",
    "kind": "gunnery",
    "daily": ["0000-0600"],
    "fir": "RJJJ",
    "lower": "SFC",
    "upper": "FL100",
    "number": 123,
    "navarea": "XI",
    "general": "Western North Pacific",
    "exercise": False,
}
NOTAM = """(A0123/27 NOTAMN
Q) RJJJ/QWMLW/IV/BO/W/000/100/3345N14000E030
A) RJJJ B) 2703280000 C) 2703310600EST
D) 28-30 0000-0600
E) GUN FIRING WILL TAKE PLACE WI AREA BOUNDED BY
3330N13930E-3330N14030E-3400N14030E-3400N13930E
F) SFC G) 10000FT AMSL)
"""


def run(text, *options):
    """The answer about a text or draft, and the exit status."""
    done = subprocess.run(
        [BINARY, "exercise", "notice", "-", *options],
        input=text if isinstance(text, str) else json.dumps(text),
        capture_output=True,
        text=True,
        timeout=60,
    )
    return (json.loads(done.stdout) if done.stdout else done.stderr), done.returncode


def batch(cases, *options):
    done = subprocess.run(
        [BINARY, "exercise", "notice", "--batch", *options],
        input="".join(json.dumps(case) + "\n" for case in cases),
        capture_output=True,
        text=True,
        timeout=60,
    )
    return [json.loads(line) for line in done.stdout.splitlines()], done.returncode


def test_an_estimated_end_three_periods_four_corners():
    answer, status = run(NOTAM)
    assert status == 0
    assert (answer["from"], answer["until"], answer["estimated"]) == (
        "2027-03-28T00:00:00Z",
        "2027-03-31T06:00:00Z",
        True,
    )
    assert answer["daily"] == [
        {"from": f"2027-03-{day}T00:00:00Z", "until": f"2027-03-{day}T06:00:00Z"} for day in (28, 29, 30)
    ]
    assert len(answer["area"]["coordinates"][0]) == 5
    assert shape(answer["area"]).equals(shape(AREA))


def test_drafts_are_read_by_another_reader():
    """It reads no brackets, no estimated end and no ranges of days; what it reads of drafts is right."""
    areas = [
        AREA,
        {"type": "Polygon", "coordinates": [[[-10, -5], [-9, -5], [-9.25, -4], [-10, -5]]]},
        {"type": "Polygon", "coordinates": [[[1.5, 50], [1.75, 50.25], [1.25, 50.5], [1, 50.25], [1.5, 50]]]},
    ]
    for area in areas:
        answer, status = run({**DRAFT, "area": area})
        assert status == 0, answer["findings"]
        read = parse(answer["text"])
        assert (read.series, read.number, read.year, read.fir) == ("A", 123, 2027, "RJJJ")
        assert (read.q_line.qcode, read.q_line.lower_fl, read.q_line.upper_fl) == ("QWMLW", 0, 100)
        assert [read.q_line.centre_lon, read.q_line.centre_lat] == pytest.approx(answer["circle"]["centre"])
        assert read.q_line.radius_nm == answer["circle"]["radius"]
        assert f"{read.effective_from:%Y-%m-%dT%H:%M:%SZ}" == answer["from"] == DRAFT["from"]
        assert f"{read.effective_to:%Y-%m-%dT%H:%M:%SZ}" == answer["until"] == DRAFT["until"]
        assert (read.lower_limit, read.upper_limit) == ("SFC", "FL100")
        polygon = shape({"type": "Polygon", "coordinates": [[(east, north) for north, east in read.geometry.polygon]]})
        assert polygon.equals_exact(shape(area), 1e-9) or polygon.normalize().equals_exact(
            shape(area).normalize(), 1e-9
        )


def test_the_three_forms_say_the_same():
    told = {}
    for form in ("navarea", "coastal", "notam"):
        answer, status = run(DRAFT, "--to", form)
        assert status == 0, answer["findings"]
        again, status = run(answer["text"])
        assert status == 0, again["findings"]
        assert again["form"] == form
        told[form] = (again["from"], again["until"], again["daily"], again["kind"])
        assert shape(again["area"]).equals(shape(AREA))
    assert told["navarea"] == told["coastal"] == told["notam"]


def test_exit_statuses_and_batch():
    assert run("nothing of the kind")[1] == 2
    assert run("{")[1] == 2
    assert run('{"area":' * 2000)[1] == 2
    answer, status = run({**DRAFT, "until": "2027-03-27T00:00:00Z"})
    assert status == 1
    assert "end-before-start" in [finding["code"] for finding in answer["findings"]]
    answer, status = run(DRAFT, "--on", "2027-04-01T00:00:00Z")
    assert status == 1
    answers, status = batch([DRAFT, {"text": NOTAM, "to": "navarea"}, {"area": 1}, {"text": "x"}, []])
    assert status == 1
    assert [("error" in answer) for answer in answers] == [False, False, True, True, True]
    assert answers[1]["form"] == "navarea" and "DAILY 28 TO 30 MAR 27" in answers[1]["text"]
    assert batch([DRAFT])[1] == 0


def test_the_mark_of_an_exercise():
    drafts = [{**DRAFT, "exercise": name} for name in (True, "KIZUNA 27")]
    drafts.append({name: value for name, value in DRAFT.items() if name != "exercise"})
    for form in ("navarea", "coastal", "notam"):
        for answer in batch(drafts, "--to", form)[0]:
            lines = answer["text"].splitlines()
            assert lines[0].startswith("EXERCISE EXERCISE EXERCISE") and lines[-1] == lines[0]


def degrees(position):
    """A position of a text to airmen: DDMM[SS]NDDDMM[SS]E."""
    north, rest = (position[:4], position[4:]) if position[4] in "NS" else (position[:6], position[6:])
    east = rest[1:-1]

    def angle(digits, width):
        value = int(digits[:width]) + int(digits[width : width + 2]) / 60
        return value + (int(digits[width + 2 :]) / 3600 if len(digits) > width + 2 else 0)

    latitude, longitude = angle(north, 2), angle(east, 3)
    return (-latitude if rest[0] == "S" else latitude, -longitude if rest[-1] == "W" else longitude)


def test_circles_hold_areas_and_none_smaller_does():
    numbers = random.Random(19)
    cases = []
    for _ in range(60):
        east, north = numbers.uniform(-180, 180), numbers.uniform(-70, 70)
        size = numbers.choice([0.05, 0.5, 3])
        corners = []
        for place in range(5):
            angle = place * 2 * math.pi / 5 + numbers.uniform(0, 1)
            longitude = east + size * math.cos(angle) / math.cos(math.radians(north))
            corners.append([(longitude + 180) % 360 - 180, north + size * math.sin(angle)])
        cases.append({**DRAFT, "area": {"type": "Polygon", "coordinates": [corners + corners[:1]]}})
    answers, _ = batch(cases, "--to", "notam")
    for case, answer in zip(cases, answers, strict=True):
        (longitude, latitude), radius = answer["circle"]["centre"], answer["circle"]["radius"]
        far = max(
            Geodesic.WGS84.Inverse(latitude, longitude, corner[1], corner[0])["s12"]
            for corner in case["area"]["coordinates"][0]
        )
        # Positions in the text are whole seconds: thirty metres at most.
        assert far <= radius * 1852 + 50
        assert far > (radius - 1) * 1852 - 50
        text = next(line for line in answer["text"].splitlines() if line.startswith("Q)"))
        assert abs(degrees(text.split("/")[-1][:11])[0] - latitude) < 1e-9
        assert "circle-too-small" not in [finding["code"] for finding in answer["findings"]]


def test_a_box_over_180_degrees_stays_between_its_parallels():
    box = {"type": "Polygon", "coordinates": [[[170, 30], [-170, 30], [-170, 40], [170, 40], [170, 30]]]}
    answer, status = run({**DRAFT, "area": box}, "--to", "navarea")
    assert status == 0, answer["findings"]
    assert answer["area"]["bbox"] == [170, 30, -170, 40]
    parts = shape(answer["area"])
    assert explain_validity(parts) == "Valid Geometry"
    assert sorted(part.bounds for part in parts.geoms) == [(-180, 30, -170, 40), (170, 30, 180, 40)]
    again, _ = run(answer["text"])
    assert again["area"]["bbox"] == [170, 30, -170, 40]


@pytest.mark.parametrize(
    "area",
    [
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]},
        {
            "type": "Polygon",
            "coordinates": [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]], [[3, 3], [4, 3], [4, 4], [3, 3]]],
        },
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [0, 0]]]},
    ],
)
def test_what_shapely_calls_invalid_is_an_error(area):
    answer, status = run({**DRAFT, "area": area})
    assert status == 1
    assert any(finding["code"].startswith("area") for finding in answer["findings"] if finding["severity"] == "error")


def test_hostile_files_are_refused_in_time():
    deep = '{"type":"GeometryCollection","geometries":[' * 400 + "]}" * 400
    many = json.dumps({**DRAFT, "area": {"type": "MultiPoint", "coordinates": [[0, 0]] * 20_000}})
    begun = time.monotonic()
    for text in [
        '{"area":' + deep + "}",
        many,
        json.dumps({**DRAFT, "area": {"type": "Point", "coordinates": [1e300, 0]}}),
        '{"area":{"type":"Point","coordinates":[NaN,0]}}',
        '{"area":{"type":"Point","coordinates":[1e999,0]}}',
        "A" * 300_000,
        NOTAM.replace("3330N13930E-", "3330N13930E-" * 20_000),
    ]:
        told, status = run(text)
        assert status == 2, told
    assert time.monotonic() - begun < 30
