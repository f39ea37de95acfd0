"""Values in texts: `entente extract`, `fang` and `defang`, beside ioc-fanger and ioc-finder where those are right."""

import json

import ioc_fanger
from ioc_finder import find_iocs

from support import entente

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
