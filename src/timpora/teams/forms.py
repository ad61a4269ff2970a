"""Forms of the team room: a decree, its seats, a seat more, and a change of holder."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timpora.agencies.models import Agency, Holding
from timpora.foundation.acting import Acting
from timpora.teams.models import Seat, Team
from timpora.teams.queries import agencies_for
from timpora.territory.models import Area
from timpora.territory.queries import area_name, learn

SEAT_ROWS, MOST_SEATS = 6, 60


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)


def grouped_by_area(agencies: Iterable[Agency]) -> list[tuple[str, Any]]:
    agencies = list(agencies)
    learn(agency.area for agency in agencies)
    groups: dict[int, list[tuple[str, str]]] = {}
    for agency in agencies:
        groups.setdefault(agency.area, []).append((str(agency.pk), agency.short_name))
    return [("", "—"), *((area_name(area), choices) for area, choices in groups.items())]


def areas_for(acting: Acting) -> list[tuple[str, Any]]:
    """Regencies of the member's reach, each followed by its districts."""
    found: dict[str, list[tuple[int, str]]] = {}
    for low, high in sorted({(s.low, s.high) for s in acting.scopes if "team.edit" in s.verbs and s.low is not None}):
        for area in Area.objects.filter(code__range=(low, high), level__in=(4, 6), valid_until=None).order_by("code"):
            regency = area.code - area.code % 10**6
            found.setdefault(area_name(regency), []).append((area.code, str(area)))
    return [("", "—"), *found.items()]


class AgencyChoice(forms.ChoiceField):
    """One of the agencies within reach, given back as the row."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.agencies: dict[str, Agency] = {}

    def offer(self, agencies: list[Agency]) -> None:
        self.agencies = {str(agency.pk): agency for agency in agencies}
        self.choices = grouped_by_area(agencies)

    def clean(self, value: Any) -> Agency | None:  # type: ignore[override]
        return self.agencies.get(super().clean(value))


class DecreeForm(forms.Form):
    name = forms.CharField(
        label=_("Nama tim"),
        max_length=200,
        help_text=_("Seperti di dalam SK, misalnya “Tim PORA Kabupaten Tanah Bumbu”."),
    )
    level = forms.ChoiceField(
        label=_("Tingkat"), choices=[c for c in Team.Level.choices if c[0] in ("kabupaten_kota", "kecamatan")]
    )
    area = forms.TypedChoiceField(label=_("Wilayah"), coerce=int)
    secretariat = AgencyChoice(label=_("Sekretariat"))
    number = forms.CharField(label=_("Nomor SK"), max_length=120)
    dated = day_field(_("Tanggal SK"))
    issuer = forms.CharField(label=_("Ditetapkan oleh"), max_length=200, help_text=_("Jabatan yang menetapkan SK."))
    valid_from = day_field(_("Berlaku mulai"))
    valid_until = day_field(
        _("Berlaku sampai"), required=False, help_text=_("Kosongkan bila SK tidak menyebut tanggal akhir.")
    )

    def __init__(self, *args: Any, acting: Acting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = areas_for(acting)
        self.fields["secretariat"].offer(agencies_for(acting))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begins, ends = cleaned.get("valid_from"), cleaned.get("valid_until")
        if begins and ends and ends < begins:
            self.add_error(
                "valid_until", _("Tanggal akhir mendahului tanggal mulai. Periksa kedua tanggal, lalu simpan lagi.")
            )
        return cleaned


class SeatForm(forms.Form):
    agency = AgencyChoice(label=_("Instansi"), required=False)
    title = forms.CharField(label=_("Jabatan"), max_length=160, required=False)
    role = forms.ChoiceField(label=_("Kedudukan"), choices=Seat.Role.choices, initial=Seat.Role.ANGGOTA, required=False)

    def __init__(self, *args: Any, agencies: list[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].offer(agencies)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if bool(cleaned.get("agency")) != bool(cleaned.get("title")) and not self.errors:
            raise forms.ValidationError(
                _("Unsur terdiri atas instansi dan jabatan. Lengkapi keduanya atau kosongkan barisnya.")
            )
        cleaned["role"] = cleaned.get("role") or Seat.Role.ANGGOTA
        return cleaned


SeatFormSet = forms.formset_factory(SeatForm, extra=SEAT_ROWS, max_num=MOST_SEATS, absolute_max=MOST_SEATS)


class HolderForm(forms.Form):
    name = forms.CharField(label=_("Nama"), max_length=200)
    capacity = forms.ChoiceField(label=_("Sebagai"), choices=Holding.Capacity.choices)
    begins_on = day_field(_("Mulai tanggal"))
    ends_on = day_field(_("Sampai tanggal"), required=False, help_text=_("Biasanya hanya untuk Plh. dan Plt."))
    number = forms.CharField(label=_("NIP/NRP"), max_length=40, required=False)
    rank = forms.CharField(label=_("Pangkat/golongan"), max_length=80, required=False)
    phone = forms.CharField(
        label=_("Nomor telepon"), max_length=40, required=False, help_text=_("Hanya terlihat oleh sekretariat.")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begins, ends = cleaned.get("begins_on"), cleaned.get("ends_on")
        if isinstance(begins, date) and isinstance(ends, date) and ends < begins:
            self.add_error(
                "ends_on", _("Tanggal akhir mendahului tanggal mulai. Periksa kedua tanggal, lalu simpan lagi.")
            )
        return cleaned
