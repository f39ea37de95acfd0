"""TAXII servers of others for the tests: medallion, OpenTAXII, and one of ours that keeps to no rule."""

import json
import os
import socket
import subprocess
import threading
import urllib.parse
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from support import REPOSITORY, TAXII, free_port, moment, wait_for

COLLECTION = "91a7b528-80eb-42ed-a74d-c6fbd5a26116"
WRITTEN = "365fed99-08fa-4fcd-a1b3-fb247eb41d01"


class Peer:
    def __init__(self, address, collection, secret=None, written=None):
        self.address, self.collection, self.secret, self.written = address, collection, secret, written


@contextmanager
def process(arguments, port, folder, **more):
    log = open(folder / "peer.log", "ab")
    running = subprocess.Popen(arguments, cwd=folder, stdout=log, stderr=log, env={**os.environ, **more})

    def listens():
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0 or running.poll() is not None

    try:
        wait_for(listens, 30, "a TAXII server of others")
        assert running.poll() is None, (folder / "peer.log").read_text()
        yield running
    finally:
        running.terminate()
        try:
            running.wait(10)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
        log.close()


def openssl(*arguments, cwd):
    subprocess.run(["openssl", *map(str, arguments)], cwd=cwd, check=True, capture_output=True)


class Authority:
    """Somebody who vouches for others: a certificate and its key in PEM."""

    def __init__(self, folder):
        folder.mkdir()
        self.certificate, self.key = folder / "ca.pem", folder / "ca.key"
        openssl(
            *("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30"),
            *("-subj", f"/CN={folder.name}", "-keyout", self.key, "-out", self.certificate),
            cwd=folder,
        )


def authority(folder):
    return Authority(folder)


def certificate(vouching, name, folder, days=30):
    """A certificate with its key in one file, as a server for `name` or a client of that name shows it."""
    folder.mkdir()
    (folder / "extensions").write_text(f"subjectAltName=DNS:{name}\nextendedKeyUsage=serverAuth,clientAuth\n")
    openssl(
        *("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", f"/CN={name}"),
        *("-keyout", "key.pem", "-out", "request.pem"),
        cwd=folder,
    )
    openssl(
        *("x509", "-req", "-in", "request.pem", "-CA", vouching.certificate, "-CAkey", vouching.key),
        *("-CAcreateserial", "-days", days, "-extfile", "extensions", "-out", "certificate.pem"),
        cwd=folder,
    )
    both = folder / "both.pem"
    both.write_text((folder / "certificate.pem").read_text() + (folder / "key.pem").read_text())
    return both


def gunicorn(python, port, *more):
    return [str(python), "-m", "gunicorn", "-b", f"127.0.0.1:{port}", "-w", "1", "--threads", "4", *more, "peer:app"]


# Who has shown a certificate that the server knows is let in by it alone.
BEHIND_TLS = """
def app(environ, start, served=app):
    environ["HTTP_AUTHORIZATION"] = "Basic YjpzZWNyZXQ="
    return served(environ, start)
"""


@contextmanager
def medallion(folder, objects, page=20, tls=None):
    """medallion with objects to read, and a collection to write to; its API root is named by a relative reference.

    With `tls`, a certificate and the authority that vouches for clients, nobody is served without a certificate.
    """
    folder.mkdir()
    port = free_port()
    manifest = [
        {
            "id": one["id"],
            "version": one.get("modified", one.get("created", "2026-01-01T00:00:00.000Z")),
            "media_type": "application/stix+json;version=2.1",
            "date_added": moment(place * 1_000),
        }
        for place, one in enumerate(objects)
    ]
    open_to = {"can_read": True, "can_write": False, "media_types": ["application/stix+json;version=2.1"]}
    data = {
        "/discovery": {"title": "m", "default": "/api1/", "api_roots": ["/api1/"]},
        "api1": {
            "information": {"title": "m", "versions": [TAXII], "max_content_length": 1 << 26},
            "status": [],
            "collections": [
                {"id": COLLECTION, "title": "Indicators", "objects": objects, "manifest": manifest, **open_to},
                {**open_to, "id": WRITTEN, "title": "Written", "objects": [], "manifest": [], "can_write": True},
            ],
        },
    }
    (folder / "data.json").write_text(json.dumps(data))
    backend = {
        "module": "medallion.backends.memory_backend",
        "module_class": "MemoryBackend",
        "filename": str(folder / "data.json"),
    }
    conf = {"backend": backend, "users": {"b": "secret"}, "taxii": {"max_page_size": page}}
    (folder / "conf.json").write_text(json.dumps(conf))
    (folder / "peer.py").write_text(f"import medallion\napp = medallion.load_app({str(folder / 'conf.json')!r})\n")
    more, scheme = (), "http://127.0.0.1"
    if tls:
        pair, clients = tls
        with open(folder / "peer.py", "a") as peer:
            peer.write(BEHIND_TLS)
        scheme = "https://localhost"
        more = ("--certfile", pair, "--keyfile", pair, "--ca-certs", clients.certificate, "--cert-reqs", "2")
    with process(gunicorn(REPOSITORY / ".venv/taxii/bin/python", port, *map(str, more)), port, folder):
        yield Peer(f"{scheme}:{port}/taxii2/", "Indicators", "secret", "Written")


OPENTAXII = """domain: "127.0.0.1:{port}"
support_basic_auth: yes
auth_api:
  class: opentaxii.auth.sqldb.SQLDatabaseAPI
  parameters:
    db_connection: "sqlite:///{folder}/auth.db"
    create_tables: yes
    secret: "{key}"
    token_ttl_secs: 36000
taxii1:
taxii2:
  title: o
  public_discovery: yes
  max_content_length: 10485760
  allow_custom_properties: yes
  persistence_api:
    class: opentaxii.persistence.sqldb.Taxii2SQLDatabaseAPI
    parameters: {{db_connection: "sqlite:///{folder}/data.db", create_tables: yes}}
logging: {{opentaxii: error, root: error}}
"""
# OpenTAXII 0.9.3 answers 500 to every POST, because it writes ids of type UUID with the plain json module.
OPENTAXII_APP = """import json, uuid
plain = json.JSONEncoder.default
json.JSONEncoder.default = lambda self, o: str(o) if isinstance(o, uuid.UUID) else plain(self, o)
from opentaxii.http import app
"""
OPENTAXII_FILL = """import datetime, json
from peer import app
from opentaxii.persistence.sqldb.taxii2models import STIXObject
with app.app_context():
    server = app.taxii_server
    server.auth.api.create_account(username="b", password="b", is_admin=True)
    api = server.servers.taxii2.persistence.api
    root = api.add_api_root(title="b", default=True)
    closed = {"is_public": False, "is_public_write": False}
    collection = api.add_collection(api_root_id=str(root.id), title="Indicators", **closed)
    start, rows = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc), []
    for place, one in enumerate(json.load(open("objects.json"))):
        version = datetime.datetime.strptime(one["modified"], "%Y-%m-%dT%H:%M:%S.%fZ")
        date, version = start + datetime.timedelta(milliseconds=place), version.replace(tzinfo=datetime.timezone.utc)
        rows.append(dict(id=one.pop("id"), collection_id=collection.id, type=one.pop("type"), date_added=date,
                         spec_version=one.pop("spec_version"), version=version, serialized_data=one))
    api.db.session.bulk_insert_mappings(STIXObject, rows)
    api.db.session.commit()
    print("MADE", root.id, collection.id, server.auth.authenticate("b", "b"))
"""


@contextmanager
def opentaxii(folder, objects):
    """OpenTAXII with objects to read and write, behind a token."""
    folder.mkdir()
    port, python = free_port(), REPOSITORY / ".venv/opentaxii/bin/python"
    (folder / "conf.yml").write_text(OPENTAXII.format(port=port, folder=folder, key="test " * 8))
    (folder / "peer.py").write_text(OPENTAXII_APP)
    (folder / "fill.py").write_text(OPENTAXII_FILL)
    (folder / "objects.json").write_text(json.dumps(objects))
    conf = str(folder / "conf.yml")
    made = subprocess.run(
        [str(python), "-W", "ignore", "fill.py"],
        cwd=folder,
        env={**os.environ, "OPENTAXII_CONFIG": conf},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    _, root, collection, token = next(line for line in made.splitlines() if line.startswith("MADE ")).split()
    with process(gunicorn(python, port), port, folder, OPENTAXII_CONFIG=conf):
        yield Peer(f"http://127.0.0.1:{port}/taxii2/{root}/", collection, token)


@contextmanager
def hostile():
    """A server whose pages `pages(query)` gives: envelope, first and last date, or status, body, fields, media type."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def give(self, status, body, fields=(), media=TAXII):
            self.send_response(status)
            for name, value in {"Content-Type": media, **dict(fields)}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self):
            url = urllib.parse.urlsplit(self.path)
            server.asked.append(self.path)
            if url.path == "/root/":
                return self.give(200, json.dumps({"title": "h", "versions": [TAXII]}).encode())
            if url.path == "/root/collections/":
                one = {"id": COLLECTION, "title": "Bad", "can_read": True, "can_write": True}
                return self.give(200, json.dumps({"collections": [one]}).encode())
            if not url.path.endswith("/objects/"):
                return self.give(*server.other(url.path))
            answer = server.pages(dict(urllib.parse.parse_qsl(url.query)))
            if isinstance(answer[0], int):
                return self.give(*answer)
            envelope, first, last = answer
            fields = {"X-TAXII-Date-Added-First": first, "X-TAXII-Date-Added-Last": last} if first else {}
            self.give(200, json.dumps(envelope).encode(), fields)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.asked, server.other = [], lambda path: (404, b"{}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    server.address = f"http://127.0.0.1:{server.server_address[1]}/root/"
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
