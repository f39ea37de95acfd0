"""Beside 600 connections whose request never ends, and beside a process that holds the store:
how long a person waits."""

import contextlib
import os
import pathlib
import socket
import sqlite3
import statistics
import sys
import tempfile
import time

HEADS = 600
UNENDED = b"GET /api/v1/today HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "
ROUNDS = 200


def address(number, are_many):
    return "127.0.%d.%d" % (1 + number // 250, 1 + number % 250) if are_many else "127.0.0.1"


@contextlib.contextmanager
def crowd(port, are_many):
    """Opens the connections, and opens each one anew that was ended, as somebody does who means harm."""
    with contextlib.ExitStack() as stack:

        def one(number):
            made = stack.enter_context(
                socket.create_connection(("127.0.0.1", port), 20, source_address=(address(number, are_many), 0))
            )
            made.sendall(UNENDED)
            made.setblocking(False)
            return made

        made = [one(number) for number in range(HEADS)]

        def again():
            """Those that were ended, by tens: the client is on the same two cores."""
            for place in range(len(made)):
                try:
                    gone = made[place].recv(1) == b""
                except BlockingIOError:
                    continue
                except OSError:
                    gone = True
                if gone:
                    made[place].close()
                    made[place] = one(place)
                    return

        yield again


def measure(binary, row):
    os.environ["ENTENTE_BIN"] = binary
    sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Tests" / "Interop"))
    from people import PASSWORD, Person, open_console, person
    from support import GREEN, Node, indicator

    with tempfile.TemporaryDirectory() as folder:
        node = open_console(Node(pathlib.Path(folder) / "eu", "eu"))
        node.load([indicator(object_marking_refs=[GREEN]) for _ in range(1000)])
        node.serve()
        try:
            author = person(node, "author", "author")
            for name, are_many in (("one address", False), ("600 addresses", True)):
                with crowd(node.console, are_many) as again:
                    times = []
                    for _ in range(ROUNDS):
                        again()
                        start = time.perf_counter()
                        status = author.get("today").status
                        times.append((time.perf_counter() - start) * 1e3)
                        assert status == 200, status
                worst = max(times)
                row(
                    "600 unended heads from %s: a signed-in person is answered, slowest of %d" % (name, ROUNDS),
                    worst,
                    "ms",
                    "< 200 ms",
                    worst < 200,
                    "median %.1f ms; a connection of its own each time, a head opened anew before each"
                    % statistics.median(times),
                )
            other = sqlite3.connect(node.folder / "store.db", isolation_level=None)
            other.execute("BEGIN IMMEDIATE")
            times = []
            for _ in range(5):
                start = time.perf_counter()
                answer = Person(node.console).post("session", {"name": "author", "password": PASSWORD})
                times.append((time.perf_counter() - start) * 1e3)
                assert answer.status == 503 and answer.headers["Retry-After"], answer.text
            other.execute("ROLLBACK")
            other.close()
            row(
                "store held by another process: signing in is answered (503), slowest of 5",
                max(times),
                "ms",
                "< 2,000 ms",
                max(times) < 2000,
            )
        finally:
            node.stop()


if __name__ == "__main__":
    measure(sys.argv[1], lambda *found: print(*found))
