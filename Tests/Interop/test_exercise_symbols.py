"""`entente exercise symbol`: codes of APP-6 and MIL-STD-2525, and their pictures.

Names are held against the tables of military-symbol, pictures against what a strict content security policy lets
through.
"""

import json
import subprocess

import pytest
from lxml import etree

import symbol_names
from support import BINARY, entente

SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {"svg", "title", "path", "rect", "text"}
ATTRIBUTES = {
    *("width", "height", "viewBox", "role", "d", "fill", "stroke", "stroke-width", "stroke-linejoin", "stroke-linecap"),
    *("stroke-dasharray", "x", "y", "rx", "font-family", "font-weight", "font-size", "text-anchor", "transform"),
}
# Where its name and ours share no words: how each reads.
OTHERWISE = {
    "30120206": "littoral combatant ship",
    "30120302": "amphibious assault, non-specified",
    "30140114": "junk/dhwo",
    "30140501": "rigid hull inflatable boat (RHIB)",
    "30140700": "unmanned surface water vehicle (USV)",
    "35110400": "autonomous/unmanned underwater vehicle (AUV/UUV)",
    "35120200": "autonomous/unmanned underwater vehicle (AUV/UUV)",
    "01110101": "MEDEVAC *",
    "01110129": "VIP *",
    "01110300": "unmanned (UA/UAV/UAS/RPV)",
    "01110400": "vertical takeoff UAV",
    "01120300": "unmanned (UA/UAV/UAS/RPV)",
    "10140100": "CBRN defense",
    "20110000": "military / civilian dual use",
    "40110300": "IED event",
}


def ask(cases, status=0):
    lines = "".join(json.dumps(case) + "\n" for case in cases)
    done = subprocess.run(
        [BINARY, "exercise", "symbol", "--batch"], input=lines, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == status, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def texts(svg):
    return [node.text for node in etree.fromstring(svg.encode()).iter(f"{SVG}text")]


def judged(svg):
    """A picture of elements and attributes that say how something looks, and nothing else."""
    root = etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False))
    assert root.tag == f"{SVG}svg" and root[0].tag == f"{SVG}title" and root[0].text
    for node in root.iter():
        assert isinstance(node.tag, str) and node.tag.removeprefix(SVG) in ELEMENTS, node.tag
        assert set(node.attrib) <= ATTRIBUTES, node.attrib
        assert not any("url" in value or ":" in value for value in node.attrib.values())
    left, top, width, height = map(float, root.get("viewBox").split())
    assert width > 0 and height > 0 and root.get("role") == "img"
    return root


def test_an_exercise_is_never_drawn_as_reality():
    """D14: the same frigate, played and real."""
    played, real = ask([{"code": "10133000001202040000"}, {"code": "10033000001202040000"}])
    assert (played["context"], played["identity"], played["entity"]) == ("exercise", "friend", "frigate")
    assert (real["context"], real["identity"], real["entity"]) == ("reality", "friend", "frigate")
    assert texts(played["svg"]) == ["FF", "X", "EXERCISE"] and texts(real["svg"]) == ["FF"]
    assert played["title"].startswith("EXERCISE") and "EXERCISE" not in real["svg"]


def test_names_are_those_of_others():
    names = symbol_names.names()
    cases = [f"1003{code[:2]}0000{code[2:]}0000" for code in names]
    answers = ask([{"code": code} for code in cases])
    known, other = 0, {}
    for code, answer in zip(names, answers, strict=True):
        judged(answer["svg"])
        if any(one["code"] in ("entity-unknown", "set-not-drawn") for one in answer["findings"]):
            # What is not known has its code in the name, so that it is not taken for what stands above it.
            assert code[2:] in answer["entity"]
            continue
        known += 1
        ours = symbol_names.words(answer["entity"])
        theirs = [symbol_names.words(name) for name in names[code]]
        if not any(one <= ours or ours <= one for one in theirs):
            other[code] = names[code][0]
    assert other == OTHERWISE
    assert known >= 220


def test_every_frame_in_every_context_is_a_picture_of_its_own():
    sets = ("01", "05", "10", "15", "20", "27", "30", "35", "40", "60")
    codes = [f"10{context}{identity}{one}00000000000000" for context in "012" for identity in range(7) for one in sets]
    answers = ask([{"code": code} for code in codes])
    assert len({answer["svg"] for answer in answers}) == len(codes)
    for code, answer in zip(codes, answers, strict=True):
        judged(answer["svg"])
        words = {"0": set(), "1": {"EXERCISE"}, "2": {"SIMULATION"}}[code[2]]
        assert set(texts(answer["svg"])) & {"EXERCISE", "SIMULATION"} == words


def test_letters_and_digits_say_the_same():
    """2525C: G W M D L in an exercise, J a joker, K a faker."""
    letters = dict(
        zip("PUAFNSHGWMDLJK", ["00", "01", "02", "03", "04", "05", "06", *map(str, range(10, 17))], strict=True)
    )
    answers = ask([{"code": f"S{letter}SPCLFF-------"} for letter in letters])
    assert [answer["digits"] for answer in answers] == [f"10{digits}3000001202040000" for digits in letters.values()]
    back = ask([{"code": answer["digits"]} for answer in answers])
    assert [answer["letters"] for answer in back] == [f"S{letter}SPCLFF-------" for letter in letters]
    assert [answer["svg"] for answer in answers] == [answer["svg"] for answer in back]


def test_texts_of_others_stay_texts():
    evil = '</text><script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>&\0'
    (answer,) = ask(
        [{"code": "10133000001202040000", "designation": evil, "higher": evil, "information": "シリアル 4"}]
    )
    judged(answer["svg"])
    assert evil.removesuffix("\0")[:39] + "…" in texts(answer["svg"]) and "シリアル 4" in texts(answer["svg"])


def test_what_is_no_code_is_named():
    answers = ask([{"code": code} for code in ("", "1" * 19, "1093" + "0" * 16, "1018" + "0" * 16)] + [{}], status=2)
    assert [answer["code"] for answer in answers] == ["no-symbol"] * 5
    assert [answer.get("place") for answer in answers] == [None, None, 3, 4, None]


def test_a_picture_goes_to_a_file(tmp_path):
    out = tmp_path / "frigate.svg"
    done = entente("exercise", "symbol", "10133000001202040000", "--designation", "JS KIRISAME", "--svg", out)
    assert "svg" not in json.loads(done.stdout)
    assert "JS KIRISAME" in texts(out.read_text())
    judged(out.read_text())
    done = entente("exercise", "symbol", "nothing", check=False)
    assert done.returncode == 2 and "is no symbol" in done.stderr


@pytest.mark.parametrize("count", [1_000])
def test_many_are_drawn_at_once(count):
    assert len(ask([{"code": "10133000001202040000"}] * count)) == count
