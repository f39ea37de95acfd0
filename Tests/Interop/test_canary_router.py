"""The canary through the router: 20,000 operations in one process, nothing planted comes out (`Tests/Canary`)."""

import os
import subprocess
from pathlib import Path

import pytest

from support import BINARY

OPERATIONS = int(os.environ.get("ENTENTE_CANARY_OPERATIONS", "20000"))
WALL = int(os.environ.get("ENTENTE_WALL_READINGS", "20000"))
PROGRAM = Path(os.environ.get("ENTENTE_CANARY", Path(BINARY).with_name("Canary")))


@pytest.mark.parametrize("half", [1, 2])
def test_random_operations_through_the_router(half):
    """People of different clearances and two partners; versions, portions, identifiers, cursors, counts,
    heads and the node's log."""
    done = subprocess.run([PROGRAM, str(OPERATIONS // 2), str(half)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
    assert done.stdout.startswith(f"{OPERATIONS // 2} operations") and "0 bytes out" in done.stdout
    print(done.stdout)


def test_players_read_while_injects_wait():
    """The wall of an exercise: random readings, each looked through; what is there and what is not is answered alike,
    by as many statements of the store."""
    done = subprocess.run([PROGRAM, "wall", str(WALL)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
    assert done.stdout.startswith(f"{WALL} readings") and "0 bytes of an unsent inject" in done.stdout
    print(done.stdout)
