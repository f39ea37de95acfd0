"""Name servers of others that enforce a response policy zone, each in a folder and on ports of its own."""

import json
import random
import socket
import subprocess
import threading
import time
import uuid

import dns.flags
import dns.message
import dns.query
import dns.rcode
import dns.rrset

from support import free_port

ORIGIN = "rpz.test"


class Origin:
    """Answers every question: an address of the name's own, which names such as `a-198-51-100-7.net.example` choose."""

    def __init__(self):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                data, sender = self.socket.recvfrom(4096)
            except OSError:
                return
            try:
                question = dns.message.from_wire(data)
                self.socket.sendto(self.answer(question).to_wire(), sender)
            except Exception as fault:  # noqa: BLE001 -- what cannot be answered is not answered
                print("origin:", fault)

    @staticmethod
    def answer(question):
        answer = dns.message.make_response(question)
        answer.flags |= dns.flags.AA | dns.flags.RA
        name = question.question[0].name
        kind = dns.rdatatype.to_text(question.question[0].rdtype)
        address = chosen(name.to_text())
        if kind == ("AAAA" if ":" in address else "A"):
            answer.answer.append(dns.rrset.from_text(name, 60, "IN", kind, address))
        return answer

    def stop(self):
        self.socket.close()


def chosen(name):
    """The address that a name chooses."""
    label = name.split(".")[0]
    if label.startswith("four-"):
        return ".".join(label.split("-")[1:])
    if label.startswith("six-"):
        return ":".join(label.split("-")[1:])
    return "203.0.113.1"


def asking(address):
    """The name that chooses an address."""
    groups = address.exploded.split(":") if address.version == 6 else str(address).split(".")
    return ("six-" if address.version == 6 else "four-") + "-".join(groups) + ".net.example"


class Server:
    """A resolver that asks the origin for everything and enforces a zone."""

    def __init__(self, folder, zone, command):
        folder.mkdir()
        self.port, self.folder = free_port(), folder
        (folder / "rpz.zone").write_bytes(zone)
        self.log = (folder / "log").open("w+")
        self.process = subprocess.Popen(command(self), stdout=self.log, stderr=subprocess.STDOUT)
        deadline = time.monotonic() + 60
        while not self.is_ready():
            assert self.process.poll() is None and time.monotonic() < deadline, (folder / "log").read_text()
            time.sleep(0.05)

    def is_ready(self):
        try:
            self.ask("ready.example", timeout=0.5)
            return True
        except (OSError, dns.exception.DNSException):
            return False

    def ask(self, name, six=False, timeout=5):
        question = dns.message.make_query(name, "AAAA" if six else "A")
        return dns.query.udp(question, "127.0.0.1", port=self.port, timeout=timeout)

    def blocks(self, name, six=False):
        """Whether the zone answers in place of the origin."""
        answer = self.ask(name, six)
        assert dns.rcode.to_text(answer.rcode()) in ("NOERROR", "NXDOMAIN"), answer
        return answer.rcode() == dns.rcode.NXDOMAIN

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.log.close()


def bind(folder, zone, origin):
    def command(server):
        (folder / "named.conf").write_text(
            f"""options {{ directory "{folder}"; pid-file none; session-keyfile none; listen-on-v6 {{ none; }};
  listen-on port {server.port} {{ 127.0.0.1; }}; recursion yes; dnssec-validation no; empty-zones-enable no;
  forward only; forwarders {{ 127.0.0.1 port {origin.port}; }};
  response-policy {{ zone "{ORIGIN}"; }} qname-wait-recurse no; managed-keys-directory "{folder}"; }};
controls {{ }};
zone "{ORIGIN}" {{ type primary; file "rpz.zone"; }};
"""
        )
        return ["/usr/sbin/named", "-g", "-n", "1", "-c", folder / "named.conf"]

    return Server(folder, zone, command)


def unbound(folder, zone, origin):
    def command(server):
        (folder / "unbound.conf").write_text(
            f"""server:
  directory: "{folder}"
  chroot: ""
  username: ""
  pidfile: ""
  use-syslog: no
  interface: 127.0.0.1
  port: {server.port}
  do-not-query-localhost: no
  module-config: "respip iterator"
forward-zone:
  name: "."
  forward-addr: 127.0.0.1@{origin.port}
rpz:
  name: "{ORIGIN}"
  zonefile: "{folder}/rpz.zone"
remote-control:
  control-enable: no
"""
        )
        return ["/usr/sbin/unbound", "-d", "-c", folder / "unbound.conf"]

    return Server(folder, zone, command)


def random_values(count, random_source):
    """Names, addresses and networks of IPv4 and IPv6, none of them local; half of IPv6 with runs of zeros."""
    import ipaddress

    def four():
        return ipaddress.IPv4Address(
            random_source.choice(
                [random_source.randrange(0x01000000, 0x09FFFFFF), random_source.randrange(0x80000000, 0xA0000000)]
            )
        )

    def six():
        groups = [0x2001, random_source.randrange(0x10000)]
        for _ in range(6):
            groups.append(random_source.choice([0, 0, 1, random_source.randrange(0x10000)]))
        return ipaddress.IPv6Address(":".join(f"{group:x}" for group in groups))

    values = []
    for number in range(count):
        match number % 4:
            case 0:
                letters = "abcdefghijklmnopqrstuvwxyz0123456789_-"
                label = "x" + "".join(random_source.choices(letters, k=random_source.randrange(1, 30))) + "x"
                values.append(
                    ("domain-name", f"{label}.{random_source.choice(['example', 'a.example', 'b-c.example'])}")
                )
            case 1:
                values.append(("ipv4-addr", four()))
            case 2:
                values.append(("ipv6-addr", six()))
            case 3:
                base = random_source.choice([four, six])()
                width = base.max_prefixlen
                length = random_source.randrange(width // 2, width)
                values.append((f"ipv{base.version}-addr", ipaddress.ip_interface(f"{base}/{length}")))
    return values


def indicators(values):
    """An indicator a line, one for each value."""
    lines = []
    for kind, value in values:
        one = {
            "type": "indicator",
            "spec_version": "2.1",
            "id": f"indicator--{uuid.uuid4()}",
            "created": "2026-01-01T00:00:00.000Z",
            "modified": "2026-01-01T00:00:00.000Z",
            "pattern": f"[{kind}:value = '{value}']",
            "pattern_type": "stix",
            "valid_from": "2026-01-01T00:00:00Z",
        }
        lines.append(json.dumps(one))
    return "\n".join(lines) + "\n"


def questions(values, random_source=random):
    """What to ask, whether of IPv6, and whether it is to be blocked."""
    import ipaddress

    networks = [
        value.network if hasattr(value, "network") else ipaddress.ip_network(value)
        for kind, value in values
        if kind != "domain-name"
    ]
    names = {value for kind, value in values if kind == "domain-name"}
    asked = []
    for name in names:
        asked += [(name, False, True), (f"below.{name}", False, True), (f"x{name}", False, f"x{name}" in names)]
    for network in networks:
        inside = network[random_source.randrange(min(network.num_addresses, 1 << 32))]
        outside = network[-1] + 1
        for address in (inside, outside):
            is_blocked = any(address in one for one in networks if one.version == address.version)
            asked.append((asking(address), address.version == 6, is_blocked))
    return asked


def differences(folder, zone, asked):
    """Where a server does other than is asked for."""
    origin = Origin()
    servers = []
    try:
        for begin in (bind, unbound):
            servers.append(begin(folder / begin.__name__, zone, origin))
        wrong = []
        for name, six, is_blocked in asked:
            for server in servers:
                if server.blocks(name, six) != is_blocked:
                    wrong.append((server.folder.name, name, is_blocked))
        return wrong
    finally:
        for server in servers:
            server.stop()
        origin.stop()
