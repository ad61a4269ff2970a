"""Pages for what went wrong, in words: not found, refused, not sent from our own page, our own failure."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    context = {
        "code": 400,
        "title": _("Permintaan tidak terbaca"),
        "lead": _("Alamat atau isian yang dikirim tidak utuh, sehingga tidak ada yang diproses."),
        "steps": [_("Kembali ke halaman sebelumnya, lalu kirim sekali lagi.")],
    }
    return render(request, "web/error.html", context, status=400)


def failed(request: HttpRequest) -> HttpResponse:
    """Without the request's context: whatever failed may be what the context reads."""
    return HttpResponse(render_to_string("500.html", {"mode": settings.MODE}), status=500)


def not_from_here(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The token of the form is missing or old: mostly a page left open over a sign-out, or cookies switched off."""
    context = {
        "code": 403,
        "title": _("Isian belum terkirim"),
        "lead": _(
            "Halaman ini sudah lama terbuka, atau Anda keluar lalu masuk lagi di tempat lain, "
            "sehingga kami tidak dapat memastikan bahwa isian ini dari Anda."
        ),
        "steps": [
            _("Kembali ke halaman sebelumnya, muat ulang, lalu kirim lagi. Konsep yang tersimpan muncul lagi."),
            _("Bila terulang, izinkan cookie untuk alamat ini di peramban Anda."),
        ],
    }  # fmt: skip
    return render(request, "web/error.html", context, status=403)
