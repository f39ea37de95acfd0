"""Records a node of the earlier release (commit c890e11) with a store of real rows, for the tests of migrations.

`python Tests/Soak/earlier_store.py` builds the earlier release once (or takes `ENTENTE_OLD_BIN`), has two nodes of
it keep versions of their own, exchange, destroy, let come again and set apart, and writes one to
`Tests/Fixtures/stores`. The keys in it are made for that alone.
"""

import sys
import tarfile
import tempfile
from pathlib import Path

import earlier
from earlier import REPOSITORY, Earlier, invite, release

from support import AMBER, EXAMPLES, GREEN, PARTIES, RED, indicator

FILE = REPOSITORY / "Tests" / "Fixtures" / "stores" / f"{earlier.COMMIT}.tar.gz"
KEPT = ("entente.json", "store.db")


def filled(folder):
    """The node of the EU, with what it keeps itself and what Japan gave."""
    eu, japan = Earlier(folder / "eu", "eu"), Earlier(folder / "japan", "japan")
    try:
        for inviting, invited in ((eu, japan), (japan, eu)):
            invite(inviting, invited, inviting.base)
        for node in (eu, japan):
            (folder / "parties.accord").write_text(PARTIES)
            node.run("agreements", "apply", folder / "parties.accord", "--officer", "O")
        eu.run(
            "import",
            *sorted((EXAMPLES / "eu").glob("*.json")),
            *sorted((EXAMPLES / "shared").glob("*.json")),
            check=False,
        )
        for month in (1, 2, 3):
            moment = f"2026-0{month}-01T00:00:00.000Z"
            marks = [
                [GREEN],
                [AMBER],
                [GREEN, RED],
                [],
                [f"marking-definition--5d0092c5-5f74-4287-9642-33f4c354e5{month}0"],
            ]
            eu.load(
                [
                    indicator(number, f"version {month}", modified=moment, object_marking_refs=one)
                    for number, one in enumerate(marks * 3)
                ],
                check=False,
            )
        japan.serve()
        given = [indicator(100 + number, "given", object_marking_refs=[GREEN]) for number in range(8)]
        release(japan, given, eu)
        eu.run("pull", "japan")
        for number in (1, 5):
            eu.run("erase", given[number]["id"], "--from", "japan", "--officer", "O", "--reason", "recorded")
        eu.run("erase", given[5]["id"], "--from", "japan", "--officer", "O", "--reason", "again", "--again")
    finally:
        japan.stop()
    return eu


def main():
    Earlier.binary = earlier.earlier_binary()
    if not Earlier.binary:
        print(f"the commit {earlier.COMMIT} is not in this repository: the earlier release cannot be built")
        return
    with tempfile.TemporaryDirectory() as place:
        eu = filled(Path(place))
        FILE.parent.mkdir(exist_ok=True)
        with tarfile.open(FILE, "w:gz") as packed:
            for name in KEPT:
                packed.add(eu.folder / name, name)
            packed.add(eu.folder / "keys", "keys")
    print(f"written: {FILE.relative_to(REPOSITORY)}")


if __name__ == "__main__":
    sys.exit(main())
