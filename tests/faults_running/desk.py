"""Somebody at a desk: a cookie, forms with their token, files."""

import re
from http.client import HTTPMessage
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

from tests.faults_running.running import PASSWORD, Web


class Browser:
    def __init__(self, web: Web) -> None:
        self.web, self.cookies = web, SimpleCookie()

    def cookie(self) -> str:
        return "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())

    def answered(self, path: str) -> tuple[int, HTTPMessage, bytes]:
        """Whatever it is, and however long it takes."""
        return self.web.ask("GET", path, patience=120, Cookie=self.cookie())

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, str]:
        status, told, content = self.web.ask(method, path, body, Cookie=self.cookie(), **headers)
        for line in told.get_all("Set-Cookie") or ():
            self.cookies.load(line)
        return status, content.decode(errors="replace")

    def token(self, path: str) -> str:
        _status, page = self.ask("GET", path)
        return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]

    def sign_in(self, name: str) -> None:
        told = {"csrfmiddlewaretoken": self.token("/masuk/"), "sign_in": name, "password": PASSWORD}
        form = "application/x-www-form-urlencoded"
        status, page = self.ask("POST", "/masuk/", urlencode(told).encode(), Content_Type=form)
        assert status == 302, page[:500]

    def upload(self, path: str, file: Path, **fields: str) -> tuple[int, str]:
        mark = uuid4().hex
        fields = {"csrfmiddlewaretoken": self.token(path), **fields}
        parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in fields.items()]
        parts.append(f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{file.name}"\r\n\r\n')
        body = "".join(parts).encode() + file.read_bytes() + f"\r\n--{mark}--\r\n".encode()
        return self.ask("POST", path, body, Content_Type=f"multipart/form-data; boundary={mark}")
