"""The documents of the APIs as judges: every answer of a node is one that its document knows."""

import json
import re
from pathlib import Path

import jsonschema_rs

FOLDER = Path(__file__).resolve().parents[2] / "Documentation"
DOCUMENT = json.loads((FOLDER / "api.json").read_text())
PARTNERS = json.loads((FOLDER / "partners-api.json").read_text())
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


class Judge:
    """Holds answers against a document; each schema is made ready once."""

    def __init__(self, document, last=""):
        """What may stand behind a path is `last`."""
        self.document = document
        self.paths = [(self.pattern(path, methods, last), methods) for path, methods in document["paths"].items()]
        self.ready = {}

    @staticmethod
    def pattern(path, methods, last):
        """A path with places; those that may hold slashes say so."""
        wide = {
            parameter["name"]
            for operation in methods.values()
            for parameter in operation.get("parameters", [])
            if parameter.get("description") == "may hold slashes"
        }
        pattern = re.sub(r"\{(\w+)\}", lambda place: ".*" if place[1] in wide else "[^/]+", path)
        return re.compile(pattern + last)

    def resolved(self, part):
        """A part of the document, or what it refers to."""
        while "$ref" in part:
            target = self.document
            for name in part["$ref"].removeprefix("#/").split("/"):
                target = target[name]
            part = target
        return part

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
        content = self.resolved(operation["responses"][str(status)]).get("content", {})
        if not content:
            return f"{method} {path} answered {status} with a body" if body else None
        kind = (kind or "").split(";")[0]
        form = next((form for name, form in content.items() if name.split(";")[0] == kind), None)
        if form is None:
            return f"{method} {path} answered {status} as {kind}"
        if not kind.endswith("json"):
            return None
        key = (operation["operationId"], status, kind)
        if key not in self.ready:
            schema = {**closed(form["schema"]), "components": closed(self.document["components"])}
            self.ready[key] = jsonschema_rs.Draft202012Validator(schema)
        found = next(self.ready[key].iter_errors(json.loads(body)), None)
        return found and f"{method} {path} answered {status}: {found.message[:400]} at {list(found.instance_path)}"


#: Of what people call, and of what partners' nodes ask of each other.
JUDGE, PARTNER_JUDGE = Judge(DOCUMENT, last="/?"), Judge(PARTNERS)
