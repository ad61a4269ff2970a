"""What people fill in: what was seen, a filter for the list, a file, a reason."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timpora.foundation.acting import Acting
from timpora.foundation.models import Handling
from timpora.intake import actions, pictures, sheets
from timpora.intake.actions import CLOSING, Photo, Seen
from timpora.intake.models import Batch, Report
from timpora.intake.problems import Wrong
from timpora.sources.models import Source
from timpora.territory.codes import span
from timpora.territory.forms import AreaField
from timpora.territory.queries import area_name, day_at, zone_of

CLOCK_AHEAD = timedelta(minutes=10)  # phones run ahead of the server
PICTURE_PROBLEMS = {
    "picture_too_large": _("Foto lebih besar dari 8 MB. Ambil lagi dengan ukuran lebih kecil, atau kirim tanpa foto."),
    "picture_kind": _("Berkas ini bukan foto JPEG, PNG, atau WebP. Pilih foto lain, atau kirim tanpa foto."),
    "picture_damaged": _("Foto ini terpotong atau rusak. Ambil lagi, atau kirim tanpa foto."),
}


class ReportForm(forms.Form):
    """Takes twenty seconds: what, where, when; all about the person may stay empty."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    sight = forms.ChoiceField(label=_("Apa yang terlihat"), choices=Report.Sight, widget=forms.RadioSelect)
    area = AreaField(label=_("Desa atau kelurahan"))
    place = forms.CharField(
        label=_("Di mana tepatnya"), max_length=300, required=False, help_text=_("Misalnya: rumah kos di dekat pasar.")
    )
    seen_at = forms.DateTimeField(
        label=_("Kapan"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    people = forms.IntegerField(label=_("Berapa orang"), min_value=1, max_value=9999, initial=1)
    words = forms.CharField(
        label=_("Ceritakan dengan kata sendiri"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    photo = forms.FileField(
        label=_("Foto tempat"), required=False, help_text=_("Foto tempat, bukan orang atau paspor."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )  # fmt: skip
    name = forms.CharField(label=_("Nama, seperti yang didengar"), max_length=200, required=False)
    nationality = forms.CharField(label=_("Kewarganegaraan, seperti yang didengar"), max_length=80, required=False)
    birth_year = forms.CharField(label=_("Tahun lahir, bila tahu"), max_length=20, required=False)
    employer = forms.CharField(label=_("Bekerja pada"), max_length=200, required=False)
    channel = forms.ChoiceField(
        label=_("Cara laporan ini sampai"),
        choices=[
            (Source.Channel.FORM, _("Dilihat sendiri")),
            (Source.Channel.PHONE, _("Lewat telepon")),
            (Source.Channel.ORAL, _("Masukan lisan, dicatat oleh petugas")),
        ],
    )
    informant = forms.CharField(
        label=_("Siapa yang menyampaikan"), max_length=300, required=False, help_text=_("Disimpan terenkripsi.")
    )

    handling = forms.TypedChoiceField(
        label=_("Tingkat penanganan"), coerce=int, empty_value=Handling.BIASA, required=False, initial=Handling.BIASA,
        choices=[
            (Handling.BIASA, _("Biasa: petugas yang menangani laporan di wilayah ini")),
            (Handling.TERBATAS, _("Terbatas: hanya seksi Inteldakim dan Anda")),
            (Handling.RAHASIA, _("Rahasia: hanya pimpinan seksi dan Anda")),
        ],
    )  # fmt: skip

    about_person = ("name", "nationality", "birth_year", "employer")
    about_telling = ("channel", "informant")

    def __init__(self, *args: Any, acting: Acting, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        if not acting.may(actions.CLOSE):  # only the section writes down what others tell it
            for name in self.about_telling:
                del self.fields[name]

    def clean_photo(self) -> Photo | None:
        upload = self.cleaned_data["photo"]
        if upload is None:
            return None
        try:
            picture = pictures.cleaned(upload.read(pictures.MAX_BYTES + 1))
        except Wrong as wrong:
            raise forms.ValidationError(PICTURE_PROBLEMS[wrong.code]) from wrong
        return Photo(picture.content, f"tempat.{picture.ending}", picture.media_type)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "area" in cleaned and "seen_at" in cleaned:  # the clock meant is the one at the place
            cleaned["seen_at"] = cleaned["seen_at"].replace(tzinfo=zone_of(cleaned["area"]))
            if cleaned["seen_at"] > self.at + CLOCK_AHEAD:
                self.add_error("seen_at", _("Waktu ini belum terjadi. Tulis kapan orang itu terlihat."))
        return cleaned

    def seen(self) -> Seen:
        told = ("area", "seen_at", "sight", "place", "people", "words", *self.about_person)
        return Seen(
            **{name: self.cleaned_data[name] for name in told},
            informant=self.cleaned_data.get("informant", ""),
            handling=self.cleaned_data["handling"] or Handling.BIASA,
        )


class ReportFilter(forms.Form):
    area = AreaField(label=_("Wilayah"), required=False)
    fate = forms.ChoiceField(label=_("Kelanjutan"), choices=[("", _("Semua")), *Report.Fate.choices], required=False)
    since = forms.DateField(label=_("Terlihat sejak"), required=False, widget=forms.DateInput(attrs={"type": "date"}))


class CloseForm(forms.Form):
    """What the sender will read, and the version of the report that was on the screen."""

    fate = forms.ChoiceField(
        label=_("Yang dibaca pelapor"), choices=[(fate.value, fate.label) for fate in CLOSING], widget=forms.RadioSelect
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class BatchForm(forms.Form):
    kind = forms.ChoiceField(label=_("Jenis berkas"), choices=Batch.Kind, widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("Berkas"), help_text=_("Tabel CSV, XLSX, XLS, atau ODS, paling besar 50 MB."), max_length=255,
        allow_empty_file=True, widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.xls,.ods"}),
    )  # fmt: skip
    as_of = forms.DateField(
        label=_("Keadaan data per tanggal"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Hari ketika daftar ini diambil dari buku atau sistem Anda."),
    )  # fmt: skip
    area = forms.TypedChoiceField(label=_("Wilayah berkas"), coerce=int)

    def __init__(self, *args: Any, acting: Acting, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        self.only_area = acting.area
        areas = own_areas(acting)
        if len(areas) > 1:
            self.fields["area"].choices = [(area, area_name(area)) for area in areas]  # type: ignore[attr-defined]
        else:
            del self.fields["area"]

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > sheets.MAX_BYTES:
            raise forms.ValidationError(_("Berkas ini lebih besar dari 50 MB. Bagi menjadi beberapa berkas."))
        return upload

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned.setdefault("area", self.only_area)
        if cleaned.get("as_of") and cleaned["area"] and cleaned["as_of"] > day_at(cleaned["area"], self.at):
            self.add_error("as_of", _("Tanggal ini belum terjadi. Tulis hari ketika daftar diambil."))
        return cleaned


def own_areas(acting: Acting) -> list[int]:
    """The areas that the duty itself names: a range that is exactly one subtree."""
    ranges = {(s.low, s.high) for s in acting.scopes if s.low is not None and "batch.send" in s.verbs}
    return sorted(low for low, high in ranges if span(low) == (low, high))


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Alasan"), min_length=10, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
