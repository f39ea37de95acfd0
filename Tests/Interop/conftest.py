"""Fixtures: throw-away nodes, real nodes and partners, all on free ports and always stopped."""

import json

import pytest

from people import open_console
from support import PARTIES, Node, Process, link, moment, indicator

COLLECTION = "91a7b528-80eb-42ed-a74d-c6fbd5a26116"


@pytest.fixture
def seeded(tmp_path):
    """Starts throw-away nodes: `seeded(seed, *options)` gives a process."""
    running = []

    def start(seed, *options):
        file = tmp_path / f"seed-{len(running)}.json"
        file.write_text(json.dumps(seed))
        process = Process("--seed", file, *(options or ("--http",)), log=tmp_path / "log.txt")
        running.append(process)
        return process

    yield start
    for process in running:
        process.stop()


@pytest.fixture
def make_node(tmp_path):
    """Makes real nodes: `make_node(name, **settings)`."""
    made = []

    def make(name, **settings):
        node = Node(tmp_path / name, name, settings=settings)
        made.append(node)
        return node

    yield make
    for node in made:
        node.stop()


@pytest.fixture
def pair(make_node):
    """Two linked nodes that do not serve yet."""
    nodes = make_node("eu"), make_node("japan")
    link(*nodes)
    return nodes


@pytest.fixture
def open_pair(make_node):
    """Two linked nodes with consoles, serving."""
    nodes = [open_console(make_node(name)) for name in ("eu", "japan")]
    link(*nodes)
    for node in nodes:
        node.serve()
    return nodes


@pytest.fixture
def trio(make_node, tmp_path):
    """Three linked nodes of parties that have no agreement, serving."""
    nodes = [make_node(name) for name in ("eu", "japan", "korea")]
    link(*nodes)
    (tmp_path / "parties.accord").write_text(PARTIES)
    for node in nodes:
        node.run("agreements", "apply", tmp_path / "parties.accord", "--officer", "O")
        node.serve()
    return nodes


@pytest.fixture(scope="session")
def public(tmp_path_factory):
    """A throw-away node that anybody may use; tests that write make objects and lists of their own."""
    folder = tmp_path_factory.mktemp("public")
    seed = {
        "title": "Public",
        "api_roots": [
            {
                "path": "api1",
                "title": "First",
                "description": "the first root",
                "max_content_length": 10_000_000,
                "collections": [
                    {"id": COLLECTION, "title": "Ten", "alias": "ten", "description": "ten objects", "objects": ten()},
                    {"id": "52892447-4d7e-4f70-b94d-d7f22742ff63", "title": "Empty", "alias": "empty"},
                    {
                        "id": "64993447-4d7e-4f70-b94d-d7f33742ee63",
                        "title": "Read",
                        "can_write": False,
                        "objects": ten(),
                    },
                    {"id": "472c94ae-3113-4e3e-a4dd-a9f4ac7471d4", "title": "Write", "can_read": False},
                    {"id": "0d9b05a0-4b2d-4c0b-8f6c-c7ab3a7b6a11", "title": "Scratch", "alias": "scratch"},
                ],
            },
            {"path": "deep/api2", "title": "Second", "collections": [{"title": "Ten here", "alias": "ten"}]},
        ],
    }
    file = folder / "seed.json"
    file.write_text(json.dumps(seed))
    process = Process("--seed", file, "--http", log=folder / "log.txt")
    yield process.caller()
    process.stop()


def ten():
    return [{"date_added": moment(n), "object": indicator(n, f"number {n}")} for n in range(10)]
