"""A verifier for the C2SP transparency log formats, written from their texts alone, in another language than the node.

Covers signed-note, tlog-checkpoint, tlog-tiles, tlog-cosignature, tlog-proof and tlog-policy over RFC 6962 trees.
Proofs are verified by the recursion of RFC 6962, 2.1, not by the iteration of RFC 9162,
so that the same mistake is not made twice.
"""

import base64
import binascii
import hashlib
import re
import sys
from pathlib import Path
from typing import Callable, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519, COSIGNATURE, ML_DSA_44 = 1, 4, 6


class Rejected(ValueError):
    """Something does not hold; the message says what."""


def b64(text: str) -> bytes:
    """Standard base 64 with padding, one spelling only (RFC 4648, 4)."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Rejected(f"no base 64: {text[:40]!r}") from error
    if base64.b64encode(data).decode() != text:
        raise Rejected(f"another spelling of base 64: {text[:40]!r}")
    return data


def number(text: str) -> int:
    """A decimal number without leading zeros."""
    if not re.fullmatch(r"0|[1-9][0-9]*", text, re.ASCII):
        raise Rejected(f"no decimal number: {text[:40]!r}")
    return int(text)


def digest(text: str) -> bytes:
    data = b64(text)
    if len(data) != 32:
        raise Rejected(f"a hash of {len(data)} bytes")
    return data


# Trees: RFC 6962, 2.1


def leaf_hash(entry: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def split(count: int) -> int:
    """The largest power of two below a count above 1."""
    return 1 << ((count - 1).bit_length() - 1)


def root_of(hashes: list[bytes]) -> bytes:
    """MTH over leaf hashes."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    while len(hashes) > 1:
        pairs = [node_hash(*hashes[place : place + 2]) for place in range(0, len(hashes) - 1, 2)]
        hashes = pairs + hashes[len(pairs) * 2 :]
    return hashes[0]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: list[bytes], root: bytes) -> None:
    """PATH read backwards: the last hash of the proof is the sibling at the top."""

    def fold(index: int, size: int, proof: list[bytes]) -> bytes:
        if size == 1:
            if proof:
                raise Rejected("too many hashes in the inclusion proof")
            return leaf
        if not proof:
            raise Rejected("too few hashes in the inclusion proof")
        half = split(size)
        if index < half:
            return node_hash(fold(index, half, proof[:-1]), proof[-1])
        return node_hash(proof[-1], fold(index - half, size - half, proof[:-1]))

    if not 0 <= index < size:
        raise Rejected(f"no entry {index} in a tree of {size}")
    if fold(index, size, proof) != root:
        raise Rejected("the entry is not under this root")


def verify_consistency(old: int, new: int, proof: list[bytes], old_root: bytes, new_root: bytes) -> None:
    """SUBPROOF read backwards, giving the old and the new root at once."""

    def fold(old: int, size: int, proof: list[bytes], known: bool) -> tuple[bytes, bytes]:
        if old == size:
            if known:
                if proof:
                    raise Rejected("too many hashes in the consistency proof")
                return old_root, old_root
            if len(proof) != 1:
                raise Rejected("the consistency proof has the wrong length")
            return proof[0], proof[0]
        if not proof:
            raise Rejected("too few hashes in the consistency proof")
        half = split(size)
        if old <= half:
            before, after = fold(old, half, proof[:-1], known)
            return before, node_hash(after, proof[-1])
        before, after = fold(old - half, size - half, proof[:-1], False)
        return node_hash(proof[-1], before), node_hash(proof[-1], after)

    if not 0 <= old <= new:
        raise Rejected("the tree shrank")
    if old == 0 or old == new:
        if proof or old == new and old_root != new_root:
            raise Rejected("nothing to prove, or two roots for one size")
        return
    if fold(old, new, proof, True) != (old_root, new_root):
        raise Rejected("the tree did not grow out of the old one")


# Notes: C2SP signed-note


class Verifier(NamedTuple):
    """A verifier key: name, four bytes of identifier, type, public key."""

    name: str
    key_id: bytes
    kind: int
    key: bytes

    @staticmethod
    def parse(text: str) -> "Verifier":
        parts = text.split("+", 2)
        if len(parts) != 3 or not re.fullmatch(r"[0-9a-f]{8}", parts[1], re.ASCII):
            raise Rejected("no verifier key")
        name, data = parts[0], b64(parts[2])
        check_name(name)
        if not data or data[0] not in (ED25519, COSIGNATURE, ML_DSA_44):
            raise Rejected("an unknown type of key")
        if len(data) - 1 != (1312 if data[0] == ML_DSA_44 else 32):
            raise Rejected("a key of the wrong length")
        if key_id(name, data) != bytes.fromhex(parts[1]):
            raise Rejected("the identifier is of another key")
        return Verifier(name, key_id(name, data), data[0], data[1:])


def key_id(name: str, typed_key: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + typed_key).digest()[:4]


def check_name(name: str) -> None:
    if not name or "+" in name or any(letter.isspace() for letter in name):
        raise Rejected(f"{name!r} names no key")


class Note(NamedTuple):
    """A verified note: its text, and the keys that signed, with the time of a cosignature."""

    text: str
    signers: dict[Verifier, int | None]


def signature_line(line: str) -> tuple[str, bytes, bytes]:
    match = re.fullmatch(r"\u2014 ([^ ]+) ([A-Za-z0-9+/=]+)", line)
    if not match:
        raise Rejected(f"no signature line: {line[:40]!r}")
    check_name(match[1])
    data = b64(match[2])
    if len(data) < 5:
        raise Rejected("a signature line without a signature")
    return match[1], data[:4], data[4:]


def open_note(note: bytes, verifiers: list[Verifier]) -> Note:
    """Unknown keys are passed over; a wrong signature of a known key, or no known key at all, rejects the note."""
    try:
        whole = note.decode()
    except UnicodeDecodeError as error:
        raise Rejected("the note is not UTF-8") from error
    if any(ord(letter) < 0x20 and letter != "\n" for letter in whole):
        raise Rejected("a control character")
    text, gap, lines = whole.rpartition("\n\n")
    if not gap or not lines.endswith("\n"):
        raise Rejected("no signatures behind the text")
    text += "\n"
    signers: dict[Verifier, int | None] = {}
    for line in lines[:-1].split("\n"):
        name, identifier, signature = signature_line(line)
        for verifier in verifiers:
            if (verifier.name, verifier.key_id) != (name, identifier) or verifier.kind == ML_DSA_44:
                continue
            signers[verifier] = check_signature(verifier, text, signature)
    if not signers:
        raise Rejected("no known key signed")
    return Note(text, signers)


def check_signature(verifier: Verifier, text: str, signature: bytes) -> int | None:
    """C2SP signed-note (Ed25519) and tlog-cosignature (v1)."""
    message, time = text.encode(), None
    if verifier.kind == COSIGNATURE:
        if len(signature) != 72:
            raise Rejected("a cosignature of the wrong length")
        time = int.from_bytes(signature[:8], "big")
        message, signature = f"cosignature/v1\ntime {time}\n{text}".encode(), signature[8:]
    try:
        Ed25519PublicKey.from_public_bytes(verifier.key).verify(signature, message)
    except InvalidSignature as error:
        raise Rejected(f"the signature of {verifier.name} is wrong") from error
    return time


class Checkpoint(NamedTuple):
    """C2SP tlog-checkpoint."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...]

    @staticmethod
    def parse(text: str) -> "Checkpoint":
        lines = text.split("\n")
        if lines.pop() != "" or len(lines) < 3 or not all(lines):
            raise Rejected("no checkpoint")
        return Checkpoint(lines[0], number(lines[1]), digest(lines[2]), tuple(lines[3:]))


def open_checkpoint(note: bytes, origin: str | None, verifiers: list[Verifier]) -> tuple[Checkpoint, Note]:
    opened = open_note(note, verifiers)
    checkpoint = Checkpoint.parse(opened.text)
    if origin is not None and checkpoint.origin != origin:
        raise Rejected(f"the checkpoint is of {checkpoint.origin}")
    return checkpoint, opened


# Receipts and trust: C2SP tlog-proof and tlog-policy


class Proof(NamedTuple):
    """A tlog-proof, not verified yet."""

    extra: bytes | None
    index: int
    hashes: list[bytes]
    checkpoint: bytes

    @staticmethod
    def parse(file: bytes) -> "Proof":
        head, gap, checkpoint = file.partition(b"\n\n")
        try:
            lines = head.decode().split("\n")
        except UnicodeDecodeError as error:
            raise Rejected("the proof is not UTF-8") from error
        if not gap or lines.pop(0) != "c2sp.org/tlog-proof@v1":
            raise Rejected("no tlog-proof")
        extra = b64(lines.pop(0)[6:]) if lines and lines[0].startswith("extra ") else None
        if not lines or not lines[0].startswith("index "):
            raise Rejected("the proof has no index")
        return Proof(extra, number(lines[0][6:]), [digest(line) for line in lines[1:]], checkpoint)


class Policy(NamedTuple):
    """A tlog-policy: logs, witnesses by name, groups in order, the quorum's name or None."""

    logs: list[Verifier]
    witnesses: dict[str, Verifier]
    groups: dict[str, tuple[int, list[str]]]
    quorum: str | None

    @staticmethod
    def parse(text: str) -> "Policy":
        logs, witnesses, groups, members, quorum = [], {}, {}, set(), []
        for line in text.split("\n"):
            words = line.split()
            if not words or words[0].startswith("#"):
                continue
            match words:
                case ["log", key, *_]:
                    logs.append(Verifier.parse(key))
                case ["witness", name, key, *_] if name not in witnesses and name not in groups and name != "none":
                    witnesses[name] = Verifier.parse(key)
                case ["group", name, threshold, *names] if names and name not in witnesses and name not in groups:
                    if members & set(names) or not set(names) <= set(witnesses) | set(groups):
                        raise Rejected("a member that is unknown or in two groups")
                    members |= set(names)
                    needed = {"any": 1, "all": len(names)}.get(threshold) or number(threshold)
                    groups[name] = (needed, names)
                case ["quorum", name] if not quorum and (name == "none" or name in witnesses or name in groups):
                    quorum.append(name)
                case _:
                    raise Rejected(f"the policy has the line {line!r}")
        if not quorum:
            raise Rejected("the policy has no quorum")
        return Policy(logs, witnesses, groups, None if quorum[0] == "none" else quorum[0])

    def satisfied(self, by: set[str]) -> bool:
        def reached(name: str) -> bool:
            if name in self.witnesses:
                return name in by
            needed, names = self.groups[name]
            return sum(map(reached, names)) >= needed

        return self.quorum is None or reached(self.quorum)


def verify_proof(file: bytes, entry: bytes, policy: Policy) -> tuple[Checkpoint, set[str]]:
    """Verifies a receipt for an entry of the log; gives the checkpoint and the witnesses that cosigned it."""
    proof = Proof.parse(file)
    checkpoint, note = open_checkpoint(proof.checkpoint, None, policy.logs + list(policy.witnesses.values()))
    if not any(log in note.signers and log.name == checkpoint.origin for log in policy.logs):
        raise Rejected("no trusted log signed the checkpoint")
    names = {name for name, key in policy.witnesses.items() if key in note.signers}
    if not policy.satisfied(names):
        raise Rejected("the quorum is not reached")
    verify_inclusion(leaf_hash(entry), proof.index, checkpoint.size, proof.hashes, checkpoint.root)
    return checkpoint, names


# Tiles: C2SP tlog-tiles


def tile_path(level: int | str, index: int, width: int = 256) -> str:
    groups = [f"{index % 1000:03d}"]
    while index := index // 1000:
        groups.insert(0, f"x{index % 1000:03d}")
    return f"tile/{level}/{'/'.join(groups)}" + (f".p/{width}" if width < 256 else "")


def parse_entries_tile(data: bytes) -> list[bytes]:
    entries, place = [], 0
    while place < len(data):
        length = int.from_bytes(data[place : place + 2], "big")
        if place + 2 + length > len(data):
            raise Rejected("a bundle is cut off")
        entries.append(data[place + 2 : place + 2 + length])
        place += 2 + length
    return entries


def widths(count: int) -> list[tuple[int, int]]:
    """Numbers and widths of the tiles for so many hashes."""
    return [(place // 256, min(256, count - place)) for place in range(0, count, 256)]


def verify_log(fetch: Callable[[str], bytes], origin: str, verifiers: list[Verifier]) -> Checkpoint:
    """Computes every hash of a log anew from its entries, and compares all tiles and the root."""
    checkpoint, _ = open_checkpoint(fetch("checkpoint"), origin, verifiers)
    row: list[bytes] = []
    for index, width in widths(checkpoint.size):
        entries = parse_entries_tile(fetch(tile_path("entries", index, width)))
        if len(entries) != width:
            raise Rejected(f"bundle {index} has {len(entries)} entries")
        row += [leaf_hash(entry) for entry in entries]
    if root_of(row) != checkpoint.root:
        raise Rejected("the root is not that of the entries")
    level = 0
    while row:
        for index, width in widths(len(row)):
            if fetch(tile_path(level, index, width)) != b"".join(row[index * 256 : index * 256 + width]):
                raise Rejected(f"tile {index} of level {level} is not that of the entries")
        row = [root_of(row[place : place + 256]) for place in range(0, len(row) - 255, 256)]
        level += 1
    return checkpoint


# Making logs and forgeries


def public_bytes(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)


def vkey(name: str, key: Ed25519PublicKey, kind: int = ED25519) -> str:
    data = bytes([kind]) + public_bytes(key)
    return f"{name}+{key_id(name, data).hex()}+{base64.b64encode(data).decode()}"


def sign_note(name: str, key: Ed25519PrivateKey, text: str) -> bytes:
    identifier = key_id(name, bytes([ED25519]) + public_bytes(key.public_key()))
    line = base64.b64encode(identifier + key.sign(text.encode())).decode()
    return f"{text}\n\u2014 {name} {line}\n".encode()


class SimpleLog:
    """A log in memory, by the recursion of RFC 6962."""

    def __init__(self, entries: list[bytes]):
        self.entries = entries
        self.leaves = [leaf_hash(entry) for entry in entries]

    def root(self, size: int | None = None) -> bytes:
        return root_of(self.leaves[:size])

    def inclusion(self, index: int, size: int) -> list[bytes]:
        def path(index: int, leaves: list[bytes]) -> list[bytes]:
            if len(leaves) == 1:
                return []
            half = split(len(leaves))
            if index < half:
                return path(index, leaves[:half]) + [root_of(leaves[half:])]
            return path(index - half, leaves[half:]) + [root_of(leaves[:half])]

        return path(index, self.leaves[:size])

    def consistency(self, old: int, new: int) -> list[bytes]:
        def path(old: int, leaves: list[bytes], known: bool) -> list[bytes]:
            if old == len(leaves):
                return [] if known else [root_of(leaves)]
            half = split(len(leaves))
            if old <= half:
                return path(old, leaves[:half], known) + [root_of(leaves[half:])]
            return path(old - half, leaves[half:], False) + [root_of(leaves[:half])]

        return path(old, self.leaves[:new], True)

    def checkpoint(self, origin: str, key: Ed25519PrivateKey) -> bytes:
        root = base64.b64encode(self.root()).decode()
        return sign_note(origin, key, f"{origin}\n{len(self.entries)}\n{root}\n")

    def tiles(self) -> dict[str, bytes]:
        files = {}
        for index, width in widths(len(self.entries)):
            part = self.entries[index * 256 : index * 256 + width]
            files[tile_path("entries", index, width)] = b"".join(len(one).to_bytes(2, "big") + one for one in part)
        level, row = 0, self.leaves
        while row:
            for index, width in widths(len(row)):
                files[tile_path(level, index, width)] = b"".join(row[index * 256 : index * 256 + width])
            row = [root_of(row[place : place + 256]) for place in range(0, len(row) - 255, 256)]
            level += 1
        return files


if __name__ == "__main__":
    folder, key = Path(sys.argv[1]), Verifier.parse(sys.argv[2])
    print(verify_log(lambda path: (folder / path).read_bytes(), key.name, [key]))
