#!/usr/bin/env python3
"""Whether the time of an answer tells what is held and hidden: many answers about both, with and without steps.

Prints, for each kind of question, the medians in microseconds and the share of pairs in which the answer about something hidden took
longer than the one about nothing (0.5: the time tells nothing). `timing.py [ROUNDS]`; ends with 1 if a share is off with steps.
"""
import http.client
import json
import statistics
import sys
import tempfile
import time
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "Interop"))
from people import open_console, person  # noqa: E402
from support import GREEN, RED, Node, indicator, wait_for  # noqa: E402

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
# Where the time tells nothing, the share of so many pairs lies within four standard deviations of a half.
BOUND = 4 / (12 * ROUNDS / 2) ** 0.5


def measure(step):
    with tempfile.TemporaryDirectory() as folder:
        node = open_console(Node(Path(folder) / "eu", "eu"))
        node.configure(answer_step_milliseconds=step)
        hidden = indicator(object_marking_refs=[RED], name="harbour", description="secluded " * 2000)
        node.load([hidden, *(indicator(object_marking_refs=[RED], name=f"secluded {number}") for number in range(200)),
                   *(indicator(object_marking_refs=[GREEN], name=f"open {number}") for number in range(200))])
        node.serve()
        try:
            someone = person(node, "someone", "author")
            wait_for(lambda: someone.get("holdings", q="open").json()["count"] == 200)
            questions = {
                "an object": (f"/api/v1/objects/{hidden['id']}", f"/api/v1/objects/indicator--{uuid.uuid4()}"),
                "its decisions": (f"/api/v1/objects/{hidden['id']}/decisions", f"/api/v1/objects/indicator--{uuid.uuid4()}/decisions"),
                "a search": ("/api/v1/holdings?q=secluded", "/api/v1/holdings?q=unheardof"),
            }
            return {name: compare(node.console, someone.cookie, *paths) for name, paths in questions.items()}
        finally:
            node.stop()


def compare(port, cookie, hidden, nowhere):
    connection = http.client.HTTPConnection("localhost", port)
    times = ([], [])
    for number in range(ROUNDS + 20):
        # In turns, and the other one first every second time.
        for place in ((0, 1) if number % 2 else (1, 0)):
            start = time.perf_counter()
            connection.request("GET", (hidden, nowhere)[place], headers={"Cookie": f"entente_session={cookie}"})
            connection.getresponse().read()
            if number >= 20:
                times[place].append(time.perf_counter() - start)
    ranked = sorted((value, place) for place in (0, 1) for value in times[place])
    ranks = sum(rank for rank, (_, place) in enumerate(ranked, 1) if place == 0)
    share = (ranks - ROUNDS * (ROUNDS + 1) / 2) / ROUNDS ** 2
    return [statistics.median(one) * 1e6 for one in times] + [share]


off = []
for step in (0, 5):
    for name, (hidden, nowhere, share) in measure(step).items():
        print("step %d ms, %-14s hidden %7.0f us, nowhere %7.0f us, share %.3f" % (step, name, hidden, nowhere, share), flush=True)
        if step and abs(share - 0.5) > BOUND:
            off.append(name)
print("off with steps: %s (bound %.3f)" % (", ".join(off) or "none", BOUND))
sys.exit(1 if off else 0)
