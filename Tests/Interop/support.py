"""What the tests share: starting nodes on free ports, talking to them, and making STIX objects."""

import base64
import http.client
import json
import os
import random
import re
import signal
import socket
import sqlite3
import ssl
import subprocess
import threading
import time
import urllib.parse
import uuid
from pathlib import Path

from document import PARTNER_JUDGE

REPOSITORY = Path(__file__).resolve().parents[2]
EXAMPLES = REPOSITORY / "Examples" / "eu-japan"
TESTDATA = REPOSITORY.parent / "shared" / "testdata"
TAXII = "application/taxii+json;version=2.1"
TIMESTAMP = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$")
UUID4 = re.compile(r"^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")
GREEN = "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb"
CLEAR = "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487"
AMBER = "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421"
AMBER_STRICT = "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003"
RED = "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1"


def labelled(number, level, **label):
    """A marking definition that is a label of the EU; `label` has what it says beside policy and classification."""
    return {
        "type": "marking-definition",
        "id": f"marking-definition--00000000-0000-4000-8000-{number:012d}",
        "spec_version": "2.1",
        "created": "2026-01-01T00:00:00.000Z",
        "name": level,
        "extensions": {
            "extension-definition--8f3a5d52-5c38-4b7e-9d70-0d6cf0c6a1b4": {
                "extension_type": "property-extension",
                "policy": "EU",
                "classification": level,
                **label,
            }
        },
    }


# The parties that most tests are about, and an agreement between two of them.
PARTIES = """party EU
  codes eu

party Japan
  codes japan

party Korea
  codes korea

scheme EU of EU
  levels, highest first
    EU-SECRET
    EU-RESTRICTED

scheme Japan of Japan
  levels, highest first
    J-SECRET
    J-LOW
"""

PACT = """agreement EJ
  between EU and Japan
  {state}
  article 1: covers all classified information
  article 2: up to EU {ceiling}
  article 3: levels, both ways
    EU EU-SECRET = Japan J-SECRET
    EU EU-RESTRICTED = Japan J-LOW
"""


def binary():
    given = os.environ.get("ENTENTE_BIN")
    candidates = [given] if given else [REPOSITORY / ".build" / kind / "entente" for kind in ("release", "debug")]
    for candidate in candidates:
        if Path(candidate).is_file():
            return str(Path(candidate).resolve())
    raise FileNotFoundError(f"no binary at {candidates}; build it or set ENTENTE_BIN")


BINARY = binary()


# Below the ports that Linux gives to connections that go out (`ip_local_port_range` begins at 32768): between the
# choice and the start of a node no connection of another one can take it.
PORTS = range(20_000, 32_000)
# Runs beside each other (`pytest -n`) have ports of their own: two would choose one between the look and the start.
RUN = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
RUNS = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
CHOSEN = set()


def free_port():
    """A port that nobody listens on, and that this run gave to nobody else."""
    while True:
        port = random.choice(PORTS[RUN::RUNS])
        if port in CHOSEN:
            continue
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        CHOSEN.add(port)
        return port


def wait_for(condition, seconds=20, what="a condition"):
    """Polls until the condition gives something true; fails at the deadline."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        value = condition()
        if value:
            return value
        time.sleep(0.01)
    raise AssertionError(f"{what} did not come about within {seconds} s")


def entente(*arguments, check=True, seconds=120, **options):
    """Runs a verb to its end."""
    done = subprocess.run([BINARY, *map(str, arguments)], capture_output=True, text=True, timeout=seconds, **options)
    if check:
        assert done.returncode == 0, f"{arguments}: exit {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done


class Answer:
    """A response, read to its end."""

    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()
        self.text = self.body.decode("utf-8", "replace")

    def json(self):
        return json.loads(self.body)

    @property
    def objects(self):
        return self.json().get("objects", [])

    def everything(self):
        """All bytes that the caller sees, headers included."""
        return str(self.headers) + self.text


def insecure(certificate=None, key=None):
    """A context for self-signed servers, perhaps with a client certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    if certificate:
        context.load_cert_chain(certificate, key)
    return context


def basic(name, password):
    return "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()


class Caller:
    """Somebody who talks to a base URL: adds nothing but Host, Accept and its credentials."""

    def __init__(self, base, authorization=None, context=None):
        self.base = base.rstrip("/")
        self.parts = urllib.parse.urlsplit(self.base)
        self.authorization = authorization
        self.context = context

    def connect(self, timeout=30):
        host, port = self.parts.hostname, self.parts.port
        if self.parts.scheme == "https":
            return http.client.HTTPSConnection(host, port, timeout=timeout, context=self.context or insecure())
        return http.client.HTTPConnection(host, port, timeout=timeout)

    def call(self, method, path, accept=TAXII, body=None, headers=(), timeout=30):
        """One request on a connection of its own; `accept=None` sends no Accept."""
        connection = self.connect(timeout)
        try:
            connection.putrequest(method, path, skip_accept_encoding=True)
            if accept is not None:
                connection.putheader("Accept", accept)
            if self.authorization:
                connection.putheader("Authorization", self.authorization)
            for name, value in dict(headers).items():
                connection.putheader(name, value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            answer = Answer(connection.getresponse())
            fault = PARTNER_JUDGE.fault(method, path, answer.status, answer.headers["Content-Type"], answer.body)
            assert fault is None, fault
            return answer
        finally:
            connection.close()

    def get(self, path, query=None, accept=TAXII, **options):
        if query:
            path += "?" + (query if isinstance(query, str) else urllib.parse.urlencode(query))
        return self.call("GET", path, accept, **options)

    def post(self, path, content, media=TAXII, **options):
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        headers = {"Content-Type": media} if media else {}
        return self.call("POST", path, body=body, headers=headers, **options)

    def add(self, path, objects):
        """Posts objects and gives the status once it is complete."""
        answer = self.post(path, {"objects": objects}, timeout=60)
        assert answer.status == 202, answer.text
        root = path.split("collections/")[0]
        return self.completed(root, answer.json()["id"])

    def completed(self, root, status):
        def complete():
            answer = self.get(f"{root}status/{status}/")
            assert answer.status == 200, answer.text
            return answer.json() if answer.json()["status"] == "complete" else None

        return wait_for(complete, 60, "a complete status")

    def all(self, path, query=(), limit=None):
        """Every object of a list, following `next`."""
        query = dict(query)
        if limit:
            query["limit"] = limit
        found, after = [], {}
        while True:
            answer = self.get(path, {**query, **after})
            assert answer.status == 200, answer.text
            page = answer.json()
            found += page.get("objects", [])
            if not page.get("more"):
                return found
            after = {"next": page["next"]}


class Process:
    """A serving process; its base URL is the first line that it prints."""

    def __init__(self, *arguments, log=None, **options):
        self.log = Path(log) if log else None
        errors = open(log, "ab") if log else subprocess.DEVNULL
        self.process = subprocess.Popen(
            [BINARY, "serve", *map(str, arguments)], stdout=subprocess.PIPE, stderr=errors, text=True, **options
        )
        line = []
        reader = threading.Thread(target=lambda: line.append(self.process.stdout.readline()), daemon=True)
        reader.start()
        reader.join(20)
        if not line or not line[0].strip():
            self.kill()
            raise AssertionError(f"the node did not start: {self.log.read_text() if self.log else ''}")
        self.base = line[0].strip().rstrip("/")

    def caller(self, authorization=None, context=None):
        return Caller(self.base, authorization, context)

    def memory(self, field="VmRSS"):
        """Bytes of resident memory, or `VmHWM` for the most there was."""
        text = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"{field}:\s+(\d+) kB", text).group(1)) * 1024

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.kill()
                raise AssertionError("the node did not end within 15 s of SIGTERM")
        self.process.stdout.close()

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


class Node:
    """A real node in a folder of its own."""

    def __init__(self, folder, name, title=None, settings=None):
        self.folder, self.name, self.port = Path(folder), name, free_port()
        self.serving = None
        entente("init", "--node", folder, "--name", name, "--title", title or name.title(), "--port", self.port)
        if settings:
            self.configure(**settings)

    @property
    def base(self):
        return f"https://127.0.0.1:{self.port}"

    def configure(self, **settings):
        file = self.folder / "entente.json"
        file.write_text(json.dumps({**json.loads(file.read_text()), **settings}))

    def run(self, *arguments, **options):
        return entente(*arguments, "--node", self.folder, **options)

    def serve(self, **options):
        self.serving = Process("--node", self.folder, log=self.folder / "log.txt", **options)
        return self.serving

    def stop(self):
        if self.serving:
            serving, self.serving = self.serving, None
            serving.stop()

    def kill(self):
        serving, self.serving = self.serving, None
        serving.kill()

    def context(self):
        return insecure(self.folder / "keys" / "tls.crt", self.folder / "keys" / "tls.key")

    def load(self, objects, name="load.json", **options):
        """Imports objects."""
        file = self.folder / name
        file.write_text(json.dumps({"type": "bundle", "id": f"bundle--{uuid.uuid4()}", "objects": objects}))
        return self.run("import", file, **options)

    def holdings(self, *options):
        """The ids of what `export` writes."""
        return {entry["id"] for entry in json.loads(self.run("export", *options).stdout).get("objects", [])}

    def searchable(self):
        """Waits until the search index, which follows the objects a moment later, has all of them."""

        def follows():
            with sqlite3.connect(f"file:{self.folder / 'store.db'}?mode=ro", uri=True) as store:
                last = store.execute("SELECT ifnull(max(row), 0) FROM object").fetchone()[0]
                covered = store.execute("SELECT value FROM setting WHERE name='indexed'").fetchone()
            store.close()
            return int(covered[0] if covered else 0) >= last

        wait_for(follows, what="the search index")

    def is_whole(self):
        done = self.run("check", check=False)
        assert done.returncode == 0, f"check says: {done.stdout}{done.stderr}"
        return True


def link(*nodes):
    """Connects each node with each other one, confirmed on both sides."""
    for inviting in nodes:
        for invited in nodes:
            if inviting is not invited:
                accept_invitation(inviting, invited, confirm=True)


def accept_invitation(inviting, invited, confirm):
    file = inviting.folder / f"for-{invited.name}.json"
    file.write_text(inviting.run("partner", "invite", invited.name).stdout)
    printed = invited.run("partner", "accept", file, "--json").stdout
    if confirm:
        invited.run("partner", "confirm", inviting.name, "--fingerprint", json.loads(printed)["fingerprint"])


def moment(microseconds):
    """A TAXII timestamp so many microseconds after the start of 2026."""
    seconds, rest = divmod(microseconds, 1_000_000)
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(1_767_225_600 + seconds)) + f".{rest:06d}Z"


def indicator(number=None, name="an indicator", modified="2026-01-01T00:00:00.000Z", **more):
    """A valid indicator; the same number gives the same id."""
    identifier = uuid.uuid4() if number is None else numbered(number)
    return {
        "type": "indicator",
        "spec_version": "2.1",
        "id": f"indicator--{identifier}",
        "created": "2026-01-01T00:00:00.000Z",
        "modified": modified,
        "name": name,
        "pattern": "[ipv4-addr:value = '192.0.2.1']",
        "pattern_type": "stix",
        "valid_from": "2026-01-01T00:00:00Z",
        **more,
    }


def translated(item, contents, **more):
    """A translation of this version of an object (`language-content`, STIX 2.1, 7.1), marked TLP:GREEN."""
    return {
        "type": "language-content",
        "spec_version": "2.1",
        "id": f"language-content--{uuid.uuid4()}",
        "created": item["created"],
        "modified": item["modified"],
        "object_ref": item["id"],
        "object_modified": item["modified"],
        "contents": contents,
        "object_marking_refs": [GREEN],
        **more,
    }


def numbered(number):
    """A version 4 UUID that is the same for the same number."""
    return uuid.UUID(int=(0x5EED_0000 << 96) + number, version=4)
