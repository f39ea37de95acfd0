"""Any name of a party is understood wherever a partner is named; articles are found with their parts; search names what it finds."""

import json
import uuid

import pytest

from people import open_console, person
from support import GREEN, Node, entente, indicator, link

LABEL = "extension-definition--8f3a5d52-5c38-4b7e-9d70-0d6cf0c6a1b4"
RESTRICTED = {"type": "marking-definition", "id": "marking-definition--00000000-0000-4000-8000-000000000031", "spec_version": "2.1",
              "created": "2026-01-01T00:00:00.000Z", "name": "EU-RESTRICTED",
              "extensions": {LABEL: {"extension_type": "property-extension", "policy": "EU", "classification": "EU-RESTRICTED"}}}
AGREEMENTS = """party EU
  codes eu

party Korea
  title en "Republic of Korea"
  title ja "大韓民国"
  codes korea, ROK

party Kosovo
  codes XK

scheme EU of EU
  levels, highest first
    EU-RESTRICTED

scheme Korea of Korea
  levels, highest first
    K-LOW

agreement EU-KR
  between EU and Korea
  in force from 2020-01-01
  article 2 and 3: covers all classified information
  article 4(1): levels, both ways
    EU EU-RESTRICTED = Korea K-LOW
  article 14(a) and (b): up to EU EU-RESTRICTED
"""
NAMES = ["korea", "Korea", "KOREA", "rok", "Republic of Korea", "republic  of korea", "大韓民国", "Ｋorea"]


@pytest.fixture(scope="module")
def eu(tmp_path_factory):
    folder = tmp_path_factory.mktemp("names")
    node, korea = open_console(Node(folder / "eu", "eu")), Node(folder / "korea", "korea", title="ROK node")
    link(node, korea)
    (folder / "set.accord").write_text(AGREEMENTS)
    node.run("agreements", "apply", folder / "set.accord", "--officer", "Legal")
    node.items = [indicator(name=f"Item {number}", object_marking_refs=[GREEN]) for number in range(len(NAMES) + 3)]
    node.secret = indicator(name="restricted", object_marking_refs=[RESTRICTED["id"]])
    node.load([RESTRICTED, node.secret, *node.items])
    node.run("release", node.secret["id"], "--to", "korea", "--officer", "A")
    node.serve()
    yield node
    node.stop()


def released(node, query):
    lines = node.run("audit", *query, "--kind", "release", "--json", check=False).stdout.splitlines()
    return [json.loads(line)["id"] for line in lines]


@pytest.mark.parametrize("number, name", list(enumerate(NAMES)))
def test_e7_a_release_goes_to_any_name_of_a_party(eu, number, name):
    item = eu.items[number]["id"]
    assert "korea: 1 may go (1 new" in eu.run("release", item, "--to", name, "--officer", "A").stdout
    assert item in released(eu, ["--party", name])


def test_e7_a_name_that_nobody_has_is_said(eu):
    done = eu.run("release", eu.items[0]["id"], "--to", "Kosovo", "--officer", "A", check=False)
    assert done.returncode == 2 and "there is no partner `Kosovo`" in done.stderr


def test_e7_calls_take_any_name(eu):
    officer = person(eu, "officer", "disclosure-officer", "security-officer", "author")
    item = eu.items[-1]["id"]
    answer = officer.post("releases", {"ids": [item], "parties": ["Republic of Korea"], "named": []})
    assert answer.status in (200, 201), answer.text
    assert [found["party"] for found in answer.json()["results"]] == ["korea"]
    assert officer.get("partners/ROK").json()["name"] == "korea"
    assert officer.get("partners/Kosovo").status == 404


def test_e7_other_verbs_take_any_name(eu):
    assert eu.run("preview", eu.secret["id"], "--to", "Republic of Korea", check=False).returncode == 0
    assert "no partner" not in eu.run("courier", "status", "Korea", check=False).stderr
    done = eu.run("recall", "ask", eu.items[0]["id"], "--from", "ROK", "--action", "withdraw", "--due", "2099-01-01", "--officer", "A", "--json")
    assert json.loads(done.stdout.splitlines()[0])["partner"] == "korea"
    assert "the node of `korea` cannot be reached" in eu.run("check", "--partner", "大韓民国", check=False).stderr


def test_c12_the_ledger_is_filtered_by_any_name(eu):
    auditor = person(eu, "auditor", "auditor")
    places = [[item["place"] for item in auditor.get("log", party=name).json()["items"]] for name in NAMES]
    assert places[0] and all(found == places[0] for found in places)
    assert auditor.get("log", party="Kosovo").json()["items"] == []


def test_g3_an_article_is_found_with_its_parts(eu):
    for article in ("article 4(1)", "article 4", "Article 4", "article 4 (1)", "article 14", "article 14(b)", "article 14(a)"):
        assert eu.secret["id"] in released(eu, ["--article", article]), article
    for article in ("article 4(2)", "article 1", "article 40", "4"):
        assert released(eu, ["--article", article]) == [], article
    wrong = eu.run("audit", "--agreement", "EU-KR", "--article", "article 40", check=False)
    assert wrong.returncode == 1
    assert wrong.stderr == ("no `article 40` is in `EU-KR`; its articles are `article 4(1)`, `article 2 and 3`, `article 14(a) and (b)`\n")
    # An article that is known, and on which nothing stands: no hint.
    assert eu.run("audit", "--article", "article 4", "--kind", "refusal", "--party", "Kosovo", check=False).stderr == ""
    auditor = person(eu, "auditor2", "auditor")
    assert auditor.get("log", article="article 40").json()["articles"][0] == "article 4(1)"
    found = auditor.get("log", article="article 4").json()
    assert found["items"] and "articles" not in found


def test_e6_search_shows_the_object_in_the_readers_language(tmp_path):
    node = Node(tmp_path / "japan", "japan")
    thing = indicator(name="Combined exercise", description="naval")
    other = indicator(name="訓練計画")
    words = {"type": "language-content", "spec_version": "2.1", "id": f"language-content--{uuid.uuid4()}", "object_ref": thing["id"],
             "created": "2026-01-01T00:00:00.000Z", "modified": "2026-01-01T00:00:00.000Z", "contents": {"ja": {"name": "共同訓練"}}}
    node.load([thing, other, words])
    shown = node.run("search", "訓練", "--lang", "ja").stdout.splitlines()
    assert shown[0] == "2 found" and sorted(shown[1:]) == sorted([f"{thing['id']}  共同訓練", f"{other['id']}  訓練計画"])
    english = node.run("search", "訓練", "--lang", "en").stdout
    assert f"{thing['id']}  Combined exercise" in english and "language-content" not in english
    # Found by itself and by its translation, it is one object.
    assert node.run("search", "exercise", "--lang", "ja").stdout == f"1 found\n{thing['id']}  共同訓練\n"
    assert [item["id"] for item in json.loads(node.run("search", "共同", "--json").stdout)["objects"]] == [thing["id"]]
    assert entente("search", "--help").stdout.count("--lang") >= 2
