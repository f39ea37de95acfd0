"""Starting and stopping what is measured: our node, the peer, nginx."""

import contextlib
import http.client
import json
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import time

MEDIA = "application/taxii+json;version=2.1"
COLLECTION = "91a7b528-80eb-42ed-a74d-c6fbd5a26116"


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait(port, seconds=60):
    end = time.time() + seconds
    while time.time() < end:
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        time.sleep(0.02)
    raise RuntimeError("nothing listens on port %d" % port)


@contextlib.contextmanager
def process(argv, port, **kw):
    p = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, **kw)
    try:
        wait(port)
        yield p
    finally:
        p.send_signal(signal.SIGTERM)
        try:
            p.wait(10)
        except subprocess.TimeoutExpired:
            # A peer under load does not end by itself.
            os.killpg(p.pid, signal.SIGKILL)
            p.wait()


@contextlib.contextmanager
def ours(binary, work, tls=False):
    port = free_port()
    seed = os.path.join(work, "seed.json")
    json.dump(
        {"api_roots": [{"path": "api1", "max_content_length": 1 << 30, "collections": [{"id": COLLECTION}]}]},
        open(seed, "w"),
    )
    argv = [binary, "serve", "--seed", seed, "--port", str(port)] + ([] if tls else ["--http"])
    with process(argv, port) as p:
        yield Server(port, p.pid, "/api1", tls)


def starts(binary, node, times):
    """Seconds until a node answers, several times, each after an orderly end."""
    out = []
    for _ in range(times):
        t = time.perf_counter()
        server = subprocess.Popen([binary, "serve", "--node", node], stdout=subprocess.PIPE)
        assert server.stdout.readline(), "the node does not start"
        out.append(time.perf_counter() - t)
        server.terminate()
        server.wait()
    return out


@contextlib.contextmanager
def medallion(work, lines=()):
    """The peer, with objects that are there from the start."""
    objects = [json.loads(line) for line in lines]
    manifest = [
        {
            "id": o["id"],
            "version": o["modified"],
            "media_type": "application/stix+json;version=2.1",
            "date_added": "2026-01-01T%02d:%02d:%02d.%06dZ" % (i // 3600 % 24, i // 60 % 60, i % 60, i),
        }
        for i, o in enumerate(objects)
    ]
    port = free_port()
    base = "http://127.0.0.1:%d" % port
    data = {
        "/discovery": {"title": "b", "default": base + "/api1/", "api_roots": [base + "/api1/"]},
        "api1": {
            "information": {"title": "b", "versions": [MEDIA], "max_content_length": 1 << 30},
            "status": [],
            "collections": [
                {
                    "id": COLLECTION,
                    "title": "b",
                    "can_read": True,
                    "can_write": True,
                    "media_types": ["application/stix+json;version=2.1"] if objects else [],
                    "objects": objects,
                    "manifest": manifest,
                }
            ],
        },
    }
    json.dump(data, open(os.path.join(work, "data.json"), "w"))
    json.dump(
        {
            "backend": {
                "module": "medallion.backends.memory_backend",
                "module_class": "MemoryBackend",
                "filename": os.path.join(work, "data.json"),
            },
            "users": {"b": "b"},
            "taxii": {"max_page_size": 1000},
        },
        open(os.path.join(work, "conf.json"), "w"),
    )
    open(os.path.join(work, "peer.py"), "w").write(
        "import medallion\napp = medallion.load_app(%r)\n" % os.path.join(work, "conf.json")
    )
    argv = [
        sys.executable,
        "-m",
        "gunicorn",
        "-b",
        "127.0.0.1:%d" % port,
        "-w",
        "1",
        "--threads",
        "8",
        "--timeout",
        "7200",
        "--log-level",
        "warning",
        "peer:app",
    ]
    with process(argv, port, cwd=work) as p:
        yield Server(port, p.pid, "/api1", False, "Basic Yjpi")


OPENTAXII = """domain: "127.0.0.1:%(port)d"
support_basic_auth: yes
auth_api:
  class: opentaxii.auth.sqldb.SQLDatabaseAPI
  parameters:
    db_connection: "sqlite:///%(work)s/auth.db"
    create_tables: yes
    secret: "%(secret)s"
    token_ttl_secs: 360000
taxii1:
taxii2:
  title: bench
  public_discovery: yes
  max_content_length: 1073741824
  allow_custom_properties: yes
  persistence_api:
    class: opentaxii.persistence.sqldb.Taxii2SQLDatabaseAPI
    parameters: {db_connection: "sqlite:///%(work)s/data.db", create_tables: yes}
logging: {opentaxii: error, root: error}
"""

# OpenTAXII 0.9.3 answers 500 to every POST, because it writes ids of type UUID with the plain json module; that a UUID
# is written as text is the least that makes it usable.
OPENTAXII_APP = """import json, uuid
plain = json.JSONEncoder.default
json.JSONEncoder.default = lambda self, o: str(o) if isinstance(o, uuid.UUID) else plain(self, o)
from opentaxii.http import app
"""

OPENTAXII_FILL = """import datetime, json, sys
from peer import app
from opentaxii.persistence.sqldb.taxii2models import STIXObject
with app.app_context():
    server = app.taxii_server
    server.auth.api.create_account(username="b", password="b", is_admin=True)
    api = server.servers.taxii2.persistence.api
    root = api.add_api_root(title="b", default=True)
    collection = api.add_collection(api_root_id=str(root.id), title="b", is_public=False, is_public_write=False)
    utc = datetime.timezone.utc
    rows = []
    for i, line in enumerate(open(sys.argv[1], encoding="utf-8")):
        o = json.loads(line)
        version = datetime.datetime.strptime(o["modified"], "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=utc)
        rows.append(dict(id=o.pop("id"), collection_id=collection.id,
                         type=o.pop("type"), spec_version=o.pop("spec_version"),
                         date_added=datetime.datetime(2026, 1, 1, tzinfo=utc) + datetime.timedelta(milliseconds=i),
                         version=version, serialized_data=o))
    if rows:
        api.db.session.bulk_insert_mappings(STIXObject, rows)
        api.db.session.commit()
    print("MADE", root.id, collection.id, server.auth.authenticate("b", "b"))
"""


@contextlib.contextmanager
def opentaxii(work, lines=()):
    """The other peer, on SQLite, in an environment of its own, with objects that are there from the start."""
    work = os.path.join(work, "opentaxii")
    os.makedirs(work)
    port = free_port()
    python = os.path.join(os.path.dirname(sys.executable), "..", "opentaxii", "bin", "python")
    for name, text in (
        ("conf.yml", OPENTAXII % {"port": port, "work": work, "secret": "bench " * 6}),
        ("peer.py", OPENTAXII_APP),
        ("fill.py", OPENTAXII_FILL),
        ("lines", "\n".join(lines)),
    ):
        open(os.path.join(work, name), "w", encoding="utf-8").write(text)
    env = dict(os.environ, OPENTAXII_CONFIG=os.path.join(work, "conf.yml"))
    made = subprocess.run(
        [python, "-W", "ignore", "fill.py", "lines"], cwd=work, env=env, stdout=subprocess.PIPE, text=True, check=True
    ).stdout
    _, root, collection, token = [line for line in made.splitlines() if line.startswith("MADE ")][-1].split()
    argv = [
        python,
        "-m",
        "gunicorn",
        "-b",
        "127.0.0.1:%d" % port,
        "-w",
        "2",
        "--threads",
        "8",
        "--timeout",
        "7200",
        "--log-level",
        "warning",
        "peer:app",
    ]
    with process(argv, port, cwd=work, env=env) as p:
        yield Server(port, p.pid, "/taxii2/" + root, False, "Bearer " + token, collection)


@contextlib.contextmanager
def nginx(work, files, certificate=None):
    port = free_port()
    www = os.path.join(work, "www")
    os.makedirs(www, exist_ok=True)
    for name, body in files.items():
        open(os.path.join(www, name), "wb").write(body)
    os.chmod(work, 0o755)
    tls = (
        ("ssl_certificate %s; ssl_certificate_key %s; ssl_protocols TLSv1.2 TLSv1.3;" % certificate)
        if certificate
        else ""
    )
    temp = " ".join(
        "%s %s/%s;" % (k, work, k)
        for k in ("client_body_temp_path", "proxy_temp_path", "fastcgi_temp_path", "uwsgi_temp_path", "scgi_temp_path")
    )
    conf = """%s daemon off; worker_processes 2; pid %s/nginx.pid; error_log %s/error.log;
events { worker_connections 1024; }
http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; default_type application/taxii+json;
 open_file_cache max=100 inactive=600s; %s
 server { listen 127.0.0.1:%d %s reuseport; root %s; %s } }
""" % ("user root;" if os.geteuid() == 0 else "", work, work, temp, port, "ssl" if tls else "", www, tls)
    path = os.path.join(work, "nginx.conf")
    open(path, "w").write(conf)
    with process(["nginx", "-c", path], port) as p:
        yield Server(port, p.pid, "", bool(tls))


class Server:
    def __init__(self, port, pid, root, tls, authorization=None, collection=COLLECTION):
        self.port, self.pid, self.root, self.tls, self.connection = port, pid, root, tls, None
        self.headers = {"Accept": MEDIA}
        if authorization:
            self.headers["Authorization"] = authorization
        self.objects = "%s/collections/%s/objects/" % (root, collection)
        self.manifest = "%s/collections/%s/manifest/" % (root, collection)

    def ask(self, method, path, body=None):
        if self.connection is None:
            if self.tls:
                context = ssl.create_default_context()
                context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
                self.connection = http.client.HTTPSConnection("127.0.0.1", self.port, context=context, timeout=7200)
            else:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=7200)
        headers = dict(self.headers, **({"Content-Type": MEDIA} if body is not None else {}))
        self.connection.request(method, path, body, headers)
        r = self.connection.getresponse()
        data = r.read()
        if r.will_close:
            self.connection.close()
            self.connection = None
        return r.status, data

    def post(self, lines, size):
        """Posts objects in envelopes; gives the seconds until the last one is acknowledged and worked off."""
        envelopes = [
            ('{"objects":[' + ",".join(lines[i : i + size]) + "]}").encode() for i in range(0, len(lines), size)
        ]
        t = time.perf_counter()
        good = 0
        for e in envelopes:
            status, data = self.ask("POST", self.objects, e)
            s = json.loads(data)
            assert status == 202, data[:300]
            while s["status"] == "pending":
                time.sleep(0.005)
                s = json.loads(self.ask("GET", "%s/status/%s/" % (self.root, s["id"]))[1])
            good += s["success_count"]
        wall = time.perf_counter() - t
        assert good == len(lines), (good, len(lines))
        return wall

    def latency(self, path, times=15):
        self.ask("GET", path)
        out = []
        for _ in range(times):
            t = time.perf_counter()
            status, _ = self.ask("GET", path)
            out.append(time.perf_counter() - t)
            assert status == 200, status
        return sorted(out)[len(out) // 2] * 1e3

    def rate(self, path, connections=64, seconds=3):
        url = "http%s://127.0.0.1:%d%s" % ("s" if self.tls else "", self.port, path)
        argv = ["wrk", "-t", "1", "-c", str(connections), "-d", "%ds" % seconds, "--timeout", "60s"]
        for k, v in self.headers.items():
            argv += ["-H", "%s: %s" % (k, v)]
        text = subprocess.run(argv + [url], stdout=subprocess.PIPE, text=True).stdout
        assert "Non-2xx" not in text, text
        return float(re.search(r"Requests/sec:\s+([\d.]+)", text).group(1))

    def memory_mib(self):
        for line in open("/proc/%d/status" % self.pid):
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024

    def folder(self):
        """The folder of our node, by the store that it has open."""
        for descriptor in os.listdir("/proc/%d/fd" % self.pid):
            with contextlib.suppress(OSError):
                path = os.readlink("/proc/%d/fd/%s" % (self.pid, descriptor))
                if os.path.basename(path) == "store.db":
                    return os.path.dirname(path)
        raise RuntimeError("no store is open")

    def settled(self):
        """Seconds until the server is idle: the search index has caught up."""

        def used():
            f = open("/proc/%d/stat" % self.pid).read().rsplit(")", 1)[1].split()
            return int(f[11]) + int(f[12])

        start = time.perf_counter()
        last, since = used(), start
        while time.perf_counter() - since < 0.4:
            time.sleep(0.02)
            now = used()
            if now != last:
                last, since = now, time.perf_counter()
        return since - start
