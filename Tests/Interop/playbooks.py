"""A playbook of CACAO 2.0, and an attack as Attack Flow 2.0 has it; both invented."""

from uuid import uuid4

FLOW = "extension-definition--fb9c968a-745b-4ade-9b25-c324172197f4"
INCIDENT = "extension-definition--ef765651-680c-498d-9894-99799f2fa126"
EVENT = "extension-definition--4ca6de00-5b0d-45ef-a1dc-ea7279ea910e"
TIME = "2026-11-01T00:00:00.000Z"


def playbook(name="Block a name", label="TLP:GREEN"):
    start, act, end = (f"{kind}--{uuid4()}" for kind in ("start", "action", "end"))
    agent, marking = f"organization--{uuid4()}", f"marking-tlp--{uuid4()}"
    return {
        "type": "playbook",
        "spec_version": "cacao-2.0",
        "id": f"playbook--{uuid4()}",
        "name": name,
        "description": "What to do when the name is seen.",
        "created_by": f"identity--{uuid4()}",
        "created": TIME,
        "modified": TIME,
        "markings": [marking],
        "data_marking_definitions": {marking: {"type": "marking-tlp", "tlpv2_level": label}},
        "agent_definitions": {agent: {"type": "organization", "name": "SOC"}},
        "workflow_start": start,
        "workflow": {
            end: {"type": "end"},
            act: {
                "type": "action",
                "name": "Tell the resolver",
                "commands": [{"type": "manual", "command": "Put the name on the list"}],
                "agent": agent,
                "on_success": end,
                "on_failure": start,
            },
            start: {"type": "start", "on_completion": act},
        },
        "signatures": [{"type": "jss", "signee": "SOC", "value": "x"}],
    }


def thing(kind, definition, **members):
    return {
        "type": kind,
        "spec_version": "2.1",
        "id": f"{kind}--{uuid4()}",
        "created": TIME,
        "modified": TIME,
        **members,
        "extensions": {definition: {"extension_type": "new-sdo"}},
    }


def attack(**common):
    """A flow with its steps, the flow first."""
    last = thing("attack-action", FLOW, name="Theft of mail", technique_id="T1114", **common)
    asked = thing("attack-condition", FLOW, description="The mail was opened.", on_true_refs=[last["id"]], **common)
    first = thing(
        "attack-action", FLOW, name="Spearphishing", technique_id="T1566.001", effect_refs=[asked["id"]], **common
    )
    flow = thing("attack-flow", FLOW, name="EXERCISE Mail", scope="incident", start_refs=[first["id"]], **common)
    return [flow, first, asked, last]
