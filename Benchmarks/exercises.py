"""An exercise of 5,000 injects and 300 people: what one person's views cost, when what is sent is with its audience at
the partner's node, and when an open page there is told that something is real, with 1,000 injects waiting."""

import http.client
import json
import os
import queue
import statistics
import sys
import tempfile
import threading
import time

from talks import plain, timed

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, "Tests", "Interop"))

INJECTS, PEOPLE, SENT = 5000, 300, 40


def at(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + seconds))


def begun(eu, japan):
    """An exercise that runs, with people in its cells, and a feed that is open for the bridge."""
    from people import person
    from support import GREEN

    written = eu.do(
        "exercises/open",
        name="BENCH",
        kind="table",
        starts=at(-3600),
        ends=at(864000),
        zone="UTC",
        parties=[japan.identity],
        markings=[GREEN],
        send=True,
    )
    exercise = next(one["id"] for one in written if one["id"].startswith("entente-exercise--"))

    def seat(side, name, cell, state):
        record = [f"name={name}", f"nationality={state}", "clearances=[]"]
        seats = json.dumps([{"exercise": exercise, "cell": cell}])
        side.node.run("register", "add", "person", *record, f"exercises={seats}", "--officer", "Guard")

    for side, other, cells in ((eu, "japan", ["bridge"]), (japan, "eu", ["white", "bridge"])):
        record = [f"party={other}", f"exercise={exercise}", f"cells={json.dumps(cells)}"]
        side.node.run("register", "add", "exercise", *record, "--officer", "Guard")
    types = ["entente-exercise", "entente-exercise-act", "entente-exercise-cell", "entente-exercise-message"]
    eu.node.run(
        "register",
        "add",
        "instruction",
        "name=play",
        "to=japan",
        "tlp=green",
        f"types={json.dumps([*types, 'entente-no-play'])}",
        "--officer",
        "O. Ficer",
    )
    eu.node.run("queue", "--standing")
    japan.fetch(eu)
    seat(eu, "white", "white", "EU")
    seat(japan, "bridge", "bridge", "Japan")
    for number in range(PEOPLE):
        seat(eu, f"player {number}", "deck", "EU")
    white = person(eu.node, "white", "author", register="white")
    player = person(eu.node, "player", "author", register="player 0")
    bridge = person(japan.node, "bridge", "author", register="bridge")
    for cell, kind in (("white", "white"), ("bridge", "audience"), ("deck", "audience")):
        parties = [eu.identity if cell != "bridge" else japan.identity]
        body = {"exercise": exercise, "name": cell, "cell": cell, "kind": kind, "parties": parties, "send": True}
        assert white.post("exercises/cell", body).status == 201
    return exercise, white, player, bridge


def written(white, exercise, first, behind):
    """Injects with these numbers, of which every fifth is sent on demand; their identifiers."""
    ids = []
    for start in range(first, behind, 500):
        rows = [
            {
                "number": str(number),
                "name": f"Inject {number}",
                "storyline": f"Storyline {number % 20}",
                "body": "Fire in the engine room. " * 8,
                "expected": "Assist",
                "audience": ["bridge"],
                "state": "ready",
                **({"planned_at": at(600 + 60 * number)} if number % 5 else {}),
            }
            for number in range(start, min(start + 500, behind))
        ]
        answer = white.post("exercises/injects", {"exercise": exercise, "rows": rows})
        assert answer.status == 201, answer.text
        ids += [one["id"] for one in answer.json()["objects"] if one["id"].startswith("entente-exercise-inject--")]
    return ids


def sending(white, bridge, exercise, injects):
    """Milliseconds from the call that sends an inject until a player at the partner's node has it."""
    samples = []
    for place, inject in enumerate(injects):
        before = time.perf_counter()
        answer = white.post("exercises/send", {"inject": inject, "body": f"SENT {place}", "anyway": True})
        assert answer.status == 201, answer.text
        message = next(one["id"] for one in answer.json()["objects"] if "message" in one["id"])
        while bridge.get(f"objects/{message}").status != 200:
            assert time.perf_counter() - before < 20, "the message does not arrive"
            time.sleep(0.002)
        samples.append((time.perf_counter() - before) * 1e3)
    return samples


class Page:
    """An open page: when it is told that something is real."""

    def __init__(self, someone, port):
        self.heard, self.ready = queue.Queue(), threading.Event()
        self.connection = http.client.HTTPConnection("localhost", port)
        self.connection.request("GET", "/api/v1/events", headers={"Cookie": f"entente_session={someone.cookie}"})
        self.stream = self.connection.getresponse()
        threading.Thread(target=self.listen, daemon=True).start()
        assert self.ready.wait(20)

    def listen(self):
        for line in self.stream:
            if line.startswith(b"event: ready"):
                self.ready.set()
            elif line.startswith(b"event: real"):
                self.heard.put(time.perf_counter())


def real(white, bridge, exercise, port):
    """Milliseconds from raising and lifting NO PLAY until an open page at the partner's node is told."""
    page, samples = Page(bridge, port), []
    for number in range(8):
        before = time.perf_counter()
        raised = white.post("exercises/no-play", {"exercise": exercise, "name": f"Man {number}", "kind": "distress"})
        assert raised.status == 201, raised.text
        samples.append((page.heard.get(timeout=20) - before) * 1e3)
        assert bridge.get("exercises/no-play").json()["items"]
        before = time.perf_counter()
        lifted = white.post("exercises/lift", {"no_play": raised.json()["objects"][0]["id"]})
        assert lifted.status == 201, lifted.text
        samples.append((page.heard.get(timeout=20) - before) * 1e3)
    return samples


def measure(binary, row):
    os.environ["ENTENTE_BIN"] = binary
    from pathlib import Path

    from sides import two_sides

    with tempfile.TemporaryDirectory() as folder, two_sides(Path(folder), answer_step_milliseconds=0) as (eu, japan):
        exercise, white, player, bridge = begun(eu, japan)
        injects = written(white, exercise, 0, 1000)
        assert white.post("exercises/startex", {"exercise": exercise, "send": True}).status == 201
        japan.fetch(eu)
        assert bridge.get("exercises/live", exercise=exercise).json()["live"]["runs"]
        samples = sending(white, bridge, exercise, injects[:SENT])
        value = statistics.median(samples)
        told = f"{SENT} of 1,000 that wait; the slowest {max(samples):.0f} ms"
        row(
            "exercises: from sending to the audience at the partner, median",
            value,
            "ms",
            "<= 100 ms",
            value <= 100,
            told,
        )
        samples = real(white, bridge, exercise, japan.node.console)
        told = f"the slowest of {len(samples)}, median {statistics.median(samples):.0f} ms"
        row(
            "exercises: NO PLAY at an open page of the partner",
            max(samples),
            "ms",
            "<= 1000 ms",
            max(samples) <= 1000,
            told,
        )
        written(white, exercise, 1000, INJECTS)
        eu.node.searchable()
        empty = timed(lambda: player.get("session"))
        limit = empty + plain(eu.node.folder / "store.db", 5)
        for name, call in {
            "a player's view while it runs": lambda: player.get("exercises/live", exercise=exercise),
            "a player's list of injects": lambda: player.get("exercises/injects", exercise=exercise),
            "the white cell's view while it runs": lambda: white.get("exercises/live", exercise=exercise),
            "the white cell's first 100 injects": lambda: white.get("exercises/injects", exercise=exercise, limit=100),
        }.items():
            value = timed(call, 20)
            row(
                f"exercises: {name}, {INJECTS} injects, {PEOPLE} people, median",
                value,
                "ms",
                "<= 20 ms",
                value <= 20,
                "an empty call %.1f ms, with the same rows by plain SQLite %.1f ms" % (empty, limit),
            )


if __name__ == "__main__":
    sys.exit("run Benchmarks/bench.py --only exercises")
