"""Recalls and losses between nodes: asked in the feeds, heeded at once, answered,
and destroyed so that nothing is left."""

import json
import os
import sqlite3
import uuid

from support import AMBER, CLEAR, GREEN, Caller, indicator, wait_for
from test_consent import given, held

DUE = "2099-01-31"


def states(node, verb="recall"):
    return [json.loads(line) for line in node.run(verb, "list", "--json", check=False).stdout.splitlines()]


def recall(node, item, action="destroy", *more):
    printed = node.run(
        "recall", "ask", item["id"], "--action", action, "--due", DUE, "--officer", "CANARY-lee", "--json", *more
    ).stdout
    return {answer["partner"]: answer["id"] for answer in map(json.loads, printed.splitlines())}


def answer(node, notice, outcome, *more, check=True):
    return node.run("recall", "answer", notice, "--outcome", outcome, "--officer", "O", *more, check=check)


def arrived(node, notice, verb="recall"):
    return wait_for(lambda: next((state for state in states(node, verb) if state["id"] == notice), None))


def confirmed(node, notice):
    return wait_for(
        lambda: next((state for state in states(node) if state["id"] == notice and state["state"] == "confirmed"), None)
    )


def listed(node, party, item):
    with sqlite3.connect(node.folder / "store.db") as store:
        (count,) = store.execute(
            "SELECT count(*) FROM member m JOIN collection c ON c.row=m.collection JOIN object o ON o.row=m.object "
            "WHERE c.party=? AND c.kind='feed' AND o.id=?",
            (party, item),
        ).fetchone()
    store.close()
    return count


def holding_on(node):
    """A reader that does not let go of the store as it is now."""
    reader = sqlite3.connect(node.folder / "store.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM object").fetchone()
    return reader


def traces(node, *words):
    """Where words stand in any file of the node's folder but those that the test itself wrote there."""
    found = []
    for place, _, names in os.walk(node.folder):
        for name in names:
            if name.endswith(".json") and name != "entente.json":
                continue
            with open(os.path.join(place, name), "rb") as file:
                data = file.read()
            found += [(name, word) for word in words if word.encode() in data]
    return found


def test_a_recall_travels_and_what_is_destroyed_is_gone_from_every_file(trio):
    eu, japan, korea = trio
    # Neighbours before and after, short and long, so that cells move and pages overflow.
    crowd = [
        indicator(object_marking_refs=[CLEAR], description="quiet waters " * (number * 37 % 900))
        for number in range(120)
    ]
    korea.load(crowd[:60], "before.json")
    secret = "zanzibarquokka" + uuid.uuid4().hex
    item = indicator(
        object_marking_refs=[CLEAR], name=f"{secret} name", description=f"{secret} " + "text " * 3000 + f" {secret}"
    )
    short = indicator(object_marking_refs=[CLEAR], name=f"{secret} short")
    korea.load([item, short], "secret.json")
    korea.load(crowd[60:], "after.json")
    korea.run("release", "--all", "--to", "eu", "--officer", "O")
    wait_for(lambda: {item["id"], short["id"], crowd[-1]["id"]} <= held(eu, "korea"))
    eu.run("release", item["id"], short["id"], "--to", "japan", "--officer", "O")
    wait_for(lambda: {item["id"], short["id"]} <= held(japan, "eu"))
    eu.run("search", "zanzibarquokka*", check=False)
    assert traces(eu, secret) and traces(japan, secret), "the scan finds what is there"
    receipt = eu.run("receipt", "get", item["id"], "--from", "korea").stdout

    for one in (item, short):
        notices = recall(korea, one, "destroy", "--reason", "sent in error")
        assert set(notices) == {"eu"} and listed(korea, "eu", one["id"]) == 0
        state = arrived(eu, notices["eu"])
        assert (state["state"], state["action"], state["passed_on"]) == ("asked", "destroy", ["japan"])
        # It goes no further from that moment on.
        assert listed(eu, "japan", one["id"]) == 0
        refused = eu.run("decide", one["id"], "--to", "japan", "--json", check=False)
        assert refused.returncode == 1 and "recalled" in refused.stdout
        assert eu.run("register", "check", check=False).returncode == 1
        # What was passed on is recalled there first.
        early = answer(eu, notices["eu"], "destroyed", check=False)
        assert early.returncode == 2 and "japan" in early.stderr
        onward = recall(eu, one)
        arrived(japan, onward["japan"])
        answer(japan, onward["japan"], "destroyed")
        assert confirmed(eu, onward["japan"])["outcome"] == "destroyed"
        done = json.loads(answer(eu, notices["eu"], "destroyed", "--reference", "Note 26/115", "--json").stdout)
        assert [version["id"] for version in done["certificate"]["versions"]] == [one["id"]]
        assert "backups" in done["certificate"]["out_of_reach"]
        state = confirmed(korea, notices["eu"])
        assert (state["outcome"], state["reference"]) == ("destroyed", "Note 26/115")

    assert not traces(eu, secret) and not traces(japan, secret)
    assert item["id"] not in held(eu, "korea") and crowd[0]["id"] in held(eu, "korea")
    assert eu.run("search", secret, check=False).stdout == "0 found\n"
    # The proofs stay: what was given is still proved by the receipt, and the log shows the erasure.
    file = eu.folder / "kept.tlog-proof"
    file.write_text(receipt)
    eu.run("receipt", "verify", file)
    assert eu.run("receipt", "get", item["id"], "--from", "korea").stdout
    kinds = [json.loads(line)["kind"] for line in eu.run("audit", "--object", item["id"], "--json").stdout.splitlines()]
    assert "erasure" in kinds and "withdrawal" in kinds
    assert all(node.is_whole() for node in trio)


def test_a_reader_that_does_not_let_go_holds_the_answer_back(trio):
    eu, _, korea = trio
    secret = "quaggaharbour" + uuid.uuid4().hex
    item = given(korea, eu, indicator(object_marking_refs=[GREEN], name=secret))
    notice = recall(korea, item)["eu"]
    arrived(eu, notice)
    reader = holding_on(eu)
    done = answer(eu, notice, "destroyed", check=False)
    assert done.returncode == 2 and "not swept" in done.stderr
    assert states(korea)[0]["state"] == "asked"
    unswept = eu.run("check", check=False)
    assert unswept.returncode == 1 and "swept" in unswept.stdout + unswept.stderr
    reader.execute("COMMIT")
    reader.close()
    answer(eu, notice, "destroyed")
    assert not traces(eu, secret)
    assert confirmed(korea, notice)["outcome"] == "destroyed" and eu.is_whole()


def test_a_node_that_was_killed_before_sweeping_sweeps_at_its_start(trio):
    eu, _, korea = trio
    secret = "numbatlagoon" + uuid.uuid4().hex
    item = given(korea, eu, indicator(object_marking_refs=[GREEN], name=secret))
    notice = recall(korea, item)["eu"]
    arrived(eu, notice)
    reader = holding_on(eu)
    answer(eu, notice, "destroyed", check=False)
    eu.kill()
    reader.close()
    eu.serve()
    wait_for(lambda: not traces(eu, secret))
    answer(eu, notice, "destroyed")
    assert confirmed(korea, notice)["outcome"] == "destroyed" and eu.is_whole()


def test_answers_have_to_fit_what_was_asked_and_what_is_held(trio):
    eu, _, korea = trio
    item = given(korea, eu, indicator(object_marking_refs=[GREEN]))
    notice = recall(korea, item, "destroy")["eu"]
    arrived(eu, notice)
    for outcome, more, words in (
        ("withdrawn", (), "does not answer"),
        ("corrected", (), "does not answer"),
        ("kept", (), "--article"),
        ("destroyed", ("--article", "article 6"), "--article"),
        ("not-held", (), "is held"),
        ("lost", (), "--outcome"),
    ):
        done = answer(eu, notice, outcome, *more, check=False)
        assert done.returncode == 2 and words in done.stderr, done.stderr
    done = answer(eu, f"entente-notice--{uuid.uuid4()}", "destroyed", check=False)
    assert done.returncode == 2 and "no partner sent" in done.stderr
    answer(eu, notice, "kept", "--article", "article 6(h)")
    state = confirmed(korea, notice)
    assert (state["outcome"], state["article"]) == ("kept", "article 6(h)")
    assert item["id"] in held(eu, "korea")
    # A later answer takes the place of an earlier one.
    answer(eu, notice, "destroyed")
    wait_for(lambda: states(korea)[0]["outcome"] == "destroyed")
    assert korea.run("recall", "list").returncode == 0

    own = indicator(object_marking_refs=[GREEN])
    korea.load([own], "own.json")
    for arguments, words in (
        ((own["id"], "--action", "destroy", "--due", DUE, "--officer", "O"), "not given to anybody"),
        (
            (item["id"], "--action", "destroy", "--due", DUE, "--officer", "O", "--from", "japan"),
            "not given to `japan`",
        ),
        ((item["id"], "--action", "destroy", "--officer", "O"), "--due"),
        ((item["id"], "--action", "destroy", "--due", "soon", "--officer", "O"), "no day"),
        ((item["id"], "--action", "reclassify", "--due", DUE, "--officer", "O"), "--level"),
        ((item["id"], "--action", "destroy", "--due", DUE), "--officer"),
        ((item["id"], "--action", "shred", "--due", DUE, "--officer", "O"), "--action"),
    ):
        done = korea.run("recall", "ask", *arguments, check=False)
        assert done.returncode == 2 and words in done.stderr, done.stderr


def test_a_correction_lets_the_newer_version_go(trio):
    eu, japan, korea = trio
    item = given(korea, eu, indicator(object_marking_refs=[CLEAR]))
    given_on = eu.run("release", item["id"], "--to", "japan", "--officer", "O")
    assert given_on.returncode == 0
    notice = recall(korea, item, "correct")["eu"]
    arrived(eu, notice)
    early = answer(eu, notice, "corrected", check=False)
    assert early.returncode == 2 and "not come yet" in early.stderr
    newer = {**item, "modified": "2026-02-02T00:00:00.000Z", "name": "corrected"}
    korea.load([newer], "newer.json")
    korea.run("release", item["id"], "--to", "eu", "--officer", "O", check=False)
    wait_for(lambda: "corrected" in eu.run("show", item["id"]).stdout)
    answer(eu, notice, "corrected")
    assert confirmed(korea, notice)["outcome"] == "corrected"
    # The wrong version stays blocked, the corrected one may go on.
    eu.run("release", item["id"], "--to", "japan", "--officer", "O", check=False)
    wait_for(lambda: "corrected" in japan.run("show", item["id"], check=False).stdout)
    with sqlite3.connect(eu.folder / "store.db") as store:
        versions = store.execute(
            "SELECT o.version FROM member m JOIN collection c ON c.row=m.collection JOIN object o ON o.row=m.object "
            "WHERE c.party='japan' AND o.id=?",
            (item["id"],),
        ).fetchall()
    store.close()
    assert versions == [("2026-02-02T00:00:00.000Z",)]


def test_withdrawn_and_reclassified_items_are_set_apart(trio):
    eu, _, korea = trio
    item = given(korea, eu, indicator(object_marking_refs=[CLEAR]))
    other = given(korea, eu, indicator(object_marking_refs=[CLEAR]), "other.json")
    withdrawn = recall(korea, item, "withdraw")["eu"]
    higher = recall(korea, other, "reclassify", "--level", "군사III급비밀")["eu"]
    arrived(eu, withdrawn)
    assert arrived(eu, higher)["level"] == "군사III급비밀"
    answer(eu, withdrawn, "withdrawn")
    answer(eu, higher, "reclassified")
    confirmed(korea, withdrawn)
    confirmed(korea, higher)
    assert "withdrawn by the originator" in eu.run("show", item["id"]).stdout
    assert "군사III급비밀" in eu.run("show", other["id"]).stdout
    # New marking definitions do not let it out of there.
    eu.load(
        [
            {
                "type": "marking-definition",
                "spec_version": "2.1",
                "id": f"marking-definition--{uuid.uuid4()}",
                "created": "2026-01-01T00:00:00.000Z",
                "definition_type": "statement",
                "definition": {"statement": "x"},
            }
        ],
        "marking.json",
    )
    assert "withdrawn by the originator" in eu.run("show", item["id"]).stdout


def test_only_the_giver_recalls_and_only_the_holder_answers(trio):
    eu, japan, korea = trio
    item = given(korea, eu, indicator(object_marking_refs=[CLEAR]))
    # Japan knows the item, from both.
    korea.run("release", item["id"], "--to", "japan", "--officer", "O")
    eu.run("release", item["id"], "--to", "japan", "--officer", "O")
    wait_for(lambda: item["id"] in held(japan, "eu") and item["id"] in held(japan, "korea"))

    def forged(**more):
        return {
            "type": "entente-notice",
            "spec_version": "2.1",
            "id": f"entente-notice--{uuid.uuid4()}",
            "created": "2026-01-01T00:00:00.000Z",
            "modified": "2026-01-01T00:00:00.000Z",
            "extensions": {"extension-definition--5b0f3f0e-6a1d-4c57-9b0e-2f6c1d8a7e43": {"extension_type": "new-sdo"}},
            "object_marking_refs": [AMBER],
            "item": item["id"],
            **more,
        }

    notice = forged(kind="recall", addressee="eu", action="destroy", due="2026-01-02T00:00:00Z")
    japan.load([notice], "forged.json")
    japan.run("release", notice["id"], "--to", "eu", "--name", "eu", "--officer", "O")
    wait_for(lambda: notice["id"] in held(eu, "japan"))
    # Japan gave no such item: nothing is blocked, and nothing of Korea's can be destroyed with it.
    assert eu.run("decide", item["id"], "--to", "japan").returncode == 0
    done = answer(eu, notice["id"], "destroyed", check=False)
    assert done.returncode == 2 and "never held" in done.stderr
    answer(eu, notice["id"], "not-held")
    assert item["id"] in held(eu, "korea")

    real = recall(korea, item, "destroy", "--from", "eu")["eu"]
    arrived(eu, real)
    # Somebody shows Japan what the EU was asked.
    korea.run("release", real, "--to", "japan", "--name", "japan", "--officer", "O")
    wait_for(lambda: real in held(japan, "korea"))
    assert not states(japan) or all(
        not state["incoming"] or state["partner"] != "korea" for state in states(japan) if state["id"] != real
    )
    lie = forged(kind="recall-answer", addressee="korea", answers=real, outcome="destroyed")
    japan.load([lie], "lie.json")
    japan.run("release", lie["id"], "--to", "korea", "--name", "korea", "--officer", "O")
    wait_for(lambda: lie["id"] in held(korea, "japan"))
    assert states(korea)[0]["state"] == "asked"
    done = answer(japan, real, "destroyed", check=False)
    assert done.returncode == 2 and "not for this party" in done.stderr
    assert item["id"] in held(japan, "korea")


def test_notices_are_for_one_partner_alone_and_name_no_officer(trio):
    eu, japan, korea = trio
    item = given(korea, eu, indicator(object_marking_refs=[CLEAR]))
    real = recall(korea, item, "destroy", "--reason", "CANARY-reason")["eu"]
    arrived(eu, real)
    answer(eu, real, "kept", "--article", "CANARY-article")
    confirmed(korea, real)
    eu.run("release", "--all", "--to", "japan", "--officer", "O", check=False)
    korea.run("release", "--all", "--to", "japan", "--officer", "O", check=False)
    for giving in (eu, korea):
        caller = Caller(giving.base, context=japan.context())
        for path in ("objects/?match[version]=all", "manifest/", f"objects/{real}/"):
            text = caller.get(f"/japan/collections/feed/{path}").everything()
            assert "CANARY" not in text and (real not in text or path.endswith(f"{real}/"))
    assert "CANARY-lee" not in eu.run("export", "--from", "korea").stdout


def test_a_rendition_is_recalled_under_the_identifier_that_the_partner_has(trio):
    eu, _, korea = trio
    item = indicator(
        object_marking_refs=[GREEN],
        description="CANARY-portion",
        granular_markings=[
            {"marking_ref": "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1", "selectors": ["description"]}
        ],
    )
    korea.load([item], "portion.json")
    korea.run("release", item["id"], "--to", "eu", "--officer", "O")
    rendition = wait_for(lambda: next(iter(held(eu, "korea")), None))
    assert rendition != item["id"]
    notice = recall(korea, item)["eu"]
    assert arrived(eu, notice)["item"] == rendition
    assert listed(korea, "eu", rendition) == 0
    answer(eu, notice, "destroyed")
    confirmed(korea, notice)
    assert rendition not in held(eu, "korea") and eu.is_whole() and korea.is_whole()
    assert not korea.run("release", item["id"], "--to", "eu", "--officer", "O", check=False).returncode == 0


def test_a_loss_is_told_and_reported(trio):
    eu, japan, korea = trio
    item = given(korea, eu, indicator(object_marking_refs=[GREEN]))
    for arguments, words in (
        (("tell", item["id"], "--to", "japan", "--noticed", "2026-11-20", "--officer", "O"), "did not come from"),
        (("tell", item["id"], "--to", "korea", "--noticed", "2199-11-20T00:00:00Z", "--officer", "O"), "future"),
        (("tell", item["id"], "--to", "korea", "--noticed", "soon", "--officer", "O"), "no day"),
        (("report", f"entente-notice--{uuid.uuid4()}", "--found", "x", "--officer", "O"), "told no loss"),
    ):
        done = eu.run("loss", *arguments, check=False)
        assert done.returncode == 2 and words in done.stderr, done.stderr
    notice = eu.run(
        "loss",
        "tell",
        item["id"],
        "--to",
        "korea",
        "--noticed",
        "2026-11-20",
        "--due",
        "2026-11-21",
        "--officer",
        "CANARY-officer",
    ).stdout.strip()
    assert arrived(korea, notice, "loss")["state"] == "overdue"
    codes = [
        json.loads(line)["code"] for line in eu.run("register", "check", "--json", check=False).stdout.splitlines()
    ]
    assert codes == ["report-missing", "measures-missing"]
    eu.run("loss", "report", notice, "--found", "found again, unopened", "--measures", "a new safe", "--officer", "O")
    wait_for(lambda: states(korea, "loss")[0]["state"] == "confirmed")
    assert states(korea, "loss")[0]["report"] == "found again, unopened"
    assert eu.run("register", "check", check=False).returncode == 0 and eu.run("loss", "list").returncode == 0
    assert not states(japan, "loss")
    assert "CANARY" not in korea.run("export", "--from", "eu").stdout


def test_a_backup_does_not_bring_back_what_was_erased(trio):
    eu, _, korea = trio
    secret = "bandicootpier" + uuid.uuid4().hex
    item = given(korea, eu, indicator(object_marking_refs=[GREEN], name=secret))
    other = given(korea, eu, indicator(object_marking_refs=[GREEN], name="stays"), "other.json")
    backup = eu.folder.parent / "backup.db"
    eu.run("backup", backup)
    eu.run("erase", item["id"], "--from", "korea", "--officer", "O", "--reason", "R")
    eu.stop()
    eu.run("restore", backup)
    (eu.folder / "store.db.replaced").unlink()
    eu.serve()
    wait_for(lambda: not traces(eu, secret))
    assert "erased" in eu.run("show", item["id"]).stdout and "stays" in eu.run("show", other["id"]).stdout


def test_erasing_without_a_recall_gives_a_certificate(trio):
    eu, _, korea = trio
    secret = "wombatquay" + uuid.uuid4().hex
    item = given(korea, eu, indicator(object_marking_refs=[GREEN], name=secret))
    done = eu.run("erase", item["id"], "--from", "japan", "--officer", "O", "--reason", "R", check=False)
    assert done.returncode == 2 and "did not come from" in done.stderr
    certificate = json.loads(
        eu.run(
            "erase", item["id"], "--from", "korea", "--officer", "O", "--reason", "purpose fulfilled", "--json"
        ).stdout
    )
    assert certificate["item"] == item["id"] and certificate["reason"] == "purpose fulfilled"
    assert not traces(eu, secret) and eu.is_whole()
    # Given again, it is not taken again, until an officer lets it.
    eu.stop()

    def pull_anew():
        with sqlite3.connect(eu.folder / "store.db") as store:
            store.execute("UPDATE partner SET cursor=NULL WHERE name='korea'")
        store.close()
        return json.loads(eu.run("pull", "korea", "--json", check=False).stdout.splitlines()[0])

    assert any("destroyed here" in reason for reason in pull_anew()["refused"])
    assert item["id"] not in held(eu, "korea") and not traces(eu, secret)
    assert (
        eu.run(
            "erase", item["id"], "--from", "japan", "--officer", "O", "--reason", "R", "--again", check=False
        ).returncode
        == 2
    )
    eu.run("erase", item["id"], "--from", "korea", "--officer", "O", "--reason", "needed again", "--again")
    pull_anew()
    assert item["id"] in held(eu, "korea") and eu.is_whole()
    assert item["id"] in eu.run("search", secret).stdout


def test_what_was_set_apart_and_translations_go_with_the_item(trio):
    eu, _, korea = trio
    secret = "kookaburrastrait" + uuid.uuid4().hex
    item = indicator(object_marking_refs=[GREEN], name="plain")
    korea.load([item], "item.json")
    translation = {
        "type": "language-content",
        "spec_version": "2.1",
        "id": f"language-content--{uuid.uuid4()}",
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "object_ref": item["id"],
        "object_modified": item["modified"],
        "object_marking_refs": [GREEN],
        "contents": {"fr": {"name": secret}},
    }
    korea.load([translation], "translation.json")
    korea.run("release", item["id"], translation["id"], "--to", "eu", "--officer", "O")
    wait_for(lambda: translation["id"] in held(eu, "korea"))
    assert traces(eu, secret)
    certificate = json.loads(
        eu.run("erase", item["id"], "--from", "korea", "--officer", "O", "--reason", "R", "--json").stdout
    )
    assert not traces(eu, secret) and translation["id"] not in held(eu, "korea")
    assert certificate["item"] == item["id"] and eu.is_whole()


def test_erasing_what_went_on_as_a_rendition_leaves_later_releases_in_order(trio):
    eu, japan, korea = trio
    item = indicator(
        object_marking_refs=[CLEAR],
        name="whole",
        description="secret part",
        granular_markings=[
            {"marking_ref": "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1", "selectors": ["description"]}
        ],
    )
    other = indicator(object_marking_refs=[CLEAR])
    # The EU holds it whole, and passes it on without the portion.
    eu.load([item], "own.json")
    eu.run("release", item["id"], "--to", "japan", "--officer", "O")
    rendition = wait_for(lambda: next(iter(held(japan, "eu")), None))
    with sqlite3.connect(eu.folder / "store.db") as store:
        store.execute("INSERT OR IGNORE INTO source(kind, name) VALUES('partner', 'korea')")
        store.execute("UPDATE object SET source=(SELECT row FROM source WHERE name='korea') WHERE id=?", (item["id"],))
    store.close()
    eu.run("erase", item["id"], "--from", "korea", "--officer", "O", "--reason", "R")
    assert listed(eu, "japan", rendition) == 0
    eu.load([other], "other.json")
    eu.run("release", other["id"], "--to", "japan", "--officer", "O")
    wait_for(lambda: other["id"] in held(japan, "eu"))


def test_a_recall_takes_back_every_form_in_which_an_item_was_given(trio):
    """First without a portion, later whole: both forms are withdrawn, and neither can be read any more."""
    eu, _, korea = trio
    about = indicator(object_marking_refs=[GREEN], name="CANARY-about")
    report = {
        "type": "report",
        "spec_version": "2.1",
        "id": f"report--{uuid.uuid4()}",
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "published": "2026-01-01T00:00:00Z",
        "name": "CANARY-report",
        "report_types": ["indicator"],
        "object_refs": [about["id"], indicator(number=99)["id"]],
        "object_marking_refs": [GREEN],
    }
    korea.load([about, report], "report.json")
    korea.run("release", about["id"], report["id"], "--to", "eu", "--officer", "O")
    wait_for(lambda: len(held(eu, "korea")) == 2)
    korea.load([indicator(number=99, object_marking_refs=[GREEN])], "more.json")
    korea.run("release", indicator(number=99)["id"], report["id"], "--to", "eu", "--officer", "O")
    wait_for(lambda: report["id"] in held(eu, "korea"))
    recall(korea, report)
    caller = Caller(korea.base, context=eu.context())
    for query in ("", "?match[version]=all", "?match[type]=report"):
        assert "CANARY-report" not in caller.get(f"/eu/collections/feed/objects/{query}").text, query


def test_a_partner_cannot_recall_what_is_somebody_elses(trio):
    """Japan gives junk under identifiers of the EU's own items, its identity among them, and recalls them."""
    eu, japan, korea = trio
    own = given(eu, korea, indicator(object_marking_refs=[CLEAR]))
    theirs = given(korea, eu, indicator(object_marking_refs=[CLEAR]), "theirs.json")
    for item in (own, theirs):
        japan.load([{**item, "name": "junk", "modified": "2026-08-01T00:00:00.000Z"}], f"{uuid.uuid4()}.json")
        japan.run("release", item["id"], "--to", "eu", "--officer", "O")
    wait_for(lambda: {own["id"], theirs["id"]} <= held(eu, "japan"))
    for item in (own, theirs):
        notice = recall(japan, item, "destroy", "--from", "eu")["eu"]
        arrived(eu, notice)
    assert listed(eu, "korea", own["id"]) == 1
    # What stands for the item is the EU's own version, whatever Japan gives;
    # Japan's is decided about where it is asked for by name.
    for version, outcome in ((None, "release"), (own["modified"], "release"), ("2026-08-01T00:00:00.000Z", "refuse")):
        named = ["--version", version] if version else []
        decided = json.loads(eu.run("decide", own["id"], "--to", "korea", "--json", *named, check=False).stdout)
        assert (decided["version"], decided["outcome"]) == (version or own["modified"], outcome)
    # The same recall many times is one record.
    for _ in range(3):
        recall(japan, own, "destroy", "--from", "eu")
    wait_for(lambda: len([state for state in states(eu) if state["incoming"]]) == 5)
    assert len(eu.run("register", "list", "recall").stdout.splitlines()) == 2


def test_notices_come_by_feed_only(trio):
    """A notice that is handed in at the inbox has no receipt: it is refused, and changes nothing."""
    eu, _, korea = trio
    item = given(korea, eu, indicator(object_marking_refs=[CLEAR]))
    notice = {
        "type": "entente-notice",
        "spec_version": "2.1",
        "id": f"entente-notice--{uuid.uuid4()}",
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "object_marking_refs": [AMBER],
        "kind": "recall",
        "addressee": "eu",
        "action": "destroy",
        "extensions": {"extension-definition--5b0f3f0e-6a1d-4c57-9b0e-2f6c1d8a7e43": {"extension_type": "new-sdo"}},
        "item": item["id"],
    }
    status = Caller(eu.base, context=korea.context()).add("/korea/collections/inbox/objects/", [notice])
    assert status["failure_count"] == 1 and "feeds" in status["failures"][0]["message"]
    assert not states(eu) and eu.run("decide", item["id"], "--to", "japan").returncode == 0
