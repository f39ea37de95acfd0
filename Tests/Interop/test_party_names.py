"""Any name of a party is understood wherever a partner is named; articles are found with their parts;
search names what it finds."""

import json
import uuid

import pytest

from people import open_console, person
from support import GREEN, Node, entente, indicator, link

LABEL = "extension-definition--8f3a5d52-5c38-4b7e-9d70-0d6cf0c6a1b4"
RESTRICTED = {
    "type": "marking-definition",
    "id": "marking-definition--00000000-0000-4000-8000-000000000031",
    "spec_version": "2.1",
    "created": "2026-01-01T00:00:00.000Z",
    "name": "EU-RESTRICTED",
    "extensions": {LABEL: {"extension_type": "property-extension", "policy": "EU", "classification": "EU-RESTRICTED"}},
}
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
    done = eu.run(
        "recall",
        "ask",
        eu.items[0]["id"],
        "--from",
        "ROK",
        "--action",
        "withdraw",
        "--due",
        "2099-01-01",
        "--officer",
        "A",
        "--json",
    )
    assert json.loads(done.stdout.splitlines()[0])["partner"] == "korea"
    assert "the node of `korea` cannot be reached" in eu.run("check", "--partner", "大韓民国", check=False).stderr


def test_c12_the_ledger_is_filtered_by_any_name(eu):
    auditor = person(eu, "auditor", "auditor")
    places = [[item["place"] for item in auditor.get("log", party=name).json()["items"]] for name in NAMES]
    assert places[0] and all(found == places[0] for found in places)
    assert auditor.get("log", party="Kosovo").json()["items"] == []


def test_g3_an_article_is_found_with_its_parts(eu):
    for article in (
        "article 4(1)",
        "article 4",
        "Article 4",
        "article 4 (1)",
        "article 14",
        "article 14(b)",
        "article 14(a)",
    ):
        assert eu.secret["id"] in released(eu, ["--article", article]), article
    for article in ("article 4(2)", "article 1", "article 40", "4"):
        assert released(eu, ["--article", article]) == [], article
    wrong = eu.run("audit", "--agreement", "EU-KR", "--article", "article 40", check=False)
    assert wrong.returncode == 1
    assert wrong.stderr == (
        "no `article 40` is in `EU-KR`; its articles are `article 4(1)`, `article 2 and 3`, `article 14(a) and (b)`\n"
    )
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
    words = {
        "type": "language-content",
        "spec_version": "2.1",
        "id": f"language-content--{uuid.uuid4()}",
        "object_ref": thing["id"],
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "contents": {"ja": {"name": "共同訓練"}},
    }
    node.load([thing, other, words])
    shown = node.run("search", "訓練", "--lang", "ja").stdout.splitlines()
    assert shown[0] == "2 found" and sorted(shown[1:]) == sorted(
        [f"{thing['id']}  共同訓練", f"{other['id']}  訓練計画"]
    )
    english = node.run("search", "訓練", "--lang", "en").stdout
    assert f"{thing['id']}  Combined exercise" in english and "language-content" not in english
    # Found by itself and by its translation, it is one object.
    assert node.run("search", "exercise", "--lang", "ja").stdout == f"1 found\n{thing['id']}  共同訓練\n"
    assert [item["id"] for item in json.loads(node.run("search", "共同", "--json").stdout)["objects"]] == [thing["id"]]
    assert entente("search", "--help").stdout.count("--lang") >= 2


WORDED = AGREEMENTS.replace(
    "  article 14(a)",
    '  article 4:\n    words en "Levels answer each other."\n    words ja "秘密区分は対応する。"\n  article 14(a)',
)


def test_g5_an_article_is_told_in_the_readers_language(tmp_path):
    file = tmp_path / "set.accord"
    file.write_text(WORDED)
    shown = entente("agreements", "show", file, "--name", "EU-KR", "--lang", "ja").stdout
    assert "締約国・機関 EU, 大韓民国" in shown and "情報保護協定, 効力を有する" in shown
    assert "article 4(1): 秘密区分の対応（双方向）" in shown and "      | 秘密区分は対応する。" in shown
    ask = ["decide", "--agreements", file, "--from", "EU", "--to", "Korea", "--label", "EU EU-RESTRICTED"]
    assert "      | 秘密区分は対応する。" in entente(*ask, "--lang", "ja", check=False).stdout
    assert "      | Levels answer each other." in entente(*ask, "--lang", "fr", check=False).stdout
    grounds = json.loads(entente(*ask, "--json", "--lang", "ja", check=False).stdout)["grounds"]
    assert [ground["words"] for ground in grounds if "words" in ground] == [
        {"language": "ja", "text": "秘密区分は対応する。"}
    ]


def test_g5_the_console_shows_the_words_and_both_sides_still_agree(tmp_path):
    nodes = []
    for name, text in (("eu", WORDED), ("korea", AGREEMENTS)):
        node = open_console(Node(tmp_path / name, name))
        (tmp_path / f"{name}.accord").write_text(text)
        node.run("agreements", "apply", tmp_path / f"{name}.accord", "--officer", "Legal")
        nodes.append(node)
    eu, korea = nodes
    link(eu, korea)
    secret = indicator(name="restricted", object_marking_refs=[RESTRICTED["id"]])
    eu.load([RESTRICTED, secret])
    eu.serve()
    korea.serve()
    try:
        author = person(eu, "author", "author", "disclosure-officer")
        found = author.get("agreements", lang="ja").json()["agreements"][0]
        assert found["words"][0]["texts"]["ja"] == "秘密区分は対応する。"
        assert (
            found["rules"][1]["sentence"] == "秘密区分の対応（双方向）"
            and found["rules"][1]["wording"] == "levels, both ways"
        )
        plain = person(korea, "author", "author").get("agreements").json()["agreements"][0]
        assert plain["sha256"] == found["sha256"] and "words" not in plain and "sentence" not in plain["rules"][0]
        # What is kept with a release is the number of the article, not its words.
        eu.run("release", secret["id"], "--to", "Korea", "--officer", "A")
        assert (
            "秘密区分は" not in eu.run("audit", "--json").stdout
            and "Levels answer" not in eu.run("show", secret["id"], "--json").stdout
        )
    finally:
        eu.stop()
        korea.stop()


def test_g8_what_is_the_partners_own_is_not_given_back(tmp_path):
    eu, korea = Node(tmp_path / "eu", "eu"), Node(tmp_path / "korea", "korea")
    link(eu, korea)
    event, ours = (
        indicator(name="Korea's event", object_marking_refs=[GREEN]),
        indicator(name="Ours", object_marking_refs=[GREEN]),
    )
    korea.load([event])
    eu.load([ours])
    korea.run("release", event["id"], "--to", "eu", "--officer", "K")
    korea.serve()
    try:
        eu.run("pull", "korea")
        said = eu.run("release", event["id"], "--to", "korea", "--officer", "A", check=False).stdout
        assert said == f"korea has {event['id']} already: it is korea's own\n"
        both = eu.run(
            "release", event["id"], ours["id"], "--to", "korea", "--officer", "A", check=False
        ).stdout.splitlines()
        assert both[0] == f"korea has {event['id']} already: it is korea's own" and both[1].startswith(
            "korea: 1 may go (1 new"
        )
        entry = json.loads(
            eu.run("release", event["id"], "--to", "korea", "--officer", "A", "--json", check=False).stdout
        )
        assert entry["theirs"] is True and entry["new"] is False
        assert event["id"] not in [
            json.loads(line).get("id")
            for line in eu.run("audit", "--kind", "release", "--json", check=False).stdout.splitlines()
        ]
    finally:
        korea.stop()


def test_a_search_of_many_words_is_refused(eu):
    """Each word is looked up by itself: so many are no question of a person."""
    assert eu.run("search", "w " * 2_000, check=False).returncode == 1
    refused = eu.run("search", "w " * 2_100, check=False)
    assert refused.returncode == 2 and "a search has at most `4096` bytes" in refused.stderr
