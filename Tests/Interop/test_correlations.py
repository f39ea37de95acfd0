"""What an object has in common with others, for each reader over what that reader may see."""

from sides import two_sides
from support import RED
from test_cyber import give, indicator, observable


def common(someone, item):
    answer = someone.get("cyber/correlations", object=item["id"])
    assert answer.status == 200, answer.text
    found = answer.json()
    lines = [
        (one["kind"], one["value"], sorted(o["id"] for o in one["objects"]), one["count"]) for one in found["items"]
    ]
    return sorted(lines), found


def test_an_object_correlates_with_what_its_reader_may_see(tmp_path):
    with two_sides(tmp_path) as (eu, japan):
        warning = indicator(japan, "[domain-name:value = 'Bad.Example.' OR ipv4-addr:value ISSUBSET '198.51.100.0/24']")
        japan.node.load([warning])
        give(japan, eu, warning["id"])
        host = observable("domain-name", value="bad.example")
        under = observable("domain-name", value="c2.bad.example")
        link = observable("url", value="https://bad.example:443/x")
        address = observable("ipv4-addr", value="198.51.100.7")
        other = observable("ipv4-addr", value="203.0.113.7")
        hidden = observable("domain-name", RED, value="secret.bad.example")
        eu.node.load([host, under, link, address, other, hidden])
        found, answer = common(eu.author, warning)
        assert found == [
            ("domain", "bad.example", sorted([host["id"], under["id"]]), 2),
            ("equal", "bad.example", [host["id"]], 1),
            ("network", "198.51.100.0/24", [address["id"]], 1),
            ("url-host", "bad.example", sorted([host["id"], link["id"]]), 2),
        ]
        assert (answer["values"], answer["complete"]) == (2, True)
        assert {one["banner"] for line in answer["items"] for one in line["objects"]} == {"TLP:GREEN"}
        assert common(eu.author, address)[0] == [("network", "198.51.100.0/24", [warning["id"]], 1)]
        assert common(eu.author, other)[0] == []
        # What is hidden from the reader does not exist: not by itself, and not in what others have in common.
        assert common(eu.author, hidden)[1] == {"items": [], "values": 0, "complete": True}
        assert "secret" not in str(common(eu.author, host)[1])
        # Japan holds nothing of what was seen here.
        assert common(japan.author, warning)[0] == []
