#!/usr/bin/env python3
"""The network matrix: two nodes in network namespaces of their own,
and between them a wire that loses, delays, doubles, reorders, resets and cuts.

Each namespace has a TUN device; this program carries the IP packets from one to the other, and does to them what the
row says. Under each row one node releases for a while, takes one release back, and the other one must end with
everything, once, in a clear state, and both nodes whole. Writes the table of Documentation/reliability.md. Needs root.
"""

import fcntl
import heapq
import json
import os
import random
import select
import shutil
import sqlite3
import struct
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "Interop"))
sys.path.insert(0, str(Path(__file__).parent))
from sections import replace  # noqa: E402
from support import BINARY, GREEN, REPOSITORY, Node, accept_invitation, indicator, wait_for  # noqa: E402

SIDES = {"eu": "10.77.0.1", "japan": "10.77.0.2"}
SPACES = {name: f"entente-{name}-{os.getpid()}" for name in SIDES}
TUNSETIFF, IFF_TUN, IFF_NO_PI, CLONE_NEWNET = 0x400454CA, 0x0001, 0x1000, 0x40000000


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def reset(packet):
    """A TCP reset in place of a segment: both ends believe that the other one has hung up."""
    head = (packet[0] & 15) * 4
    source, target = packet[12:16], packet[16:20]
    ports, number = packet[head : head + 4], packet[head + 4 : head + 8]
    tcp = ports + number + struct.pack("!IBBHHH", 0, 5 << 4, 4, 0, 0, 0)
    pseudo = source + target + struct.pack("!BBH", 0, 6, len(tcp))
    tcp = tcp[:16] + struct.pack("!H", checksum(pseudo + tcp)) + tcp[18:]
    ip = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(tcp), 0, 0, 64, 6, 0, source, target)
    return ip[:10] + struct.pack("!H", checksum(ip)) + ip[12:] + tcp


class Wire:
    """Carries packets between the two namespaces, and does to them what the row says."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.rule = {}
        self.counts = {"carried": 0, "harmed": 0}
        self.ends = {name: self.device(name) for name in SIDES}
        self.isRunning = True
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def device(self, name):
        """A TUN device inside a namespace: this thread enters it, makes the device, and goes back."""
        made = []

        def inside():
            with open(f"/run/netns/{SPACES[name]}") as space:
                libc.setns(space.fileno(), CLONE_NEWNET)
            handle = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
            fcntl.ioctl(handle, TUNSETIFF, struct.pack("16sH", b"wire", IFF_TUN | IFF_NO_PI))
            made.append(handle)

        worker = threading.Thread(target=inside)
        worker.start()
        worker.join()
        for command in (f"addr add {SIDES[name]}/24 dev wire", "link set wire up mtu 1400", "link set lo up"):
            subprocess.run(["ip", "-n", SPACES[name], *command.split()], check=True)
        return made[0]

    def chance(self, name):
        return self.random.random() < self.rule.get(name, 0)

    def run(self):
        waiting, serial = [], 0
        other = {self.ends["eu"]: self.ends["japan"], self.ends["japan"]: self.ends["eu"]}
        while self.isRunning:
            pause = max(0, min(0.05, waiting[0][0] - time.monotonic())) if waiting else 0.05
            ready, _, _ = select.select(list(other), [], [], pause)
            for end in ready:
                try:
                    packet = os.read(end, 65536)
                except BlockingIOError:
                    continue
                self.counts["carried"] += 1
                copies = 1
                isData = packet[9:10] == b"\6" and len(packet) > 80
                if self.rule.get("cut") or self.chance("loss"):
                    self.counts["harmed"] += 1
                    continue
                if isData and self.chance("reset"):
                    self.counts["harmed"] += 1
                    packet = reset(packet)
                if self.chance("double"):
                    self.counts["harmed"] += 1
                    copies = 2
                for _ in range(copies):
                    delay = self.rule.get("delay", 0) * (0.5 + self.random.random())
                    if self.chance("reorder"):
                        self.counts["harmed"] += 1
                        delay += 0.05
                    serial += 1
                    heapq.heappush(waiting, (time.monotonic() + delay, serial, other[end], packet))
            while waiting and waiting[0][0] <= time.monotonic():
                _, _, end, packet = heapq.heappop(waiting)
                try:
                    os.write(end, packet)
                except (BlockingIOError, OSError):
                    pass

    def stop(self):
        self.isRunning = False
        self.thread.join()
        for end in self.ends.values():
            os.close(end)


ROWS = [
    ("nothing", {}),
    ("5 of 100 packets lost", {"loss": 0.05}),
    ("20 of 100 packets lost", {"loss": 0.2}),
    ("150 ms each way, uneven", {"delay": 0.15}),
    ("20 of 100 packets doubled", {"double": 0.2}),
    ("20 of 100 packets out of order", {"reorder": 0.2}),
    ("2 of 100 segments turned into resets", {"reset": 0.02}),
    ("10 of 100 segments turned into resets", {"reset": 0.1}),
    (
        "lost, doubled, out of order, reset and slow at once",
        {"loss": 0.03, "double": 0.05, "reorder": 0.1, "reset": 0.01, "delay": 0.02},
    ),
    ("cut for 5 s, again and again", {"cycle": True}),
]


class Served:
    """A node that serves within its namespace."""

    def __init__(self, folder, name):
        self.node = Node(folder, name)
        self.node.configure(
            address=SIDES[name], public_address=f"https://{SIDES[name]}:{self.node.port}", pull_seconds=1
        )
        self.name = name

    def command(self, *arguments):
        return ["ip", "netns", "exec", SPACES[self.name], BINARY, *map(str, arguments), "--node", str(self.node.folder)]

    def serve(self):
        self.process = subprocess.Popen(
            self.command("serve"), stdout=subprocess.PIPE, stderr=open(self.node.folder / "log.txt", "ab"), text=True
        )
        assert self.process.stdout.readline().strip(), "the node did not start"

    def run(self, *arguments, check=True):
        done = subprocess.run(self.command(*arguments), capture_output=True, text=True, timeout=300)
        assert not check or done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}"
        return done

    def stop(self):
        self.process.terminate()
        self.process.wait(30)

    def query(self, sql, *values):
        store = sqlite3.connect(self.node.folder / "store.db")
        try:
            return store.execute(sql, values).fetchall()
        finally:
            store.close()


def once(wire, title, rule, work, acts):
    eu, japan = Served(work / "eu", "eu"), Served(work / "japan", "japan")
    for inviting, invited in ((eu.node, japan.node), (japan.node, eu.node)):
        accept_invitation(inviting, invited, confirm=True)
    wire.rule = {}
    eu.serve()
    japan.serve()
    wire.rule = rule
    wire.counts.update(carried=0, harmed=0)
    start, released, taken_back = time.monotonic(), [], None
    for act in range(acts):
        if rule.get("cycle"):
            wire.rule = {"cut": act % 2 == 1}
        items = [indicator(object_marking_refs=[GREEN], description="x" * 500) for _ in range(20)]
        file = eu.node.folder / f"act-{act}.json"
        file.write_text(
            json.dumps({"type": "bundle", "id": f"bundle--{items[0]['id'].split('--')[1]}", "objects": items})
        )
        eu.run("import", file)
        eu.run("release", *[item["id"] for item in items], "--to", "japan", "--officer", "O")
        released += [item["id"] for item in items]
        if act == acts // 2:
            taken_back = items[0]["id"]
            eu.run("recall", "ask", taken_back, "--action", "destroy", "--due", "2099-01-01", "--officer", "O")
        if rule.get("cycle"):
            time.sleep(2.5)
    if rule.get("cycle"):
        wire.rule = {}

    def complete():
        rows = japan.query(
            "SELECT o.id FROM object o JOIN source s ON s.row=o.source WHERE s.kind='partner' AND erased IS NULL"
        )
        found = {row[0] for row in rows}
        return set(released) - {taken_back} <= found and any(id.startswith("entente-notice") for id in found)

    wait_for(complete, 240, f"{title}: everything")
    seconds = time.monotonic() - start
    # The recall arrived: what came before it is blocked, and is answered over the same wire.
    notice = json.loads(japan.run("recall", "list", "--json", check=False).stdout.splitlines()[0])["id"]
    outcome = (
        "destroyed"
        if japan.query(
            "SELECT 1 FROM object o JOIN source s ON s.row=o.source WHERE o.id=? AND s.kind='partner'", taken_back
        )
        else "not-held"
    )
    japan.run("recall", "answer", notice, "--outcome", outcome, "--officer", "O")
    wait_for(
        lambda: (
            json.loads(eu.run("recall", "list", "--json", check=False).stdout.splitlines()[0])["state"] == "confirmed"
        ),
        120,
        f"{title}: the answer",
    )
    wire.rule = {}
    eu.stop()
    japan.stop()
    twice = japan.query("SELECT id FROM object GROUP BY id, source, version HAVING count(*)>1")
    assert not twice, f"{title}: {twice}"
    for side in (eu, japan):
        done = side.run("check", check=False)
        assert done.returncode == 0, f"{title}: {done.stdout}{done.stderr}"
        assert side.run("partner", "evidence", check=False).returncode == 1, (
            f"{title}: an honest partner was taken for a liar"
        )
    failed = sum("failed" in line for line in (japan.node.folder / "log.txt").read_text().splitlines())
    row = (title, wire.counts["carried"], wire.counts["harmed"], len(released), failed, f"{seconds:.1f} s")
    print(*row, flush=True)
    return row


def main():
    acts = int(sys.argv[1]) if len(sys.argv) > 1 else 8
    global libc
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    for space in SPACES.values():
        subprocess.run(["ip", "netns", "add", space], check=True)
    table = []
    try:
        for number, (title, rule) in enumerate(ROWS):
            wire = Wire(seed=number)
            work = Path(tempfile.mkdtemp())
            try:
                table.append(once(wire, title, rule, work, acts))
            finally:
                wire.stop()
                shutil.rmtree(work, ignore_errors=True)
            # A namespace of its own for each row: no connection of the last one lives on.
            for space in SPACES.values():
                subprocess.run(["ip", "netns", "del", space], check=True)
                subprocess.run(["ip", "netns", "add", space], check=True)
    finally:
        for space in SPACES.values():
            subprocess.run(["ip", "netns", "del", space])
    lines = [
        "Two nodes in network namespaces, mutual TLS, log and witness on; between them a wire that harms packets.",
        f"Under each row one side releases {acts * 20} objects in {acts} acts and recalls one, the other one answers.",
        "Each row ended with every object taken once, the recall confirmed, no evidence against anybody,",
        "and `entente check` clean on both sides.",
        "",
        "| on the wire | packets | harmed | objects | pulls that failed and were done again | until all were there |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    lines += ["| " + " | ".join(map(str, row)) + " |" for row in table]
    replace(
        REPOSITORY / "Documentation" / "reliability.md",
        "A network that fails",
        f"python Tests/Soak/network.py {acts}",
        lines,
    )


if __name__ == "__main__":
    main()
