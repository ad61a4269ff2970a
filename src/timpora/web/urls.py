"""The addresses of the whole site, room by room."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path
from django.views.i18n import set_language

from timpora.web import views

handler400 = "timpora.web.errors.unreadable"
handler403 = "timpora.web.errors.forbidden"
handler404 = "timpora.web.errors.not_found"
handler500 = "timpora.web.errors.failed"


def has_urls(room: str) -> bool:
    return room in settings.INSTALLED_APPS and room != "timpora.web" and find_spec(f"{room}.urls") is not None


urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path("cari/", views.search, name="search"),
    path("tugas-jabatan/", views.choose_duty, name="choose_duty"),
    path("bantuan/", views.help_page, name="help"),
    path("bahasa/", set_language, name="set_language"),
    *[path("", include(f"{room}.urls")) for room in settings.ROOMS if has_urls(room)],
]
