"""Tries to sign in and names to sign in with: nobody closes an account for somebody else (fault C4),
no two names look alike (C9)."""

import json
import time

import pytest

from authenticator import Authenticator
from people import PASSWORD, Person, one_time_code, open_console, person

LIMIT = 2
ELSEWHERE = [f"127.0.1.{number}" for number in range(1, 30)]


@pytest.fixture
def eu(make_node):
    node = open_console(make_node("eu", sign_in_tries=LIMIT))
    node.serve()
    return node


def wrong(node, name, address, password="wrong password", marks=None, **more):
    return Person(node.console, address=address, marks=marks).sign_in(name, password, **more)


def later(someone, steps=1):
    return one_time_code(someone.secret, time.time() + 30 * steps)


def test_c4_tries_count_against_where_they_come_from(eu):
    person(eu, "lee", "author")
    for name in ("lee", "LEE", "nobody"):
        answers = [wrong(eu, name, "127.0.1.1") for _ in range(LIMIT + 1)]
        expected = [429] * (LIMIT + 1) if name == "LEE" else [401] * LIMIT + [429]
        assert [answer.status for answer in answers] == expected, "one name, however it is written"
    # Closed there, also to the right password; open from elsewhere, for who has never signed in there.
    assert wrong(eu, "lee", "127.0.1.1", PASSWORD).status == 429
    assert wrong(eu, "lee", "127.0.1.2", PASSWORD).status == 200
    assert wrong(eu, "lee", "127.0.1.1", PASSWORD).status == 429, "somebody else's success opens nothing"


def test_c4_a_browser_that_has_signed_in_before_counts_apart(eu):
    lee, kim = person(eu, "lee", "author"), person(eu, "kim", "author")
    for name in ("lee", "kim"):
        assert [wrong(eu, name, "127.0.0.1").status for _ in range(LIMIT + 1)][-1] == 429
    again = Person(eu.console, marks=lee.marks)
    assert again.sign_in("lee").status == 200 and again.marks != lee.marks
    # The mark is of one name, opens nothing by itself, and is bounded as an address is.
    for marks in (lee.marks, "0" * 48, lee.marks[:-1] + ("0" if lee.marks[-1] != "0" else "1"), "x"):
        assert Person(eu.console, marks=marks).sign_in("kim").status == 429, marks
    assert [wrong(eu, "lee", "127.0.0.1", marks=again.marks).status for _ in range(LIMIT + 1)] == [401] * LIMIT + [429]
    # Two people at one desk: the browser keeps the marks of both.
    both = Person(eu.console, marks=kim.marks, address="127.0.1.9")
    assert both.sign_in("lee").status == 200 and len(both.marks.split(".")) == 2
    assert Person(eu.console, marks=both.marks).sign_in("kim").status == 200
    crowd = ".".join([kim.marks] * 20)
    assert Person(eu.console, marks=crowd).sign_in("kim").status == 200
    cookie = next(
        text
        for text in lee.call(
            "POST",
            "/api/v1/session",
            {"name": "lee", "password": PASSWORD},
            headers={"Cookie": f"entente_browser={both.marks}"},
        ).headers.get_all("Set-Cookie")
        if "browser" in text
    )
    assert all(word in cookie for word in ("HttpOnly", "SameSite=Strict", "Max-Age=15552000"))


def test_c4_nobody_keeps_the_only_administrator_out(eu):
    chief = person(eu, "chief", "administrator", second_factor=True)
    author = person(eu, "lee", "author")
    for name in ("chief", "lee", "nobody"):
        statuses = [wrong(eu, name, address).status for address in ELSEWHERE[:12] for _ in range(LIMIT)]
        assert statuses == [401] * 12 * LIMIT, "twelve addresses"
        # From now on the name is closed to browsers that are not known, from every address alike.
        for address in ELSEWHERE[12:14]:
            assert wrong(eu, name, address).status == wrong(eu, name, address, PASSWORD).status == 429
            assert (
                wrong(eu, name, address, code="000000").status
                == wrong(eu, name, address, PASSWORD, code="000000").status
                == 429
            )
    # But not to who gives the second factor at once, nor to a known browser;
    # nor to the authors who have no second factor.
    assert Person(eu.console, address=ELSEWHERE[20]).sign_in("chief", code=later(chief)).status == 200
    assert Person(eu.console, address=ELSEWHERE[20]).sign_in("lee").status == 429
    assert Person(eu.console, address=ELSEWHERE[20], marks=author.marks).sign_in("lee").status == 200
    assert Person(eu.console, address=ELSEWHERE[20]).sign_in("chief", code=chief.recovery[0]).status == 200


def test_c4_codes_are_not_guessed_from_many_addresses(eu):
    chief = person(eu, "chief", "administrator")
    for address in ELSEWHERE[:4]:
        assert [wrong(eu, "chief", address, PASSWORD, code="000000").status for _ in range(LIMIT)] == [401] * LIMIT
    assert wrong(eu, "chief", ELSEWHERE[5], PASSWORD, code=later(chief)).status == 429, (
        "whoever knows the password has no further try"
    )
    assert wrong(eu, "chief", ELSEWHERE[5], PASSWORD).status == 401, "the password is right, and a code is asked for"
    assert wrong(eu, "chief", ELSEWHERE[5], PASSWORD, code="000000", marks=chief.marks).status == 401, (
        "a browser that is known counts apart"
    )
    assert wrong(eu, "chief", ELSEWHERE[6], PASSWORD, code=chief.recovery[1]).status == 200


def test_c4_passkeys_count_apart(eu):
    host, token = (
        f"localhost:{eu.console}",
        json.loads(eu.run("people", "add", "lee", "--role", "administrator", "--officer", "root", "--json").stdout)[
            "token"
        ],
    )
    device, someone = Authenticator(), Person(eu.console, host=host)
    asked = someone.post("challenges", {"purpose": "link", "link": token}).json()
    made = device.make(asked, f"http://{host}")
    assert someone.post(f"links/{token}", {"passkey": made, "password": PASSWORD}).status == 200
    for address in ["127.0.0.1", *ELSEWHERE[:14]]:
        for _ in range(LIMIT):
            wrong(eu, "lee", address)

    def enter(address, **lie):
        other = Person(eu.console, host=host, address=address)
        asked = other.post("challenges", {"purpose": "sign-in"}).json()
        return other.post("session", {"passkey": device.sign(asked, lie.get("origin", f"http://{host}"))}).status

    assert enter("127.0.0.1") == 200
    assert [enter("127.0.1.1", origin="http://elsewhere") for _ in range(LIMIT + 1)] == [401] * LIMIT + [429]
    assert enter("127.0.1.2") == 200


def test_c4_behind_a_proxy_the_address_is_what_the_proxy_saw(make_node):
    node = open_console(make_node("eu", sign_in_tries=LIMIT))
    node.configure(console_address="https://console.example")
    node.serve()
    person(node, "lee", "author")

    def enter(forwarded, password="wrong password", address="127.0.0.1"):
        return (
            Person(node.console, address=address)
            .call(
                "POST", "/api/v1/session", {"name": "lee", "password": password}, headers={"X-Forwarded-For": forwarded}
            )
            .status
        )

    assert [enter(f"198.51.100.{number}, 192.0.2.1") for number in range(LIMIT + 1)] == [401] * LIMIT + [429], (
        "what a client wrote itself does not count"
    )
    assert enter("192.0.2.2", PASSWORD) == 200 and enter("192.0.2.1", PASSWORD) == 429
    # Who has one address of IPv6 has 2^64.
    assert [enter(f"2001:db8::{number:x}") for number in range(1, LIMIT + 2)] == [401] * LIMIT + [429]
    assert enter("2001:0db8:0:0:ffff::1", PASSWORD) == 429 and enter("2001:db8:0:1::1", PASSWORD) == 200
    assert enter("<script>", PASSWORD) == 200 and enter("", PASSWORD) == 200


def test_c9_what_is_no_name(make_node):
    node = make_node("eu")
    for name in (
        "..",
        ".",
        "a..b",
        "../chief",
        "a/b",
        "-rf",
        "chief.",
        "@",
        "",
        "x" * 65,
        "ch\u0456ef",
        "\u691c",
        "chi ef",
        "chief\n",
        "\uff43hief",
    ):
        refused = node.run(
            "people", "add", "--title", "T", "--role", "author", "--officer", "root", "--", name, check=False
        )
        assert refused.returncode == 2, name
    assert node.run("people", "list").stdout == ""


def test_c9_names_are_one_in_capitals_and_small_letters(eu):
    chief = person(eu, "Chief", "administrator")
    assert chief.get("session").json()["person"]["name"] == "chief"
    for name in ("chief", "CHIEF", "Chief"):
        again = eu.run("people", "add", name, "--role", "author", "--officer", "root", check=False)
        assert again.returncode == 2 and "`chief` is taken" in again.stderr
        assert Person(eu.console).sign_in(name, code=chief.recovery.pop()).status == 200
    lee = person(eu, "lee", "author")
    eu.run("people", "disable", "LEE", "--officer", "root")
    assert lee.get("session").status == 401
    assert [json.loads(line)["name"] for line in eu.run("people", "list", "--json").stdout.splitlines()] == [
        "chief",
        "lee",
    ]
