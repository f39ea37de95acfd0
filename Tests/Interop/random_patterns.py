"""Random patterns about random observations: values that occur, and others that are off by a letter, bit or second."""

import base64
import datetime
import uuid

BEGIN = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)
NAMES = ["a.exe", "A.exe", "b%c.dll", "x_y", "naïve.txt", "nai\u0308ve.txt", "日本.doc", "", "a\\b", "it's"]
LIKES = ["%.exe", "_.exe", "na%ve.txt", "%", "naïve.___", "日_.doc"]
HOSTS = ["bad.example", "Bad.example", "sub.bad.example", "example.org"]
ADDRESSES = ["198.51.100.7", "198.51.100.8", "198.51.101.7", "203.0.113.1", "198.51.100.0/25", "198.51.100.0/24"]
NETWORKS = ["198.51.100.0/24", "198.51.100.7/32", "198.51.0.0/16", "0.0.0.0/0", "198.51.100.128/25", "203.0.113.0/31"]


def moment(seconds):
    return (BEGIN + datetime.timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def named(random, kind, **members):
    return {
        "type": kind,
        "spec_version": "2.1",
        "id": f"{kind}--{uuid.UUID(int=random.getrandbits(128), version=4)}",
        **members,
    }


def observed(random):
    """One observed-data object with what it names."""
    address = named(random, "ipv4-addr", value=random.choice(ADDRESSES))
    host = named(random, "domain-name", value=random.choice(HOSTS), resolves_to_refs=[address["id"]])
    file = named(
        random,
        "file",
        name=random.choice(NAMES),
        size=random.choice([0, 1, 10, 11, -1]),
        hashes={"MD5": random.choice(["0" * 32, "f" * 32, "F" * 32])},
        mtime=moment(random.randrange(4)),
    )
    traffic = named(
        random,
        "network-traffic",
        src_ref=address["id"],
        protocols=random.choice([["tcp"], ["tcp", "http"], ["udp", "dns"], []]) or ["icmp"],
        src_port=random.choice([80, 443, 8443]),
        is_active=random.random() < 0.5,
    )
    artifact = named(
        random, "artifact", payload_bin=base64.b64encode(random.choice([b"\x00\x01", b"ab", b"abc"])).decode()
    )
    objects = random.sample([host, file, traffic, artifact], random.randrange(1, 5)) + [address]
    first = random.randrange(0, 40)
    return [
        named(
            random,
            "observed-data",
            created=moment(0),
            modified=moment(0),
            first_observed=moment(first),
            last_observed=moment(first + random.choice([0, 0, 0, 3])),
            number_observed=random.choice([1, 1, 1, 2, 3]),
            object_refs=[one["id"] for one in objects],
        ),
        *objects,
    ]


def quoted(text):
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def comparison(random, kind):
    negated = random.choice(["", "", "", "NOT "])
    sign = random.choice(["=", "!=", "<", "<=", ">", ">="])
    match kind:
        case "ipv4-addr":
            text = quoted(random.choice(ADDRESSES))
            return random.choice(
                [
                    f"ipv4-addr:value {negated}{sign} {text}",
                    f"ipv4-addr:value {negated}IN ({text}, {quoted(random.choice(ADDRESSES))})",
                    f"ipv4-addr:value {negated}ISSUBSET {quoted(random.choice(NETWORKS))}",
                    f"ipv4-addr:value {negated}ISSUPERSET {quoted(random.choice(NETWORKS))}",
                    f"ipv4-addr:value {negated}LIKE '198.51.10_.%'",
                ]
            )
        case "domain-name":
            return random.choice(
                [
                    f"domain-name:value {negated}{sign} {quoted(random.choice(HOSTS))}",
                    f"domain-name:value {negated}LIKE '%bad.example'",
                    f"domain-name:value {negated}MATCHES '^(sub\\\\.)?bad'",
                    f"domain-name:resolves_to_refs[*].value {negated}= {quoted(random.choice(ADDRESSES))}",
                    f"domain-name:resolves_to_refs[0].value {negated}= {quoted(random.choice(ADDRESSES))}",
                ]
            )
        case "file":
            return random.choice(
                [
                    f"file:name {negated}{sign} {quoted(random.choice(NAMES))}",
                    f"file:name {negated}LIKE {quoted(random.choice(LIKES))}",
                    f"file:name {negated}MATCHES {quoted(random.choice(['e$', '^a', 'ï', '[日本]+', '^$', '.']))}",
                    f"file:size {negated}{sign} {random.choice(['0', '1', '10', '10.0', '10.5', '-1', '11'])}",
                    f"file:size {negated}IN (0, 10, 12)",
                    f"file:size {negated}= '10'",
                    f"file:hashes.MD5 {negated}= {quoted(random.choice(['0' * 32, 'f' * 32]))}",
                    f"file:mtime {negated}{sign} t'{moment(random.randrange(4))}'",
                    f"file:missing {negated}= 'x'",
                ]
            )
        case "network-traffic":
            return random.choice(
                [
                    f"network-traffic:protocols[*] {negated}= {quoted(random.choice(['tcp', 'http', 'icmp']))}",
                    f"network-traffic:protocols[{random.randrange(3)}] {negated}= 'http'",
                    f"network-traffic:protocols {negated}= 'tcp'",
                    f"network-traffic:src_ref.value {negated}{sign} {quoted(random.choice(ADDRESSES))}",
                    f"network-traffic:src_port {negated}{sign} {random.choice([80, 443, 8443])}",
                    f"network-traffic:is_active {negated}= {random.choice(['true', 'false'])}",
                ]
            )
    content = random.choice(["b'YWI='", "h'0001'", "'abc'"])
    return random.choice(
        [
            f"artifact:payload_bin {negated}{sign} {content}",
            f"artifact:payload_bin {negated}MATCHES 'b$'",
        ]
    )


KINDS = ["ipv4-addr", "domain-name", "file", "network-traffic", "artifact"]


def bracket(random):
    kind = random.choice(KINDS)
    parts = [comparison(random, kind) for _ in range(random.choice([1, 1, 2, 3]))]
    text = parts[0]
    for part in parts[1:]:
        text = f"{text} {random.choice(['AND', 'OR'])} {part}"
        if random.random() < 0.3:
            text = f"({text})"
    return f"[{text}]"


def qualified(random, text):
    # The reference counts the end of WITHIN in, which the standard leaves out: no time is at such an end.
    kinds = [
        f" WITHIN {random.choice(['0.5', '3.5', '10.5', '35.5'])} SECONDS",
        f" REPEATS {random.choice([1, 2, 3, 5])} TIMES",
        f" START t'{moment(random.randrange(0, 30))}' STOP t'{moment(random.randrange(30, 45))}'",
    ]
    # Each kind once at most.
    for qualifier in random.sample(kinds, random.choice([0, 0, 1, 1, 2])):
        text += qualifier
        if random.random() < 0.4:
            text = f"({text})"
    return text


def pattern(random):
    parts = []
    for _ in range(random.choice([1, 1, 2, 2, 3])):
        one = bracket(random)
        parts.append(qualified(random, one) if random.random() < 0.5 else one)
    text = parts[0]
    for part in parts[1:]:
        text = f"{text} {random.choice(['AND', 'OR', 'FOLLOWEDBY'])} {part}"
        if random.random() < 0.4:
            text = f"({text})"
    if len(parts) > 1 and random.random() < 0.5:
        text = qualified(random, f"({text})")
    return text
