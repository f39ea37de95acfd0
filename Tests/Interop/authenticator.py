"""A software authenticator by WebAuthn Level 2 (sections 6.1, 6.5): makes passkeys and signs with them,
or lies about it."""

import base64
import hashlib
import json
import os
import struct

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

PRESENT, VERIFIED, ATTESTED = 1, 4, 64


def b64(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def cbor(value):
    """RFC 8949: integers, byte strings, maps."""

    def head(kind, number):
        if number < 24:
            return bytes([kind << 5 | number])
        return bytes([kind << 5 | 24, number]) if number < 256 else bytes([kind << 5 | 25]) + struct.pack(">H", number)

    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    return head(5, len(value)) + b"".join(cbor(key) + cbor(item) for key, item in value.items())


class Authenticator:
    def __init__(self, algorithm=-7):
        self.algorithm, self.id, self.count = algorithm, os.urandom(32), 0
        if algorithm == -7:
            self.key = ec.generate_private_key(ec.SECP256R1())
            numbers = self.key.public_key().public_numbers()
            self.cose = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        elif algorithm == -8:
            self.key = ed25519.Ed25519PrivateKey.generate()
            raw = self.key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
            self.cose = {1: 1, 3: -8, -1: 6, -2: raw}
        else:
            self.key = rsa.generate_private_key(65537, 2048)
            numbers = self.key.public_key().public_numbers()
            self.cose = {1: 3, 3: -257, -1: numbers.n.to_bytes(256, "big"), -2: numbers.e.to_bytes(3, "big")}

    def data(self, host, flags, more=b""):
        return hashlib.sha256(host.encode()).digest() + bytes([flags]) + struct.pack(">I", self.count) + more

    @staticmethod
    def client(kind, challenge, origin):
        return json.dumps({"type": kind, "challenge": challenge, "origin": origin, "crossOrigin": False}).encode()

    def make(self, asked, origin, flags=PRESENT | VERIFIED | ATTESTED, host=None, kind="webauthn.create"):
        attested = bytes(16) + struct.pack(">H", len(self.id)) + self.id + cbor(self.cose)
        return {
            "id": b64(self.id),
            "client_data": b64(self.client(kind, asked["challenge"], origin)),
            "algorithm": self.algorithm,
            "authenticator_data": b64(self.data(host or asked["host"], flags, attested)),
        }

    def sign(self, asked, origin, flags=PRESENT | VERIFIED, host=None, kind="webauthn.get"):
        self.count += 1
        client, data = self.client(kind, asked["challenge"], origin), self.data(host or asked["host"], flags)
        message = data + hashlib.sha256(client).digest()
        if self.algorithm == -7:
            signature = self.key.sign(message, ec.ECDSA(hashes.SHA256()))
        elif self.algorithm == -8:
            signature = self.key.sign(message)
        else:
            signature = self.key.sign(message, padding.PKCS1v15(), hashes.SHA256())
        return {
            "id": b64(self.id),
            "client_data": b64(client),
            "authenticator_data": b64(data),
            "signature": b64(signature),
        }
