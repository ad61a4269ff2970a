"""Searching, saying the purpose, shielding, asking to lift, asking urgently."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from timpora.core.matching import number_key
from timpora.core.matching.nationalities import nationality_code
from timpora.registers.models import FamilyTie, PermitClaim, Protection
from timpora.registers.purposes import PURPOSES
from timpora.registers.search import DEPARTED, PRESENT, UNKNOWN, Question
from timpora.registers.urgent import SHORTEST_REASON
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
    said_by = forms.ChoiceField(
        label=_("Menurut siapa"), choices=Protection.SaidBy.choices, widget=forms.RadioSelect, required=False,
        initial=Protection.SaidBy.SELF,
    )  # fmt: skip
    note = forms.CharField(
        label=_("Satu kalimat untuk pemegang kunci"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Tersimpan terenkripsi. Hanya pemegang kunci yang dapat membacanya."),
    )

    def clean_said_by(self) -> str:
        return self.cleaned_data["said_by"] or Protection.SaidBy.SELF


class AccompanyForm(forms.Form):
    number = forms.CharField(
        label=_("Nomor paspor, NIORA, atau izin tinggal orang tua"), max_length=60, required=False,
        help_text=_("Kosongkan bila anak ini tidak lagi menyertai orang tuanya."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip


class FamilyForm(forms.Form):
    kind = forms.ChoiceField(label=_("Hubungan"), choices=FamilyTie.Kind.choices, widget=forms.RadioSelect)
    relative = forms.CharField(
        label=_("Dengan siapa"), max_length=200, help_text=_("Tersimpan terenkripsi."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    basis = forms.CharField(
        label=_("Menurut dokumen apa"),
        max_length=200,
        help_text=_("Misalnya: Kutipan Akta Perkawinan No. …, affidavit No. …"),
    )
    since_on = forms.DateField(label=_("Sejak"), required=False, widget=forms.DateInput(attrs={"type": "date"}))


class HelperForm(forms.Form):
    name = forms.CharField(label=_("Nama"), max_length=200)
    address = forms.CharField(label=_("Alamat"), max_length=300, required=False)
    phone = forms.CharField(label=_("Telepon"), max_length=60, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class LiftForm(forms.Form):
    reason = forms.CharField(label=_("Alasan pencabutan"), min_length=10, max_length=2000)


class UrgentForm(forms.Form):
    number = forms.CharField(
        label=_("Nomor dokumen"),
        max_length=60,
        help_text=_("Paspor, NIORA, atau izin tinggal: lengkap, seperti yang tertulis."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    nationality = forms.CharField(
        label=_("Kewarganegaraan"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    reason = forms.CharField(
        label=_("Mengapa tidak dapat menunggu"),
        min_length=SHORTEST_REASON,
        max_length=2000,
        help_text=_("Dibaca oleh atasan dan pengawas internal. Paling sedikit 20 huruf."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_number(self) -> str:
        key = number_key(self.cleaned_data["number"])
        if key is None:
            raise ValidationError(_("Itu bukan nomor dokumen. Tulis huruf dan angkanya seperti pada dokumennya."))
        return key

    def clean_nationality(self) -> str:
        try:
            code = nationality_code(self.cleaned_data["nationality"])
        except ValueError:
            code = None
        if code is None:
            raise ValidationError(_("Negara itu tidak dikenal. Tulis nama negaranya, misalnya Jepang atau Nigeria."))
        return code


class CloseUrgentForm(forms.Form):
    is_proper = forms.TypedChoiceField(
        choices=[("ya", _("Wajar")), ("tidak", _("Tidak wajar"))], coerce=lambda told: told == "ya"
    )
    words = forms.CharField(min_length=10, max_length=2000)
