"""What an object has in common with others, for each reader over what that reader may see."""

from sides import two_sides
from support import RED, wait_for
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
        wanted = [
            ("domain", "bad.example", sorted([host["id"], under["id"]]), 2),
            ("equal", "bad.example", [host["id"]], 1),
            ("network", "198.51.100.0/24", [address["id"]], 1),
            ("url-host", "bad.example", sorted([host["id"], link["id"]]), 2),
        ]
        # The index follows a moment later.
        wait_for(lambda: common(eu.author, warning)[0] == wanted)
        found, answer = common(eu.author, warning)
        assert (answer["values"], answer["complete"]) == (2, True)
        assert {one["banner"] for line in answer["items"] for one in line["objects"]} == {"TLP:GREEN"}
        assert common(eu.author, address)[0] == [("network", "198.51.100.0/24", [warning["id"]], 1)]
        assert common(eu.author, other)[0] == []
        # What is hidden from the reader does not exist: not by itself, and not in what others have in common.
        assert common(eu.author, hidden)[1] == {"items": [], "values": 0, "complete": True}
        assert "secret" not in str(common(eu.author, host)[1])
        # Japan holds nothing of what was seen here.
        assert common(japan.author, warning)[0] == []
        # However much came since: all that is held is compared, and a count says where it ends.
        eu.node.load([observable("domain-name", value=f"h{number}.other.example") for number in range(2_200)])
        top = observable("domain-name", value="other.example")
        eu.node.load([top])
        wait_for(lambda: common(eu.author, top)[1]["items"])
        found, answer = common(eu.author, warning)
        assert (found, answer["complete"]) == (wanted, True)
        (line,) = common(eu.author, top)[1]["items"]
        assert (line["kind"], line["count"], line["more"], len(line["objects"])) == ("domain", 200, True, 50)
        assert not common(eu.author, top)[1]["complete"]
        # What is destroyed is in no list from then on; the store is whole.
        assert common(eu.author, address)[0]
        eu.node.run("erase", warning["id"], "--from", "japan", "--officer", "O", "--reason", "ended")
        assert common(eu.author, address)[0] == []
        eu.node.stop()
        assert eu.node.is_whole()
