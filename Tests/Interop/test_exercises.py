"""An exercise of two nodes from opening to lessons: programme, injects behind the wall, NO PLAY, what is learned."""

import io
import json
import subprocess
from datetime import UTC, datetime, timedelta

import docx
import pytest

from people import person
from sides import exchange, two_sides
from support import CLEAR, GREEN, PACT, PARTIES

PARTY = {"eu": "EU", "japan": "Japan"}


def at(**later):
    return (datetime.now(UTC) + timedelta(**later)).strftime("%Y-%m-%dT%H:%M:%SZ")


def seat(side, name, exercise, cell, role="author"):
    """Somebody at a node, whom its register puts into a cell."""
    record = [f"name={name}", f"nationality={PARTY[side.name]}", "clearances=[]"]
    seats = json.dumps([{"exercise": exercise, "cell": cell}])
    side.node.run("register", "add", "person", *record, f"exercises={seats}", "--officer", "Guard")
    return person(side.node, f"{cell}-{side.name}", role, register=name)


@pytest.fixture(scope="module")
def play(tmp_path_factory):
    """An exercise that Japan has joined, with a white cell at the EU's and the bridge of a ship at Japan's."""
    with two_sides(tmp_path_factory.mktemp("exercises")) as (eu, japan):
        # Nothing of an exercise goes by an agreement alone: its feed is opened before anything is handed in for it.
        written = eu.do(
            "exercises/open",
            name="LOTUS 27",
            kind="mixed",
            starts=at(hours=-1),
            ends=at(days=2),
            zone="Europe/Brussels",
            parties=[japan.identity],
            markings=[GREEN],
            scenario="All of it is invented.",
            send=True,
        )
        exercise = next(one["id"] for one in written if one["id"].startswith("entente-exercise--"))
        for side, other, cells in ((eu, "japan", ["bridge"]), (japan, "eu", ["white", "observer", "bridge"])):
            record = [f"party={other}", f"exercise={exercise}", f"cells={json.dumps(cells)}"]
            side.node.run("register", "add", "exercise", *record, "--officer", "Guard")
        eu.white = seat(eu, "W. Hite", exercise, "white")
        eu.player = seat(eu, "P. Layer", exercise, "deck")
        japan.bridge = seat(japan, "B. Ridge", exercise, "bridge")
        for side in (eu, japan):
            # Who releases what lies behind the wall is trusted.
            side.officer = seat(side, "T. Rusted", exercise, "trusted", "disclosure-officer")
        exchange(eu, japan)
        japan.do("exercises/join", exercise=exercise, send=True)
        exchange(japan, eu)
        for cell, kind, party in (("white", "white", eu), ("bridge", "audience", japan)):
            eu.do(
                "exercises/cell",
                exercise=exercise,
                name=cell.title(),
                cell=cell,
                kind=kind,
                parties=[party.identity],
                send=True,
            )
        exchange(eu, japan)
        yield eu, japan, exercise


def ask(someone, name, exercise, **query):
    answer = someone.get(f"exercises/{name}", exercise=exercise, **query)
    assert answer.status == 200, answer.text
    return answer.json()[name]


def do(someone, path, **body):
    answer = someone.post(f"exercises/{path}", body)
    assert answer.status == 201, answer.text
    return [one["id"] for one in answer.json()["objects"]]


def test_both_sides_have_the_exercise(play):
    eu, japan, exercise = play
    for side in (eu, japan):
        (item,) = side.author.get("exercises").json()["items"]
        assert item["name"] == "EXERCISE LOTUS 27" and item["banner"].startswith("EXERCISE LOTUS 27")
        assert [(one["name"], one["part"]) for one in item["parties"]] == [
            ("European Union", "joined"),
            ("Japan", "joined"),
        ]
        assert item["state"] == "planned" and item["directs"] is (side is eu)
        assert {one["cell"] for one in ask(side.author, "exercise", exercise)["cells"]} == {"white", "bridge"}
    assert "only the parties that direct" in japan.author.post("exercises/startex", {"exercise": exercise}).text


def test_a_serial_is_agreed_by_both_called_and_done(play):
    eu, japan, exercise = play
    ship = do(eu.author, "unit", exercise=exercise, name="ITS Example", kind="ship", call_sign="LIMA", send=True)
    serial = {
        "exercise": exercise,
        "number": "A1",
        "name": "Manoeuvre",
        "starts": at(hours=1),
        "ends": at(hours=3),
        "parties": [eu.identity, japan.identity],
        "units": ship,
        "corners": [
            {"latitude": 11.5, "longitude": 45},
            {"latitude": 12, "longitude": 45.25},
            {"latitude": 12, "longitude": 46},
        ],
        "safety_distance": 500,
    }
    do(eu.author, "serial", **serial, send=True)
    do(eu.author, "serial", **{**serial, "number": "A2", "name": "Gunnery", "parties": [eu.identity]})
    exchange(eu, japan)
    (there,) = ask(japan.author, "programme", exercise)["serials"]
    assert there["state"] == "proposed" and there["may_agree"] and there["sides"][0]["party_name"] == "European Union"
    digest = there["sides"][0]["digest"]
    do(japan.author, "agree", exercise=exercise, number="A1", verb="agree", digest=digest, send=True)
    exchange(japan, eu)
    programme = ask(eu.author, "programme", exercise)
    assert [(one["number"], one["state"]) for one in programme["serials"]] == [("A1", "agreed"), ("A2", "agreed")]
    assert [(one["kind"], one["serials"]) for one in programme["clashes"]] == [("unit", ["A1", "A2"])]
    assert ask(japan.author, "programme", exercise)["serials"][0]["state"] == "agreed"
    # Other words are agreed to anew.
    do(eu.author, "serial", exercise=exercise, number="A1", safety_distance=1000)
    assert ask(eu.author, "programme", exercise)["serials"][0]["state"] == "proposed"
    do(eu.author, "serial", exercise=exercise, number="A1", safety_distance=500)
    refused = japan.author.post("exercises/call", {"exercise": exercise, "number": "A1", "verb": "go"})
    assert refused.status == 422 and "not the one that calls this" in refused.text


def test_an_inject_is_with_its_audience_alone_once_it_is_sent(play):
    eu, japan, exercise = play
    rows = [
        {
            "number": f"{number}",
            "name": f"CANARY title {number}",
            "body": f"Fire in engine room {number}",
            "expected": "CANARY assist",
            "audience": ["bridge"],
            "storyline": "CANARY fire",
            "planned_at": at(minutes=10 * number),
            "basis": f"STARTEX+{number}",
            "columns": {"Umpire": "U1"},
        }
        for number in range(1, 6)
    ]
    sizes = [len(someone.get("exercises").body) for someone in (eu.author, eu.player)]
    plan = eu.white.post("exercises/plan", {"exercise": exercise, "rows": rows}).json()["plan"]
    assert (plan["new"], plan["refused"]) == (5, 0)
    injects = [one for one in do(eu.white, "injects", exercise=exercise, rows=rows) if "inject" in one]
    again = eu.white.post("exercises/plan", {"exercise": exercise, "rows": rows}).json()["plan"]
    assert again["same"] == 5
    assert ask(eu.white, "injects", exercise)["tally"]["all"] == 5
    for someone in (eu.author, eu.player, japan.author, japan.bridge):
        assert ask(someone, "injects", exercise)["tally"]["all"] == 0
        for path in ("exercises/injects", "exercises/live", "exercises/exercise", "exercises/after"):
            text = someone.get(path, exercise=exercise).everything()
            assert "CANARY" not in text and not any(one in text for one in injects)
        assert someone.get(f"objects/{injects[0]}").status == 404
        assert someone.post("exercises/send", {"inject": injects[0]}).status == 404
    assert sizes == [len(someone.get("exercises").body) for someone in (eu.author, eu.player)]
    assert "nothing is sent" in eu.white.post("exercises/send", {"inject": injects[0]}).text
    do(eu.author, "startex", exercise=exercise, send=True)
    exchange(eu, japan)
    (message,) = [one for one in do(eu.white, "send", inject=injects[0]) if "message" in one]
    exchange(eu, japan)
    live = ask(japan.bridge, "live", exercise)
    assert [(one["id"], one["body"]) for one in live["messages"]] == [(message, "Fire in engine room 1")]
    assert live["runs"] and live["exercise_time"] and live["waiting"] == []
    assert "CANARY" not in japan.bridge.get("exercises/live", exercise=exercise).everything()
    assert ask(japan.author, "live", exercise)["messages"] == ask(eu.player, "live", exercise)["messages"] == []
    assert "already" in eu.white.post("exercises/send", {"inject": injects[0]}).text
    do(japan.bridge, "respond", message=message, cell="bridge", name="Fire party sent", send=True)
    exchange(japan, eu)
    (sent,) = ask(eu.white, "live", exercise)["messages"]
    assert [one["name"] for one in sent["responses"]] == ["Fire party sent"]
    assert [one["name"] for one in sent["given"]] == ["Japan"] and sent["as_sent"]
    do(eu.white, "judge", inject=injects[0], verdict="met", note="Within four minutes")
    assert ask(eu.white, "after", exercise)["results"] == {"met": 1, "partly": 0, "not_met": 0, "open": 0}
    assert ask(japan.bridge, "after", exercise)["judged"] == []
    # What was wrong in it is said in another message; what waits is put off together.
    do(eu.white, "correct", message=message, body="Engine room 2, not 1")
    assert [bool(one.get("corrected_by")) for one in ask(eu.white, "live", exercise)["messages"]] == [False, True]
    times = [one["at"] for one in ask(eu.white, "injects", exercise, state="draft")["items"]]
    do(eu.white, "postpone", exercise=exercise, storyline="CANARY fire", minutes=90)
    later = ask(eu.white, "injects", exercise, state="draft")["items"]
    moved = [
        datetime.fromisoformat(one["at"]) - datetime.fromisoformat(was) for one, was in zip(later, times, strict=True)
    ]
    assert moved == [timedelta(minutes=90)] * 4 and {one["moved_by"] for one in later} == {5400}
    assert later[0]["columns"] == {"Umpire": "U1"} and later[0]["basis"] == "STARTEX+2"
    exchange(eu, japan)


def test_what_is_real_comes_first_everywhere_and_stops_the_play(play):
    eu, japan, exercise = play
    (raised,) = do(japan.author, "no-play", exercise=exercise, name="Man overboard", kind="distress", markings=[CLEAR])
    exchange(japan, eu)
    for side in (eu, japan):
        for name in ("exercise", "programme", "injects", "live", "after"):
            (real,) = ask(side.author, name, exercise)["no_play"]
            assert real["name"] == "REAL WORLD, NO PLAY: Man overboard" and real["banner"] == "TLP:CLEAR"
        assert side.author.get("exercises").json()["items"][0]["no_play"][0]["party_name"] == "Japan"
    waiting = ask(eu.white, "injects", exercise, state="draft")["items"][0]
    assert not waiting["may_send"]
    assert "NO PLAY holds" in eu.white.post("exercises/send", {"inject": waiting["id"]}).text
    go = {"exercise": exercise, "number": "A2", "verb": "go"}
    assert "NO PLAY holds" in eu.author.post("exercises/call", go).text
    assert "the party that raised it" in eu.author.post("exercises/lift", {"no_play": raised}).text
    do(japan.author, "lift", no_play=raised, note="All are safe")
    exchange(japan, eu)
    assert ask(eu.author, "live", exercise)["no_play"] == []
    assert eu.author.post("exercises/call", go).status == 201


def test_an_observation_of_one_side_is_learned_at_the_other(play):
    eu, japan, exercise = play
    do(eu.author, "call", exercise=exercise, number="A2", verb="cancelled", reason="Sea state 6", weather="gale")
    done = {"exercise": exercise, "number": "A1", "verb": "done", "began_at": at(hours=-2), "ended_at": at(hours=-1)}
    # The words of A1 went back to those that Japan agreed to, and are agreed to again.
    digest = ask(eu.author, "programme", exercise)["serials"][0]["sides"][0]["digest"]
    do(japan.author, "agree", exercise=exercise, number="A1", verb="agree", digest=digest, send=True)
    do(eu.author, "call", **done, send=True)
    (observation,) = do(
        japan.author,
        "observe",
        exercise=exercise,
        name="Frequencies clashed",
        body="Two serials were on one line of the plan.",
        recommendation="One line a serial.",
        send=True,
    )
    exchange(japan, eu)
    step = {"observation": observation, "send": True}
    assert "submitted" in eu.author.post("exercises/lesson", {**step, "verb": "identified", "lesson": "x"}).text
    do(eu.author, "lesson", **step, verb="verified")
    do(eu.author, "lesson", **step, verb="identified", lesson="Plan one line a serial")
    due = (datetime.now(UTC) + timedelta(days=30)).strftime("%Y-%m-%d")
    do(eu.author, "lesson", **step, verb="tasked", action_body="J6", due=due)
    do(eu.author, "lesson", **step, verb="implemented")
    do(eu.author, "endex", exercise=exercise, send=True)
    exchange(eu, japan)
    (there,) = ask(japan.author, "after", exercise)["observations"]
    assert there["state"] == "implemented" and there["action_party_name"] == "European Union"
    assert "validated" in there["may"]
    bare = japan.author.post("exercises/lesson", {**step, "verb": "validated"})
    assert bare.status == 422 and "shows that the change holds" in bare.text
    do(japan.author, "lesson", **step, verb="validated", evidence=[exercise])
    exchange(japan, eu)
    for side in (eu, japan):
        after = ask(side.author, "after", exercise)
        assert after["observations"][0]["state"] == "learned" and after["lessons"]["learned"] == 1
    after = ask(eu.author, "after", exercise)
    assert after["serials"]["cancelled"] == after["serials"]["done"] == 1
    assert [one["number"] for one in after["evidence"]["serials"]] == ["A1"]
    assert after["evidence"]["parties"] == sorted([eu.identity, japan.identity])
    do(eu.author, "close", exercise=exercise, send=True)
    do(japan.author, "close", exercise=exercise, send=True)
    exchange(eu, japan)
    exchange(japan, eu)
    assert ask(eu.author, "live", exercise)["state"] == ask(japan.author, "live", exercise)["state"] == "closed"


def test_the_report_for_a_partner_bears_the_mark_and_nothing_of_the_wall(play):
    eu, japan, exercise = play
    body = {"exercise": exercise, "party": japan.identity, "format": "docx"}
    titles = {
        "en": "After-action report",
        "ja": "事後評価報告書",
        "fr": "Rapport après action",
        "de": "Nachbereitungsbericht",
    }
    for language, title in titles.items():
        answer = eu.white.post("exercises/report", {**body, "lang": language})
        assert answer.status == 200, answer.text
        assert 'filename="EXERCISE-entente-after-action.docx"' in answer.headers["Content-Disposition"]
        document = docx.Document(io.BytesIO(answer.body))
        text = "\n".join(
            [*(one.text for one in document.paragraphs)]
            + [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        )
        assert f"{title}" in text and "Frequencies clashed" in text and "Plan one line a serial" in text
        assert "EXERCISE LOTUS 27" in document.sections[0].header.paragraphs[0].text
        # What was expected of the bridge, and who judged it, is behind the wall, and Japan has nobody there.
        assert "CANARY" not in text and "Within four minutes" not in text
    pdf = eu.white.post("exercises/report", {**body, "format": "pdf", "lang": "ja"})
    paper = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf.body, capture_output=True, check=True)
    assert "事後評価報告書" in paper.stdout.decode() and "EXERCISE LOTUS 27" in paper.stdout.decode()
    # A player reports what a player sees, and whoever has the folder acts and asks by the same words.
    assert eu.player.post("exercises/report", {**body, "party": eu.identity}).status == 404
    listed = json.loads(eu.node.run("exercises", "list").stdout)
    assert [one["name"] for one in listed["items"]] == ["EXERCISE LOTUS 27"]
    live = json.loads(eu.node.run("exercises", "live", f"exercise={exercise}").stdout)["live"]
    assert live["state"] == "closed"


ACCESS = """agreement JP-IT-{name}
  title en "Japan and Italy: {title}"
  between Japan and Italy
  kind {title}
  {state}
  days in Asia/Tokyo
  source "Invented for a test, 2026-01-01"

  article ?: provides for "{title}"
"""


def test_by_which_agreement_units_are_in_a_port(play, tmp_path):
    eu, japan, _ = play
    opened = {"name": "HARBOUR 27", "kind": "sea", "starts": at(hours=1), "ends": at(days=2), "zone": "Asia/Tokyo"}
    written = do(eu.author, "open", **opened, parties=[japan.identity], markings=[GREEN])
    exercise = next(one for one in written if one.startswith("entente-exercise--"))
    (tmp_path / "set.accord").write_text(
        PARTIES + "\nparty Italy\n  a state\n\n" + PACT.format(state="in force from 2020-01-01", ceiling="EU-SECRET")
    )
    for name, title, state in (
        ("RAA", "reciprocal access", "in force from 2020-01-01"),
        ("ACSA", "cross-servicing", "signed on 2026-01-01"),
    ):
        (tmp_path / f"{name}.accord").write_text(ACCESS.format(name=name, title=title, state=state))
    eu.node.run("agreements", "apply", tmp_path, "--officer", "Legal")
    units = [
        do(eu.author, "unit", exercise=exercise, name=name, kind="ship", **more)[0]
        for name, more in (("ITS Esempio", {"flag": "Italy"}), ("EU staff", {}))
    ]
    stay = {"arrives": at(hours=2), "departs": at(hours=20), "zone": "Asia/Tokyo"}
    for port, host in (("Port of the partner", japan), ("Port of its own", eu)):
        do(eu.author, "port-call", exercise=exercise, name=port, host=host.identity, units=units, **stay)
    calls = {one["name"].removeprefix("EXERCISE "): one for one in ask(eu.author, "programme", exercise)["port_calls"]}
    own, italian = calls["Port of the partner"]["cover"]
    (access,), (supply,) = italian["entry"], italian["supply"]
    assert italian["flag"] == "Italy" and italian["units"] == units[:1] and italian["known"] and not italian["home"]
    assert access == {"name": "JP-IT-RAA", "titles": {"en": "Japan and Italy: reciprocal access"}, "in_force": True}
    assert italian["jurisdiction"] == [access]
    assert (supply["name"], supply["in_force"]) == ("JP-IT-ACSA", False)
    # The Union itself has no such agreement.
    assert own["units"] == units[1:] and own["known"] and own["entry"] == own["jurisdiction"] == own["supply"] == []
    home = calls["Port of its own"]["cover"]
    assert [one["home"] for one in home] == [True, False]
    assert home[1]["known"] and home[1]["entry"] == []
    # A word that is a question and an act is the act once somebody signs.
    row = {"number": "S1", "name": "From a sheet", "audience": ["bridge"], "markings": [GREEN]}
    body = tmp_path / "rows.json"
    body.write_text(json.dumps({"exercise": exercise, "rows": [row]}))
    made = eu.node.run("exercises", "injects", "--body", body, "--officer", "A. Martin").stdout
    assert made.startswith("entente-exercise-inject--"), made
    listed = json.loads(eu.node.run("exercises", "injects", f"exercise={exercise}").stdout)["injects"]
    assert [one["number"] for one in listed["unscheduled"]] == ["S1"]
