"""Patterns that are derived from what was observed: half of them ask for what is there, the others for something that
is one second, one bit or one code point off. stix2-generator makes what was observed."""

import base64
import datetime
import ipaddress
import json
import random as everywhere
import re
import uuid

import faker
import stix2
import stix2generator
from random_patterns import moment, named, quoted

#: All types of section 6 that an observation may have.
TYPES = [
    "artifact",
    "autonomous-system",
    "directory",
    "domain-name",
    "email-addr",
    "email-message",
    "file",
    "ipv4-addr",
    "ipv6-addr",
    "mac-addr",
    "mutex",
    "network-traffic",
    "process",
    "software",
    "url",
    "user-account",
    "windows-registry-key",
    "x509-certificate",
]
ORDERS = ["=", "!=", "<", "<=", ">", ">="]
TEXTS = [*ORDERS, "IN", "LIKE", "MATCHES"]
#: Section 9.5: what stands around and between observations.
AROUND = ["WITHIN", "REPEATS", "START", "AND", "OR", "FOLLOWEDBY", "both", "either"]
OPERATORS = [*TEXTS, "ISSUBSET", "ISSUPERSET", "EXISTS", "NOT", *AROUND]
LEFT_OUT = {"type", "id", "spec_version", "defanged"}


class Derived:
    """A pattern, what it was made for, and the answer where it is known without the reference."""

    def __init__(self, text, kind, operators, answer=None):
        self.text, self.kind, self.operators, self.answer = text, kind, operators, answer


class World:
    """Some observations one second apart, each of a few objects."""

    def __init__(self, random, generator):
        self.random = random
        self.objects, self.seen = [], []
        for second in range(6):
            things = [self._thing(generator, kind) for kind in random.sample(TYPES, 4)]
            self._observe(second, things)
        #: Two things by which observations are told apart, at known times.
        self.marks = [named(random, "mutex", name=f"日本-{uuid.UUID(int=random.getrandbits(128))}") for _ in range(2)]
        self.first, self.distance = random.randrange(100, 200), random.randrange(2, 60)
        self.times = random.randrange(1, 4)
        self._observe(self.first, [self.marks[0]], self.times)
        self._observe(self.first + self.distance, [self.marks[1]])

    def _thing(self, generator, kind):
        made = generator.generate(kind)
        made["id"] = f"{kind}--{uuid.UUID(int=self.random.getrandbits(128), version=4)}"
        thing = stix2.parse(made, version="2.1", allow_custom=True)
        return json.loads(thing.serialize())

    def _observe(self, second, things, times=1):
        self.objects += [
            named(
                self.random,
                "observed-data",
                created=moment(0),
                modified=moment(0),
                first_observed=moment(second),
                last_observed=moment(second),
                number_observed=times,
                object_refs=[one["id"] for one in things],
            ),
            *things,
        ]
        self.seen += things

    # MARK: what is there

    def places(self, kind):
        """The paths with values of one object of a type, or of any where there is none."""
        some = [one for one in self.seen if one["type"] == kind] or self.seen
        one = self.random.choice(some)
        return one["type"], [place for place in walked(one) if usable(place[1])]

    def pattern(self, kind, operator):
        """A pattern for a type of object and an operator; another type where this one has nothing for it."""
        if operator in AROUND:
            return self._around(operator)
        if operator in ("ISSUBSET", "ISSUPERSET"):
            return self._network(operator)
        kind, places = self.places(kind)
        path, value = self.random.choice(places or [("id", self.seen[0]["id"])])
        if operator == "EXISTS":
            return self._exists(kind, path)
        negated = ""
        if operator == "NOT":
            negated, operator = "NOT ", self.random.choice(TEXTS)
        if not isinstance(value, str) and operator in ("LIKE", "MATCHES"):
            operator = "IN"
        if isinstance(value, bool) and operator not in ("=", "!="):
            operator = "="
        constant = self._constant(path, value, operator)
        operators = [operator, *(["NOT"] if negated else [])]
        return Derived(f"[{kind}:{path} {negated}{operator} {constant}]", kind, operators)

    def _exists(self, kind, path):
        """By itself: the reference has nothing for it beside a comparison, and nothing for its NOT."""
        steps = path if self.random.random() < 0.5 else "a_property_of_nobody"
        return Derived(f"[EXISTS {kind}:{steps}]", kind, ["EXISTS"], steps == path)

    def _constant(self, path, value, operator):
        close = self.random.random() < 0.5
        if operator == "IN":
            # One data type in a set (9.6.1): a time may be asked for as a time or as a text.
            there, other = self._constant(path, value, "="), self._constant(path, value, "=")
            return f"({there}, {other if there[0] == other[0] else there})"
        if isinstance(value, bool):
            return str(value is not close).lower()
        if isinstance(value, int):
            return str(value + self.random.choice([-1, 1]) if close else value)
        if isinstance(value, float):
            return repr(value + 0.5 if close else value)
        if operator == "LIKE":
            return quoted(self._like(value, close))
        if operator == "MATCHES":
            return quoted(self._expression(value, close))
        if path.endswith(("_bin", "_hex")):
            return self._bytes(path, value, close)
        time = instant(value)
        if time and self.random.random() < 0.8:
            off = time + datetime.timedelta(seconds=self.random.choice([-1, 1]) if close else 0)
            return "t'" + off.strftime("%Y-%m-%dT%H:%M:%S.%f").rstrip("0").rstrip(".") + "Z'"
        if path.startswith("hashes") and close:
            at = self.random.randrange(len(value))
            return quoted(value[:at] + f"{int(value[at], 16) ^ 1:x}" + value[at + 1 :])
        return quoted(self._off(value) if close else value)

    def _off(self, text):
        """One code point off: another one, one less, or one more."""
        if not text:
            return "x"
        at = self.random.randrange(len(text))
        other = self.random.choice([chr(ord(text[at]) ^ 1), text[at].swapcase(), "", text[at] * 2, "é"])
        return text[:at] + (other if other.isprintable() and other != text[at] else "é") + text[at + 1 :]

    def _like(self, text, close):
        at = self.random.randrange(len(text) + 1)
        end = self.random.randrange(at, len(text) + 1)
        wild = self.random.choice(["%", "_" * (end - at), "%%"])
        left, right = text[:at], text[end:]
        if close:
            left, right = self.random.choice([(self._off(left), right), (left, self._off(right)), (left + "_", right)])
        return left + wild + right

    def _expression(self, text, close):
        part = self._off(text) if close else text
        at = self.random.randrange(len(part) + 1)
        safe = re.sub(r"([^0-9A-Za-z_\u0080-\U0010ffff])", r"\\\1", part[at:] or part)
        return self.random.choice([safe + "$", f"({safe})", safe])

    def _bytes(self, path, value, close):
        raw = bytearray(base64.b64decode(value) if path.endswith("_bin") else bytes.fromhex(value))
        if close and raw:
            raw[self.random.randrange(len(raw))] ^= 1 << self.random.randrange(8)
        as_hex = self.random.random() < 0.5
        return f"h'{raw.hex()}'" if as_hex else f"b'{base64.b64encode(raw).decode()}'"

    # MARK: networks

    def _network(self, operator):
        """A network around an address, or beside it by one bit of its prefix (9.6.1)."""
        kind = self.random.choice(["ipv4-addr", "ipv6-addr"])
        there = [one["value"] for one in self.seen if one["type"] == kind]
        if not there:
            kind = "ipv4-addr" if kind == "ipv6-addr" else "ipv6-addr"
            there = [one["value"] for one in self.seen if one["type"] == kind]
        value = self.random.choice(there or ["198.51.100.7"])
        one = ipaddress.ip_interface(value)
        length = self.random.randrange(1, one.network.max_prefixlen)
        number = int(one.ip)
        if self.random.random() < 0.5:
            number ^= 1 << (one.network.max_prefixlen - self.random.randrange(1, length + 1))
        address = type(one.ip)(number)
        asked = ipaddress.ip_network(f"{address}/{length}", strict=False)
        nets = [ipaddress.ip_interface(other).network for other in there]
        met = any(net.subnet_of(asked) if operator == "ISSUBSET" else asked.subnet_of(net) for net in nets)
        return Derived(f"[{kind}:value {operator} '{address}/{length}']", kind, [operator], met)

    # MARK: observations

    def _around(self, operator):
        one, other = (f"[mutex:name = {quoted(mark['name'])}]" for mark in self.marks)
        off = self.random.choice([-1, 0, 1])
        hit = self.random.random() < 0.5
        wrong = f"[mutex:name = {quoted(self._off(self.marks[1]['name']))}]"
        match operator:
            case "WITHIN":
                # The end is not in (9.5.1): exactly as far apart is too far.
                text, met = f"({one} AND {other}) WITHIN {self.distance + off} SECONDS", off > 0
            case "REPEATS":
                text, met = f"{one} REPEATS {max(self.times + off, 1)} TIMES", max(self.times + off, 1) <= self.times
            case "START":
                start = self.first + off
                text = f"{one} START t'{moment(start)}' STOP t'{moment(start + 1)}'"
                met = off == 0
            case "FOLLOWEDBY":
                text, met = f"{one if hit else other} FOLLOWEDBY {other if hit else one}", hit
            case "AND":
                text, met = f"{one} AND {other if hit else wrong}", hit
            case "OR":
                text, met = f"{wrong} OR {other if hit else wrong}", hit
            case "both":
                text, met = f"{one[:-1]} AND mutex:name LIKE '日本-{'%' if hit else '_'}']", hit
            case _:
                text, met = f"[mutex:name = 'x' OR {(one if hit else wrong)[1:]}", hit
        return Derived(text, "mutex", [operator], met)


def instant(value):
    try:
        return datetime.datetime.strptime(value, "%Y-%m-%dT%H:%M:%S.%fZ")
    except (ValueError, TypeError):
        return None


def usable(value):
    return isinstance(value, (bool, int, float)) or (isinstance(value, str) and value.isprintable())


def step(name):
    return name if re.fullmatch("[A-Za-z_][A-Za-z0-9_]*", name) else quoted(name)


def walked(value, path=""):
    """The paths of an object with their values; of a list by number and by `[*]`."""
    if isinstance(value, dict):
        for name, part in value.items():
            # The reference follows what refers to an object, so that the identifier itself is met by nothing there.
            if (path or name not in LEFT_OUT) and not name.endswith(("_ref", "_refs")):
                yield from walked(part, f"{path}.{step(name)}" if path else step(name))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from walked(part, f"{path}[{index}]")
            yield from walked(part, f"{path}[*]")
    else:
        yield path, value


def worlds(seed, count, each=20):
    """So many patterns, each with the objects that it is held against: every operator and type in its turn."""
    random = everywhere.Random(seed)
    everywhere.seed(seed)
    faker.Faker.seed(seed)
    generator = stix2generator.create_object_generator()
    turn = 0
    for _ in range(0, count, each):
        world = World(random, generator)
        patterns = []
        for _ in range(each):
            patterns.append(world.pattern(TYPES[turn // len(OPERATORS) % len(TYPES)], OPERATORS[turn % len(OPERATORS)]))
            turn += 1
        yield world.objects, patterns
