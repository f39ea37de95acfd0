"""Hits at arrival: what comes in is held at once, and those who may see both sides have a notice of it."""

from people import person
from sides import two_sides
from support import RED, wait_for
from test_cyber import give, indicator, observable, observed


def notices(someone):
    answer = someone.get("inbox")
    assert answer.status == 200, answer.text
    return {(one["item"], one["count"], one["mode"]) for one in answer.json()["items"] if one["kind"] == "hit"}


def arrived(someone, **query):
    answer = someone.get("cyber/arrived", **query)
    assert answer.status == 200, answer.text
    return {one["id"]: sorted(seen["id"] for seen in one["observations"]) for one in answer.json()["items"]}


def test_what_comes_in_is_met_at_once_and_told_to_those_who_may_see_both(tmp_path):
    with two_sides(tmp_path) as (eu, japan):
        # What was seen here before, and much since.
        host = observable("domain-name", value="bad.example")
        hidden = observable("domain-name", RED, value="hidden.example")
        seen = observed(eu, [hidden])
        eu.node.load([host, hidden, seen])
        eu.node.load([observable("domain-name", value=f"h{number}.example") for number in range(1_100)])
        # A partner warns of it: nobody has to ask.
        warning = indicator(japan, "[domain-name:value = 'Bad.Example.']")
        secret = indicator(japan, "[domain-name:value = 'hidden.example']", name="Of what is hidden")
        japan.node.load([warning, secret])
        give(japan, eu, warning["id"], secret["id"])
        wait_for(lambda: notices(eu.author), what="the notice")
        assert notices(eu.author) == {(warning["id"], 1, "practical")}
        assert arrived(eu.author) == {warning["id"]: [host["id"]]}
        # What meets it is hidden from the reader, and so is that it is met: though both names may be known.
        assert arrived(eu.author, indicator=secret["id"], all="true") == {}
        assert not {one for one in notices(eu.officer)} and notices(japan.author) == set()
        # What is observed next is held against the same warning; the notice is one.
        again = observable("domain-name", value="BAD.example")
        eu.node.load([again])
        wait_for(lambda: notices(eu.author) == {(warning["id"], 2, "practical")}, what="the second observation")
        # One who is done with it has no notice; somebody else has.
        other = person(eu.node, "second", "author")
        assert notices(other) == {(warning["id"], 2, "practical")}
        settled = eu.author.post("hits/settle", {"indicator": warning["id"]})
        assert settled.status == 204 and not settled.body
        assert notices(eu.author) == set() and arrived(eu.author) == {}
        assert arrived(eu.author, all="true") == {warning["id"]: sorted([host["id"], again["id"]])}
        assert notices(other) == {(warning["id"], 2, "practical")}
        # What is met by something hidden answers as what is met by nothing.
        for item in (secret, seen):
            answer = eu.author.post("hits/settle", {"indicator": item["id"]})
            assert (answer.status, answer.body) == (204, settled.body)
        # What came while the node was down is held at its start.
        eu.node.stop()
        third = observable("domain-name", value="bad.example")
        eu.node.load([third])
        eu.node.serve()
        wait_for(lambda: notices(eu.author) == {(warning["id"], 1, "practical")}, what="what came meanwhile")
        eu.node.stop()
        assert eu.node.is_whole()
