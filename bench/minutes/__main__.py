"""Twenty meetings whose notula is written at once, against a running server: how long a save takes.

    ./timpora demo --port 8133
    PYTHONPATH=src:. .venv/bin/python -m bench.minutes --port 8133

Each writer saves a paragraph every few seconds and asks for the others' in between, as the page does. Exits with 1 when
the 95th percentile of saves is above 100 ms.
"""

import argparse
import http.cookiejar
import random
import re
import sys
import threading
import time
import urllib.parse
import urllib.request
from datetime import UTC, datetime, timedelta
from uuid import uuid4

WORDS = [
    "pembahasan",
    "jadwal",
    "pemantauan",
    "bersama",
    "di",
    "kecamatan",
    "menurut",
    "data",
    "bulan",
    "lalu",
    "perbedaan",
    "antarsumber",
    "wajar",
    "dan",
    "dicatat",
    "Dinas",
    "Tenaga",
    "Kerja",
    "menyampaikan",
    "rencana",
    "pembinaan",
    "pemberi",
    "kerja",
    "Kantor",
    "Imigrasi",
    "menyandingkan",
    "jumlah",
]
GATE = 100.0


class Desk:
    """One signed-in browser."""

    def __init__(self, port: int, sign_in: str, password: str) -> None:
        self.base, self.jar = f"http://127.0.0.1:{port}", http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.get("/masuk/")
        self.post("/masuk/", {"sign_in": sign_in, "password": password})

    def get(self, address: str, **headers: str) -> str:
        asked = urllib.request.Request(self.base + address, headers=headers)
        return str(self.opener.open(asked, timeout=60).read().decode())

    def post(self, address: str, told: dict[str, str], **headers: str) -> str:
        token = next((cookie.value or "" for cookie in self.jar if cookie.name == "csrftoken"), "")
        body = urllib.parse.urlencode(told | {"csrfmiddlewaretoken": token}).encode()
        asked = urllib.request.Request(self.base + address, body, {"X-CSRFToken": token} | headers)
        answer = self.opener.open(asked, timeout=60)
        self.address = answer.geturl()
        return str(answer.read().decode())


def called(desk: Desk, nth: int) -> str:
    """A meeting of its own for each writer."""
    team = re.search(r'name="team"[^>]*>.*?value="([0-9a-f-]{36})"', desk.get("/rapat/baru/"), re.DOTALL)
    assert team, "the member prepares no meetings"
    day = (datetime.now(UTC).date() + timedelta(days=400 + random.randrange(3000))).isoformat()
    told = {
        "team": team[1],
        "theme": f"Rapat uji {nth}",
        "place": "Aula",
        "day": day,
        "begins": f"{8 + nth % 10:02}:00",
    }
    desk.post("/rapat/baru/", told)
    return urllib.parse.urlparse(desk.address).path + "notula/"


def write(desk: Desk, page: str, seconds: float, pause: float, times: list[float]) -> None:
    until = time.monotonic() + seconds
    asks = re.search(r'hx-get="([^"]*/baru/[^"]*)"', desk.get(page))
    while time.monotonic() < until:
        time.sleep(random.uniform(0.5, 1.5) * pause)
        text = " ".join(random.choices(WORDS, k=40))
        told = {"key": str(uuid4()), "line": "", "part": "discussion", "handling": "0", "text": text}
        begun = time.perf_counter()
        desk.post(page, told, **{"HX-Request": "true"})
        times.append((time.perf_counter() - begun) * 1000)
        if asks:
            desk.get(asks[1].replace("&amp;", "&"), **{"HX-Request": "true"})


def main() -> int:
    asked = argparse.ArgumentParser(prog="bench.minutes")
    asked.add_argument("--port", type=int, default=8000)
    asked.add_argument("--meetings", type=int, default=20)
    asked.add_argument("--seconds", type=float, default=60)
    asked.add_argument("--pause", type=float, default=5, help="seconds between two saves of one writer")
    asked.add_argument("--as", dest="sign_in", default="budi")
    asked.add_argument("--password", default="latihan-timpora-2026")
    told = asked.parse_args()
    desks = [Desk(told.port, told.sign_in, told.password) for _ in range(told.meetings)]
    pages = [called(desk, nth) for nth, desk in enumerate(desks)]
    times: list[float] = []
    work = [
        threading.Thread(target=write, args=(desk, page, told.seconds, told.pause, times))
        for desk, page in zip(desks, pages, strict=True)
    ]
    for one in work:
        one.start()
    for one in work:
        one.join()
    times.sort()
    p50, p95 = times[len(times) // 2], times[int(0.95 * len(times))]
    print(
        f"{len(times)} saves in {told.meetings} meetings: median {p50:.0f} ms, p95 {p95:.0f} ms,"
        f" longest {times[-1]:.0f} ms"
    )
    return int(p95 > GATE)


if __name__ == "__main__":
    sys.exit(main())
