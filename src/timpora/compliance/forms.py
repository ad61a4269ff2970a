"""Narrowing the list, deciding a check, closing a finding."""

from django import forms
from django.utils.translation import gettext_lazy as _

from timpora.compliance.models import Check, Finding
from timpora.compliance.rulebook import person_codes, title
from timpora.territory.forms import AreaField

REASON = {"min_length": 10, "max_length": 2000, "widget": forms.Textarea(attrs={"rows": 4})}


def rule_choices() -> list[tuple[str, str]]:
    return [("", str(_("Semua"))), *((code, f"{code} {title(code)}") for code in sorted(person_codes()))]


class FilterForm(forms.Form):
    wilayah = AreaField(label=_("Wilayah"), required=False)
    aturan = forms.ChoiceField(label=_("Aturan"), required=False, choices=rule_choices)
    kepastian = forms.ChoiceField(
        label=_("Kepastian"), required=False, choices=[("", _("Semua")), *Check.Certainty.choices]
    )


class DecideForm(forms.Form):
    """The answer is the button that was pressed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Alasan"),
        help_text=_("Apa yang Anda periksa, dan apa yang Anda dapati. Paling sedikit 10 huruf."),
        **REASON,
    )


class CloseForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(label=_("Hasil"), choices=Finding.Outcome.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Dasar hasil itu"), help_text=_("Apa yang dilakukan dan buktinya. Paling sedikit 10 huruf."), **REASON
    )
