"""What libraries of this field do against a good guess, and what is given to them because of it;
by the number of the rule."""

import json
import uuid

import pytest
import stix2
from cytaxii2 import cytaxii2
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from people import open_console, person
from support import AMBER, EXAMPLES, GREEN, Caller, basic, entente, indicator, link
from test_open_id import attempt, liar  # noqa: F401 - the provider that says what a test wants


def test_surprise_3_and_14_discovery_names_absolute_roots_for_cytaxii2(make_node):
    """taxii2-client joins a relative root to the address of discovery; cytaxii2 1.0.1 asks for it as it stands,
    which is no URL."""
    eu = make_node("eu")
    eu.run("collection", "add", "--kind", "shelf", "--title", "Watch", "--alias", "watch")
    key = eu.run("key", "add", "soc", "--scope", "read:*").stdout.strip()
    eu.serve()
    assert Caller(eu.base, basic("soc", key)).get("/taxii2/").json()["default"] == f"https://127.0.0.1:{eu.port}/tools/"


def test_surprise_3_and_14_cytaxii2_lists_the_collections(seeded):
    """The library cannot be told of a certificate of one's own, so that a throw-away node over plain HTTP answers."""
    process = seeded(
        {
            "users": [{"name": "soc", "password": "secret"}],
            "api_roots": [{"path": "tools", "collections": [{"title": "Watch"}, {"title": "Seen"}]}],
        }
    )
    client = cytaxii2.cytaxii2(discovery_url=f"{process.base}/taxii2/", username="soc", password="secret", version=2.1)
    found = client.discovery_request()["response"]
    assert found["default"] == f"{process.base}/tools/" and found["api_roots"] == [found["default"]]
    listed = client.collection_request()
    assert listed["status"] is True and sorted(one["title"] for one in listed["response"]["collections"]) == [
        "Seen",
        "Watch",
    ]


SEVEN, SIX, THREE = "2026-02-01T00:00:00.1234567Z", "2026-02-01T00:00:00.123456Z", "2026-02-01T00:00:00.123Z"
FINE = {
    "en": "more than six digits",
    "ja": "6 桁を超えて",
    "fr": "plus de six décimales",
    "de": "mehr als sechs Nachkommastellen",
}


@pytest.fixture
def officer(make_node):
    eu, japan = open_console(make_node("eu")), make_node("japan")
    link(eu, japan)
    eu.serve()
    return eu, japan, person(eu, "officer", "disclosure-officer")


def test_surprise_4_an_officer_is_told_of_times_that_partners_on_stix2_cannot_read(officer):
    """stix2 3.0.2 refuses a time with seven digits behind the point, and nothing is cut; it reads six."""
    eu, japan, someone = officer
    fine, plain = (
        indicator(object_marking_refs=[GREEN], valid_from=SEVEN, x_seen=SEVEN),
        indicator(object_marking_refs=[GREEN], valid_from=SIX, valid_until=THREE.replace("-02-", "-03-")),
    )
    with pytest.raises(stix2.exceptions.InvalidValueError):
        stix2.parse(fine, allow_custom=True)
    assert stix2.parse(plain).valid_from.isoformat().startswith("2026-02-01T00:00:00.123456")
    eu.load([fine, plain])
    wanted = [("timestamp-precision", "valid_from")]

    def told(answer):
        return [(one["code"], one["property"]) for one in answer.get("warnings", [])]

    for language, words in FINE.items():
        [decision] = someone.get(f"objects/{fine['id']}/decisions", lang=language).json()["decisions"]
        assert (
            decision["outcome"] == "release" and told(decision) == wanted and words in decision["warnings"][0]["text"]
        ), language
    assert told(someone.get(f"objects/{plain['id']}/decisions").json()["decisions"][0]) == []
    for verb in ("preview", "decide"):
        assert told(json.loads(eu.run(verb, fine["id"], "--to", "japan", "--json").stdout)) == wanted
        assert "timestamp-precision" in eu.run(verb, fine["id"], "--to", "japan").stdout
    assert "timestamp-precision" not in eu.run("preview", plain["id"], "--to", "japan").stdout
    [result] = someone.post("releases", {"ids": [fine["id"]], "parties": ["japan"]}).json()["results"]
    assert result["outcome"] == "release" and result["new"] and told(result) == wanted
    line = eu.run("release", fine["id"], plain["id"], "--to", "japan", "--officer", "O", check=False).stdout
    assert line.count("timestamp-precision") == 1 and "valid_from" in line
    # Never rounded: it goes as its author wrote it.
    given = {one["id"]: one for one in Caller(eu.base, context=japan.context()).all("/japan/collections/feed/objects/")}
    assert given[fine["id"]] == fine and given[plain["id"]] == plain


def test_surprise_4_of_what_is_withheld_nothing_is_told(officer, tmp_path):
    eu, _, someone = officer
    hidden = indicator(
        object_marking_refs=[GREEN],
        valid_until=SEVEN,
        valid_from=SIX,
        granular_markings=[{"marking_ref": AMBER, "selectors": ["valid_until"]}],
    )
    nested = {
        "type": "observed-data",
        "spec_version": "2.1",
        "id": f"observed-data--{uuid.uuid4()}",
        "created": SEVEN,
        "modified": SEVEN,
        "first_observed": SIX,
        "last_observed": SEVEN,
        "number_observed": 1,
        "object_refs": [f"ipv4-addr--{uuid.uuid4()}"],
        "object_marking_refs": [GREEN],
    }
    eu.load([hidden, nested])
    [decision] = someone.get(f"objects/{hidden['id']}/decisions").json()["decisions"]
    assert decision["outcome"] == "rendition" and "warnings" not in decision
    [decision] = someone.get(f"objects/{nested['id']}/decisions", absent="true").json()["decisions"]
    assert [one["property"] for one in decision["warnings"]] == ["created", "last_observed", "modified"]
    bundle, parties = tmp_path / "bundle.json", tmp_path / "parties.accord"
    bundle.write_text(json.dumps({"type": "bundle", "id": f"bundle--{uuid.uuid4()}", "objects": [nested]}))
    parties.write_text("party EU\n\nparty Japan\n")
    done = entente(
        "release", "--file", bundle, "--from", "EU", "--to", "Japan", "--agreements", parties, "--give-absent", "--json"
    )
    assert [one["property"] for one in json.loads(done.stdout)["objects"][0]["warnings"]] == [
        "created",
        "last_observed",
        "modified",
    ]


def test_surprise_9_a_reader_leaves_own_types_out(make_node):
    """stix2 3.0.2 refuses a whole bundle for one type that it does not know,
    and gives a dict for one that stands alone."""
    eu, japan = make_node("eu"), make_node("japan")
    link(eu, japan)
    own = next(
        one
        for one in json.loads((EXAMPLES / "eu" / "commitments.json").read_text())["objects"]
        if one["type"] == "entente-commitment"
    )
    own = {
        name: value for name, value in own.items() if name not in ("created_by_ref", "party_refs", "granular_markings")
    }
    own = {**own, "object_marking_refs": [GREEN], "party_refs": [f"identity--{uuid.uuid4()}"]}
    malware = {
        "type": "malware",
        "spec_version": "2.1",
        "id": f"malware--{uuid.uuid4()}",
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "name": "kept",
        "is_family": False,
        "object_marking_refs": [GREEN],
    }
    report = {
        **{name: malware[name] for name in ("spec_version", "created", "modified", "object_marking_refs")},
        "type": "report",
        "id": f"report--{uuid.uuid4()}",
        "name": "about a promise",
        "published": "2026-01-01T00:00:00Z",
        "object_refs": [own["id"]],
    }
    items = [indicator(object_marking_refs=[GREEN]), own, malware, report]
    eu.load(items)
    eu.serve()
    eu.run("release", "--all", "--to", "japan", "--officer", "O", "--give-absent", check=False)
    reader = Caller(eu.base, context=japan.context())
    feed = "/japan/collections/feed/objects/"

    def parsed(objects, **options):
        return stix2.parse({"type": "bundle", "id": f"bundle--{uuid.uuid4()}", "objects": objects}, **options)

    everything = reader.all(feed)
    assert {one["type"] for one in everything} >= {"indicator", "malware", "entente-commitment"}
    with pytest.raises(stix2.exceptions.STIXError, match="entente-commitment"):
        parsed(everything)
    assert len(parsed(everything, allow_custom=True).objects) == len(everything)
    plain = reader.all(feed, {"match[type]": "indicator,malware"})
    bundle = parsed(plain)
    assert isinstance(bundle, stix2.Bundle) and sorted(one.id for one in bundle.objects) == sorted(
        [items[0]["id"], malware["id"]]
    )
    # What names an object of such a type is refused as well, though the object was left out.
    naming = reader.all(feed, {"match[type]": "indicator,report"})
    assert {one["type"] for one in naming} == {"indicator", "report"}
    with pytest.raises(stix2.exceptions.STIXError, match="object_refs"):
        parsed(naming)
    assert len(parsed(naming, allow_custom=True).objects) == 2


def test_surprise_10_versions_are_ordered_as_moments(make_node):
    """stix2 makes a next version at the same moment one microsecond later:
    as text `…00.000001Z` lies before `…00.000Z`."""
    # Its own clock stands before the version that is to be followed, as another machine's may.
    first = stix2.parse(indicator(object_marking_refs=[GREEN], modified="2099-01-01T00:00:00.000Z"))
    later = first.new_version(name="later")
    assert [json.loads(one.serialize())["modified"] for one in (first, later)] == [
        "2099-01-01T00:00:00.000Z",
        "2099-01-01T00:00:00.000001Z",
    ]
    for order in ((first, later), (later, first)):
        eu = make_node(f"eu-{uuid.uuid4().hex[:6]}")
        eu.run("collection", "add", "--kind", "shelf", "--title", "Watch", "--alias", "watch")
        key = eu.run("key", "add", "soc", "--scope", "read:*", "--scope", "write:*").stdout.strip()
        eu.serve()
        tool = Caller(eu.base, basic("soc", key))
        for one in order:
            assert tool.add("/tools/collections/watch/objects/", [json.loads(one.serialize())])["success_count"] == 1
        assert [one["name"] for one in tool.all("/tools/collections/watch/objects/")] == ["later"]


def test_surprise_21_a_number_that_changes_in_a_double_is_refused_before_any_digest(make_node, tmp_path):
    """jcs 0.2.1 writes 9007199254740993 as 9007199254740992, and the digest of another number would hold."""
    file = tmp_path / "one.json"
    file.write_text(json.dumps({"sequence": 9007199254740993}))
    done = entente("canonicalize", file, check=False)
    assert (
        done.returncode == 1
        and "9007199254740993" in done.stdout + done.stderr
        and "9007199254740992" not in done.stdout
    )
    eu = make_node("eu")
    eu.run("collection", "add", "--kind", "shelf", "--title", "Watch", "--alias", "watch")
    key = eu.run("key", "add", "soc", "--scope", "read:*", "--scope", "write:*").stdout.strip()
    eu.serve()
    tool = Caller(eu.base, basic("soc", key))
    status = tool.add(
        "/tools/collections/watch/objects/",
        [indicator(x_sequence=9007199254740993), indicator(x_sequence=9007199254740991)],
    )
    assert (status["success_count"], status["failure_count"]) == (1, 1) and "9007199254740993" in status["failures"][0][
        "message"
    ]


def test_surprise_28_a_token_without_kid_is_tried_with_the_keys_of_its_kind(liar):  # noqa: F811
    """Keys of another kind beside the right one, and no name of a key in the token (OpenID Connect Core 1.0, 10.1)."""
    provider, node = liar
    curve = ECKey.generate_key("P-256", {"kid": "c"}, private=True)
    for key, algorithm in ((provider.key, "RS256"), (provider.other, "RS256"), (curve, "ES256")):
        provider.published = [curve, provider.other, provider.key]
        provider.sign = lambda claims: jwt.encode({"alg": algorithm}, claims, key)
        there, visitor = attempt(node, provider)
        assert there == "/" and visitor.session().status == 200, algorithm
    # One that is published under no name, and signs for nobody else.
    stranger = RSAKey.generate_key(2048, private=True)
    provider.sign = lambda claims: jwt.encode({"alg": "RS256"}, claims, stranger)
    assert attempt(node, provider)[0] == "/#/sign-in?problem=provider-failed"


REFERENCE = {"source_name": "a source", "description": "a text"}


def is_valid(tmp_path, item):
    (tmp_path / "item.json").write_text(json.dumps(item))
    return entente("validate", tmp_path / "item.json", check=False).returncode == 0


def test_a_selector_into_a_list_of_objects_is_valid_here_and_stix2_refuses_it(tmp_path):
    """STIX 2.1, 7.2.3.1; stix2 3.0.2 takes the element and nothing inside of it, and drops the whole object."""
    for selector, is_read in (("external_references.[0]", True), ("external_references.[0].description", False)):
        marking = {"marking_ref": GREEN, "selectors": [selector]}
        item = indicator(external_references=[REFERENCE], granular_markings=[marking])
        assert is_valid(tmp_path, item), selector
        if is_read:
            assert stix2.parse(item).granular_markings[0].selectors == [selector]
        else:
            with pytest.raises(stix2.exceptions.InvalidSelectorError):
                stix2.parse(item)


def test_a_portion_of_a_language_is_valid_here_and_stix2_reads_it(tmp_path):
    """STIX 2.1, 7.2.3: `lang` or `marking_ref`; stix2-validator 3.3.2 asks for `marking_ref` in each."""
    item = indicator(name="Garde du port", lang="en", granular_markings=[{"lang": "fr", "selectors": ["name"]}])
    assert is_valid(tmp_path, item)
    assert stix2.parse(item).granular_markings[0].lang == "fr"
    both = {**item, "granular_markings": [{"lang": "fr", "marking_ref": GREEN, "selectors": ["name"]}]}
    assert not is_valid(tmp_path, both)
