"""Views fail closed; a refusal is on record although the request rolled back; leaving ends access."""

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from timpora.agencies.actions import end_membership
from timpora.agencies.models import Membership
from timpora.agencies.tests.cast import TANAH_BUMBU, acting, member
from timpora.foundation.acting import acting_in_database
from timpora.foundation.ids import uuid7
from timpora.foundation.middleware import ActingMiddleware
from timpora.foundation.models import Draft, Event, EventNote
from timpora.foundation.signing_in.sessions import mark
from timpora.foundation.views import requires


def undeclared(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


@requires("person.read")
def not_there(request: HttpRequest) -> HttpResponse:
    Draft.objects.create(account_id=request.acting.account, form="written before the refusal")
    raise Http404


def ask(view, account):
    """One request through the acting middleware alone, as Django calls it."""
    request = RequestFactory().get("/somewhere/")
    request.user, request.session = account, {}
    mark(request.session, factor="totp", at=timezone.now())

    def get_response(request):
        middleware.process_view(request, view, (), {})
        try:
            return view(request)
        except Http404 as error:
            middleware.process_exception(request, error)
            return HttpResponse(status=404)

    request.id = uuid7()
    middleware = ActingMiddleware(get_response)
    return middleware(request)


@pytest.mark.django_db
def test_a_view_that_declares_nothing_is_refused(ayu):
    with pytest.raises(RuntimeError, match="declares neither"):
        ask(undeclared, ayu)


@pytest.mark.django_db
def test_a_refusal_is_on_record_although_the_request_rolled_back(ayu):
    assert ask(not_there, ayu).status_code == 404
    assert not Draft.objects.exists()
    refused = Event.objects.get(kind="access.refused")
    assert refused.account_id == ayu.pk
    assert EventNote.objects.get(event_id=refused.id).words == {"path": "/somewhere/", "status": 404}


@pytest.mark.django_db
def test_signed_out_is_sent_to_the_door(client):
    response = client.get("/")
    assert response.status_code == 302
    assert response.url == "/masuk/?next=/"


@pytest.mark.django_db
def test_signing_in_and_out(client, ayu):
    ayu.set_password("rahasia-latihan-2026")
    ayu.save()
    wrong = client.post("/masuk/", {"sign_in": "ayu", "password": "salah"})
    assert wrong.status_code == 200
    assert "Nama masuk dan kata sandi tidak cocok" in wrong.content.decode()
    right = client.post("/masuk/", {"sign_in": "ayu", "password": "rahasia-latihan-2026", "next": "//evil.example/"})
    assert right.url == "/"
    assert client.get("/akun/keamanan/").status_code == 200
    client.post("/keluar/")
    assert client.get("/").status_code == 302
    kinds = list(Event.objects.filter(kind__startswith="account.").order_by("at").values_list("kind", flat=True))
    assert kinds == ["account.sign_in_failed", "account.signed_in", "account.signed_out"]


@pytest.mark.django_db
def test_leaving_ends_access_at_once(client, ayu, budi):
    client.force_login(ayu)
    assert acting(ayu).scopes
    end_membership(Membership.objects.get(account=ayu), because="pindah tugas", at=timezone.now(), by=acting(budi))
    assert acting(ayu).scopes == ()
    assert client.get("/orang-asing/").url.startswith("/masuk/")
    client.force_login(ayu)
    assert client.get("/orang-asing/").status_code == 403
    assert not acting(ayu).may("person.read")


@pytest.mark.django_db
def test_a_membership_without_an_area_is_refused(disnaker):
    with pytest.raises(ValueError, match="at least one area"):
        member("kosong", "Tanpa Wilayah", "instansi", disnaker)


@pytest.mark.django_db
def test_several_duties_one_at_a_time(client, ayu, disnaker):
    from timpora.agencies.actions import begin_membership

    second = begin_membership(
        account=ayu, agency=disnaker, duty="instansi", areas=[TANAH_BUMBU], at=timezone.now(), by=None
    )
    client.force_login(ayu)
    assert acting(ayu).duty == "pelaksana"
    client.post("/tugas-jabatan/", {"membership": str(second.pk)})
    assert client.session["membership"] == str(second.pk)
    client.post("/tugas-jabatan/", {"membership": "019bd7b5-0000-7000-8000-000000000000"})
    assert client.session["membership"] == str(second.pk)


@pytest.mark.django_db
def test_drafts_belong_to_their_writer(client, ayu, dewa):
    client.force_login(dewa)
    saved = client.post("/drafts/report/", {"words": "melihat dua orang", "csrfmiddlewaretoken": "x", "password": "y"})
    assert saved.status_code == 200
    with acting_in_database(acting(dewa)):
        assert Draft.objects.get().words == {"words": "melihat dua orang"}
    with acting_in_database(acting(ayu)):
        assert not Draft.objects.exists()
    assert client.post("/drafts/report/", data="[1]", content_type="application/json").status_code == 400
    assert client.post("/drafts/report/", data="{", content_type="application/json").status_code == 400
