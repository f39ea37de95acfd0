#!/usr/bin/env python3
"""The crash matrix: each write, sync, rename and unlink on the way of a release, a pull, an erasure, a courier file
and a recall fails once.

Each of them fails once with EIO, once with ENOSPC, and once the process is killed there (strace's fault injection).
After each fault `entente check` must be clean, what was acknowledged must be there, nothing may stand in a feed that is
not logged, and the same work done again must succeed. Writes the table of Documentation/reliability.md.
"""

import json
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "Interop"))
sys.path.insert(0, str(Path(__file__).parent))
from sections import replace  # noqa: E402
from support import BINARY, GREEN, REPOSITORY, Node, indicator, link  # noqa: E402

CALLS = ["pwrite64", "write", "pwritev", "ftruncate", "fallocate", "fsync", "fdatasync", "rename", "unlink"]
FAULTS = {"EIO": "error=EIO", "ENOSPC": "error=ENOSPC", "killed": "signal=SIGKILL"}
SUCCESS = 0


def run(folder, *arguments, inject=None, log=None):
    command = [BINARY, *map(str, arguments), "--node", str(folder)]
    if log:
        trace = ["strace", "-f", "-qq", "-y", "-o", str(log)]
        command = (
            trace
            + (
                ["-e", f"trace={inject[0]}", "-e", f"inject={inject[0]}:{inject[1]}:when={inject[2]}"]
                if inject
                else ["-e", "trace=" + ",".join(CALLS)]
            )
            + command
        )
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


def query(folder, sql, *values):
    store = sqlite3.connect(folder / "store.db")
    try:
        return store.execute(sql, values).fetchall()
    finally:
        store.close()


def count(log):
    """How often each thread makes each call; the counters of an injection are each thread's own."""
    calls = Counter()
    for line in log.read_text(errors="replace").splitlines():
        match = re.match(r"(\d+)\s+(\w+)\(", line)
        if match and match[2] in CALLS:
            calls[match[2], match[1]] += 1
    most = Counter()
    for (call, _), number in calls.items():
        most[call] = max(most[call], number)
    return most


class Case:
    """A kind of work on a node, and what its success leaves."""

    def __init__(self, name, node, arguments, done, isOnce=False):
        self.name, self.node, self.arguments, self.done, self.isOnce = name, node, arguments, done, isOnce

    def matrix(self, work, every):
        original = work / f"{self.name}-original"
        shutil.copytree(self.node, original)
        log = work / "trace"
        place = self.restored(original)
        assert run(place, *self.arguments, log=log).returncode == SUCCESS
        assert self.done(place)
        table = []
        for call, number in sorted(count(log).items()):
            outcome = Counter()
            for fault, injection in FAULTS.items():
                for when in range(1, number + 1, every):
                    outcome[self.once(original, call, fault, injection, when, log)] += 1
            table.append((self.name, call, number, dict(outcome)))
            print(self.name, call, number, dict(outcome), flush=True)
        return table

    def restored(self, original):
        shutil.rmtree(self.node)
        shutil.copytree(original, self.node)
        return self.node

    def once(self, original, call, fault, injection, when, log):
        place = self.restored(original)
        result = run(place, *self.arguments, inject=(call, injection, when), log=log)
        where = f"{self.name}: {call} {when} {fault}"
        check = run(place, "check", "--json")
        # What was erased and is not swept out of the file yet is said; doing it again sweeps.
        codes = {problem["code"] for problem in json.loads(check.stdout)["problems"]} if check.returncode else set()
        assert codes <= ({"sweep"} if self.name == "erase" else set()), f"{where}: {check.stdout}{check.stderr}"
        is_done = self.done(place)
        if result.returncode == SUCCESS:
            assert is_done, f"{where}: acknowledged and lost"
        if is_done and self.isOnce:
            return "acknowledged" if result.returncode == SUCCESS else "refused, but done"
        again = run(place, *self.arguments)
        assert again.returncode == SUCCESS and self.done(place), f"{where}: again: {again.stdout}{again.stderr}"
        assert run(place, "check").returncode == SUCCESS, where
        if result.returncode == SUCCESS:
            return "acknowledged"
        return "refused, but done" if is_done else "refused, nothing done"


def main():
    every = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        eu, japan = Node(work / "eu", "eu"), Node(work / "japan", "japan")
        link(eu, japan)
        items = [indicator(object_marking_refs=[GREEN]) for _ in range(3)]
        eu.load(items)
        first = [item["id"] for item in items]

        def released(node):
            rows = query(
                node, "SELECT count(*) FROM member m JOIN collection c ON c.row=m.collection WHERE c.kind='feed'"
            )
            entries = query(node, "SELECT count(*) FROM log_entry WHERE kind='release'")
            assert rows[0][0] == entries[0][0], "feed and log differ"
            return rows[0][0] == 3

        def pulled(node):
            rows = query(node, "SELECT count(*) FROM object o JOIN source s ON s.row=o.source WHERE s.kind='partner'")
            receipts = query(node, "SELECT count(*) FROM receipt")
            assert rows[0][0] == receipts[0][0], "holdings and receipts differ"
            return rows[0][0] == 3

        table = Case("release", eu.folder, ["release", *first, "--to", "japan", "--officer", "O"], released).matrix(
            work, every
        )
        run(eu.folder, "release", *first, "--to", "japan", "--officer", "O")
        eu.serve()
        table += Case("pull", japan.folder, ["pull", "eu"], pulled).matrix(work, every)

        def recalled(node):
            rows = query(node, "SELECT count(*) FROM register WHERE kind='recall'")
            entries = query(node, "SELECT count(*) FROM log_entry WHERE kind='recall'")
            assert rows[0][0] == entries[0][0], "register and log differ"
            listed = query(
                node,
                "SELECT count(*) FROM member m JOIN collection c ON c.row=m.collection JOIN object o ON o.row=m.object "
                "WHERE c.kind='feed' AND o.id=?",
                first[0],
            )
            return rows[0][0] == 1 and listed[0][0] == 0

        def erased(node):
            rows = query(node, "SELECT count(*), sum(length(bytes)) FROM object WHERE erased IS NOT NULL")
            entries = query(node, "SELECT count(*) FROM log_entry WHERE kind='erasure'")
            assert rows[0][0] == entries[0][0] and not rows[0][1], "erased and log differ"
            return rows[0][0] == 1

        def carried(node):
            volumes = query(node, "SELECT count(*), min(state) FROM courier_volume")[0]
            entries = query(
                node, "SELECT count(*) FROM log_entry WHERE kind='delivery' AND CAST(body AS TEXT) LIKE '%courier%'"
            )
            assert volumes[0] == entries[0][0], "files and log differ"
            return volumes[0] >= 1 and volumes[1] == "written"

        run(japan.folder, "pull", "eu")
        table += Case(
            "erase", japan.folder, ["erase", first[1], "--from", "eu", "--officer", "O", "--reason", "R"], erased
        ).matrix(work, every)
        eu.stop()
        stick = ["courier", "write", "japan", "--to", eu.folder / "stick"]
        table += Case("courier write", eu.folder, stick, carried).matrix(work, every)
        shutil.rmtree(eu.folder / "stick", ignore_errors=True)
        recall = ["recall", "ask", first[0], "--action", "destroy", "--due", "2099-01-01", "--officer", "O"]
        table += Case("recall", eu.folder, recall, recalled, isOnce=True).matrix(work, every)
    report(table, every)


def report(table, every):
    outcomes = ["acknowledged", "refused, nothing done", "refused, but done"]
    lines = [
        "Each call below fails once with EIO, once with ENOSPC, and once the process is killed there. After each fault",
        "`entente check` was clean, what was acknowledged was there, feed and log (holdings and receipts) agreed, and",
        "the same work done again succeeded; otherwise the run stops, and there is no table."
        + (f" Every {every}th call." if every > 1 else ""),
        "",
        "| work | call | calls | " + " | ".join(outcomes) + " |",
        "| --- | --- | --- |" + " --- |" * len(outcomes),
    ]
    for name, call, number, found in table:
        lines.append(
            f"| {name} | {call} | {number} | " + " | ".join(str(found.get(outcome, 0)) for outcome in outcomes) + " |"
        )
    lines += [
        "",
        "*Acknowledged*: the fault was in something that the work does not depend on, such as the search index,",
        "a hint, or a call of another thread. *Refused, but done*: the commit was durable before the fault,",
        "and only its answer was lost.",
    ]
    replace(REPOSITORY / "Documentation" / "reliability.md", "A call that fails", "python Tests/Soak/faults.py", lines)
    print(json.dumps([row[3] for row in table]))


if __name__ == "__main__":
    main()
