"""What a node gives, judged by somebody else: `Tests/Oracle/oracle.py` reads what was done, and says what each feed may hold.

`ENTENTE_ORACLE_ACTS` asks for more acts; `make soak` does.
"""

import os
import subprocess
import sys
from pathlib import Path

from support import BINARY, REPOSITORY

ACTS = int(os.environ.get("ENTENTE_ORACLE_ACTS", "20000"))
SEED = os.environ.get("ENTENTE_ORACLE_SEED", "1")
PROGRAM = Path(os.environ.get("ENTENTE_ORACLE", Path(BINARY).with_name("OracleTrace")))


def test_no_reading_differs_from_what_may_be_given(tmp_path):
    trace = tmp_path / "trace.jsonl"
    with trace.open("wb") as file:
        done = subprocess.run([PROGRAM, str(ACTS), SEED], stdout=file, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 0, done.stderr
    judged = subprocess.run([sys.executable, REPOSITORY / "Tests" / "Oracle" / "oracle.py", trace], capture_output=True, text=True)
    print(judged.stdout)
    assert judged.returncode == 0, judged.stdout + judged.stderr
    assert int(judged.stdout.split()[0]) >= ACTS and judged.stdout.rstrip().endswith(" 0 differences")
