"""`entente label`: markings, validity, decisions, equivalents, conversions, and files that are not what they seem."""

import json

import pytest

from support import REPOSITORY, TESTDATA, entente

FIXTURES = REPOSITORY / "Tests" / "Fixtures" / "labels"
HARBOUR = FIXTURES / "harbour.spif.xml"
RENDERED = "HARBOUR PORT, OPEN FUEL+ARMS for XBB\n"
COAST = FIXTURES / "coast.spif.xml"
SHARED = TESTDATA / "spif-policies"
NATO = SHARED / "nato-4774-policy.xml"
NAMESPACE = "urn:nato:stanag:4774:confidentialitymetadatalabel:1:0"


def label(*arguments, check=True):
    return entente("label", *arguments, check=check)


@pytest.fixture
def write(tmp_path):
    def make(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make


def adatp(level, *categories):
    lines = "".join(
        f'<Category TagName="{tag}" Type="{kind}">'
        + "".join(f"<GenericValue>{value}</GenericValue>" for value in values)
        + "</Category>"
        for tag, kind, *values in categories
    )
    return (
        f'<originatorConfidentialityLabel xmlns="{NAMESPACE}"><ConfidentialityInformation>'
        f'<PolicyIdentifier URI="urn:oid:2.25.1001">HARBOUR</PolicyIdentifier><Classification>{level}</Classification>'
        f"{lines}</ConfidentialityInformation></originatorConfidentialityLabel>"
    )


@pytest.mark.parametrize("name", ["nato-4774-17-1.nato", "nato-4774-17-1.xml"])
@pytest.mark.parametrize(
    "language, marking",
    [
        ([], "NATO UNCLASSIFIED Releasable to ISAF, KFOR, RESOLUTE SUPPORT"),
        (["--lang", "fr"], "NATO SANS CLASSIFICATION Communicable a ISAF, KFOR, RESOLUTE SUPPORT"),
        (["--lang", "fr-CA"], "NATO SANS CLASSIFICATION Communicable a ISAF, KFOR, RESOLUTE SUPPORT"),
    ],
)
def test_the_published_markings(name, language, marking):
    """ADatP-4774, table 17, example 1, in both syntaxes and languages."""
    assert label("render", "--policy", NATO, SHARED / name, *language).stdout == marking + "\n"
    assert label("check", "--policy", NATO, SHARED / name).returncode == 0


if not NATO.exists():
    # Without the policies beside the project there is nothing to ask.
    del test_the_published_markings


def test_render(write):
    """The marking, in another language, of a portion, as json; no marking is exit 1."""
    port = FIXTURES / "port.xml"
    assert label("render", "--policy", HARBOUR, port).stdout == "HARBOUR PORT FUEL+ARMS for Aland, XBB [crew]\n"
    assert label("render", "--policy", HARBOUR, "--portion", port).stdout == "HARBOUR P FUEL+ARMS XAA/XBB CREW\n"
    answer = json.loads(label("render", "--policy", HARBOUR, "--lang", "fr", "--json", port).stdout)
    assert answer == {
        "marking": "HARBOUR PORT FUEL+ARMS pour Alande, XBB [crew]",
        "policy": "HARBOUR",
        "language": "fr",
        "colour": "#FF8C00",
    }
    bridge = write("bridge.xml", adatp("BRIDGE", ("Release", "PERMISSIVE", "XAA")))
    done = label("render", "--policy", HARBOUR, "--portion", bridge, check=False)
    assert done.returncode == 1 and done.stdout == "" and "portion-marking-missing" in done.stderr
    unknown = write("unknown.xml", adatp("DEEP"))
    done = label("render", "--policy", HARBOUR, unknown, check=False)
    assert done.returncode == 1 and "classification-unknown" in done.stderr


def test_check():
    """All findings with code, line and place; 1 if one of them is an error, with --strict for warnings, too."""
    assert label("check", "--policy", HARBOUR, "--strict", FIXTURES / "port.xml").stdout.endswith(
        "valid, 0 errors, 0 warnings\n"
    )
    done = label("check", "--policy", HARBOUR, FIXTURES / "wrong.xml", check=False)
    assert done.returncode == 1 and "wrong.xml:9: error category-unknown (category 1, value 4): " in done.stdout
    answer = json.loads(label("check", "--policy", HARBOUR, "--json", FIXTURES / "wrong.xml", check=False).stdout)
    assert answer["valid"] is False
    found = {(finding["line"], finding["code"]) for finding in answer["findings"]}
    assert {
        (6, "class-excluded"),
        (7, "class-required"),
        (14, "too-many-values"),
        (18, "single-selection"),
        (23, "tag-set-unknown"),
        (30, "value-kind-wrong"),
        (33, "time-wrong"),
    } <= found
    assert [line["line"] for line in answer["findings"]] == sorted(line["line"] for line in answer["findings"])
    done = label("check", "--policy", COAST, FIXTURES / "port.xml", check=False)
    assert done.returncode == 1 and "policy-mismatch" in done.stdout


def test_check_strict_counts_what_the_standard_wants(write):
    """A label without its times is valid under its policy, and not what ADatP-4774 wants."""
    short = write("short.xml", adatp("OPEN"))
    assert label("check", "--policy", HARBOUR, short).returncode == 0
    done = label("check", "--policy", HARBOUR, "--strict", short, check=False)
    assert done.returncode == 1 and "created-missing" in done.stdout and "review-missing" in done.stdout


@pytest.mark.parametrize(
    "name, clearance, reasons",
    [
        ("port.xml", "captain.xml", []),
        ("port.xml", "deckhand.xml", ["restrictive-value-missing", "permissive-value-missing"]),
        ("fuel.xml", "captain.xml", ["permissive-value-missing"]),
    ],
)
def test_decide(name, clearance, reasons):
    """Yes, or no with what is missing."""
    arguments = ("decide", "--policy", HARBOUR, FIXTURES / name, FIXTURES / clearance)
    done = label(*arguments, check=False)
    assert done.returncode == (1 if reasons else 0)
    assert done.stdout.splitlines()[0] == ("no" if reasons else "yes")
    answer = json.loads(label(*arguments, "--json", check=False).stdout)
    assert answer["permitted"] is not bool(reasons)
    assert [reason["code"] for reason in answer["reasons"]] == reasons


def test_translate(write, tmp_path):
    """The equivalent label is an alternative label; no equivalent is exit 1; the other policy is needed."""
    both = ("--policy", HARBOUR, "--policy", COAST)
    done = label("translate", *both, "--to", "COAST", FIXTURES / "fuel.xml")
    assert "<alternativeConfidentialityLabel" in done.stdout and "category-discarded" in done.stderr
    there = write("there.xml", done.stdout)
    assert label("render", "--policy", COAST, there).stdout == "COAST SWELL WATCH/TANK XAA\n"
    answer = json.loads(label("translate", *both, "--to", "2.25.1002", "--json", FIXTURES / "fuel.xml").stdout)
    assert answer["label"]["classification"] == "SWELL" and answer["notes"][0]["code"] == "category-discarded"
    bridge = write("bridge.xml", adatp("BRIDGE", ("Release", "PERMISSIVE", "XAA")))
    done = label("translate", *both, "--to", "COAST", bridge, check=False)
    assert done.returncode == 1 and done.stdout == "" and "has no equivalent" in done.stderr
    done = label("translate", "--policy", HARBOUR, "--to", "COAST", bridge, check=False)
    assert done.returncode == 2 and "COAST" in done.stderr


def test_convert_without_loss(write):
    """XML to JSON to XML is the same; numbers become names and back."""
    first = label("convert", FIXTURES / "port.xml").stdout
    as_json = label("convert", "--as", "json", FIXTURES / "port.xml").stdout
    value = json.loads(as_json)
    assert value["originator_id_type"] == "rfc822Name" and value["succession"][0]["label"]["classification"] == "OPEN"
    assert label("convert", write("l.json", as_json)).stdout.replace(' Id="l-1"', "") == first.replace(' Id="l-1"', "")
    numbers = label("convert", "--as", "spiffing", "--policy", HARBOUR, write("l.xml", first)).stdout
    again = label("convert", "--as", "spiffing", "--policy", HARBOUR, write("n.xml", numbers)).stdout
    assert again == numbers and '<tag type="enumeratedPermissive" id="2.25.1001.2" lacv="010"/>' in numbers


# The policies beside the project run too where they are at hand.
@pytest.mark.parametrize(
    "policy", [path for path in (HARBOUR, COAST, NATO, SHARED / "tlp.xml", SHARED / "tlp-plus.xml") if path.exists()]
)
def test_policies_come_out_as_they_went_in(policy, write):
    """What is written is read again, and written the same."""
    first = label("policy", policy).stdout
    assert label("policy", write("again.xml", first)).stdout == first
    assert json.loads(label("policy", "--json", policy).stdout)["classifications"]


def laughs():
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return f'<!DOCTYPE l [<!ENTITY a0 "ha">{entities}]><l>&a11;</l>'


@pytest.mark.parametrize(
    "content, word",
    [
        (laughs(), "document type"),
        ('<!DOCTYPE l [<!ENTITY e SYSTEM "file:///etc/passwd">]><l>&e;</l>', "document type"),
        ("<a>" * 3_500_000, "deeper than 64"),
        ((FIXTURES / "port.xml").read_text()[:700], "line"),
        (b"\x00\xff\xfe<", "line 1"),
        ("", "line 1"),
    ],
    ids=["billion laughs", "external entity", "10 MB deep", "cut off", "binary", "empty"],
)
@pytest.mark.parametrize("action", ["check", "render", "policy"])
def test_hostile_files_are_exit_2(content, word, action, write):
    """Quickly, with the reason, and without anything from elsewhere."""
    file = write("hostile.xml", content)
    arguments = [file] if action == "policy" else ["--policy", HARBOUR, file]
    done = entente("label", action, *arguments, check=False, seconds=20)
    assert done.returncode == 2 and done.stdout == "" and word in done.stderr and "root:" not in done.stderr


def test_a_wrong_namespace_is_named():
    """Vendors have namespaces of their own: the label is not valid, and the reason is said."""
    done = label("check", "--policy", HARBOUR, FIXTURES / "namespace.xml", check=False)
    assert done.returncode == 1 and "namespace-wrong" in done.stdout and "confidentialityLabel:1.0" in done.stdout
    done = label("render", "--policy", HARBOUR, FIXTURES / "namespace.xml", check=False)
    assert done.returncode == 2 and "namespace-wrong" in done.stderr


def test_a_policy_that_contradicts_itself_is_not_used(write):
    """The same classification excluded twice."""
    text = HARBOUR.read_text().replace(
        "<spif:excludedClass>OPEN</spif:excludedClass>", "<spif:excludedClass>OPEN</spif:excludedClass>" * 2
    )
    done = label("render", "--policy", write("p.xml", text), FIXTURES / "port.xml", check=False)
    assert done.returncode == 2 and "policy-duplicate" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["frobnicate", "x"],
        ["render"],
        ["render", "/none"],
        ["decide", FIXTURES / "port.xml"],
        ["check", FIXTURES / "port.xml"],
        ["render", FIXTURES / "port.xml"],
        ["convert", "--as", "morse", FIXTURES / "port.xml"],
        ["check", "--policy", FIXTURES / "port.xml", FIXTURES / "port.xml"],
        ["decide", "--policy", HARBOUR, FIXTURES / "port.xml", FIXTURES / "port.xml"],
        ["translate", "--policy", HARBOUR, FIXTURES / "port.xml"],
    ],
)
def test_what_cannot_be_done_is_exit_2(arguments):
    """A missing file, policy, action or option."""
    done = label(*arguments, check=False)
    assert done.returncode == 2 and done.stdout == "" and done.stderr.startswith("entente: ")


def twice(level, other):
    """A label with two levels, of which the last one won."""
    return adatp(level).replace("</Classification>", f"</Classification>\n<Classification>{other}</Classification>")


@pytest.mark.parametrize("levels", [("PORT", "OPEN"), ("OPEN", "PORT"), ("PORT", "PORT")])
def test_a6_a_label_with_two_levels_is_not_valid_and_seen_by_nobody(levels, write):
    """Fault A6: `check` said valid, and `decide` yes for a high level that was read as a low one."""
    file = write("twice.xml", twice(*levels))
    done = label("check", "--policy", HARBOUR, file, check=False)
    assert done.returncode == 1 and ":2: error element-twice" in done.stdout and "not valid" in done.stdout
    done = label("decide", "--policy", HARBOUR, file, FIXTURES / "captain.xml", check=False)
    assert (
        done.returncode == 1
        and done.stdout.startswith("no\n")
        and ":2: " in done.stdout
        and "element-twice" in done.stdout
    )
    answer = json.loads(
        label("decide", "--policy", HARBOUR, file, FIXTURES / "captain.xml", "--json", check=False).stdout
    )
    assert (
        answer["permitted"] is False
        and [reason["code"] for reason in answer["reasons"]] == ["element-twice"]
        and answer["reasons"][0]["line"] == 2
    )
    for action in ("render", "convert"):
        assert label(action, "--policy", HARBOUR, file, check=False).returncode == 2


def test_a6_a_clearance_with_two_lists_clears_for_nothing(write):
    text = (FIXTURES / "captain.xml").read_text()
    start, end = text.index("<ClassificationList>"), text.index("</ClassificationList>") + len("</ClassificationList>")
    file = write("clearance.xml", text[:end] + text[start:end] + text[end:])
    done = label("decide", "--policy", HARBOUR, FIXTURES / "port.xml", file, check=False)
    assert done.returncode == 1 and "ClassificationList" in done.stdout and "element-twice" in done.stdout


def test_d2_an_element_has_at_most_64_attributes(write):
    """Fault D2: 100,000 attributes took 30 s, each compared with all others."""
    file = write("many.xml", "<l " + " ".join(f"a{number}=''" for number in range(100_000)) + "/>")
    done = label("check", "--policy", HARBOUR, file, check=False)
    assert done.returncode == 2 and "line 1: an element has more than 64 attributes" in done.stderr


def test_e5_a_clearance_is_rendered(write):
    """Every level that the reader holds, the highest first, then the values as a label has them."""
    assert label("render", "--policy", HARBOUR, FIXTURES / "captain.xml").stdout == RENDERED
    assert json.loads(label("render", "--policy", HARBOUR, FIXTURES / "captain.xml", "--json").stdout) == {
        "marking": RENDERED.strip(),
        "policy": "HARBOUR",
    }
    assert label("render", "--portion", "--policy", HARBOUR, FIXTURES / "captain.xml", check=False).returncode == 2
    unknown = write("unknown.xml", (FIXTURES / "captain.xml").read_text().replace(">PORT<", ">MOON<"))
    done = label("render", "--policy", HARBOUR, unknown, check=False)
    assert done.returncode == 1 and "MOON" in done.stderr
