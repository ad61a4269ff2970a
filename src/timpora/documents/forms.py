"""Forms of letters: number and day as they came back, the signed file, the series of an agency, its own templates."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timpora.documents import numbering
from timpora.documents.kinds import KINDS
from timpora.documents.models import Letter, SignedPaper
from timpora.documents.paper_field import PaperField
from timpora.territory.forms import OneOfSeveral, day_field

PDF_TYPE = "application/pdf"
LONGEST_CODE = 800


class NumberForm(OneOfSeveral):
    number = forms.CharField(label=_("Nomor naskah"), max_length=80)
    dated = day_field(_("Tanggal naskah"))
    reason = forms.CharField(
        label=_("Alasan perbaikan"), max_length=300, required=False, help_text=_("Bila nomor ini mengganti yang lama.")
    )
    edition = forms.IntegerField(widget=forms.HiddenInput)


class SignedForm(OneOfSeveral):
    way = forms.ChoiceField(
        label=_("Cara menandatangani"),
        choices=[(way.value, way.label) for way in (SignedPaper.Way.PEN, SignedPaper.Way.PDF)],
    )
    file = PaperField(label=_("Berkas yang sudah ditandatangani"))


class SeriesForm(OneOfSeveral):
    kind = forms.ChoiceField(label=_("Jenis surat"), required=False)
    mode = forms.ChoiceField(
        label=_("Nomor"),
        choices=[(mode.value, mode.label) for mode in (Letter.NumberMode.FROM_TU, Letter.NumberMode.OWN)],
    )
    valid_from = day_field(_("Berlaku mulai"))
    pattern = forms.CharField(
        label=_("Pola nomor"), max_length=80, required=False,
        help_text=_("Bagian yang dapat dipakai: {unit} {klasifikasi} {nomor} {bulan} {bulan_romawi} {tahun}. Contoh:")
        + " {unit}.{klasifikasi}-{nomor}",
    )  # fmt: skip
    unit = forms.CharField(label=_("Kode unit"), max_length=40, required=False)
    classification = forms.CharField(label=_("Kode klasifikasi"), max_length=20, required=False)
    begins_with = forms.IntegerField(label=_("Nomor berikutnya paling sedikit"), min_value=1, initial=1)
    is_yearly = forms.BooleanField(label=_("Mulai lagi dari satu setiap tahun"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.code, kind.label) for kind in KINDS.values() if kind.is_numbered]
        self.fields["kind"].choices = [("", _("Semua jenis surat")), *kinds]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("mode") != Letter.NumberMode.OWN:
            return told | {"pattern": "", "unit": "", "classification": "", "begins_with": 1, "is_yearly": True}
        if told.get("valid_from") and "pattern" in told:
            try:
                numbering.check_pattern(
                    told["pattern"], told.get("unit", ""), told.get("classification", ""), told["valid_from"]
                )
            except numbering.Unfit as unfit:
                self.add_error("pattern", str(unfit))
        return told


class TemplateForm(OneOfSeveral):
    kind = forms.ChoiceField(label=_("Jenis surat"))
    valid_from = day_field(_("Berlaku mulai"))
    file = forms.FileField(
        label=_("Templat DOCX"), required=False, max_length=255,
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        help_text=_("Paling besar 5 MB. Kosongkan untuk kembali ke templat bawaan sejak tanggal itu."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.code, kind.label) for kind in KINDS.values() if kind.layout]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class CheckForm(forms.Form):
    file = PaperField(
        label=_("Berkas surat (PDF)"), help_text=_("Paling besar 10 MB."),
        widget=forms.FileInput(attrs={"accept": PDF_TYPE}),
    )  # fmt: skip
    code = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LONGEST_CODE)

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.content_type != PDF_TYPE:
            raise forms.ValidationError(_("Yang dapat diperiksa berkas PDF, bukan foto atau pindaiannya."))
        return upload
