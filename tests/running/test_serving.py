"""What the server answers when its database is away or slow, what watches it, and how files are cached."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateWorker

from tests.running.place import Place, suites_server
from timpora import settings as shipped
from timpora.foundation.installation import pulse
from timpora.foundation.views import public

pytestmark = pytest.mark.django_db


@public
def away(request: HttpRequest) -> HttpResponse:
    raise OperationalError("connection refused")


@public
def slow(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("set local statement_timeout = '50ms'; select pg_sleep(5)")
    return HttpResponse()


handler500 = "timpora.web.errors.failed"
urlpatterns = [path("away/", away), path("slow/", slow), path("", include("timpora.web.urls"))]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("address", ["/away/", "/slow/"])
def test_a_database_that_is_away_or_slow_is_no_fault_of_the_sender(address):
    response = Client(raise_request_exception=False).get(address)
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0


def test_a_request_may_not_wait_for_ever(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://kantor@/timpora?host=/run/postgresql")
    options = shipped.database("web")["OPTIONS"]
    assert "statement_timeout=15s" in options["options"]
    assert "lock_timeout=5s" in options["options"]
    assert "role=timpora_web" in options["options"]
    assert options["connect_timeout"] == "5"
    assert "statement_timeout" not in shipped.database("worker")["OPTIONS"]["options"]


def healthz(client: Client) -> tuple[int, dict]:
    response = client.get("/healthz")
    return response.status_code, response.json()


def beat(at) -> None:
    pulse("sealer", at)
    ProcrastinateWorker.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("insert into procrastinate_workers (last_heartbeat) values (%s)", [at])


def test_well_when_the_worker_and_the_sealer_live(client):
    assert healthz(client) == (503, {"status": "not ok"})
    beat(timezone.now())
    assert healthz(client) == (200, {"status": "ok"})


def test_a_worker_that_fell_silent_shows(client):
    beat(timezone.now() - timedelta(minutes=5))
    assert healthz(client) == (503, {"status": "not ok"})


def test_a_migration_that_was_not_run_shows(client):
    beat(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("reset role; delete from django_migrations where app = 'foundation' and name like '0004%'")
    assert healthz(client)[0] == 503


def test_pages_carry_their_armour(client):
    headers = client.get("/masuk/").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_who_comes_by_https_stays_there(client, settings):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    assert "Strict-Transport-Security" in Client().get("/masuk/", secure=True).headers


BUILD_STATIC = """
import django; django.setup()
from pathlib import Path
from django.conf import settings
from timpora.static_files import use_hashed_names
print(use_hashed_names(Path(settings.DATA_DIR) / "static"))
"""


def test_static_files_are_built_once_under_names_with_their_hash(tmp_path):
    place = Place(suites_server(), tmp_path)
    folder = Path(place.script(BUILD_STATIC, role="web").strip())
    (css,) = (folder / "timpora").glob("timpora.????????????.css")
    assert css.with_name(f"{css.name}.gz").exists()
    before = css.stat().st_mtime_ns
    assert place.script(BUILD_STATIC, role="web").strip() == str(folder)
    assert css.stat().st_mtime_ns == before
