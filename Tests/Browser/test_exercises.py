"""An exercise is planned, run and closed in the console: white cell, players on two sides, an observer of a third
state, over a clock change, with a storyline put off, two serials called off, and one thing that is real."""

import json

import pytest
from selenium.webdriver.common.keys import Keys

from people import on_register, person
from sides import Side
from support import PACT, PARTIES, link, wait_for

SHEET = """No.;DTG;Title;Storyline;From;To;Text;Expected action;Colour
1;T+0:10;Smoke seen;Fire;Engine room;bridge;Smoke from the vent;Report it;red
2;D+0 H+0 M+40;Fire;Fire;Engine room;bridge;Fire, two missing;Boundary cooling;red
3;2027-03-28 03:30;Drone;Port;Harbour;ops;A drone over the berth;;blue
90;;Fisherman;Port;Lookout;bridge;A boat in the area;;
"""
START, END = "2027-03-27T19:00:00Z", "2027-03-28T17:00:00Z"


def seat(side, exercise, name, cell):
    """Somebody of a side in a cell."""
    someone = person(side.node, name.lower(), "author", register=name, title=f"{name} ({cell})")
    seats = json.dumps([{"exercise": exercise, "cell": cell}])
    on_register(side.node, f"name={name}", f"nationality={side.name}", "clearances=[]", f"exercises={seats}")
    return someone


class Sides:
    def __init__(self, folder):
        titles = {"eu": "European Union", "japan": "Japan", "korea": "Republic of Korea"}
        self.all = [Side(folder, name, title) for name, title in titles.items()]
        self.eu, self.japan, self.korea = self.all
        link(*(side.node for side in self.all))
        agreements = folder / "agreements"
        agreements.mkdir()
        (agreements / "access.accord").write_text(ACCESS)
        (agreements / "set.accord").write_text(
            PARTIES + "\n" + PACT.format(state="in force from 2020-01-01", ceiling="EU-SECRET")
        )
        for side in self.all:
            side.node.run("agreements", "apply", agreements, "--officer", "Legal")
            side.begin(*self.all)

    def opens(self, exercise):
        """The feeds of each for each other, with the cells in which its people are, and instructions for TLP:GREEN."""
        cells = {"eu": ["white", "bridge"], "japan": ["white", "ops", "bridge"], "korea": ["observer"]}
        for side in self.all:
            for other in self.all:
                if side is not other:
                    record = (f"party={other.name}", f"exercise={exercise}", f"cells={json.dumps(cells[other.name])}")
                    side.node.run("register", "add", "exercise", *record, "--officer", "O")
                    rule = (f"name=SI-{other.name}", f"to={other.name}", "tlp=green", "until=2099-01-01")
                    side.node.run("register", "add", "instruction", *rule, "--officer", "O")
            side.node.run("queue", "--standing")


@pytest.fixture(scope="module")
def sides(tmp_path_factory):
    made = Sides(tmp_path_factory.mktemp("exercises"))
    yield made
    for side in made.all:
        side.node.stop()


def sent(browser):
    browser.click("dialog[open] button.primary")
    browser.wait(lambda: not browser.all("dialog[open]"), "done")


def dialog(browser, opens, field="name"):
    browser.click(opens)
    browser.wait(lambda: browser.all(f"dialog[open] [name={field}]"), "the form")


def did(someone, path, **body):
    answer = someone.post(f"exercises/{path}", body)
    assert answer.status == 201, answer.text
    return answer.json()["objects"]


def comes(someone, exercise, question, found):
    """What a question answers once it is as it should be."""

    def look():
        answer = someone.get(f"exercises/{question}", exercise=exercise).json().get(question)
        return answer if answer and found(answer) else None

    return wait_for(look, what=question)


def opened(browser, side):
    """The exercise, opened by the form."""
    browser.open(side.node, "exercises", side.author)
    dialog(browser, "#new-exercise")
    browser.type("dialog [name=name]", "LOTUS 27")
    browser.put("dialog [name=starts]", "2027-03-27 20:00")
    browser.put("dialog [name=ends]", "2027-03-28 19:00")
    browser.put("dialog [name=zone]", "Europe/Brussels")
    for box in browser.all("dialog [name='parties[]']"):
        if not box.is_selected():
            box.click()
    browser.checked("exercise-new")
    sent(browser)
    browser.says("EXERCISE LOTUS 27", "main table")
    (one,) = side.author.get("exercises").json()["items"]
    assert (one["starts"], one["ends"]) == (START, END)
    assert [part["part"] for part in one["parties"]] == ["joined", "invited", "invited"]
    return one["id"]


def planned(sides, exercise, white):
    """Cells, units and serials; Japan agrees."""
    eu, japan, korea = (side.identity for side in sides.all)
    for cell, kind, parties in (
        ("white", "white", [eu, japan]),
        ("observer", "observer", [korea]),
        ("bridge", "audience", [eu, japan]),
        ("ops", "audience", [japan]),
    ):
        did(white, "cell", exercise=exercise, name=f"Cell {cell}", cell=cell, kind=kind, parties=parties, send=True)
    (unit,) = did(
        white, "unit", exercise=exercise, name="ALPHA", kind="ship", readiness="ready", flag="Italy", send=True
    )
    times = {"101": ("27T19:30", "27T21:00"), "102": ("27T20:30", "28T02:00"), "103": ("28T08:00", "28T10:00")}
    for number, (begins, ends) in times.items():
        did(
            white,
            "serial",
            exercise=exercise,
            number=number,
            name=f"Serial {number}",
            starts=f"2027-03-{begins}:00Z",
            ends=f"2027-03-{ends}:00Z",
            parties=[eu, japan],
            units=[unit["id"]],
            send=True,
        )
    found = comes(sides.japan.author, exercise, "programme", lambda one: len(one["serials"]) == 3)
    for serial in found["serials"]:
        words = {"exercise": exercise, "number": serial["number"], "digest": serial["sides"][0]["digest"]}
        did(sides.japan.author, "agree", verb="agree", send=True, **words)
    comes(white, exercise, "programme", lambda one: all(serial["agreed"] for serial in one["serials"]))


def called_off(browser, number):
    """A serial is called off from its sheet."""
    browser.click(lambda: browser.row(number, "agreed").find_element("css selector", ".look"))
    browser.click("dialog[open] .settle-serial")
    browser.wait(lambda: browser.all("dialog[open] [name=verb]"), "the form")
    browser.type("dialog [name=reason]", "Fog")
    sent(browser)
    browser.wait(lambda: browser.row(number, "cancelled"), number)


# What the form of a port call asks, and by which agreement a ship may be there, in four languages.
COVERED = {
    "en": ("Entry: ", "Supply: no agreement: case by case"),
    "ja": ("入国：", "物品・役務：協定なし：個別に許可"),
    "fr": ("Entrée : ", "Soutien logistique : aucun accord : au cas par cas"),
    "de": ("Einreise: ", "Versorgung: kein Abkommen: von Fall zu Fall"),
}
ACCESS = """party Italy
  a state

agreement JP-IT
  title en "Japan and Italy: access"
  between Japan and Italy
  kind reciprocal access
  in force from 2020-01-01
  days in Asia/Tokyo
  source "Invented for a test, 2026-01-01"

  article ?: provides for "access"
"""


def called(browser, sides, exercise, white):
    """A port call is planned by the form, and says by which agreement its units may be there."""
    browser.open(sides.eu.node, f"exercise/{exercise}?tab=programme", white)
    for port, host in (("Yokosuka", "Japan"), ("Port of Busan", "Republic of Korea")):
        dialog(browser, "#new-port-call")
        browser.type("dialog [name=name]", port)
        browser.driver.execute_script(
            "const field = document.querySelector('dialog [name=host]');"
            "field.value = [...field.options].find((one) => one.text === arguments[0]).value;",
            host,
        )
        for box in browser.all("dialog [name='units[]']"):
            box.click()
        browser.put("dialog [name=arrives]", "2027-03-28 08:00")
        browser.put("dialog [name=departs]", "2027-03-28 18:00")
        sent(browser)
        browser.wait(lambda port=port: browser.row(port, "ALPHA (Italy)"), port)
    for language, (entry, supply) in COVERED.items():
        browser.open(sides.eu.node, f"exercise/{exercise}?tab=programme", white, language)
        row = browser.row("Yokosuka", "ALPHA (Italy)")
        assert f"{entry}Japan and Italy: access" in row.text and supply in row.text, row.text
        none = browser.row("Port of Busan", "ALPHA (Italy)")
        assert entry in none.text and "access" not in none.text and supply in none.text, none.text
        browser.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", browser.row("Yokosuka"))
        browser.checked(f"exercise-ports-{language}")


def test_an_exercise_is_planned_run_and_closed(browser, sides, tmp_path):
    eu, japan, korea = sides.all
    exercise = opened(browser, eu)
    sides.opens(exercise)
    page = f"exercise/{exercise}"
    for side in (japan, korea):
        wait_for(lambda side=side: side.author.get("exercises").json()["items"], what="the exercise")
        did(side.author, "join", exercise=exercise, send=True)
    white, bridge = seat(eu, exercise, "Planner", "white"), seat(eu, exercise, "Sailor", "bridge")
    ops, watcher = seat(japan, exercise, "Ops", "ops"), seat(korea, exercise, "Watcher", "observer")
    planned(sides, exercise, white)

    # The programme: a clash where it is, both zones over the change of clocks, two serials called off.
    browser.open(eu.node, f"{page}?tab=programme", white)
    browser.wait(lambda: browser.all(".lane-bar.clashing"), "the grid")
    browser.says("27 Mar 2027 21:30 CET · 20:30Z", "[role=tabpanel]:not([hidden])")
    browser.says("28 Mar 2027 04:00 CEST · 02:00Z", "[role=tabpanel]:not([hidden])")
    browser.says("The clocks of Europe/Brussels change", "main")
    browser.checked("exercise-programme-en")
    called_off(browser, "102")
    called_off(browser, "103")
    browser.says("2 cancelled", ".headline")
    called(browser, sides, exercise, white)
    browser.open(eu.node, f"{page}?tab=programme", white)

    # The list comes in as a sheet of an outside tool: tried first, then taken in; a storyline is put off.
    sheet = tmp_path / "msel.csv"
    sheet.write_text(SHEET)
    browser.tab("injects")
    browser.click("#import-injects")
    browser.wait(lambda: browser.all("dialog[open] [type=file]"), "the form").pop().send_keys(str(sheet))
    browser.click(".try")
    browser.says("4 new, 0 changed, 0 the same, 0 refused", ".plan")
    assert white.get("exercises/injects", exercise=exercise).json()["injects"]["items"] == []
    browser.click(".take")
    browser.wait(lambda: browser.row("T+00:10", "Smoke seen"), "the inject")
    dialog(browser, "#postpone", "minutes")
    browser.driver.execute_script("document.querySelector('dialog [name=which]').value = 'story:Fire'")
    browser.type("dialog [name=minutes]", "90")
    sent(browser)
    browser.wait(lambda: browser.row("T+02:10", "put off by 90 min") and browser.row("T+01:40", "Smoke seen"), "moved")
    browser.wait(lambda: browser.row("28 Mar 2027 03:30 CEST · 01:30Z", "Drone"), "the clock time stays")

    # Who plays has no list, and nothing of it is in what the node answers.
    for someone in (bridge, eu.author):
        assert someone.get("exercises/injects", exercise=exercise).json()["injects"]["tally"]["all"] == 0
    browser.open(eu.node, page, bridge)
    assert [tab.text for tab in browser.all("[role=tab]")] == ["Setting", "Programme", "Live"]

    # STARTEX, and an inject by the keyboard alone: `s`, Enter.
    browser.open(eu.node, f"{page}?tab=live", white)
    dialog(browser, "#startex", "note")
    sent(browser)
    browser.wait(lambda: browser.all("tr[data-inject] .send"), "what waits")
    browser.press("s")
    browser.says("Send inject 1", "dialog[open]")
    browser.press(Keys.ENTER)
    browser.says("Smoke from the vent", ".message")
    browser.checked("exercise-live-en")
    for someone, count in ((bridge, 1), (watcher, 1), (ops, 0)):
        comes(someone, exercise, "live", lambda one, count=count: len(one["messages"]) == count and one["started"])

    # A player answers; the white cell judges and corrects.
    browser.open(eu.node, page, bridge)
    dialog(browser, ".respond")
    browser.type("dialog [name=name]", "Fire party closed up")
    sent(browser)
    browser.says("Fire party closed up", ".message")
    assert not browser.all("#pause, #endex, .correct, #edit-exercise")
    browser.open(eu.node, f"{page}?tab=live", white)
    dialog(browser, ".message .judge", "verdict")
    sent(browser)
    browser.says("met", ".message header")
    dialog(browser, ".correct", "body")
    browser.type("dialog [name=body]", "It was steam")
    sent(browser)
    browser.says("Correction", ".message.correction")

    # Who plays calls NO PLAY: it stands above every page of the others, until it is lifted.
    browser.open(eu.node, f"{page}?tab=live", bridge)
    browser.press("!")
    browser.wait(lambda: browser.all("dialog[open] [name=kind]"), "the form")
    browser.type("dialog [name=name]", "Man overboard")
    browser.press(Keys.ENTER)
    browser.says("Man overboard", ".real-world")
    browser.checked("exercise-no-play")
    for side, someone in ((korea, watcher), (japan, ops)):
        comes(someone, exercise, "live", lambda one: one["no_play"])
        browser.open(side.node, "holdings", someone)
        browser.says("Man overboard", ".real-world")
    # It goes from an open page by itself.
    browser.listens()
    lifted = white.get("exercises/no-play").json()["items"][0]["id"]
    did(bridge, "lift", no_play=lifted)
    browser.wait(lambda: not browser.all(".real-world-line"), "nothing real")

    # ENDEX, an observation on its way, and the end.
    browser.open(eu.node, f"{page}?tab=live", white)
    dialog(browser, "#endex", "note")
    sent(browser)
    browser.tab("after")
    dialog(browser, "#new-observation")
    browser.type("dialog [name=name]", "Two forms for one warning")
    browser.type("dialog [name=body]", "Both were filled in.")
    sent(browser)
    dialog(browser, ".lesson-verified", "send")
    sent(browser)
    dialog(browser, ".lesson-identified", "lesson")
    browser.type("dialog [name=lesson]", "One form")
    sent(browser)
    dialog(browser, ".lesson-tasked", "action_body")
    browser.type("dialog [name=action_body]", "J3")
    browser.put("dialog [name=due]", "2099-01-01")
    sent(browser)
    browser.says("task taken", ".observation")
    browser.says("0 of 1 observations learned", "main")
    for side, someone in ((eu, white), (japan, japan.author), (korea, korea.author)):
        comes(someone, exercise, "live", lambda one: one["state"] == "ended")
        did(someone, "close", exercise=exercise, send=True)
    comes(white, exercise, "live", lambda one: one["state"] == "closed")
    for language, tab in (("ja", "live"), ("ja", "injects"), ("fr", "after"), ("de", "setting")):
        browser.open(eu.node, f"{page}?tab={tab}", white, language)
        browser.checked(f"exercise-{tab}-{language}")
    assert all(banner.text.startswith("EXERCISE LOTUS 27") for banner in browser.all(".banner"))


TIMES = {
    "D+2 H+3 M+45": 186_300,
    "J+1 T+2": 93_600,
    "STARTEX+1:30": 5400,
    "T+01:30": 5400,
    "T-0:15": -900,
    "H−3": -10_800,
    "121530ZMAR27": "2027-03-12T15:30:00Z",
    "12 1530I MAR 27": "2027-03-12T06:30:00Z",
    "121530NMAR27": "2027-03-12T16:30:00Z",
    "311530ZFEB27": None,
    "9:30": "2027-03-27T08:30:00Z",
    "10h34": "2027-03-27T09:34:00Z",
    "D+1 9:30": "2027-03-28T07:30:00Z",
    # A time that the clock leaves out is read as it went before.
    "2027-03-28 02:30": "2027-03-28T01:30:00Z",
    "28.03.2027 03:30": "2027-03-28T01:30:00Z",
    "2027-03-28T03:30:00+02:00": "2027-03-28T01:30:00Z",
    "２０２７年３月２８日 ９時３０分": "2027-03-28T07:30:00Z",
    "25:00": None,
    "soon": None,
}
POSITIONS = {
    "51-30.0N 003-12.0E": [51.5, 3.2],
    "35°26.5′N 139°40′E": [35.441667, 139.666667],
    "33-54.0S, 018-24.0W": [-33.9, -18.4],
    "-33.9 18.4": [-33.9, 18.4],
    "91 0": None,
    "51-30.0N": None,
}
ASK = """const done = arguments[arguments.length - 1];
Promise.all([import("/msel.js"), import("/positions.js")]).then(([msel, positions]) => {
  const time = (text) => msel.timeIn(text, { begins: arguments[1], zone: "Europe/Brussels" });
  const place = positions.positionIn;
  done({
    times: arguments[0].map((text) => time(text) && (time(text).from_start ?? time(text).planned_at)),
    places: arguments[2].map((text) => place(text) && [place(text).latitude, place(text).longitude]),
    cells: arguments[3].map(msel.cells),
    back: msel.cells(msel.sheet(arguments[4])),
    text: msel.sheet(arguments[4]),
    written: positions.positionText({ latitude: -33.9, longitude: 0.0083 }),
  });
});"""


def test_sheets_times_and_positions_are_read_as_they_are_written(browser, sides):
    browser.open(sides.eu.node, "exercises", sides.eu.author)
    files = ['\ufeffa;b\r\n"1;2";"say ""yes"""\r\n\r\n;x\n', 'a\tb\n\'=1+1\t"two\nlines"', "a,b"]
    rows = [["number", "text"], ["1", "=cmd|' /C calc'!A1"], ["2", 'He said "no", twice\nand left'], ["3", "-5"]]
    found = browser.driver.execute_async_script(ASK, list(TIMES), START, list(POSITIONS), files, rows)
    assert dict(zip(TIMES, found["times"], strict=True)) == TIMES
    assert dict(zip(POSITIONS, found["places"], strict=True)) == POSITIONS
    assert found["cells"] == [
        [["a", "b"], ["1;2", 'say "yes"'], ["", "x"]],
        [["a", "b"], ["=1+1", "two\nlines"]],
        [["a", "b"]],
    ]
    # What goes out comes in as it was, and nothing of it is a formula to a program that opens it.
    assert found["back"] == rows and "'=cmd" in found["text"] and "'-5" in found["text"]
    assert found["written"] == "33-54.0S 000-00.5E"
