"""Sealed files: what leaves the machine in a backup can be read, and changed, only with the backup's key."""

import hashlib
import hmac
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.translation import gettext as _

from timpora.keeping.errors import KeepingError

CHUNK = 2**20
SCRYPT = {"n": 2**15, "r": 8, "p": 1}  # about 0.1 s and 32 MB: somebody may choose words of their own
SHORTEST = 20  # signs; a key made here has 52
GROUPS, GROUP = 8, 5


class BackupKey:
    """One random key a backup, from which each file has its own."""

    def __init__(self, secret: bytes) -> None:
        self.secret = secret

    @classmethod
    def new(cls) -> "BackupKey":
        return cls(secrets.token_bytes(32))

    def wrapped(self, words: str) -> dict[str, str]:
        salt, nonce = os.urandom(16), os.urandom(12)
        sealed = AESGCM(stretched(words, salt)).encrypt(nonce, self.secret, None)
        return {"salt": salt.hex(), "nonce": nonce.hex(), "key": sealed.hex()}

    @classmethod
    def unwrapped(cls, wrapped: dict[str, str], words: str) -> "BackupKey":
        salt, nonce, sealed = (bytes.fromhex(wrapped[name]) for name in ("salt", "nonce", "key"))
        try:
            return cls(AESGCM(stretched(words, salt)).decrypt(nonce, sealed, None))
        except InvalidTag as error:
            raise KeepingError(_("Kunci cadangan ini tidak cocok: gunakan kunci dari saat cadangan dibuat.")) from error

    def of_file(self, name: str) -> AESGCM:
        return AESGCM(hmac.digest(self.secret, b"file:" + name.encode(), hashlib.sha256))

    def mark(self, content: bytes) -> str:
        return hmac.digest(self.secret, b"manifest:" + content, hashlib.sha256).hex()


def stretched(words: str, salt: bytes) -> bytes:
    return hashlib.scrypt("".join(words.split()).encode(), salt=salt, dklen=32, maxmem=2**26, **SCRYPT)


class SealedWriter:
    """Chunks of one file, each sealed with its place and whether it is the last: none can be cut off or swapped."""

    def __init__(self, target: BinaryIO, cipher: AESGCM) -> None:
        self.target, self.cipher = target, cipher
        self.number, self.waiting = 0, bytearray()

    def write(self, content: bytes) -> int:
        self.waiting += content
        while len(self.waiting) > CHUNK:
            self._seal(bytes(self.waiting[:CHUNK]), is_last=False)
            del self.waiting[:CHUNK]
        return len(content)

    def finish(self) -> None:
        self._seal(bytes(self.waiting), is_last=True)

    def _seal(self, chunk: bytes, *, is_last: bool) -> None:
        sealed = self.cipher.encrypt(nonce_of(self.number), chunk, b"last" if is_last else b"more")
        self.target.write(len(sealed).to_bytes(4, "big") + sealed)
        self.number += 1


def opened(source: BinaryIO, cipher: AESGCM, name: str) -> Iterator[bytes]:
    number = 0
    following = source.read(4)
    while following:
        sealed = source.read(int.from_bytes(following, "big")) if len(following) == 4 else b""
        following = source.read(4)
        try:
            yield cipher.decrypt(nonce_of(number), sealed, b"more" if following else b"last")
        except InvalidTag as error:
            raise damaged(name) from error
        number += 1
    if not number:
        raise damaged(name)


def damaged(name: str) -> KeepingError:
    return KeepingError(_("Cadangan rusak: %(name)s tidak utuh. Gunakan cadangan lain.") % {"name": name})


def nonce_of(number: int) -> bytes:
    return number.to_bytes(12, "big")


def key_words(path: Path) -> str:
    """The words in the key file: made here, or chosen by the office."""
    try:
        words = path.read_text(encoding="utf-8").strip()
    except OSError as error:
        told = {"file": path, "why": error.strerror}
        raise KeepingError(_("Kunci cadangan %(file)s tidak dapat dibaca: %(why)s.") % told) from error
    if len("".join(words.split())) < SHORTEST:
        raise KeepingError(
            _("Kunci cadangan %(file)s terlalu pendek: sedikitnya %(n)d huruf.") % {"file": path, "n": SHORTEST}
        )
    return words


def make_key_file(path: Path) -> None:
    """Random words that can be written down by hand; letters that look alike are left out."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    words = "-".join("".join(secrets.choice(letters) for _n in range(GROUP)) for _m in range(GROUPS))
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(words + "\n")
    except OSError as error:
        told = {"file": path, "why": error.strerror}
        raise KeepingError(_("Kunci cadangan %(file)s tidak dapat dibuat: %(why)s.") % told) from error
