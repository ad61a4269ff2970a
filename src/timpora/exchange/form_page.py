"""One form on a page of its own: shown, or shown again with what has to be put right."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def form_page(
    request: HttpRequest, form: forms.Form, *, title: str, lead: str, back: tuple[str, str], button: str,
    draft: str = "",
) -> HttpResponse:  # fmt: skip
    """`back` is an address and its label; `draft` the name under which what one types is kept."""
    context = {
        "form": form, "title": title, "lead": lead, "back_url": back[0], "back_label": back[1], "button": button,
        "draft_key": draft,
    }  # fmt: skip
    return render(request, "exchange/form_page.html", context, status=422 if form.is_bound else 200)
