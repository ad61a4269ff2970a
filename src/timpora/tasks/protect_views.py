"""Whoever holds a request about somebody may shield them: it vanishes with the person, for all without a key."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from timpora.foundation.views import requires
from timpora.registers.forms import ProtectForm
from timpora.registers.protection import protect
from timpora.tasks.models import Task
from timpora.tasks.wording import called


@requires("task.read")
@require_http_methods(["GET", "POST"])
@transaction.atomic
def task_protect(request: HttpRequest, task_id: UUID) -> HttpResponse:
    by = request.acting  # type: ignore[attr-defined]
    about_somebody = Task.objects.visible_to(by).filter(person_id__isnull=False)
    task = get_object_or_404(about_somebody, pk=task_id)
    form = ProtectForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        back = {"back_url": reverse("task_page", args=[task.pk]), "back_label": called(task)}
        return render(request, "registers/protect_told.html", {"form": form} | back, status=422 if form.errors else 200)
    at, told = request.acting_at, form.cleaned_data  # type: ignore[attr-defined]
    protect(task.person_id, area=task.area, by=by, at=at, is_seen=False, **told)
    messages.success(request, _("Orang ini sekarang dilindungi. Hanya pemegang kunci yang masih dapat melihatnya."))
    return redirect(f"{reverse('helpers')}?jenis={told['kind']}")
