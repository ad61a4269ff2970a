"""Forms of agreements: what it is, its terms, who signs, what is given, what is owed, and evidence."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timpora.agencies.forms import AgencyChoice
from timpora.agencies.models import Agency
from timpora.agreements.models import Agreement
from timpora.agreements.queries import OFFICE
from timpora.agreements.reference import categories, purposes
from timpora.documents.paper_field import PaperField
from timpora.foundation.acting import Acting
from timpora.teams.queries import agencies_for
from timpora.territory.codes import span
from timpora.territory.forms import OneOfSeveral, day_field, ends_after_it_begins
from timpora.territory.models import Area
from timpora.territory.queries import area_name, districts_of

EDIT = "agreement.edit"


def reach_of(acting: Acting) -> list[tuple[int, int]]:
    return sorted({(s.low, s.high) for s in acting.scopes if EDIT in s.verbs and s.low is not None})  # type: ignore[misc]


def areas_in_reach(acting: Acting) -> list[tuple[int, str]]:
    """Regencies and districts where the member may enter an agreement."""
    found: list[tuple[int, str]] = []
    for low, high in reach_of(acting):
        rows = Area.objects.filter(code__range=(low, high), level__in=(4, 6), valid_until=None).order_by("code")
        found += [(row.code, str(row)) for row in rows]
    return found


def words_field(label: Any, help_text: Any = "", rows: int = 3) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, max_length=4000, widget=widget, help_text=help_text)


class AgreementForm(forms.Form):
    """What it is and when; the terms of its data can be written later, and a draft may lack anything but its name."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=_("Jenis"), choices=Agreement.Kind.choices,
        help_text=_("Nota Kesepakatan adalah payung dan tidak membuka data. Data dibuka oleh PKS atau rencana kerja."),
    )  # fmt: skip
    title = forms.CharField(label=_("Tentang"), max_length=300)
    area = forms.TypedChoiceField(label=_("Wilayah"), coerce=int)
    parent = forms.ModelChoiceField(
        label=_("Nota Kesepakatan induk"), queryset=Agreement.objects.none(), required=False
    )
    number = forms.CharField(label=_("Nomor"), max_length=120, required=False)
    dated = day_field(_("Tanggal"), required=False)
    valid_from = day_field(_("Berlaku mulai"), required=False)
    valid_until = day_field(_("Berlaku sampai"), required=False)
    legal_basis = words_field(_("Dasar hukum"))
    joint_roles = words_field(
        _("Peran para pengendali data bersama"),
        _("Siapa bertanggung jawab atas apa (UU 27/2022 Pasal 18; dapat diubah)."),
    )
    joint_contact = forms.CharField(label=_("Narahubung bersama"), max_length=300, required=False)
    data_kept = words_field(_("Masa simpan data pada penerima"), rows=2)
    at_end = forms.ChoiceField(
        label=_("Data yang diambil, ketika perjanjian berakhir"), choices=[("", "—"), *Agreement.AtEnd.choices],
        required=False,
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, acting: Acting, agreement: Agreement | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if agreement is not None:  # what it is and where cannot change: other rows hang on it
            del self.fields["key"], self.fields["kind"], self.fields["area"]
        else:
            self.fields["area"].choices = areas_in_reach(acting)  # type: ignore[attr-defined]
        umbrellas = Agreement.objects.visible_to(acting).filter(kind=Agreement.Kind.NK, ended_at=None)
        self.fields["parent"].queryset = umbrellas.order_by("title")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        ends_after_it_begins(self, "valid_from", "valid_until")
        return cleaned


class PartyForm(OneOfSeveral):
    agency = AgencyChoice(label=_("Instansi"))
    signatory = forms.CharField(label=_("Penanda tangan"), max_length=200, required=False)
    position = forms.CharField(label=_("Jabatan"), max_length=200, required=False)
    capacity = forms.CharField(
        label=_("Bertindak untuk dan atas nama"), max_length=200, required=False,
        help_text=_("Misalnya: a.n. Bupati. Kosongkan bila atas nama instansinya sendiri."),
    )  # fmt: skip

    def __init__(self, *args: Any, acting: Acting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].offer(agencies_for(acting, EDIT))  # type: ignore[attr-defined]


class ClauseForm(OneOfSeveral):
    giver = AgencyChoice(label=_("Yang memberikan"))
    receiver = AgencyChoice(label=_("Yang menerima"))
    category = forms.ChoiceField(label=_("Data"))
    purpose = forms.ChoiceField(label=_("Untuk"))
    areas = forms.TypedMultipleChoiceField(
        label=_("Di wilayah"), coerce=int, widget=forms.CheckboxSelectMultiple,
        help_text=_("Pilih seluruh wilayah perjanjian, atau hanya kecamatan tertentu."),
    )  # fmt: skip

    def __init__(self, *args: Any, agreement: Agreement, agencies: Iterable[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies = list(agencies)
        for name in ("giver", "receiver"):
            self.fields[name].offer(agencies)  # type: ignore[attr-defined]
        self.fields["category"].choices = [(c.code, str(c)) for c in categories().values()]  # type: ignore[attr-defined]
        self.fields["purpose"].choices = [(p.code, str(p)) for p in purposes().values()]  # type: ignore[attr-defined]
        low, high = span(agreement.area)
        below = districts_of(agreement.area).filter(code__range=(low, high)).exclude(code=agreement.area)
        areas = [(agreement.area, area_name(agreement.area)), *((row.code, str(row)) for row in below)]
        self.fields["areas"].choices = areas  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        giver, receiver, code = cleaned.get("giver"), cleaned.get("receiver"), cleaned.get("category")
        if giver and receiver and giver == receiver:
            self.add_error("receiver", _("Pemberi dan penerima sama. Pilih pihak lain sebagai penerima."))
        if giver and code and giver.kind_id not in categories()[code].givers:
            words = _("%(agency)s tidak mengelola data ini. Pilih data lain, atau pemberi yang mengelolanya.")
            self.add_error("giver", words % {"agency": giver.short_name})
        if receiver and code and categories()[code].files and receiver.kind_id != OFFICE:
            self.add_error("receiver", _("Daftar ini dikirim kepada kantor imigrasi. Pilih kantor imigrasi."))
        return cleaned


class ObligationForm(OneOfSeveral):
    agency = AgencyChoice(label=_("Instansi"))
    words = forms.CharField(label=_("Kewajiban"), max_length=500)
    due_on = day_field(_("Paling lambat"))

    def __init__(self, *args: Any, agencies: Iterable[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].offer(list(agencies))  # type: ignore[attr-defined]


class PaperForm(OneOfSeveral):
    file = PaperField(label=_("Berkas (PDF atau foto)"))


class EvidenceForm(forms.Form):
    evidence = forms.CharField(
        label=_("Keterangan"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    file = PaperField(label=_("Berkas (PDF atau foto)"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not (cleaned.get("evidence") or "").strip() and not cleaned.get("file"):
            raise forms.ValidationError(
                _("Tulis keterangan atau lampirkan berkas yang menunjukkan kewajiban dipenuhi.")
            )
        return cleaned


class EndForm(forms.Form):
    reason = forms.CharField(min_length=10, max_length=2000)
