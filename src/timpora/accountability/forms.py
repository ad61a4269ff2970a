"""The questions of oversight: filters, a person, a reason, answers."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from timpora.accountability.models import Sampled, Turn
from timpora.accountability.queries import Question
from timpora.accountability.wording import kind_label
from timpora.foundation.events import KINDS
from timpora.registers.purposes import LABELS
from timpora.territory.forms import AreaField

DAY = {"type": "date"}
LONGEST_DAYS = 366


def kind_choices() -> list[tuple[str, str]]:
    return [
        ("", str(_("Semua jenis"))),
        *sorted(((code, kind_label(code)) for code in KINDS), key=lambda pair: pair[1]),
    ]


# Days on which there can be a record; the ends of the calendar have no day before or after.
ON_RECORD = (MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2199, 12, 31)))


class DaysFilter(forms.Form):
    since = forms.DateField(
        label=_("Sejak"), required=False, widget=forms.DateInput(attrs=DAY), validators=ON_RECORD,
        help_text=_("Bila dikosongkan: 30 hari terakhir."),
    )  # fmt: skip
    until = forms.DateField(
        label=_("Sampai dengan"), required=False, widget=forms.DateInput(attrs=DAY), validators=ON_RECORD
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        since, until = told.get("since"), told.get("until")
        if since and until and not 0 <= (until - since).days <= LONGEST_DAYS:
            self.add_error(
                "until", _("Pilih hari terakhir yang sama atau sesudah hari pertama, paling jauh satu tahun.")
            )
        return told

    @property
    def question(self) -> Question:
        return Question(since=self.cleaned_data["since"], until=self.cleaned_data["until"])


class OversightFilter(DaysFilter):
    member = forms.CharField(label=_("Anggota"), required=False, max_length=80, help_text=_("Nama atau nama masuk."))
    agency = forms.CharField(label=_("Instansi"), required=False, max_length=80, help_text=_("Sebagian nama."))
    kind = forms.ChoiceField(label=_("Jenis"), required=False, choices=kind_choices)
    purpose = forms.ChoiceField(
        label=_("Keperluan"), required=False, choices=[("", _("Semua keperluan")), *LABELS.items()]
    )
    area = AreaField(label=_("Wilayah"), required=False)
    subject = forms.UUIDField(required=False, widget=forms.HiddenInput)
    everything = forms.BooleanField(label=_("Juga yang dikerjakan, bukan hanya yang dibuka"), required=False)
    field_order = ("member", "agency", "kind", "purpose", "area", "since", "until", "everything", "subject")

    @property
    def question(self) -> Question:
        told = self.cleaned_data
        return Question(
            member=told["member"].strip(),
            agency=told["agency"].strip(),
            kind=told["kind"],
            purpose=told["purpose"],
            area=told["area"],
            since=told["since"],
            until=told["until"],
            subject=told["subject"],
            everything=told["everything"],
        )


class AreaFilter(DaysFilter):
    area = AreaField(label=_("Wilayah"), required=False)
    field_order = ("area", "since", "until")

    @property
    def question(self) -> Question:
        told = self.cleaned_data
        return Question(area=told["area"], since=told["since"], until=told["until"])


class PersonForm(forms.Form):
    who = forms.CharField(
        label=_("Nomor dokumen atau nomor acuan orang"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Nomor paspor, NIORA, nomor izin, NIK; atau delapan tanda acuan seperti dalam daftar."),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Alasan"), min_length=10, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class UnusualForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Jawaban pengawas"),
        choices=[(a.value, a.label) for a in (Turn.Answer.FINE, Turn.Answer.ASK, Turn.Answer.FORWARD)],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Dengan kata-kata"), min_length=10, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class SampleForm(forms.Form):
    answer = forms.ChoiceField(label=_("Sesuai tugas?"), choices=Sampled.Answer.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Keterangan"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Wajib diisi bila jawabannya “Tidak”."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("answer") == Sampled.Answer.NO and len(told.get("words", "").strip()) < 10:
            self.add_error("words", _("Tuliskan apa yang tidak sesuai, sedikitnya 10 huruf."))
        return told
