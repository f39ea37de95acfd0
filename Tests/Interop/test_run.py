"""`make run` as its user starts it: three nodes that are filled, talk, work a case and hold an exercise."""

import os
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest

from support import BINARY, REPOSITORY, free_port


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    """What it says until everything is there; it is ended as its user ends it."""
    folder = tmp_path_factory.mktemp("run")
    settings = {
        **os.environ,
        "ENTENTE_RUN": str(folder / "run"),
        "PATH": f"{Path(BINARY).parent}:{os.environ['PATH']}",
        **{f"ENTENTE_{kind}_{party}": str(free_port()) for kind in ("PORT", "CONSOLE") for party in PARTIES},
    }
    said = folder / "said"
    with said.open("w") as out:
        process = subprocess.Popen([REPOSITORY / "Scripts/run"], stdout=out, stderr=out, env=settings, text=True)
    deadline = time.monotonic() + 600
    while "try: " not in said.read_text() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.5)
    text = said.read_text()
    assert process.poll() is None and "try: " in text, text[-3000:]
    yield folder / "run", text
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0, said.read_text()[-2000:]


PARTIES = ("EU", "JAPAN", "KOREA")


def test_each_part_of_the_example_is_there(started):
    _, text = started
    assert "Traceback" not in text and "entente: " not in text, text
    assert re.search(r"eu: EXERCISE Quiet Passage is running; 120 injects are here, 3 messages were sent", text)
    # Who looks on sees what was played, and nothing of what waits.
    assert re.search(r"korea: EXERCISE Quiet Passage is running; 0 injects are here, 3 messages were sent", text)
    assert "Japan's node: Beacons from a maritime supplier (EXERCISE): closed" in text
    # A link for each person of the three consoles.
    links = re.findall(r"http://(\w+)\.localhost:\d+/#/link/[0-9a-f]{20,}", text)
    assert {side: links.count(side) >= 8 for side in set(links)} == {"eu": True, "japan": True, "korea": True}


def test_what_the_last_line_says_finds_something(started):
    folder, text = started
    words = text.split("try: ")[1].split()
    found = subprocess.run(
        [BINARY, words[1], words[2], "--node", folder / "japan"], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip(), text[-500:]
