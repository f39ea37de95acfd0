"""The API's document as a judge: every answer of a node is one that the document knows."""

import json
import re

import jsonschema_rs

from support import REPOSITORY

DOCUMENT = json.loads((REPOSITORY / "Documentation" / "api.json").read_text())
ROOT = "/api/v1/"
STAND_INS = {"id": "report--x", "place": "0", "question": "x"}


def calls():
    """Every call: its name as `calls` of a session gives it, method, path with stand-ins below the root,
    what is written of it."""
    for path, methods in DOCUMENT["paths"].items():
        short = path.removeprefix(ROOT)
        filled = re.sub(r"\{(\w+)\}", lambda place: STAND_INS.get(place[1], "x"), short)
        for method, operation in methods.items():
            yield f"{method.upper()} {short}", method.upper(), filled, operation


def closed(schema):
    """The same schema without members that it does not name."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {name: closed(value) for name, value in schema.items()}
    if schema.get("type") == "object" and isinstance(schema.get("properties"), dict):
        inner.setdefault("additionalProperties", False)
    return inner


def resolved(part):
    """A part of the document, or what it refers to."""
    while "$ref" in part:
        target = DOCUMENT
        for name in part["$ref"].removeprefix("#/").split("/"):
            target = target[name]
        part = target
    return part


class Judge:
    """Holds answers against the document; each schema is made ready once."""

    def __init__(self):
        self.paths = [
            (re.compile(re.sub(r"\{\w+\}", "[^/]+", path) + "/?"), methods)
            for path, methods in DOCUMENT["paths"].items()
        ]
        self.ready = {}

    def fault(self, method, path, status, kind, body):
        """What an answer has that the document does not know; None for nothing."""
        path = path.split("?")[0]
        methods = next((methods for pattern, methods in self.paths if pattern.fullmatch(path)), {})
        operation = methods.get(method.lower())
        # What is refused before a call is read is no answer of one.
        if operation is None or status in (414, 421):
            return None
        if str(status) not in operation["responses"]:
            return f"{method} {path} answered {status}, which is not written"
        content = resolved(operation["responses"][str(status)]).get("content", {})
        if not content:
            return f"{method} {path} answered {status} with a body" if body else None
        kind = (kind or "").split(";")[0]
        if kind not in content:
            return f"{method} {path} answered {status} as {kind}"
        if not kind.endswith("json"):
            return None
        key = (operation["operationId"], status)
        if key not in self.ready:
            schema = {**closed(content[kind]["schema"]), "components": closed(DOCUMENT["components"])}
            self.ready[key] = jsonschema_rs.Draft202012Validator(schema)
        found = next(self.ready[key].iter_errors(json.loads(body)), None)
        return found and f"{method} {path} answered {status}: {found.message[:400]} at {list(found.instance_path)}"


JUDGE = Judge()
