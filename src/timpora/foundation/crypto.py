"""Envelope encryption: each value has its own key, wrapped by one that never enters the database."""

import hashlib
import hmac
import json
import os
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

KEY_BYTES, NONCE_BYTES, TAG_BYTES = 32, 12, 16
OVERHEAD = 2 + NONCE_BYTES + KEY_BYTES + TAG_BYTES + NONCE_BYTES + TAG_BYTES  # what encrypting adds to a value


class KeyRing:
    """The installation's keys by number; the highest encrypts, all decrypt. Kept in one file of mode 0600."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if not path.exists():
            self._create()
        stored = json.loads(path.read_text())
        self.keys = {int(no): bytes.fromhex(key) for no, key in stored["keys"].items()}
        self.index_key = bytes.fromhex(stored["index"])

    def _create(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        content = json.dumps({"keys": {"1": os.urandom(KEY_BYTES).hex()}, "index": os.urandom(KEY_BYTES).hex()})
        try:
            descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return  # another process made it first
        with os.fdopen(descriptor, "w") as file:
            file.write(content)

    def encrypt(self, plain: bytes) -> bytes:
        number = max(self.keys)
        own_key, nonce, wrap_nonce = os.urandom(KEY_BYTES), os.urandom(NONCE_BYTES), os.urandom(NONCE_BYTES)
        wrapped = AESGCM(self.keys[number]).encrypt(wrap_nonce, own_key, None)
        return number.to_bytes(2, "big") + wrap_nonce + wrapped + nonce + AESGCM(own_key).encrypt(nonce, plain, None)

    def decrypt(self, sealed: bytes) -> bytes:
        """Raises cryptography.exceptions.InvalidTag when a byte was changed."""
        number, rest = int.from_bytes(sealed[:2], "big"), sealed[2:]
        wrap_nonce, rest = rest[:NONCE_BYTES], rest[NONCE_BYTES:]
        wrapped, rest = rest[: KEY_BYTES + 16], rest[KEY_BYTES + 16 :]
        own_key = AESGCM(self.keys[number]).decrypt(wrap_nonce, wrapped, None)
        return AESGCM(own_key).decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], None)

    def blind_index(self, value: str) -> str:
        return hmac.new(self.index_key, value.encode(), hashlib.sha256).hexdigest()


REPORTER = "reporter"
COMPARTMENTS = (REPORTER,)  # each under keys of its own, in a file of its own


def key_file(compartment: str = "") -> Path:
    main = Path(settings.KEY_FILE)
    return main.with_name(f"{main.stem}-{compartment}{main.suffix}") if compartment else main


@cache
def key_ring(compartment: str = "") -> KeyRing:
    return KeyRing(key_file(compartment))


class EncryptedTextField(models.BinaryField):
    """Text that the database only holds encrypted."""

    def __init__(self, *args, compartment: str = "", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.compartment = compartment

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | ({"compartment": self.compartment} if self.compartment else {})

    def from_db_value(self, value, expression, connection) -> str | None:
        return None if value is None else key_ring(self.compartment).decrypt(bytes(value)).decode()

    def get_db_prep_value(self, value, connection, prepared=False):
        if isinstance(value, str):
            value = key_ring(self.compartment).encrypt(value.encode())
        return super().get_db_prep_value(value, connection, prepared)

    def to_python(self, value):
        return value
