"""What a node gives, judged by somebody else: `Tests/Oracle/oracle.py` reads what was done,
and says what each feed may hold.

`ENTENTE_ORACLE_ACTS` asks for more acts; `make soak` does.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support import BINARY, REPOSITORY

ACTS = int(os.environ.get("ENTENTE_ORACLE_ACTS", "20000"))
SEED = int(os.environ.get("ENTENTE_ORACLE_SEED", "1"))
PROGRAM = Path(os.environ.get("ENTENTE_ORACLE", Path(BINARY).with_name("OracleTrace")))


# As many at a time as there are cores, each with worlds of its own; a world has a thousand acts.
SHARES = max(1, min(os.cpu_count() or 1, ACTS // 10_000))


def judged(share):
    """A share of the acts while it is judged: what is done goes straight to the judge."""
    acts = ACTS // SHARES + (ACTS % SHARES if share == 0 else 0)
    done = subprocess.Popen(
        [PROGRAM, str(acts), str(SEED + share * 1_000_000)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    judge = subprocess.Popen(
        [sys.executable, REPOSITORY / "Tests" / "Oracle" / "oracle.py", "/dev/stdin"],
        stdin=done.stdout,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    done.stdout.close()
    return done, judge, acts


def test_no_reading_differs_from_what_may_be_given():
    shares = [(*judged(share), share) for share in range(SHARES)]
    # All are heard before one of them ends the test.
    ends = [
        (judge.communicate(), done.wait(), done.stderr.read(), judge.returncode, acts, share)
        for done, judge, acts, share in shares
    ]
    for (found, faults), ended, said, code, acts, share in ends:
        print(f"seed {SEED + share * 1_000_000}:\n{found}")
    for (found, faults), ended, said, code, acts, _ in ends:
        assert ended == 0, said
        assert code == 0, found + faults
        assert int(found.splitlines()[-1].split()[0]) >= acts and found.rstrip().endswith(" 0 differences")


def test_a_no_that_begins_counts_also_where_another_consent_was_closed():
    """One consent was closed, another began: to the node the two cancelled each other out."""
    done = subprocess.run([PROGRAM, "1000", "1000138"], stdout=subprocess.PIPE, check=True)
    judge = [sys.executable, REPOSITORY / "Tests" / "Oracle" / "oracle.py", "/dev/stdin"]
    found = subprocess.run(judge, input=done.stdout, stdout=subprocess.PIPE)
    assert found.returncode == 0 and b" 0 differences" in found.stdout, found.stdout.decode()


# Worlds in which a feed once held something else than it may, by their seeds.
FOUND = {
    # An older version of the own was asked for where a newer one of a partner had been rendered: nothing went.
    1000427: "own and older",
    # Midnight came between two releases, and the trace had not told it.
    4000214: "midnight between releases",
}


@pytest.mark.parametrize("seed", FOUND, ids=FOUND.values())
def test_a_world_that_showed_a_fault_shows_none(seed):
    done = subprocess.run([PROGRAM, "1000", str(seed)], capture_output=True, text=True, check=True)
    judge = [sys.executable, REPOSITORY / "Tests" / "Oracle" / "oracle.py", "/dev/stdin"]
    judged = subprocess.run(judge, input=done.stdout, capture_output=True, text=True)
    assert judged.returncode == 0, judged.stdout
