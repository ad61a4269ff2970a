"""Forms of requests: what is asked of whom by when, an answer, a reason, a referral."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from timpora.agencies.models import Agency
from timpora.agencies.queries import agencies_around, competent_for
from timpora.foundation.templatetags.timpora import tanggal_pendek
from timpora.tasks.drafting import field_labels
from timpora.territory.queries import area_name

# Concerns outside immigration: the body competent for them is asked, not our own section.
CONCERNS = {
    "tppo": _("Dugaan perdagangan orang"),
    "narkotika": _("Dugaan narkotika"),
    "penyelundupan": _("Dugaan penyelundupan barang"),
    "anak": _("Anak yang memerlukan pelindungan"),
    "pengungsi": _("Pengungsi atau pencari suaka"),
    "pidana_umum": _("Dugaan tindak pidana lain"),
}

# Media type -> the first bytes of such a file.
ATTACHABLE = {"application/pdf": b"%PDF-", "image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n"}
MAX_BYTES = 10 * 1024 * 1024


def choices_of(agencies: list[Agency]) -> list[tuple[str, str]]:
    return [(str(agency.pk), f"{agency.short_name} · {area_name(agency.area)}") for agency in agencies]


class AgencyChoice(forms.Form):
    """Shared by both forms: one agency out of those that can be asked in these areas, and a day not in the past."""

    to_agency = forms.ChoiceField(label=_("Instansi yang diminta"))
    due_on = forms.DateField(
        label=_("Dijawab paling lambat"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, areas: Sequence[int], today: date, by: UUID | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas, self.today = areas, today
        self.agencies = {str(agency.pk): agency for agency in self.offered() if agency.pk != by}
        choices = [(pk, f"{agency.short_name} · {area_name(agency.area)}") for pk, agency in self.agencies.items()]
        self.fields["to_agency"].choices = choices  # type: ignore[attr-defined]

    def offered(self) -> list[Agency]:
        return [agency for area in self.areas for agency in agencies_around(area)]

    def clean_to_agency(self) -> Agency:
        return self.agencies[self.cleaned_data["to_agency"]]

    def clean_due_on(self) -> date:
        due_on: date = self.cleaned_data["due_on"]
        if due_on < self.today:
            said = {"came": tanggal_pendek(due_on)}
            raise forms.ValidationError(_("Tanggal %(came)s sudah lewat. Pilih hari ini atau sesudahnya."), params=said)
        return due_on


class RequestForm(AgencyChoice):
    question = forms.CharField(
        label=_("Apa yang diminta"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Satu hal saja, sejelas mungkin. Data orang cukup dipilih di bawah, tidak perlu ditulis di sini."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Mengapa diminta"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    fields_shared = forms.MultipleChoiceField(
        label=_("Data yang dibuka untuk permintaan ini"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Sesedikit mungkin. Berakhir bersama permintaan."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("to_agency", "question", "reason", "fields_shared", "due_on", "version")

    def __init__(self, *args: Any, has_person: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_person:
            self.fields["fields_shared"].choices = list(field_labels().items())  # type: ignore[attr-defined]
        else:
            del self.fields["fields_shared"]


class ReferralForm(AgencyChoice):
    """Bodies competent for the concern stand first; the others of the area can be chosen as well."""

    words = forms.CharField(
        label=_("Apa yang perlu diketahui instansi itu"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Tulis apa yang dilihat dan di mana. Rujukan tidak menandai siapa pun dalam data orang asing."),
    )  # fmt: skip
    field_order = ("to_agency", "words", "due_on")

    def __init__(self, *args: Any, topic: str, **kwargs: Any) -> None:
        self.topic = topic
        super().__init__(*args, **kwargs)

    def offered(self) -> list[Agency]:
        first = [agency for area in self.areas for agency in competent_for(self.topic, area)]
        return [*first, *(agency for agency in super().offered() if agency not in first)]


class AnswerForm(forms.Form):
    words = forms.CharField(label=_("Jawaban"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
    is_final = forms.BooleanField(
        label=_("Jawaban ini lengkap"), required=False, help_text=_("Kosongkan bila masih ada bagian yang menyusul.")
    )
    file = forms.FileField(
        label=_("Lampiran"), required=False, max_length=255, help_text=_("PDF, JPEG, atau PNG, paling besar 10 MB."),
        widget=forms.FileInput(attrs={"accept": ",".join(ATTACHABLE)}),
    )  # fmt: skip

    def clean_file(self) -> UploadedFile | None:
        """What the content says counts, not the name."""
        upload = self.cleaned_data["file"]
        if upload is None:
            return None
        head = upload.read(8)
        upload.seek(0)
        kind = next((kind for kind, mark in ATTACHABLE.items() if head.startswith(mark)), None)
        if kind is None or upload.size > MAX_BYTES:
            raise forms.ValidationError(
                _("Lampiran harus PDF, JPEG, atau PNG dan paling besar 10 MB. Yang dikirim: %(name)s.")
                % {"name": upload.name}
            )
        upload.content_type = kind
        return upload


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Alasan"), min_length=5, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
