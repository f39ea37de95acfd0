"""Values in texts: `entente extract`, `fang` and `defang`, beside ioc-fanger and ioc-finder where those are right."""

import ipaddress
import json
import random

import ioc_fanger
import pymispwarninglists
from ioc_finder import find_iocs

from support import REPOSITORY, entente

#: Texts of which ioc-fanger 5.1.1 makes the same.
SAME = [
    "hxxp://evil[.]example[:]8080/a(b).html",
    "hxxps://a[.]b[.]example/x[.]php",
    "hxxps[:]//evil[.]com",
    "hxxp[://]evil.com",
    "foo[at]bar[.]example",
    "user(@)bad[.]example",
    "evil(dot)example",
    "evil[dot]com",
    "evil[punkt]com",
    "evil [.] com",
    "evil{.}example",
    "evil[,]com",
    "evil[-]name[.]com",
    "198[.]51[.]100[.]0/24",
    "1.1.1[.]1",
    "see section [1.2] and (3.4)",
    "evil dot example",
    "1,200,300",
    "a.b",
]
#: What ioc-fanger makes otherwise (`Documentation/values.md`).
OTHER = [
    ("2001:db8::/32", "2001:db8::/32", "2001:db8://32"),
    ("::/32", "::/32", "://32"),
    ("1,2,3,4", "1,2,3,4", "1.2.3.4"),
    ("evil-dot-com", "evil-dot-com", "evil.com"),
    ("foo @ bar.com", "foo @ bar.com", "foo@bar.com"),
    (r"C:\dir\.git", r"C:\dir\.git", r"C:\dir.git"),
    ("fxp://x[.]example", "ftp://x.example", "fxp://x.example"),
    ("h**p://evil.example", "http://evil.example", "h**p://evil.example"),
    ("evil．example", "evil.example", "evil．example"),
]
TEXT = """Bad.com at https://bad.com/a/b.html and 198.51.100.7, x@bad.com; 2001:db8::1, 2001:db8:0:0:0:0:0:1.
CVE-2021-44228 (d41d8cd98f00b204e9800998ecf8427e) hxxp://evil[.]com/x (http://a.com/b) mailto:bob@x.co.uk a.b
ドメインはevil.comです。 1.2.3.4.5 xn--bcher-kva.com """


def run(verb, text, *options):
    done = entente(verb, "-", *options, input=text, check=False)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def found(text, *options):
    return [json.loads(line) for line in run("extract", text, *options).splitlines()]


def test_fang_as_the_peer():
    texts = "\n".join(SAME)
    assert run("fang", texts).split("\n") == [ioc_fanger.fang(text) for text in SAME]


def test_fang_where_the_peer_differs():
    once = run("fang", "\n".join(text for text, _, _ in OTHER))
    assert once.split("\n") == [expected for _, expected, _ in OTHER]
    assert run("fang", once) == once
    assert [ioc_fanger.fang(text) for text, _, _ in OTHER] == [peer for _, _, peer in OTHER]


def test_defanged_text_comes_back_and_stays_defanged():
    text = TEXT.replace("hxxp://evil[.]com", "http://evil.com")
    away = run("defang", text)
    assert "hxxps://bad[.]com/a/b.html" in away
    assert "x[at]bad[.]com" in away
    assert run("defang", away) == away
    assert run("fang", away) == text
    # The peer reads what we write.
    peer = find_iocs(ioc_fanger.fang(away))["urls"]
    assert set(peer) >= {"https://bad.com/a/b.html", "http://evil.com/x"}


def test_values_as_the_peer_finds_them():
    peer, ours = find_iocs(TEXT), found(TEXT)
    kinds = {
        "urls": "url",
        "email_addresses": "email-addr",
        "ipv4s": "ipv4-addr",
        "md5s": "md5",
        "cves": "cve",
    }
    for theirs, kind in kinds.items():
        assert sorted(peer[theirs]) == sorted({one["value"] for one in ours if one["kind"] == kind}), kind
    # One spelling of an address, where the peer has two.
    assert {one["value"] for one in ours if one["kind"] == "ipv6-addr"} == {"2001:db8::1"}
    # The hosts of URLs and of e-mail addresses are not told again.
    names = {one["value"] for one in ours if one["kind"] == "domain-name"}
    assert names == {"bad.com", "evil.com", "xn--bcher-kva.com"}
    assert names <= set(peer["domains"])


def test_a_network_is_not_its_first_address():
    assert found("198.51.100.0/24") == [
        {"kind": "network", "value": "198.51.100.0/24", "as_written": "198.51.100.0/24", "offset": 0}
    ]
    assert find_iocs("198.51.100.0/24")["ipv4s"] == ["198.51.100.0"]


def test_what_is_to_be_said_about_a_value():
    said = found("straße.de と 198.51.100.7/24")
    assert said == [
        {
            "kind": "domain-name",
            "value": "xn--strae-oqa.de",
            "as_written": "straße.de",
            "offset": 0,
            "idna2003": "strasse.de",
        },
        {
            "kind": "network",
            "value": "198.51.100.0/24",
            "as_written": "198.51.100.7/24",
            "offset": len("straße.de と ".encode()),
            "host_bits_cleared": True,
        },
    ]


def test_kinds_that_are_asked_for(tmp_path):
    assert {one["kind"] for one in found(TEXT, "--kind", "cve", "--kind", "url")} == {"cve", "url"}
    assert entente("extract", "-", "--kind", "cve", input="nothing", check=False).returncode == 1
    wrong = entente("extract", "-", "--kind", "ip", input="", check=False)
    assert wrong.returncode == 2 and "there is no kind `ip`" in wrong.stderr
    assert entente("extract", tmp_path / "absent", check=False).returncode == 2


LISTS = REPOSITORY / "Tests" / "Fixtures" / "warninglists"


def hits(*values, lists=LISTS):
    done = entente("warninglist", "test", *values, "--lists", lists, check=False)
    assert done.returncode in (0, 1), done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return [(one["value"], one["list"], one["hit"]) for one in lines]


def test_values_on_warning_lists():
    special, private = "List of RFC 5735 CIDR blocks", "List of RFC 1918 CIDR blocks"
    assert hits("172.16.1.1", "172.16.0.0/12", "172.20.0.0/16", "172.0.0.0/8") == [
        ("172.16.1.1", private, "within"),
        ("172.16.1.1", special, "within"),
        ("172.16.0.0/12", private, "equal"),
        ("172.16.0.0/12", special, "equal"),
        ("172.20.0.0/16", private, "within"),
        ("172.20.0.0/16", special, "within"),
        ("172.0.0.0/8", private, "contains-the-list"),
        ("172.0.0.0/8", special, "contains-the-list"),
    ]
    assert ("198.51.100.7", special, "within") in hits("198.51.100.7")
    assert ("192.168.1.0/24", private, "within") in hits("192.168.1.0/24")
    # Letters don't count.
    empty = hits("D41D8CD98F00B204E9800998ECF8427E")
    assert [hit for _, _, hit in empty] == ["equal"]
    assert [hit for _, _, hit in hits("2001:0DB8::1")] == ["within"]
    assert hits("8.8.8.8") == []


def test_lists_agree_with_the_peer_on_addresses():
    """Where the peer is right: single addresses, by its slow search."""
    lists = [json.loads(file.read_text()) for file in sorted(LISTS.glob("*.json"))]
    peer = pymispwarninglists.WarningLists(slow_search=True, lists=lists)
    chance = random.Random(20261130)
    values = [str(ipaddress.ip_address(chance.getrandbits(32))) for _ in range(150)]
    values += [
        f"{net}.{chance.randrange(256)}.7" for net in ("10.1", "172.31", "192.168", "198.51", "169.254") for _ in "ab"
    ]
    values += ["2001:db8::1", "fe80::1", "2001:db9::1"]
    ours = {}
    for value, name, _ in hits(*values):
        ours.setdefault(value, set()).add(name)
    for value in values:
        assert {one.name for one in peer.search(value)} == ours.get(value, set()), value


def test_a_node_keeps_lists_and_extract_shows_them(tmp_path):
    folder = tmp_path / "node"
    entente("init", "--node", folder, "--name", "eu")
    added = entente("warninglist", "add", LISTS / "rfc5735.json", LISTS / "rfc1918.json", "--node", folder)
    assert added.stdout.count("entries") == 2
    # An older one does not take the place of a newer one.
    older = json.loads((LISTS / "rfc1918.json").read_text()) | {"version": 1, "list": []}
    (tmp_path / "older.json").write_text(json.dumps(older))
    assert "newer" in entente("warninglist", "add", tmp_path / "older.json", "--node", folder).stdout
    (tmp_path / "broken.json").write_text("{}")
    assert entente("warninglist", "add", tmp_path / "broken.json", "--node", folder, check=False).returncode == 2
    done = entente("extract", "-", "--node", folder, input="192.168.1.0/24 and bad.example")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    # A hit is shown, and nothing is left out for it.
    assert [one["value"] for one in lines] == ["192.168.1.0/24", "bad.example"]
    assert {one["list"] for one in lines[0]["warnings"]} == {
        "List of RFC 1918 CIDR blocks",
        "List of RFC 5735 CIDR blocks",
    }
    assert lines[1]["warnings"] == []


def test_objects_have_values_in_common(tmp_path):
    common = {"type": "indicator", "pattern_type": "stix"}
    ours = [
        common | {"id": "indicator--1", "pattern": "[domain-name:value = 'Bad.Example.']"},
        {"type": "ipv4-addr", "id": "ipv4-addr--1", "value": "198.51.100.7"},
    ]
    theirs = [
        {"type": "url", "id": "url--1", "value": "https://bad.example:443/x"},
        {"type": "domain-name", "id": "domain-name--1", "value": "c2.bad.example"},
        {"type": "domain-name", "id": "domain-name--2", "value": "bad.example"},
        common | {"id": "indicator--2", "pattern": "[ipv4-addr:value ISSUBSET '198.51.100.0/24']"},
    ]
    (tmp_path / "ours.json").write_text(json.dumps({"type": "bundle", "objects": ours}))
    (tmp_path / "theirs.ndjson").write_text("".join(json.dumps(one) + "\n" for one in theirs))
    files = (tmp_path / "ours.json", tmp_path / "theirs.ndjson")
    lines = [json.loads(line) for line in entente("correlate", *files).stdout.splitlines()]
    assert lines == [
        {"value": "bad.example", "kind": "equal", "objects": ["indicator--1", "domain-name--2"]},
        {"value": "198.51.100.0/24", "kind": "network", "objects": ["indicator--2", "ipv4-addr--1"]},
        {
            "value": "bad.example",
            "kind": "domain",
            "objects": ["indicator--1", "domain-name--2", "domain-name--1"],
        },
        {"value": "bad.example", "kind": "url-host", "objects": ["indicator--1", "domain-name--2", "url--1"]},
    ]
    short = [json.loads(line) for line in entente("correlate", *files, "--most", "2").stdout.splitlines()]
    assert [(len(one["objects"]), one.get("count")) for one in short] == [(2, None), (2, None), (2, 3), (2, 3)]
    assert entente("correlate", files[0], check=False).returncode == 1
