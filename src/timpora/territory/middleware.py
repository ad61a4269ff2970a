"""Letters are typed in bursts, and each is answered in a few milliseconds or felt."""

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from timpora.territory.views import area_find

PATH = "/wilayah/cari"
KEPT = 60  # seconds, as long as a sign-out may take anywhere
MOST = 10_000  # sessions


class TypeaheadMiddleware:
    """Who was let in a moment ago is not looked up again for the next letter: names of areas are nobody's secret."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.let_in: dict[tuple[str, str], tuple[float, object]] = {}  # until when, and how they acted

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info != PATH or request.headers.get("Accept") != "application/json":
            return self.get_response(request)
        who = request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""), request.headers.get("X-Acting-In", "")
        until, acting = self.let_in.get(who, (0.0, None))
        if time.monotonic() < until:
            request.acting = acting
            answer = area_find(request)
            answer.headers["Content-Length"] = str(len(answer.content))  # or the line is closed after each letter
            return answer
        response = self.get_response(request)
        if response.status_code == 200 and getattr(request, "acting", None) is not None:
            if len(self.let_in) >= MOST:
                self.let_in.clear()
            self.let_in[who] = time.monotonic() + KEPT, request.acting
        return response
