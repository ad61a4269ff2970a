"""Pages for what went wrong, in words: not found, refused, not sent from our own page, our own failure."""

import errno
import sys

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from timpora.foundation.installation import last_known_mode
from timpora.foundation.patience import is_away
from timpora.web.refusal import why_not

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", why_not(request) | {"is_unknown": request.resolver_match is None}, status=404)


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
    error = sys.exc_info()[1]
    if is_away(error):
        return away(request)
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        return full(request)
    if isinstance(error, MemoryError):
        return too_large(request)
    context = {"mode": last_known_mode(), "reference": getattr(request, "id", "")}
    return HttpResponse(render_to_string("500.html", context), status=500)


def away(request: HttpRequest) -> HttpResponse:
    """The database is not there, or took too long: nothing was kept of this request, and it may come again."""
    headers = {"Retry-After": "10", "Cache-Control": "no-store"}
    if request.path_info.startswith("/api/"):
        problem = {"type": "about:blank", "title": "Service Unavailable", "status": 503}
        return JsonResponse(problem, status=503, headers=headers, content_type="application/problem+json")
    return HttpResponse(render_to_string("503.html", {"mode": last_known_mode()}), status=503, headers=headers)


def full(request: HttpRequest) -> HttpResponse:
    """No room on the disk: nothing was kept of this request. Whoever runs the machine has to make some."""
    context = {
        "code": 507,
        "title": _("Penyimpanan penuh"),
        "lead": _("Tidak ada ruang lagi untuk menyimpan berkas, jadi tidak ada yang disimpan dari kiriman ini."),
        "steps": [
            _("Simpan aslinya, lalu kirim lagi nanti."),
            _("Beri tahu pengelola sistem agar mengosongkan atau memperbesar disk."),
        ],
        "mode": last_known_mode(),
    }  # fmt: skip
    headers = {"Retry-After": "600", "Cache-Control": "no-store"}
    return HttpResponse(render_to_string("web/error.html", context), status=507, headers=headers)


def too_large(request: HttpRequest) -> HttpResponse:
    """More than this process may hold in memory: nothing was kept of it."""
    context = {
        "code": 413,
        "title": _("Kiriman terlalu besar"),
        "lead": _("Server tidak punya cukup memori untuk mengolahnya, jadi tidak ada yang disimpan dari kiriman ini."),
        "steps": [_("Bagi menjadi beberapa berkas, lalu kirim satu per satu.")],
        "mode": last_known_mode(),
    }  # fmt: skip
    return HttpResponse(render_to_string("web/error.html", context), status=413, headers={"Cache-Control": "no-store"})


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
