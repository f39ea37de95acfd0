"""People at a node's console: accounts with one-time links, sign-in, and calls of the API as a browser makes them."""

import base64
import hashlib
import hmac
import http.client
import json
import struct
import time
import urllib.parse

from document import JUDGE
from support import free_port, wait_for

PASSWORD = "correct horse battery staple"


def one_time_code(secret, moment=None):
    """RFC 6238 from the base 32 secret."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    counter = int((time.time() if moment is None else moment) // 30)
    digest = hmac.new(key, struct.pack(">Q", counter), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


class Answer:
    def __init__(self, response):
        self.status, self.headers, self.body = response.status, response.headers, response.read()
        self.text = self.body.decode("utf-8", "replace")

    def json(self):
        return json.loads(self.body)

    def everything(self):
        return str(self.headers) + self.text


class Person:
    """Somebody with a browser: keeps the cookies, sends the token with every change,
    calls from an address of this host."""

    def __init__(self, port, host=None, address="127.0.0.1", marks=None):
        self.port, self.host, self.address, self.marks = port, host or f"127.0.0.1:{port}", address, marks
        self.cookie = self.csrf = None

    def call(self, method, path, body=None, query=None, headers=(), raw=None):
        if query:
            path += "?" + urllib.parse.urlencode(query)
        sent = {"Host": self.host}
        cookies = {"entente_session": self.cookie, "entente_browser": self.marks}
        if any(cookies.values()):
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items() if value)
        if self.csrf and method != "GET":
            sent["X-Entente-CSRF"] = self.csrf
        data = raw
        if body is not None:
            data, sent["Content-Type"] = json.dumps(body).encode(), "application/json"
        sent.update(dict(headers))
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60, source_address=(self.address, 0))
        try:
            connection.request(method, path, data, sent)
            answer = Answer(connection.getresponse())
            if method != "HEAD" and path.startswith("/api/v1/"):
                fault = JUDGE.fault(method, path, answer.status, answer.headers["Content-Type"], answer.body)
                assert fault is None, fault
            return answer
        finally:
            connection.close()

    def get(self, path, **query):
        return self.call(
            "GET", f"/api/v1/{path}", query={name: value for name, value in query.items() if value is not None}
        )

    def post(self, path, body=None, **options):
        return self.call("POST", f"/api/v1/{path}", {} if body is None else body, **options)

    def write(self, thing, **more):
        """Writes a new object: the node gives the identifier, which `thing` has from then on."""
        answer = self.post(
            "objects", {"object": {name: value for name, value in thing.items() if name != "id"}, **more}
        )
        if answer.status == 201:
            thing["id"] = answer.json()["id"]
        return answer

    def sign_in(self, name, password=PASSWORD, code=None):
        answer = self.post("session", {"name": name, "password": password, **({"code": code} if code else {})})
        if answer.status == 200:
            cookies = dict(text.split(";")[0].split("=", 1) for text in answer.headers.get_all("Set-Cookie"))
            self.cookie, self.marks, self.csrf = (
                cookies["entente_session"],
                cookies["entente_browser"],
                answer.json()["csrf"],
            )
        return answer


def open_console(node):
    """Gives a node a console on a free port; before it serves."""
    node.console = free_port()
    node.configure(console_port=node.console)
    return node


def person(node, name, *roles, register=None, title=None, second_factor=None):
    """Makes an account, opens its link, signs in. With a second factor, which administrators need,
    only if none was asked for."""
    asked, second_factor = second_factor, "administrator" in roles if second_factor is None else second_factor
    options = [part for role in roles for part in ("--role", role)] + (["--register", register] if register else [])
    made = json.loads(
        node.run(
            "people", "add", name, "--title", title or name.title(), *options, "--officer", "root", "--json"
        ).stdout
    )
    someone = Person(node.console)
    link = someone.get(f"links/{made['token']}").json()
    body = {"password": PASSWORD}
    if second_factor:
        body["code"] = one_time_code(link["totp_secret"])
    answer = someone.post(f"links/{made['token']}", body)
    assert answer.status == 200, answer.text
    someone.name, someone.secret, someone.recovery = name, link["totp_secret"], answer.json()["recovery_codes"]
    if not asked:
        # The code with which the link was opened is used up; the next one holds already.
        code = one_time_code(someone.secret, time.time() + 30) if second_factor else None
        assert someone.sign_in(name, code=code).status == 200
    return someone


def on_register(node, *facts):
    """Has a security officer keep the record of a cleared person: `name=…`, `clearances=…`, `needs=…` and so on."""
    return node.run("register", "add", "person", *facts, "--officer", "S")


def ask_back(node, item):
    """Has an officer recall an item from whoever holds it."""
    due = ("--action", "withdraw", "--due", "2099-01-01", "--reason", "in error")
    return node.run("recall", "ask", item["id"], *due, "--officer", "O")


def signs(someone):
    """What a security officer without codes enters who signs beside somebody."""
    return {"name": someone.name, "password": PASSWORD}


def kinds(node):
    return [
        (json.loads(line)["kind"], json.loads(line)["inside"])
        for line in node.run("audit", "--json").stdout.splitlines()
    ]


__all__ = ["PASSWORD", "Person", "kinds", "one_time_code", "open_console", "person", "signs", "wait_for"]
