"""Searching, saying the purpose, shielding, asking to lift."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from timpora.registers.models import PermitClaim, Protection
from timpora.registers.purposes import PURPOSES
from timpora.registers.search import DEPARTED, PRESENT, UNKNOWN, Question
from timpora.territory.forms import AreaField

ANY = ("", _("Semua"))


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("Nama, nomor dokumen, atau tahun lahir"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    area = AreaField(label=_("Wilayah"), required=False)
    kind = forms.ChoiceField(
        label=_("Izin tinggal"),
        required=False,
        choices=[ANY, *PermitClaim.Kind.choices, (UNKNOWN, _("Belum diketahui"))],
    )
    presence = forms.ChoiceField(
        label=_("Keberadaan"),
        required=False,
        choices=[ANY, (PRESENT, _("Masih di Indonesia")), (DEPARTED, _("Sudah berangkat"))],
    )
    purpose = forms.ChoiceField(
        label=_("Keperluan"),
        choices=[("", _("Pilih keperluan")), *PURPOSES.items()],
        error_messages={"required": _("Pilih untuk keperluan apa Anda mencari, lalu tekan Cari sekali lagi.")},
    )

    def __init__(self, data: QueryDict | None, remembered: str = "") -> None:
        """A purpose said earlier today counts where none is given now."""
        super().__init__(data, initial={"purpose": remembered})
        self.remembered = remembered
        self.fields["purpose"].required = not remembered

    def clean_purpose(self) -> str:
        return self.cleaned_data["purpose"] or self.remembered

    @property
    def is_narrowed(self) -> bool:
        return any(self.data.get(name) for name in ("area", "kind", "presence"))

    @property
    def question(self) -> Question:
        told = self.cleaned_data
        return Question(told.get("q", ""), told.get("area"), told.get("kind", ""), told.get("presence", ""))


class PurposeForm(forms.Form):
    purpose = forms.ChoiceField(label=_("Keperluan"), choices=list(PURPOSES.items()), widget=forms.RadioSelect)


class ProtectForm(forms.Form):
    kind = forms.ChoiceField(label=_("Alasan pelindungan"), choices=Protection.Kind.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Catatan untuk pemegang kunci"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Tersimpan terenkripsi. Hanya pemegang kunci yang dapat membacanya."),
    )


class LiftForm(forms.Form):
    reason = forms.CharField(label=_("Alasan pencabutan"), min_length=10, max_length=2000)
