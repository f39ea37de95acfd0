"""`entente proof subtree`: that some entries are a subtree of a log's tree (fault E5)."""

import hashlib
import json

from support import entente

LEAVES = [hashlib.sha256(b"\0" + bytes([n])).digest() for n in range(7)]


def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def test_e5_a_subtree_proof_is_checked(tmp_path):
    """Entries 4 to 6 of seven: the other half of the root is the whole proof; worked out here by hand."""
    half, part = (
        node(node(LEAVES[0], LEAVES[1]), node(LEAVES[2], LEAVES[3])),
        node(node(LEAVES[4], LEAVES[5]), LEAVES[6]),
    )
    proof = {
        "start": 4,
        "end": 7,
        "tree_size": 7,
        "hashes": [half.hex()],
        "subtree": part.hex(),
        "root": node(half, part).hex(),
    }

    def check(**changed):
        (tmp_path / "proof.json").write_text(json.dumps(proof | changed))
        return entente("proof", "subtree", tmp_path / "proof.json", check=False)

    done = check()
    assert done.returncode == 0 and "entries 4 to 6 are a subtree of the tree of 7 entries" in done.stdout
    assert (
        check(subtree=half.hex()).returncode == 1
        and check(hashes=[]).returncode == 1
        and check(hashes=[half.hex()] * 2).returncode == 1
    )
    assert check(start=3).returncode == 1 and check(end=8).returncode == 1 and check(end=4).returncode == 1
    assert check(end=3).returncode == 2 and check(root="00").returncode == 2
    # Two names of one thing (fault A6).
    assert check(root_hash=half.hex()).returncode == 2 and check(root_hash=proof["root"]).returncode == 0
