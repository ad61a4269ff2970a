"""Forms of requests: what is asked of whom by when, an answer, a reason; referring, transferring and passing on."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from timpora.agencies.models import Agency
from timpora.agencies.queries import agencies_around, competent_for
from timpora.agencies.sharing import LONGEST
from timpora.documents.paper_field import PaperField
from timpora.foundation.templatetags.timpora import tanggal_pendek
from timpora.tasks.drafting import field_labels
from timpora.tasks.models import Task
from timpora.territory.forms import day_field
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


NOBODY_YET = ("", _("Pilih …"))  # a first one that stands there by itself would be asked by mistake
OWN_AGENCY = _(
    "Rekan di instansi sendiri tidak ada di daftar ini. Pekerjaan dipindahkan kepadanya lewat Anggota, Serah terima."
)


def choices_of(agencies: Iterable[Agency]) -> list[tuple[str, str]]:
    return [(str(agency.pk), label_of(agency)) for agency in agencies]


def label_of(agency: Agency) -> str:
    """With the place, unless the name says it: Desa Pejala, Kodim 1022 · Kab. Tanah Bumbu."""
    place = area_name(agency.area)
    named = place.partition(" ")[2] or place
    return agency.short_name if named in agency.short_name else f"{agency.short_name} · {place}"


class ToAgencyForm(forms.Form):
    """Shared by both forms: one agency out of those that can be asked in these areas, and a day not in the past."""

    to_agency = forms.ChoiceField(label=_("Instansi yang diminta"))
    due_on = day_field(_("Dijawab paling lambat"))

    def __init__(self, *args: Any, areas: Sequence[int], today: date, by: UUID | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas, self.today = areas, today
        self.agencies = {str(agency.pk): agency for agency in self.offered() if agency.pk != by}
        self.fields["to_agency"].choices = [NOBODY_YET, *choices_of(self.agencies.values())]  # type: ignore[attr-defined]

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


class RequestForm(ToAgencyForm):
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


class ElsewhereForm(ToAgencyForm):
    """Bodies competent for the concern stand first, then the others of the area, then immigration offices elsewhere."""

    to_agency = forms.ChoiceField(
        label=_("Instansi yang menerima"), help_text=OWN_AGENCY, error_messages={"invalid_choice": OWN_AGENCY}
    )

    def __init__(self, *args: Any, topic: str, but: UUID | None = None, **kwargs: Any) -> None:
        self.topic, self.but = topic, but
        super().__init__(*args, **kwargs)
        named = [(label, [one for one in group if str(one.pk) in self.agencies]) for label, group in self.groups]
        groups = [(label, choices_of(group)) for label, group in named if group]
        self.fields["to_agency"].choices = [NOBODY_YET, *groups]  # type: ignore[attr-defined]

    def offered(self) -> list[Agency]:
        first = [agency for area in self.areas for agency in competent_for(self.topic, area)] if self.topic else []
        around = [agency for agency in super().offered() if agency not in first]
        offices = Agency.objects.filter(kind="kanim", valid_until=None).exclude(pk__in=[one.pk for one in around])
        labels = (_("Berwenang untuk hal ini"), _("Instansi di wilayah ini"), _("Kantor imigrasi lain"))
        self.groups = list(zip(labels, (first, around, list(offices.order_by("short_name", "pk"))), strict=True))
        return [agency for _label, group in self.groups for agency in group if agency.pk != self.but]


class HandForm(ElsewhereForm):
    """A referral or a transfer, as a draft."""

    question = forms.CharField(
        label=_("Apa yang perlu diketahui instansi itu"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    fields_shared = forms.MultipleChoiceField(
        label=_("Data orang yang dibuka"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Sesedikit mungkin. Berakhir bila dikembalikan atau selesai."),
    )  # fmt: skip
    opens_records = forms.BooleanField(
        label=_("Buka juga laporannya bagi penerima"), required=False,
        help_text=_("Kosongkan bila keterangan di atas sudah cukup."),
    )  # fmt: skip
    open_until = day_field(
        _("Terbuka sampai"), required=False,
        help_text=_("Hari terakhir laporan atau data orang terbuka. Sesudah itu tertutup sendiri."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("to_agency", "question", "fields_shared", "opens_records", "open_until", "due_on", "version")

    def __init__(self, *args: Any, kind: str, has_person: bool, may_open: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_transfer = kind == Task.Kind.TRANSFER
        if self.is_transfer:
            self.fields["due_on"].label = _("Diterima atau dikembalikan paling lambat")
            self.fields["open_until"].required = True
        else:
            self.fields["question"].help_text = _(
                "Tulis apa yang dilihat dan di mana. Rujukan tidak menandai siapa pun dalam data orang asing."
            )
        if self.is_transfer or not may_open:
            del self.fields["opens_records"]
        if not self.is_transfer and not may_open:
            del self.fields["open_until"]
        if has_person:
            self.fields["fields_shared"].choices = list(field_labels().items())  # type: ignore[attr-defined]
        else:
            del self.fields["fields_shared"]

    def clean_open_until(self) -> date | None:
        until: date | None = self.cleaned_data["open_until"]
        if until is not None and not self.today <= until < self.today + LONGEST:
            raise forms.ValidationError(_("Pilih hari ini atau sesudahnya, paling lama satu tahun."))
        return until

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("opens_records") and not told.get("open_until") and "open_until" not in self.errors:
            self.add_error("open_until", _("Tulis sampai kapan laporannya terbuka."))
        return told | {"opens_records": True} if self.is_transfer else told


class PassOnForm(ElsewhereForm):
    reason = forms.CharField(
        label=_("Mengapa diteruskan"), min_length=5, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Dibaca oleh instansi yang menerima, bersama seluruh riwayatnya."),
    )  # fmt: skip
    field_order = ("to_agency", "reason", "due_on")


class AnswerForm(forms.Form):
    words = forms.CharField(label=_("Jawaban"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
    is_final = forms.BooleanField(
        label=_("Jawaban ini lengkap"), required=False, help_text=_("Kosongkan bila masih ada bagian yang menyusul.")
    )
    file = PaperField(label=_("Lampiran"), required=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Alasan"), min_length=5, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
