"""What an operation asks of whoever calls it: a token, and in it a verb."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from timpora.channels.api.problems import Problem
from timpora.foundation.acting import Acting
from timpora.foundation.views import Refused


class Token(HttpBearer):
    """The middleware has read the token already; here it is held against the verb."""

    def __init__(self, verb: str) -> None:
        super().__init__()
        self.verb = verb

    def __call__(self, request: HttpRequest) -> Acting:
        acting: Acting | None = request.acting  # type: ignore[attr-defined]
        if acting is None:
            raise request.bearer_problem  # type: ignore[attr-defined]
        if acting.owes:
            raise Problem("refused", _("Anda harus menyetujui sesuatu dahulu. Masuk lewat peramban, lalu coba lagi."))
        if not acting.may(self.verb):
            raise Refused(self.verb)
        return acting

    def authenticate(self, request: HttpRequest, token: str) -> None:
        """Never reached: `__call__` decides."""
