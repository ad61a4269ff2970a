"""Forms about one record: share it, keep an agency out, another handling level."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from timpora.agencies import circles
from timpora.agencies.acting import GROUPS
from timpora.agencies.models import Agency
from timpora.agencies.queries import agencies_around
from timpora.agencies.sharing import LONGEST, PURPOSES
from timpora.foundation.acting import Acting
from timpora.foundation.models import Grant, Handling
from timpora.tasks.forms import NOBODY_YET
from timpora.territory.forms import day_field
from timpora.territory.queries import day_at

GROUP_WORDS = {Grant.Subject.TEAM: _("Tim"), Grant.Subject.CIRCLE: _("Lingkar kerja")}


class ShareForm(forms.Form):
    to = forms.ChoiceField(label=_("Dibagikan kepada"))
    purpose = forms.ChoiceField(label=_("Untuk"), choices=list(PURPOSES.items()))
    until = day_field(_("Sampai tanggal"), help_text=_("Hari terakhir. Sesudah itu tertutup dengan sendirinya."))

    def __init__(self, *args: Any, area: int, acting: Acting, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = day_at(area, at)
        around = [agency for agency in agencies_around(area) if agency.pk != acting.agency]
        agencies = [(f"{Grant.Subject.AGENCY}:{agency.pk}", agency.name) for agency in around]
        choices: list[Any] = [NOBODY_YET, *([(_("Instansi"), agencies)] if agencies else [])]
        choices += [(GROUP_WORDS[kind], named) for kind, named in groups(acting, at).items() if named]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]

    def clean_to(self) -> tuple[str, UUID]:
        kind, _sep, pk = self.cleaned_data["to"].partition(":")
        return kind, UUID(pk)

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if until < self.today:
            raise forms.ValidationError(_("Tanggal ini sudah lewat. Pilih hari ini atau sesudahnya."))
        if until - self.today >= LONGEST:
            raise forms.ValidationError(_("Paling lama satu tahun. Bagikan lagi bila masih diperlukan."))
        return until


def groups(acting: Acting, at: datetime) -> dict[str, list[tuple[str, str]]]:
    """Teams and circles the member belongs to: one shares with whom one works."""
    found = {}
    for kind, group in GROUPS.items():
        ids = group.mine(acting, at) if kind != Grant.Subject.CIRCLE or acting.may(circles.READ) else []
        names = group.names(ids) if ids else {}
        found[kind] = sorted(((f"{kind}:{pk}", name) for pk, name in names.items()), key=lambda pair: pair[1])
    return found


class ExcludeForm(forms.Form):
    agency = forms.ChoiceField(label=_("Instansi yang dikecualikan"))

    def __init__(self, *args: Any, agencies: Sequence[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = {str(agency.pk): agency for agency in agencies}
        named = [(pk, agency.name) for pk, agency in self.agencies.items()]
        self.fields["agency"].choices = [NOBODY_YET, *named]  # type: ignore[attr-defined]

    def clean_agency(self) -> Agency:
        return self.agencies[self.cleaned_data["agency"]]


class HandlingForm(forms.Form):
    level = forms.TypedChoiceField(label=_("Tingkat penanganan"), coerce=lambda value: Handling(int(value)))
    reason = forms.CharField(
        label=_("Alasan"), min_length=5, max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Dibaca semua yang dapat melihat catatan ini. Tanpa nama orang."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, levels: Sequence[Handling], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [(level.value, level.label) for level in levels]  # type: ignore[attr-defined]
