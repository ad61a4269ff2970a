"""The page on which a member checks a status. The answer stands there once and is kept nowhere."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from timpora.exchange.checking import LimitReached, Unfit, check_status
from timpora.exchange.forms import StatusForm
from timpora.exchange.references import CHECK
from timpora.foundation.views import requires


@requires(CHECK)
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("document")
def status_check(request: HttpRequest) -> HttpResponse:
    acting, at = request.acting, request.acting_at
    form, status, code = StatusForm(request.POST or None, acting=acting, at=at), None, 200
    if request.method == "POST" and form.is_valid():
        try:
            status = check_status(**form.cleaned_data, by=acting, at=at)
        except Unfit as unfit:
            for field, sentence in unfit.sentences.items():
                form.add_error(field, sentence)
        except LimitReached as limit:
            form.add_error(None, str(limit))
            code = 429
    if form.errors and code == 200:
        code = 422
    return render(request, "exchange/status_check.html", {"form": form, "status": status}, status=code)
