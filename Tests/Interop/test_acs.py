"""Rules of CISA's ACS markings: they are part of the decision, and its grounds name them."""

import json

import pytest

from support import entente, indicator

ACS = "extension-definition--3a65884d-005a-4290-8335-cb2d778a83ce"
MARK = "marking-definition--00000000-0000-4000-8000-0000000000a4"
SET = """party Home
  codes HOM

party Ally
  codes ALY

scheme US ACS of Home
  levels, highest first
    S
    C
  not classified U

"""
OPEN, CLOSED = "privdefault=permit&sharedefault=permit", "privdefault=deny&sharedefault=deny"
EVERYBODY = {
    "permitted_nationalities": ["ALL"],
    "permitted_organizations": ["ALL"],
    "shareability": ["ALL"],
    "entity": ["ALL"],
}


def pact(*rules, begin="in force from 2020-01-01"):
    return (
        SET
        + f"agreement HA\n  between Home and Ally\n  kind partnership\n  {begin}\n"
        + "".join(f"  article {n}: {rule}\n" for n, rule in enumerate(rules, 1))
    )


def share(effect, *scope):
    return {"rule_effect": effect, "sharing_scope": list(scope)}


def privilege(effect, action, **scope):
    return {"privilege_action": action, "rule_effect": effect, "privilege_scope": scope or EVERYBODY}


def marking(policy, extra=None, **rules):
    content = {
        "extension_type": "property-extension",
        "identifier": "isa:guide.19001.ACS3-00000000-0000-4000-8000-0000000000a4",
        "create_date_time": "2026-01-01T00:00:00.000Z",
        "responsible_entity_custodian": "USA.DHS",
        "policy_reference": f"urn:isa:policy:acs:ns:v3.0?{policy}",
        "control_set": {"classification": "U"},
    } | rules
    return {
        "type": "marking-definition",
        "id": MARK,
        "spec_version": "2.1",
        "created": "2026-01-01T00:00:00.000Z",
        "extensions": {ACS: content} | (extra or {}),
    }


@pytest.fixture
def release(tmp_path):
    def run(mark, text, sender="Home", to="Ally"):
        item = indicator(name="from the feed", object_marking_refs=[MARK])
        (tmp_path / "b.json").write_text(
            json.dumps(
                {"type": "bundle", "id": "bundle--00000000-0000-4000-8000-000000000001", "objects": [mark, item]}
            )
        )
        (tmp_path / "set.accord").write_text(text)
        done = entente(
            "release",
            "--file",
            str(tmp_path / "b.json"),
            "--agreements",
            str(tmp_path / "set.accord"),
            "--from",
            sender,
            "--to",
            to,
            "--on",
            "2026-01-01",
            "--json",
            check=False,
        )
        answer = {one["id"]: one for one in json.loads(done.stdout)["objects"]}[item["id"]]
        return answer["outcome"], {(one["code"], one["source"]): one["text"] for one in answer["grounds"]}

    return run


def rule_of(grounds, code):
    return next(text for (found, _), text in grounds.items() if found == code)


@pytest.mark.parametrize(
    "mark,code,rule",
    [
        (marking(OPEN, further_sharing=[share("deny", "ALL")]), "sharing-denied", "further_sharing: deny ALL"),
        (
            marking(OPEN, further_sharing=[share("deny", "SECTOR", "FOREIGNGOV")]),
            "sharing-denied",
            "further_sharing: deny SECTOR, FOREIGNGOV",
        ),
        (marking(OPEN, further_sharing=[share("deny", "ALY")]), "sharing-denied", "further_sharing: deny ALY"),
        (
            marking(OPEN, further_sharing=[share("permit", "ALL"), share("deny", "Ally.Navy")]),
            "sharing-denied",
            "deny Ally.Navy",
        ),
        (marking(OPEN, access_privilege=[privilege("deny", "ALL")]), "privilege-denied", "access_privilege: deny ALL"),
        (
            marking(OPEN, access_privilege=[privilege("deny", "LEGAL", permitted_nationalities=["ALY"])]),
            "privilege-denied",
            "deny LEGAL",
        ),
        (
            marking(OPEN, access_privilege=[privilege("permit", "ALL"), privilege("deny", "DSPLY")]),
            "privilege-denied",
            "deny DSPLY",
        ),
    ],
)
def test_a4_a_rule_that_denies_the_recipient_refuses(release, mark, code, rule):
    """Fault A4: the object went out whole, whatever further_sharing and access_privilege forbade."""
    outcome, grounds = release(mark, SET)
    assert outcome == "refuse"
    assert rule in rule_of(grounds, code) and "Ally" in rule_of(grounds, code)


def test_a4_what_the_policy_denies_by_default_needs_a_rule_that_permits(release):
    """Under `sharedefault=deny` a permit must name a group that the agreement says the recipient is in,
    else it is referred."""
    outcome, grounds = release(marking(CLOSED), SET)
    assert outcome == "refer"
    assert "sharedefault=deny" in rule_of(grounds, "sharing-not-permitted") and "privdefault=deny" in rule_of(
        grounds, "privilege-not-permitted"
    )
    permits = marking(
        CLOSED,
        access_privilege=[privilege("permit", "CISAUSES")],
        further_sharing=[share("permit", "USA.USG", "FOREIGNGOV")],
    )
    outcome, grounds = release(permits, SET)
    assert outcome == "refer" and "sharing-not-permitted" in dict(grounds.keys())
    outcome, grounds = release(permits, pact('Ally is in the groups "FOREIGNGOV"'))
    assert outcome == "release"
    assert "permit USA.USG, FOREIGNGOV" in grounds[("sharing-permitted", "HA, article 1")]
    # What is in force no more, or puts another party into the group, says nothing.
    assert (
        release(permits, pact('Ally is in the groups "FOREIGNGOV"', begin="in force from 2020-01-01 until 2021-01-01"))[
            0
        ]
        == "refer"
    )
    assert release(permits, pact('Home is in the groups "FOREIGNGOV"'))[0] == "refer"
    assert release(permits, pact('Ally is in the groups "SECTOR"'))[0] == "refer"
    # A recipient that is named, or everybody, needs no agreement to be in it.
    for scope in ("ALL", "ALY", "Ally"):
        assert (
            release(
                marking(
                    CLOSED, access_privilege=[privilege("permit", "CISAUSES")], further_sharing=[share("permit", scope)]
                ),
                SET,
            )[0]
            == "release"
        )
    # Several policies: the one that denies counts.
    both = marking(f"{OPEN} urn:isa:policy:acs:ns:v3.0?{CLOSED}")
    assert release(both, SET)[0] == "refer"


def test_a4_a_group_of_which_nothing_is_said_is_referred(release):
    mark = marking(OPEN, further_sharing=[share("deny", "COALITION")])
    outcome, grounds = release(mark, SET)
    assert outcome == "refer" and "deny COALITION" in rule_of(grounds, "group-unknown")
    assert release(mark, pact('Ally is in the groups "FOREIGNGOV"'))[0] == "release"
    assert release(mark, pact('Ally is in the groups "FOREIGNGOV" and "COALITION"'))[0] == "refuse"
    # The whole of a part, and a part of the whole.
    assert (
        release(
            marking(OPEN, further_sharing=[share("deny", "COALITION")]), pact('Ally is in the groups "COALITION.NORTH"')
        )[0]
        == "refuse"
    )
    assert (
        release(
            marking(OPEN, further_sharing=[share("deny", "COALITION.NORTH.SHIPS")]),
            pact('Ally is in the groups "COALITION.NORTH"'),
        )[0]
        == "refuse"
    )


def test_a4_a_use_that_is_denied_goes_with_an_undertaking_to_keep_it(release):
    mark = marking(OPEN, access_privilege=[privilege("deny", "LEGAL")])
    outcome, grounds = release(mark, pact('the receiver keeps "deny LEGAL"'))
    assert outcome == "release" and ("privilege-kept", "HA, article 1") in grounds
    # Nobody can undertake not to have it.
    assert (
        release(marking(OPEN, access_privilege=[privilege("deny", "ALL")]), pact('the receiver keeps "deny ALL"'))[0]
        == "refuse"
    )


def test_a4_open_rules_let_go_and_say_so(release):
    outcome, grounds = release(marking(OPEN), SET)
    assert outcome == "release" and "sharedefault=permit" in rule_of(grounds, "sharing-permitted")
    # What returns to its originator is shared no further.
    assert release(marking(CLOSED), SET.replace("US ACS of Home", "US ACS of Ally"))[0] == "release"


@pytest.mark.parametrize(
    "mark",
    [
        marking(
            OPEN,
            extra={
                "extension-definition--00000000-0000-4000-8000-000000000001": {
                    "extension_type": "property-extension",
                    "closed": True,
                }
            },
        ),
        marking(OPEN, embargo="2030-01-01T00:00:00.000Z"),
        marking(OPEN, further_sharing=[share("permit", "ALL") | {"until": "2025-01-01"}]),
        marking(OPEN, access_privilege=[privilege("permit", "ALL") | {"unless": "x"}]),
    ],
)
def test_a4_a_part_that_is_not_known_keeps_the_object(release, mark):
    outcome, grounds = release(mark, SET)
    assert outcome == "refuse" and "marking-unknown" in dict(grounds.keys())


def test_a4_the_groups_are_checked_and_part_of_the_agreement(tmp_path):
    path = tmp_path / "set.accord"
    path.write_text(pact('Nobody is in the groups "FOREIGNGOV"'))
    done = entente("agreements", "check", str(path), check=False)
    assert done.returncode == 1 and "Nobody" in done.stdout + done.stderr
    path.write_text(pact('Ally is in the groups "FOREIGNGOV" and "USA.USG"'))
    shown = json.loads(entente("agreements", "json", str(path)).stdout)
    assert {"rule": "groups", "party": "Ally", "groups": ["FOREIGNGOV", "USA.USG"]}.items() <= shown["agreements"][0][
        "rules"
    ][0].items()
