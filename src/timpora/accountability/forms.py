"""The filter of the oversight list."""

from django import forms
from django.utils.translation import gettext_lazy as _

from timpora.accountability.queries import Question
from timpora.accountability.wording import kind_label
from timpora.foundation.events import KINDS


def kind_choices() -> list[tuple[str, str]]:
    return [
        ("", str(_("Semua jenis"))),
        *sorted(((code, kind_label(code)) for code in KINDS), key=lambda pair: pair[1]),
    ]


class OversightFilter(forms.Form):
    member = forms.CharField(label=_("Anggota"), required=False, max_length=80, help_text=_("Nama atau nama masuk."))
    kind = forms.ChoiceField(label=_("Jenis"), required=False, choices=kind_choices)
    day = forms.DateField(label=_("Hari"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    subject = forms.UUIDField(required=False, widget=forms.HiddenInput)
    everything = forms.BooleanField(label=_("Juga yang dikerjakan, bukan hanya yang dibuka"), required=False)

    @property
    def question(self) -> Question:
        told = self.cleaned_data
        return Question(
            member=told["member"].strip(),
            kind=told["kind"],
            day=told["day"],
            subject=told["subject"],
            everything=told["everything"],
        )
