"""Lists and searches of the holdings: bounded counts over what a person may see, pages to the end, two processes."""

from people import open_console, person
from support import CLEAR, GREEN, RED, Node, indicator, wait_for


def pages(someone, **query):
    """All pages of a list, with the first answer."""
    first = found = someone.get("holdings", limit=200, **query).json()
    items = list(found["items"])
    while "next" in found:
        found = someone.get("holdings", limit=200, next=found["next"], **query).json()
        items += found["items"]
    return first, [one["id"] for one in items]


def test_a_search_counts_to_a_thousand_and_pages_go_on(tmp_path):
    """Behind 1,000 hits `count_more` is said; what is hidden is in no count, and every page is there, in order."""
    eu = open_console(Node(tmp_path / "eu", "eu", settings={"answer_step_milliseconds": 0}))
    seen = [indicator(number, f"frigate {number}", object_marking_refs=[GREEN]) for number in range(1_100)]
    hidden = [indicator(5_000 + number, "frigate", object_marking_refs=[RED]) for number in range(60)]
    # A type that few have, far behind the newest.
    rare = [
        {
            "type": "note",
            "spec_version": "2.1",
            "id": f"note--5d0092c5-5f74-4287-9642-33f4c354e56{number}",
            "created": "2026-01-01T00:00:00.000Z",
            "modified": "2026-01-01T00:00:00.000Z",
            "content": "a frigate",
            "object_refs": [seen[0]["id"]],
            "object_marking_refs": [GREEN],
        }
        for number in range(3)
    ]
    eu.load(rare + hidden[:30] + seen + hidden[30:])
    eu.serve()
    author = person(eu, "author", "author")
    wait_for(lambda: author.get("holdings", q="frigate").json()["count"] == 1_000)
    wait_for(lambda: author.get("holdings", q='"frigate 1099"').json()["count"] == 1)
    wanted = [one["id"] for one in reversed(rare + seen)]
    first, listed = pages(author, q="frigate")
    assert (first["count"], first["count_more"], first["counts_more"]) == (1_000, True, True)
    # The newest are counted, and each type and source can be asked for.
    assert first["types"] == {"indicator": 1_000, "note": 0} and first["sources"] == {"own": 1_000}
    assert listed == wanted
    first, listed = pages(author, q="frigate", type="note")
    assert (first["count"], first["count_more"]) == (3, False) and listed == wanted[-3:]
    # Without a search, counts are exact, whatever there is.
    first, listed = pages(author)
    assert (first["count"], first["count_more"], first["counts_more"]) == (1_103, False, False)
    assert first["types"] == {"indicator": 1_100, "note": 3} and first["sources"] == {"own": 1_103} and listed == wanted
    first, listed = pages(author, type="note")
    assert first["count"] == 3 and first["types"] == {"indicator": 1_100, "note": 3} and listed == wanted[-3:]
    # What refers to an object is found, and no more than once for each.
    relations = author.get(f"objects/{seen[0]['id']}").json()["relations"]
    assert {one["id"] for one in relations} == {one["id"] for one in rare}
    # Another process changes the store: the next answer knows.
    later = indicator(9_000, "frigate later", object_marking_refs=[GREEN])
    eu.load([later], "later.json")
    assert author.get("holdings").json()["items"][0]["id"] == later["id"]
    assert author.get("holdings").json()["count"] == 1_104
    wait_for(lambda: author.get("holdings", q='"frigate later"').json()["count"] == 1)
    eu.stop()
    assert eu.is_whole()


def test_lists_are_narrowed_by_marking_label_and_day(tmp_path):
    """Counts agree with what is listed, whatever is asked for together; hidden things are in none of them."""
    eu = open_console(Node(tmp_path / "eu", "eu", settings={"answer_step_milliseconds": 0}))
    green = [indicator(n, f"frigate {n}", object_marking_refs=[GREEN], labels=["naval"]) for n in range(30)]
    labels = [["sea cable", "naval"], ["naval"]]
    clear = [indicator(100 + n, f"cable {n}", object_marking_refs=[CLEAR], labels=labels[n % 2]) for n in range(20)]
    red = [indicator(200 + n, "frigate", object_marking_refs=[RED], labels=["naval", "secret"]) for n in range(5)]
    eu.load(green + red + clear)
    eu.serve()
    author = person(eu, "author", "author")
    wait_for(lambda: author.get("holdings", q="cable").json()["count"] == 20)
    first, listed = pages(author, marking="TLP:GREEN")
    assert first["count"] == 30 and first["markings"] == {"TLP:GREEN": 30, "TLP:CLEAR": 20}
    assert listed == [one["id"] for one in reversed(green)]
    assert pages(author, marking="TLP:CLEAR")[1] == [one["id"] for one in reversed(clear)]
    assert pages(author, marking="TLP:RED")[1] == pages(author, marking="-")[1] == []
    first, listed = pages(author, label="naval")
    assert first["count"] == len(listed) == 50 and first["markings"] == {"TLP:GREEN": 30, "TLP:CLEAR": 20}
    first, listed = pages(author, label="sea cable")
    assert first["count"] == 10 and listed == [one["id"] for one in reversed(clear) if "sea cable" in one["labels"]]
    assert first["items"][0]["labels"] == ["sea cable", "naval"]
    assert pages(author, label="secret")[1] == [] and pages(author, label="sea")[1] == []
    assert pages(author, label="naval", marking="TLP:CLEAR", q="cable")[0]["count"] == 20
    today = author.get("holdings", limit=1).json()["items"][0]["kept"][:10]
    assert pages(author, since=today)[0]["count"] == 50 and pages(author, until=today)[0]["count"] == 50
    assert pages(author, since="2099-01-01")[1] == [] and pages(author, until="2020-01-01")[1] == []
    assert pages(author, since=today, until=today, q="frigate", label="naval")[0]["count"] == 30
    assert author.get("holdings", since="yesterday").status == 422
    kept = {"name": "cables", "q": "cable", "marking": "-", "label": "sea cable", "since": today, "until": today}
    assert author.post("searches", kept).status == 204
    assert author.get("searches").json()["items"] == [kept]
    eu.stop()
    assert eu.is_whole()
