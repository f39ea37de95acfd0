"""Files for programs that detect, judged by others: name servers, YARA, pySigma, readers of Suricata and Zeek."""

import json
import os
import random
import subprocess
import uuid

import pytest
import suricataparser
import yara
import yara_x
from sigma.backends.elasticsearch import LuceneBackend
from sigma.backends.splunk import SplunkBackend
from sigma.collection import SigmaCollection
from zat.zeek_log_reader import ZeekLogReader

from policy_zones import differences, indicators, questions, random_values
from support import BINARY

#: A thousand values take five seconds.
VALUES = int(os.environ.get("ENTENTE_ZONE_VALUES", "1000"))
SEED = random.randrange(1 << 32)


def indicator(pattern, language="stix", **more):
    return {
        "type": "indicator",
        "spec_version": "2.1",
        "id": f"indicator--{uuid.uuid4()}",
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "name": 'Beacon: "x"',
        "pattern": pattern,
        "pattern_type": language,
        "valid_from": "2026-01-01T00:00:00Z",
        **more,
    }


def write(folder, form, objects, *options):
    """The files of a format by their names, and what is said."""
    source, out = folder / "in.ndjson", folder / form
    source.write_text(objects if isinstance(objects, str) else "".join(json.dumps(one) + "\n" for one in objects))
    out.mkdir(exist_ok=True)
    done = subprocess.run(
        [BINARY, "detection", form, source, "--out", out, "--json", *options], capture_output=True, text=True
    )
    assert done.returncode in (0, 1), done.stderr
    files = {path.name: path.read_bytes() for path in out.iterdir()}
    return files, [json.loads(line) for line in done.stdout.splitlines()]


def test_bind_and_unbound_enforce_the_same(tmp_path):
    source = random.Random(SEED)
    values = random_values(VALUES, source)
    files, left = write(tmp_path, "rpz", indicators(values), "--unmarked", "active")
    assert left == []
    assert differences(tmp_path, files["rpz.zone"], questions(values, source)) == [], f"seed {SEED}"


def test_yara_and_yara_x_load_the_rules(tmp_path):
    rules = [
        indicator('import "pe"\nrule a { strings: $a = "abc" condition: $a and not pe.is_pe }', "yara"),
        indicator("rule a { strings: $a = /ab{2,3}\\{c/i condition: #a > 1 }", "yara"),
        indicator(
            "rule a {condition: true}\nrule b { strings: $a = { E2 34 [2-4] ( 41 | 42 ) ?? } condition: $a or a }",
            "yara",
        ),
        indicator('import "pe" rule l { condition: for any s in pe.sections : (s.name == "a") }', "yara"),
        indicator('rule w { strings: $a1 = "ab" $_a2 = "c" condition: any of ($a*) and filesize < 1MB }', "yara"),
        indicator("rule z { strings: $a = /a(?:b)/ condition: $a }", "yara"),
        indicator('rule n { strings: $a = "abc" condition: 0 of them }', "yara"),
    ]
    files, left = write(tmp_path, "yara", rules)
    text = files["rules.yar"].decode()
    assert {one["reason"] for one in left if not one["kept"]} == {"unclear"}
    assert {one["reason"] for one in left if one["kept"]} == {"zero-of-them"}
    by_yara = {match.rule for match in yara.compile(source=text).match(data=b"xx abc")}
    by_yara_x = {match.identifier for match in yara_x.Scanner(yara_x.compile(text)).scan(b"xx abc").matching_rules}
    assert "a" in {name[:1] for name in by_yara} and by_yara - {"n"} == by_yara_x - {"n"}


def test_sigma_rules_are_converted(tmp_path):
    digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    patterns = [
        "[domain-name:value = 'Bad.example']",
        "[domain-name:value LIKE '%.bad.example']",
        "[ipv4-addr:value = '198.51.100.7/24']",
        "[ipv6-addr:value = '2001:db8::7']",
        "[network-traffic:dst_ref.value = '198.51.100.7' AND network-traffic:dst_port IN (80, 443)]",
        "[url:value = 'http://a.example/x?y=*' OR domain-name:value = 'a.example']",
        f"[file:hashes.'SHA-256' = '{digest}' OR file:name = 'a b.exe']",
        "[process:command_line = 'cmd.exe /c \"del\"']",
    ]
    own = """title: Of a partner
id: 5c4b7a0e-9b0d-4a52-b0ae-3a2e2bd3a6a0
status: test
logsource:
    category: dns_query
detection:
    selection:
        QueryName|endswith: '.worse.example'
    condition: selection
"""
    files, left = write(tmp_path, "sigma", [*map(indicator, patterns), indicator(own, "sigma")])
    assert {one["reason"] for one in left} == {"started"}
    rules = SigmaCollection.from_yaml(files["sigma.yml"].decode())
    assert rules.errors == [] and len(rules.rules) == len(patterns) + 1 + 2
    assert len({rule.id for rule in rules.rules}) == len(rules.rules)
    splunk, lucene = SplunkBackend().convert(rules), LuceneBackend().convert(rules)
    assert 'QueryName="bad.example"' in splunk and 'QueryName="*.worse.example"' in splunk
    assert 'DestinationIp="198.51.100.0/24" OR SourceIp="198.51.100.0/24"' in splunk
    assert any("198.51.100.7" in one and "443" in one for one in splunk)
    assert '"c-uri"="http://a.example/x?y=\\*"' in splunk and f'Hashes="*SHA256={digest.upper()}*"' in splunk
    assert any("QueryName" in one for one in lucene) and len(lucene) == len(splunk)
    _, left = write(tmp_path, "sigma", [indicator("[ipv4-addr:value NOT = '198.51.100.7']")])
    assert [one["reason"] for one in left] == ["negated-fields"]


def test_suricata_rules_are_read(tmp_path):
    objects = [
        indicator("[domain-name:value = 'rs.example']"),
        indicator("[url:value = 'http://a.example/p.html;!!x' OR url:value = 'https://t.example/x']"),
        indicator("[ipv4-addr:value = '198.51.100.7' OR ipv6-addr:value = '2001:db8::/48']"),
        indicator("[file:hashes.MD5 = 'd41d8cd98f00b204e9800998ecf8427e']"),
        indicator(
            'alert http any any -> any any (msg:"a; \\"b\\""; http.uri; content:"/x|3b|"; sid:12; rev:9;)', "suricata"
        ),
    ]
    files, left = write(tmp_path, "suricata", objects)
    assert [(one["reason"], one["value"]) for one in left] == [("path", "https://t.example/x")]
    lines = [line for line in files["entente.rules"].decode().splitlines() if not line.startswith("#")]
    rules = [suricataparser.parse_rule(line) for line in lines]
    assert all(rules) and all(rule.enabled and rule.action == "alert" for rule in rules)
    assert len({rule.sid for rule in rules}) == len(rules) == 3 + 2 + 2 + 5 + 1
    contents = [option.value for rule in rules for option in rule.options if option.name == "content"]
    assert '"/p.html|3B|!!x"' in contents and '".rs.example"' in contents
    # What is looked for in a name is at its end, and begins at a dot: nothing else is met.
    for rule in rules:
        names = [option.name for option in rule.options]
        if "dns.query" in names or "tls.sni" in names:
            (wanted,) = (option.value.strip('"') for option in rule.options if option.name == "content")
            met = {
                name
                for name in ("get.example", "rs.example.org", "xrs.example", "rs.example", "a.rs.example", "t.example")
                if ("." + name if "dotprefix" in names else name).endswith(wanted)
                and ("startswith" not in names or name == wanted)
            }
            assert met <= {"rs.example", "a.rs.example", "t.example"} and met, (wanted, met)
    assert files["entente-md5.lst"] == b"d41d8cd98f00b204e9800998ecf8427e\n"


def test_zeek_files_are_read(tmp_path):
    pattern = "[ipv4-addr:value IN ('0.0.0.0/0', '10.0.0.0/8', '198.51.100.7') OR url:value = 'https://a.example/x;y']"
    files, left = write(tmp_path, "zeek", [indicator(pattern)])
    assert [(one["value"], one["reason"]) for one in left] == [("0.0.0.0/0", "everything"), ("10.0.0.0/8", "local")]
    # The reader wants the lines of a log around it.
    names = files["intel.dat"].decode().split("\n", 1)[0].split("\t")[1:]
    head = "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tintel\n#open\t2026\n"
    types = "#types\t" + "\t".join("string" for _ in names) + "\n"
    first, rest = files["intel.dat"].decode().split("\n", 1)
    (tmp_path / "intel.log").write_text(head + first + "\n" + types + rest)
    rows = list(ZeekLogReader(str(tmp_path / "intel.log")).readrows())
    assert [(row["indicator"], row["indicator_type"]) for row in rows] == [
        ("198.51.100.7", "Intel::ADDR"),
        ("a.example/x;y", "Intel::URL"),
    ]


@pytest.mark.parametrize(
    ("marking", "forms"),
    [
        ("marking-definition--740d36e5-7714-4c30-961a-3ae632ceee0e", set()),
        ("marking-definition--60f8932b-e51e-4458-b265-a2e8be9a80ab", {"suricata", "zeek", "sigma"}),
        (
            "marking-definition--c43594d1-4b11-4c59-93ab-1c9b14d53ce9",
            {"suricata", "zeek", "sigma", "rpz", "csv", "hosts", "list"},
        ),
        (None, {"suricata", "zeek", "sigma"}),
    ],
)
def test_a_marking_says_what_may_be_done(tmp_path, marking, forms):
    one = indicator("[domain-name:value = 'bad.example']", **({"object_marking_refs": [marking]} if marking else {}))
    written = set()
    for form in ("suricata", "zeek", "sigma", "rpz", "csv", "hosts", "list"):
        files, left = write(tmp_path, form, [one])
        if any(b"bad.example" in text for text in files.values()):
            written.add(form)
        else:
            assert [one["reason"] for one in left] == ["actions"]
    assert written == forms
