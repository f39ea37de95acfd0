"""Steps of attacks, incidents and playbooks, for each reader over what that reader may see."""

import base64
import json

from sides import two_sides
from support import GREEN, RED, entente

from playbooks import EVENT, FLOW, INCIDENT, TIME, attack, playbook, thing


def steps(someone, item):
    answer = someone.get("cyber/steps", object=item["id"])
    assert answer.status == 200, answer.text
    return answer.json()


def test_steps_are_told_in_their_order_and_what_is_hidden_has_no_part_in_them(tmp_path):
    with two_sides(tmp_path) as (eu, japan):
        flow, first, asked, last = attack(object_marking_refs=[GREEN])
        marked = {"object_marking_refs": [RED], "effect_refs": [last["id"]]}
        secret = thing("attack-action", FLOW, name="CANARY step", **marked)
        first["effect_refs"].append(secret["id"])
        what = thing("event", EVENT, status="ongoing", name="Mail was read", object_marking_refs=[GREEN])
        incident = {
            "type": "incident",
            "spec_version": "2.1",
            "id": "incident--0a9f2f0c-6c2e-4a8a-9a52-6c0c6a2d7f01",
            "created": TIME,
            "modified": TIME,
            "name": "EXERCISE Mail",
            "object_marking_refs": [GREEN],
            "extensions": {
                INCIDENT: {
                    "extension_type": "property-extension",
                    # Not among those of the draft, as in its own examples: told, and kept.
                    "determination": "successful-attempt",
                    "investigation_status": "open",
                    "events": [{"event_ref": what["id"]}],
                }
            },
        }
        file = {
            "type": "artifact",
            "spec_version": "2.1",
            "id": "artifact--0a9f2f0c-6c2e-4a8a-9a52-6c0c6a2d7f02",
            "payload_bin": base64.b64encode(json.dumps(playbook()).encode()).decode(),
            "object_marking_refs": [GREEN],
        }
        eu.node.load([flow, first, asked, last, secret, what, incident, file])
        told = steps(eu.author, flow)
        assert [one["id"] for one in told["items"]] == [first["id"], asked["id"], last["id"]]
        assert [one["reference"] for one in told["items"]] == ["T1566.001", "", "T1114"]
        assert [link["to"] for link in told["items"][0]["next"]] == [asked["id"]]
        assert {one["banner"] for one in told["items"]} == {"TLP:GREEN"} and told["reached"] == 3
        assert "CANARY" not in json.dumps(told) and secret["id"] not in json.dumps(told)
        assert [(one["kind"], one["reference"]) for one in steps(eu.author, incident)["items"]] == [
            ("event", "ongoing")
        ]
        assert [one["kind"] for one in steps(eu.author, file)["items"]] == ["start", "action", "end"]
        # What has no steps, is hidden or is not there answers alike.
        nothing = steps(eu.author, {"id": "attack-flow--0a9f2f0c-6c2e-4a8a-9a52-6c0c6a2d7f03"})
        assert nothing == steps(eu.author, last) == steps(eu.author, secret) == steps(japan.author, flow)
        assert nothing["items"] == []
        # What is wrong in a type of others is told, and no reason to refuse it.
        path = tmp_path / "wrong.json"
        path.write_text(json.dumps({**last, "technique_ref": flow["id"]}))
        checked = entente("validate", path, check=False)
        assert checked.returncode == 0 and "technique_ref" in checked.stdout + checked.stderr
        path.write_text(json.dumps(incident))
        checked = entente("validate", path, check=False)
        assert checked.returncode == 0 and "determination" in checked.stdout + checked.stderr
