"""Searches with known answers: halves of words, identifiers and partners' names, in the languages of the desk.

The table beside this file has one search a line. What each finds was written down from a plain reading of the example
data and then looked at by hand; the same reading, which knows nothing of stems and pairs, is made here once more.
"""

import json
import pathlib
import unicodedata

import pytest

from people import open_console, person
from support import GREEN, RED, Node, indicator, link

EXAMPLES = pathlib.Path(__file__).parents[2] / "Examples"
TABLE = pathlib.Path(__file__).with_name("search_answers.json")
IDENTITIES = {
    "eu": "identity--02893d9a-92fa-474a-aaf5-c5191b11b6e5",
    "japan": "identity--7a25db54-4f10-4c0f-bd35-3d53c9198c94",
    "korea": "identity--501a08c4-7b45-4056-b6b8-0ad97c6ca940",
}
# Texts that the example data has not: long words, compounds, accents, other scripts.
MADE = [
    ("EUNAVFOR Atalanta escorts merchant vessels", "en"),
    ("Negotiations on classified information were postponed", "en"),
    ("Unacceptable interference with satellite navigation", "en"),
    ("Brouillage systématique des communications navales", "fr"),
    ("Coopération européenne en matière de sécurité maritime", "fr"),
    ("Déploiement d'une frégate française à Djibouti", "fr"),
    ("Raketenabwehr und Frühwarnung im Ostseeraum", "de"),
    ("Verschlusssachenanweisung für die Zusammenarbeit", "de"),
    ("Übungen der Bundeswehr mit verbündeten Streitkräften", "de"),
    ("電子戦演習における衛星通信の妨害", "ja"),
    ("海上自衛隊の護衛艦がアデン湾で活動", "ja"),
    ("ミサイル防衛に関する日欧協議", "ja"),
    ("해군 합동훈련 계획과 위성통신", "ko"),
    ("사이버 공격에 대한 공동대응", "ko"),
    ("Севастополь и Черноморский флот", "ru"),
    ("Ναυτική επιχείρηση στο Αιγαίο", "el"),
    ("Unusual anchoring above a cable", "en"),
]
HIDDEN = "Anchorage of a submarine that nobody may know of"


def made():
    return [
        indicator(7_000 + number, name, lang=lang, object_marking_refs=[GREEN])
        for number, (name, lang) in enumerate(MADE)
    ]


def read(*names):
    found = []
    for name in names:
        for file in sorted((EXAMPLES / "eu-japan" / name).glob("*.json")):
            found += json.loads(file.read_text())["objects"]
    return found


def files(*names):
    return [file for name in names for file in sorted((EXAMPLES / "eu-japan" / name).glob("*.json"))]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A desk of the EU: its own examples, what Japan and Korea released to it, and what it gave to them."""
    folder = tmp_path_factory.mktemp("answers")
    nodes = {}
    for name, identity in IDENTITIES.items():
        node = Node(folder / name, name)
        node.configure(identity=identity)
        node.run("import", *files("shared", name))
        nodes[name] = node
    eu = open_console(nodes["eu"])
    eu.configure(answer_step_milliseconds=0)
    eu.run("agreements", "apply", EXAMPLES / "agreements", "--officer", "Legal")
    link(*nodes.values())
    eu.load(made())
    secret = indicator(7_900, HIDDEN, object_marking_refs=[RED])
    eu.load([secret], "secret.json")
    given = [one["id"] for one in made()[:2]]
    eu.run("release", *given, "--to", "korea", "--officer", "A")
    for name in ("japan", "korea"):
        own = [one["id"] for one in read(name) if one["type"] not in ("marking-definition", "extension-definition")]
        nodes[name].run("release", *own, "--to", "eu", "--officer", "A", check=False)
        nodes[name].serve()
    eu.run("pull")
    eu.serve()
    author = person(eu, "author", "author")
    # The index follows what a command has kept from the first search on.
    found(author, "vessel")
    eu.searchable()
    yield author
    for node in nodes.values():
        node.stop()
    assert eu.is_whole()


MACHINE = set(
    "id type spec_version created modified created_by_ref revoked object_marking_refs granular_markings extensions"
    " object_modified valid_from valid_until first_seen last_seen first_observed last_observed pattern_type"
    " pattern_version hashes lang payload_bin definition_type schema kill_chain_name".split()
)


def folded(text):
    """Width, case and accents make no difference."""
    text = unicodedata.normalize("NFKC", text).casefold()
    apart = unicodedata.normalize("NFD", text)
    # The marks of kana are no accents.
    return "".join(
        sign for place, sign in enumerate(apart) if not unicodedata.combining(sign) or is_dense(apart[place - 1])
    )


def is_dense(sign):
    return any(low <= sign <= high for low, high in ["ぁゖ", "ァヿ", "一鿿", "가힣", "々〇", "ᄀᇿ"])


def runs(text):
    """The words of a text, and its runs without blanks."""
    found, last = [], None
    for sign in unicodedata.normalize("NFC", folded(text)):
        kind = "dense" if is_dense(sign) else "word" if sign.isalnum() else None
        if kind and kind == last:
            found[-1] = (kind, found[-1][1] + sign)
        elif kind:
            found.append((kind, sign))
        last = kind
    return found


def texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            if name not in MACHINE and not name.endswith(("_ref", "_refs")):
                yield from texts(one)


def has(words, query):
    """Whether a text has each word of a query, or one that begins so."""
    for kind, wanted in runs(query):
        if kind == "dense":
            if not any(kind == "dense" and wanted in one for kind, one in words):
                return False
        elif not any(kind == "word" and one.startswith(wanted) for kind, one in words):
            return False
    return True


def found(someone, query):
    """Every page of what a search finds, the newest first."""
    answer = someone.get("holdings", q=query, limit=200).json()
    items = list(answer["items"])
    while "next" in answer:
        answer = someone.get("holdings", q=query, limit=200, next=answer["next"]).json()
        items += answer["items"]
    assert answer["count"] == len(items) == counted(answer)
    return items


def counted(answer):
    """How many its types have; those of translations are in no other count."""
    return sum(count for kind, count in answer["types"].items() if kind != "language-content")


ROWS = json.loads(TABLE.read_text())
KNOWN = {one["id"] for one in [*read("shared", "eu", "japan", "korea"), *made()]}


def key(one):
    """How the table names an object: what a partner gave in part has another identifier each time."""
    return one["id"] if one["id"] in KNOWN else f"{one['source']}: {one['type']}: {one['name']}"


def test_searches_find_what_they_should(desk):
    """Each of two hundred, and nothing beside it."""
    assert len(ROWS) >= 200 and len({row["query"] for row in ROWS}) == len(ROWS)
    wrong = [row["query"] for row in ROWS if sorted({key(one) for one in found(desk, row["query"])}) != row["finds"]]
    assert wrong == []


def test_the_table_is_what_a_plain_reading_says(desk):
    """Every text that has the words of a query, by a reading without an index, is among its answers."""
    held, answer = [], None
    for kind in (None, "language-content"):
        query = {"type": kind} if kind else {}
        answer = desk.get("holdings", limit=200, **query).json()
        held += answer["items"]
        while "next" in answer:
            answer = desk.get("holdings", limit=200, next=answer["next"], **query).json()
            held += answer["items"]
    of, words = {}, {}
    for one in held:
        content = desk.get(f"objects/{one['id']}").json()["versions"][0]["object"]
        of[one["id"]] = content.get("object_ref", one["id"]) if one["type"] == "language-content" else one["id"]
        words[one["id"]] = [run for text in texts(content) for run in runs(text)]
    listed = {one["id"]: key(one) for one in held if one["type"] != "language-content"}
    for row in ROWS:
        if row["kind"] == "an identifier" or '"' in row["query"]:
            continue
        hits = {of[id] for id, text in words.items() if has(text, row["query"])}
        plain = {listed[id] for id in hits if id in listed}
        assert plain <= set(row["finds"]), row["query"]
        if row["kind"] != "a partner":
            assert plain == set(row["finds"]), row["query"]
    names = [row for row in ROWS if row["kind"] == "a partner"]
    for name in ("japan", "korea"):
        sent = {listed[one["id"]] for one in held if one["source"] == f"partner {name}" and one["id"] in listed}
        called = [set(row["finds"]) for row in names if sent <= set(row["finds"])]
        assert sent and len(called) == 7


def test_what_is_hidden_is_found_by_nothing(desk):
    """Neither by a half of its words nor by its identifier, and it is in no count."""
    secret = indicator(7_900)["id"]
    for query in (HIDDEN, "Anchora", "submari", secret, secret.split("--")[1], secret[:19]):
        answer = desk.get("holdings", q=query).json()
        assert secret not in [one["id"] for one in answer["items"]], query
        assert answer["count"] == len(answer["items"]) == counted(answer), query


@pytest.mark.parametrize("length", range(1, 9))
def test_a_word_is_found_from_its_third_letter_on(desk, length):
    """As one types `EUNAVFOR`; what one or two letters begin is not put together."""
    whole = {one["id"] for one in found(desk, "EUNAVFOR")}
    if length > 2:
        assert whole and whole <= {one["id"] for one in found(desk, "EUNAVFOR"[:length])}
    else:
        assert not whole <= {one["id"] for one in found(desk, "EUNAVFOR"[:length])}
