"""What a member fills in to check a status: the number, the nationality, why, and for which open work."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timpora.exchange.purposes import purposes
from timpora.exchange.references import open_references
from timpora.foundation.acting import Acting


class StatusForm(forms.Form):
    document = forms.CharField(
        label=_("Nomor paspor, NIORA, atau izin tinggal"), max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip
    nationality = forms.CharField(
        label=_("Kewarganegaraan"), max_length=60, help_text=_("Nama negara atau kode tiga huruf di paspor.")
    )
    purpose = forms.ChoiceField(label=_("Keperluan"), widget=forms.RadioSelect)
    reference = forms.ChoiceField(
        label=_("Untuk pekerjaan yang mana"), help_text=_("Permintaan, rapat, atau surat yang masih terbuka.")
    )

    def __init__(self, *args: Any, acting: Acting, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(reference.code, reference.label) for reference in open_references(acting, at)]
        self.has_work = bool(offered)
        self.fields["purpose"].choices = [(p.code, str(p)) for p in purposes().values()]  # type: ignore[attr-defined]
        self.fields["reference"].choices = [("", _("Pilih …")), *offered]  # type: ignore[attr-defined]
