"""A second renderer, slow and plain: what of a bundle may go to one recipient, by the markings of every single leaf.

It asks only which markings let something go; the rest is written from `RULES.md`, 1 to 6, and STIX 2.1.
"""

import re

import stix2

from random_bundles import BLOCKS, FRAME, LABEL, TEAR_LINE, TLP_NAMES

ID = re.compile(r"^[a-z][a-z0-9-]*--[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")
LADDER = ["clear", "green", "amber", "amber+strict", "red"]

# Required properties that stix2 fills in where they are missing.
FILLED_IN = {"indicator": ["valid_from"]}


def is_id(value):
    return isinstance(value, str) and bool(ID.match(value))


def question(markings, item, origins, definitions, case):
    """The question that a list of markings means; `definitions` are the marking definitions by id."""
    q = {name: value for name, value in case.items() if name not in ("bundle", "id", "explanations")} | {
        "item": item,
        "origins": origins,
    }
    levels = [TLP_NAMES[one] for one in markings if one in TLP_NAMES]
    if levels:
        q["tlp"] = max(levels, key=LADDER.index)
    labels, unknown = [], []
    for one in markings:
        definition = definitions.get(one)
        if one in TLP_NAMES:
            continue
        if definition and LABEL in definition.get("extensions", {}):
            content = {
                name: value for name, value in definition["extensions"][LABEL].items() if name != "extension_type"
            }
            labels += [content] if content not in labels else []
        elif not definition or one not in explained(case):
            unknown.append(one)
    return q | ({"labels": labels} if labels else {}) | ({"markings": unknown} if unknown else {})


def explained(case):
    """The statements of which an officer has said that they limit nothing."""
    return {one["marking"] for one in case.get("explanations", [])}


class Renderer:
    """What one case gives. `verdict(markings, item, origins)` says whether something with these markings may go."""

    def __init__(self, objects, verdict, parties, known, explained=frozenset(), own=None):
        """`own` is the identity of the party that gives."""
        self.explained, self.own = explained, own
        self.objects = {entry["id"]: entry for entry in objects}
        self.verdict, self.parties, self.known = verdict, parties, known
        self.origins = {id: self.chain(id) for id in self.objects}
        self.fates = {id: self.first(entry) for id, entry in self.objects.items()}
        changed = True
        while changed:
            changed = False
            for id in self.objects:
                fate = self.next(id)
                changed |= fate != self.fates[id]
                self.fates[id] = fate

    def chain(self, id):
        """Whose information an object is: its creator's, and those of what it was derived from."""
        found, queue, seen = set(), [id], set()
        while queue:
            one = queue.pop()
            if one in seen:
                continue
            seen.add(one)
            found.add(self.parties.get(self.objects.get(one, {}).get("created_by_ref")))
            queue += [
                entry["target_ref"]
                for entry in self.objects.values()
                if entry.get("relationship_type") == "derived-from" and entry["source_ref"] == one
            ]
        return sorted(found - {None})

    def lets(self, markings, entry):
        return self.verdict(tuple(markings), entry["id"], tuple(self.origins[entry["id"]]))

    def speaks(self, marking):
        """Whether a marking says who may have something; a statement such as a copyright line does not,
        once somebody has said so."""
        return marking not in self.explained

    # Portions.

    def portion_marks(self, entry):
        marks = {}
        for portion in entry.get("granular_markings", []):
            for selector in portion["selectors"] if "marking_ref" in portion else []:
                marks.setdefault(selector, []).append(portion["marking_ref"])
        return marks

    def render(self, entry, view):
        """The object with what may go, and where each kept portion stands now; `view` gives an id or None."""
        marks, moved = self.portion_marks(entry), {}
        lines = {
            line["selector"]: line["text"]
            for line in entry.get("extensions", {}).get(TEAR_LINE, {}).get("tear_lines", [])
        }
        banner, shown = entry.get("object_marking_refs", []), view

        def keep(value, path, new, markings):
            own = marks.get(path, [])
            # A statement says nothing of who may have it: the marking around it holds.
            markings = own if any(map(self.speaks, own)) else markings
            if isinstance(value, (dict, list)) and not value:
                result = value if self.lets(markings, entry) else None
            elif isinstance(value, dict):
                result = {}
                for name, one in value.items():
                    kept = keep(one, f"{path}.{name}", f"{new}.{name}", markings)
                    result |= {name: kept} if kept is not None else {}
                result = result or None
            elif isinstance(value, list):
                result = []
                for place, one in enumerate(value):
                    kept = keep(one, f"{path}.[{place}]", f"{new}.[{len(result)}]", markings)
                    result += [kept] if kept is not None else []
                result = result or None
            elif not self.lets(markings, entry):
                return lines[path] if path in lines and self.lets(banner, entry) else None
            else:
                result = shown(value) if is_id(value) else value
            if result is not None:
                moved[path] = new
            return result

        result, blocks = {}, entry.get("extensions", {}).get(BLOCKS)
        for name, value in nameless(self.without_lines(entry)).items():
            if blocks and name == blocks["property"]:
                continue
            if blocks and name == "extensions":
                value = {**value, BLOCKS: {"blocks": value[BLOCKS]["blocks"]}}
            is_place = name == "where_sighted_refs" and self.is_own_sighting(entry)
            # Whether any place may be told of; which of them the recipient has is no matter, since none is told.
            shown = (lambda id: id) if is_place else view
            kept = value if name in FRAME else keep(value, name, name, banner)
            if is_place and kept:
                kept, first = [self.own], f"{name}.[0]"
                moved = {old: new for old, new in moved.items() if not new.startswith(f"{name}.") or new == first}
            result |= {name: kept} if kept is not None else {}
        if self.is_own_sighting(entry) and "created_by_ref" in entry:
            result["created_by_ref"] = self.own
        if blocks:
            self.put_text(entry, result, moved, marks)
        return result, moved

    def is_own_sighting(self, entry):
        """Whether it is a sighting of the party that gives: by whom of it is not told."""
        creator = entry.get("created_by_ref")
        own = self.own and self.parties.get(self.own)
        return entry["type"] == "sighting" and bool(own) and (creator is None or self.parties.get(creator) == own)

    def put_text(self, entry, result, moved, marks):
        """What goes as the text of blocks is what goes of the blocks."""
        blocks, name = entry["extensions"][BLOCKS], entry["extensions"][BLOCKS]["property"]
        kept = self.left_of_blocks(entry, marks)
        if kept and BLOCKS in result.get("extensions", {}):
            frame = {one: blocks[one] for one in ("extension_type", "property") if not self.closed(entry, marks, one)}
            result["extensions"][BLOCKS] |= frame
        elif kept:
            frame = {one: blocks[one] for one in ("extension_type", "property") if not self.closed(entry, marks, one)}
            if frame:
                result.setdefault("extensions", {})[BLOCKS] = frame
        own = marks.get(name, [])
        markings = own if any(map(self.speaks, own)) else entry.get("object_marking_refs", [])
        texts = [one for one in kept if one is not None]
        if texts == [one["text"] for one in blocks["blocks"]] and self.lets(markings, entry):
            result[name] = entry[name]
        elif texts:
            result[name] = "\n\n".join(texts)
        if name in result:
            moved[name] = name

    def left_of_blocks(self, entry, marks):
        """The texts of what is left of each block, references aside; None where something else of one is left."""
        path, banner, found = f"extensions.{BLOCKS}", entry.get("object_marking_refs", []), []
        lines = {
            line["selector"]: line["text"] for line in entry["extensions"].get(TEAR_LINE, {}).get("tear_lines", [])
        }

        def holding(selector):
            """The markings that hold for a selector: the deepest that say who may have it."""
            parts = selector.split(".")
            for count in range(len(parts), 0, -1):
                own = marks.get(".".join(parts[:count]), [])
                if any(map(self.speaks, own)):
                    return own
            return banner

        for place, block in enumerate(entry["extensions"][BLOCKS]["blocks"]):
            selector = f"{path}.blocks.[{place}]"
            if self.lets(holding(f"{selector}.text"), entry):
                found.append(block["text"])
            elif f"{selector}.text" in lines and self.lets(banner, entry):
                found.append(lines[f"{selector}.text"])
            elif "source_refs" in block and self.lets(holding(f"{selector}.source_refs.[0]"), entry):
                found.append(None)
        return found

    def closed(self, entry, marks, name):
        """Whether a part of the blocks' own frame has a marking of its own that does not let it go."""
        own = [] if name == "extension_type" else marks.get(f"extensions.{BLOCKS}.{name}", [])
        return any(map(self.speaks, own)) and not self.lets(own, entry)

    def is_whole(self, entry):
        """Whether every leaf may go, and all its markings together."""
        leaves = [entry.get("object_marking_refs", [])] if entry["type"] != "marking-definition" else []
        together = (
            list(dict.fromkeys(leaves[0] + [one for marks in self.portion_marks(entry).values() for one in marks]))
            if leaves
            else []
        )
        if leaves and not self.lets(together, entry):
            return False
        blocks, marks = entry.get("extensions", {}).get(BLOCKS), self.portion_marks(entry)
        if blocks:
            frame = ["extension_type", "property", *[f"blocks.[{n}].name" for n in range(len(blocks["blocks"]))]]
            own = marks.get(blocks["property"], [])
            if any(self.closed(entry, marks, one) for one in frame) or (
                any(map(self.speaks, own)) and not self.lets(own, entry)
            ):
                return False
        return self.render(entry, lambda id: id)[0] == nameless(self.without_lines(entry))

    @staticmethod
    def without_lines(entry):
        rest = {name: value for name, value in entry.get("extensions", {}).items() if name != TEAR_LINE}
        return {name: value for name, value in entry.items() if name != "extensions"} | (
            {"extensions": rest} if rest else {}
        )

    # Fates.

    def first(self, entry):
        if entry["type"] == "marking-definition":
            return (
                "whole" if entry.get("definition_type") != "statement" or entry["id"] in self.explained else "withheld"
            )
        if self.is_whole(entry):
            return "whole"
        kept = self.render(entry, lambda id: id)[0]
        if "created" not in entry or not set(kept) - FRAME:
            return "withheld"
        return "rendition"

    def view(self, id):
        fate = self.fates.get(id, "withheld")
        return "whole" if fate != "whole" and id in self.known else fate

    def shown(self, id):
        """An id as the recipient's objects may have it: renditions are still named after their source here."""
        return id if self.view(id) != "withheld" else None

    def next(self, id):
        entry, fate = self.objects[id], self.fates[id]
        if fate == "withheld" or entry["type"] == "marking-definition":
            return fate
        kept = self.render(entry, lambda one: one)[0]
        # Nobody signs for a creator whose card is not here.
        if kept.get("created_by_ref", id) not in self.objects.keys() | self.known:
            return "withheld"
        references = {value for name, value in kept.items() if name == "created_by_ref"} if fate == "whole" else set()
        references |= set(ids_of({name: value for name, value in kept.items() if name not in FRAME}))
        views = {self.view(one) for one in references}
        if fate == "whole" and views <= {"whole"}:
            return "whole"
        if "created" not in entry:
            return "withheld"
        return "rendition" if self.has_meaning(id) else "withheld"

    def has_meaning(self, id):
        rendition = self.rendition(id)[0]
        if not all(name in rendition for name in FILLED_IN.get(rendition["type"], ())):
            return False
        if self.objects[id]["type"] == "language-content" and not rendition.get("contents"):
            return False
        try:
            stix2.parse(
                {name: value for name, value in rendition.items() if name not in ("granular_markings", "extensions")},
                allow_custom=True,
            )
        except (stix2.exceptions.STIXError, ValueError, TypeError, KeyError):
            return False
        return True

    def rendition(self, id):
        """The rendition of an object, with ids of sources in place of those of renditions."""
        entry = self.objects[id]
        result, moved = self.render(entry, self.shown)
        if entry["type"] == "language-content" and "contents" in result:
            about = self.objects.get(entry["object_ref"])
            if about and self.view(about["id"]) == "rendition":
                new = self.rendition(about["id"])[0]
                for language, fields in list(result["contents"].items()):
                    left = {
                        name: value
                        for name, value in fields.items()
                        if name in new and self.same(new[name], about[name])
                    }
                    result["contents"] = {
                        one: left if one == language else two
                        for one, two in result["contents"].items()
                        if one != language or left
                    }
                moved = {
                    old: path for old, path in moved.items() if not old.startswith("contents.") or has(result, path)
                }
        return result, moved

    @staticmethod
    def same(one, other):
        return one == other

    def markings(self, id, moved):
        """The markings of a rendition: those of what is left; the banner only where it lets everything go."""
        entry, left, marks = self.objects[id], [], self.portion_marks(self.objects[id])
        # What is left of a portion that does not go itself bears markings of its own:
        # that of the whole would tell its level.
        stays = lambda selector: self.lets(marks[selector], entry) or not any(map(self.speaks, marks[selector]))
        moved = {old: new for old, new in moved.items() if old not in marks or stays(old)}
        for portion in entry.get("granular_markings", []):
            selectors = [moved[one] for one in portion["selectors"] if one in moved]
            if selectors:
                left.append({**portion, "selectors": selectors})
        banner = entry.get("object_marking_refs", [])
        if not self.lets(banner, entry):
            statements = [one for one in banner if one in self.explained]
            banner = list(dict.fromkeys(statements + [one["marking_ref"] for one in left if "marking_ref" in one]))
        return banner, left


def nameless(entry):
    """An object without the names of its blocks, which are for its author's side."""
    content = entry.get("extensions", {}).get(BLOCKS)
    if not content:
        return entry
    blocks = [{name: value for name, value in one.items() if name != "name"} for one in content["blocks"]]
    return {**entry, "extensions": {**entry["extensions"], BLOCKS: {**content, "blocks": blocks}}}


def has(value, path):
    for part in path.split("."):
        try:
            value = value[int(part[1:-1])] if part.startswith("[") else value[part]
        except (KeyError, IndexError, TypeError):
            return False
    return True


def ids_of(value):
    if is_id(value):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from ids_of(one)
    elif isinstance(value, list):
        for one in value:
            yield from ids_of(one)
