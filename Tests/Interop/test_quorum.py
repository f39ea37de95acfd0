"""What is classified waits for the witnesses that `trust.policy` asks for (RULES 22); the rest goes on."""

import json

import pytest

from support import GREEN, PACT, PARTIES, Caller, indicator, link, wait_for
from test_agreements import marking

RESTRICTED = marking("EU-RESTRICTED", 12)


@pytest.fixture
def world(make_node, tmp_path):
    """EU gives to Japan under Korea's eyes; Korea is away."""
    eu, japan = (make_node(name, pull_seconds=1) for name in ("eu", "japan"))
    korea = make_node("korea", pull_seconds=1, open_witness=True)
    link(eu, japan, korea)
    (tmp_path / "set.accord").write_text(
        PARTIES + "\n" + PACT.format(state="in force from 2020-01-01", ceiling="EU-SECRET")
    )
    eu.run("agreements", "apply", tmp_path / "set.accord", "--officer", "Legal")
    demand(eu, korea)
    eu.serve()
    japan.serve()
    return eu, japan, korea


def shown(node):
    return json.loads(node.run("log", "show", "--json").stdout.splitlines()[0])


def demand(node, witness):
    (node.folder / "trust.policy").write_text(
        f"log {shown(node)['key']}\nwitness w {shown(witness)['witness_key']}\nquorum w\n"
    )


def classified(node, name="CANARY"):
    item = indicator(name=name, object_marking_refs=[RESTRICTED["id"]])
    node.load([RESTRICTED, item], f"{name}.json")
    return item


def release(node, item, *more):
    return node.run("release", item["id"], "--to", "japan", "--officer", "O", *more)


def readable(eu, japan, item):
    """Whether the partner can read of an item by any way that there is."""
    caller = Caller(eu.base, context=japan.context())
    base = "/japan/collections/feed/"
    paths = (
        "objects/",
        "objects/?match[version]=all",
        "manifest/",
        f"objects/?match[id]={item['id']}",
        f"objects/{item['id']}/",
        f"objects/{item['id']}/versions/",
    )
    answers = [caller.get(base + path) for path in paths] + [
        caller.get("/entente/v1/receipts/?from=0&to=9000000000000000&old=0")
    ]
    assert answers[0].status == 200
    return any(
        item["id"] in answer.text or item["name"] in answer.text or answer.status == 200 and "versions/" in path
        for answer, path in zip(answers, (*paths, "receipts"))
    )


def test_what_is_classified_waits_for_the_witness_and_the_rest_goes(world):
    eu, japan, korea = world
    open_one, secret = indicator(name="open", object_marking_refs=[GREEN]), classified(eu)
    eu.load([open_one], "open.json")
    release(eu, open_one)
    told = release(eu, secret)
    assert "1 objects wait" in told.stderr
    wait_for(lambda: open_one["id"] in japan.holdings("--from", "eu"))
    assert not readable(eu, japan, secret) and secret["id"] not in japan.holdings("--from", "eu")
    # It is not released a second time, whoever asks, and a restart of the node does not let it out.
    assert json.loads(release(eu, secret, "--json").stdout.splitlines()[-1])["new"] is False
    eu.kill()
    eu.serve()
    assert not readable(eu, japan, secret) and eu.is_whole()
    korea.serve()
    wait_for(lambda: secret["id"] in japan.holdings("--from", "eu"))
    receipt = japan.run("receipt", "get", secret["id"], "--from", "eu").stdout
    (japan.folder / "receipt.txt").write_text(receipt)
    verified = japan.run(
        "receipt", "verify", japan.folder / "receipt.txt", "--policy", eu.folder / "trust.policy", "--json"
    ).stdout
    assert json.loads(verified)["trust"] == "policy"
    assert eu.is_whole() and japan.is_whole()


def test_what_may_not_go_any_more_when_the_witness_comes_back_never_goes(world, tmp_path):
    eu, japan, korea = world
    recalled, downgraded = classified(eu, "CANARY-1"), classified(eu, "CANARY-2")
    release(eu, recalled)
    release(eu, downgraded)
    # The partner has nothing of it: no notice may tell it that there was something.
    asked = eu.run("recall", "ask", recalled["id"], "--action", "withdraw", "--due", "2099-01-31", "--officer", "O")
    assert "nobody" in asked.stdout and eu.run("recall", "list", "--json").stdout == ""
    (tmp_path / "set.accord").write_text(PARTIES + "\n" + PACT.format(state="ended on 2025-01-01", ceiling="EU-SECRET"))
    eu.run("agreements", "apply", tmp_path / "set.accord", "--officer", "Legal")
    korea.serve()
    marker = indicator(name="marker", object_marking_refs=[GREEN])
    eu.load([marker], "marker.json")
    release(eu, marker)
    wait_for(lambda: marker["id"] in japan.holdings("--from", "eu"))
    wait_for(lambda: any(one["size"] for one in shown(eu)["witnesses"] if one["name"] == "korea"))
    assert not readable(eu, japan, recalled) and not readable(eu, japan, downgraded)
    assert not {recalled["id"], downgraded["id"]} & japan.holdings("--from", "eu")
    assert eu.is_whole()


def test_a_new_key_of_the_log_ends_no_demand_and_a_policy_that_cannot_be_read_stops_the_release(world):
    eu, japan, _ = world
    secret = classified(eu)
    release(eu, secret)
    eu.run("log", "rotate", "--officer", "Chief", "--reason", "a year")
    another = classified(eu, "CANARY-3")
    assert "2 objects wait" in release(eu, another).stderr
    assert not readable(eu, japan, secret) and not readable(eu, japan, another)
    (eu.folder / "trust.policy").write_text("witness\n")
    refused = eu.run("release", classified(eu, "CANARY-4")["id"], "--to", "japan", "--officer", "O", check=False)
    assert refused.returncode == 2 and "trust.policy" in refused.stderr
    assert not readable(eu, japan, secret)


def test_a_courier_file_is_written_when_the_witness_has_seen_it(world, tmp_path):
    eu, japan, korea = world
    secret = classified(eu)
    release(eu, secret, "--channel", "courier")
    early = eu.run("courier", "write", "japan", "--to", tmp_path / "stick", check=False)
    assert early.returncode == 2 and "witnesses" in early.stderr and not list((tmp_path / "stick").glob("*.courier"))
    korea.serve()
    wait_for(lambda: eu.run("courier", "write", "japan", "--to", tmp_path / "stick", check=False).returncode == 0)
    japan.run("courier", "read", tmp_path / "stick")
    assert secret["id"] in japan.holdings("--from", "eu")
