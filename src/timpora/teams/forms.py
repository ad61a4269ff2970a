"""Forms of the team room: a decree, its seats, a seat more, and a change of holder."""

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timpora.agencies.forms import AgencyChoice
from timpora.agencies.models import Agency, Holding
from timpora.documents.paper_field import PaperField
from timpora.foundation.acting import Acting
from timpora.teams.models import Seat, Team
from timpora.teams.queries import ENDED, ENDING, agencies_for
from timpora.teams.together import USUAL
from timpora.territory.codes import COUNTRY, digits, span
from timpora.territory.forms import AreaField, OneOfSeveral, day_field, ends_after_it_begins
from timpora.territory.models import Area
from timpora.territory.queries import area_name

SEAT_ROWS, MOST_SEATS = 6, 60
INCOMPLETE = _("Unsur terdiri atas instansi dan jabatan. Lengkapi keduanya atau kosongkan barisnya.")
DIGITS = {Team.Level.PUSAT: 0, Team.Level.PROVINSI: 2, Team.Level.KABUPATEN_KOTA: 4, Team.Level.KECAMATAN: 6}


class CoverageFilter(forms.Form):
    wilayah = AreaField(label=_("Wilayah"), required=False, levels=(2, 4), help_text=_("Provinsi atau kabupaten/kota."))


def kept_ranges(acting: Acting) -> list[tuple[int, int, UUID | None]]:
    """Where the member keeps teams: first and last code, and the agency whose teams alone it is (None: all)."""
    scopes = (s for s in acting.scopes if "team.edit" in s.verbs and s.low is not None and s.high is not None)
    return sorted({(s.low, s.high, s.agency) for s in scopes}, key=str)


def regencies_for(acting: Acting) -> list[Area]:
    """Regencies of the member's reach, for a decree that makes teams in many kecamatan."""
    condition = Q(pk__in=())
    for low, high, only in kept_ranges(acting):
        if only is None:
            condition |= Q(code__range=(low, high))
    return list(Area.objects.filter(condition, level=4, valid_until=None).order_by("code"))


class TeamFilter(forms.Form):
    """What the list of teams may be narrowed by; the address is the state."""

    q = forms.CharField(label=_("Nama tim"), max_length=100, required=False)
    tingkat = forms.ChoiceField(label=_("Tingkat"), choices=[("", _("Semua")), *Team.Level.choices], required=False)
    keadaan = forms.ChoiceField(
        label=_("SK"),
        choices=[("", _("Semua")), (ENDING, _("Segera berakhir")), (ENDED, _("Berakhir atau belum ada"))],
        required=False,
    )
    milik = forms.ChoiceField(
        label=_("Unsur"), choices=[("", _("Semua")), ("kami", _("Instansi saya menjadi unsur"))], required=False
    )


def quorum_field() -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Kuorum rapat"), min_value=1, max_value=MOST_SEATS, required=False,
        help_text=_("Jumlah unsur, hanya bila SK menyebutnya."),
    )  # fmt: skip


class DecreeForm(forms.Form):
    name = forms.CharField(
        label=_("Nama tim"),
        max_length=200,
        help_text=_("Seperti di dalam SK, misalnya “Tim PORA Kabupaten Tanah Bumbu”."),
    )
    level = forms.ChoiceField(label=_("Tingkat"), choices=Team.Level.choices, initial=Team.Level.KABUPATEN_KOTA)
    kind = forms.ChoiceField(
        label=_("Jenis tim"),
        choices=Team.Kind.choices,
        initial=Team.Kind.WILAYAH,
        required=False,
        help_text=_("Tim pelabuhan, laut, dan bandar udara berdiri di samping tim wilayahnya."),
    )
    area = AreaField(
        label=_("Wilayah"),
        levels=(2, 4, 6),
        required=False,
        help_text=_("Nama atau kode. Kosong hanya untuk tingkat pusat."),
    )
    secretariat = AgencyChoice(label=_("Sekretariat"))
    number = forms.CharField(label=_("Nomor SK"), max_length=120)
    dated = day_field(_("Tanggal SK"))
    issuer = forms.CharField(label=_("Ditetapkan oleh"), max_length=200, help_text=_("Jabatan yang menetapkan SK."))
    valid_from = day_field(_("Berlaku mulai"))
    valid_until = day_field(
        _("Berlaku sampai"), required=False, help_text=_("Kosongkan bila SK tidak menyebut tanggal akhir.")
    )

    quorum = quorum_field()

    def __init__(self, *args: Any, acting: Acting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.acting = acting
        self.fields["secretariat"].offer(agencies_for(acting))

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or Team.Kind.WILAYAH

    def check_area(self, cleaned: dict[str, Any]) -> None:
        """The area is of the level, and within what the member keeps."""
        level, area = cleaned["level"], cleaned.get("area")
        if area is None and level == Team.Level.PUSAT:
            area = cleaned["area"] = COUNTRY
        if area is None or digits(area) != DIGITS[level]:
            words = _("Tingkat %(level)s memerlukan wilayah tingkat itu. Periksa tingkat dan wilayahnya.")
            self.add_error("area", forms.ValidationError(words, params={"level": Team.Level(level).label}))
            return
        first, last = span(area)
        secretariat = cleaned.get("secretariat")
        kept = [only for low, high, only in kept_ranges(self.acting) if low <= first and last <= high]
        if not kept:
            words = _("%(area)s berada di luar wilayah tugas Anda. Pilih wilayah di dalam wilayah tugas Anda.")
            self.add_error("area", forms.ValidationError(words, params={"area": area_name(area)}))
        elif secretariat and None not in kept and secretariat.pk not in kept:
            self.add_error(
                "secretariat", _("Anda mencatat tim yang sekretariatnya instansi Anda. Pilih instansi Anda.")
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "level" in cleaned and "area" not in self.errors:
            self.check_area(cleaned)
        ends_after_it_begins(self, "valid_from", "valid_until")
        return cleaned


class TogetherForm(forms.Form):
    """One decree, many kecamatan, the usual seats, and the officers as they stand in somebody's list."""

    districts = forms.TypedMultipleChoiceField(
        label=_("Kecamatan"), coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Pilih sedikitnya satu kecamatan.")},
    )  # fmt: skip
    number = forms.CharField(label=_("Nomor SK"), max_length=120)
    dated = day_field(_("Tanggal SK"))
    issuer = forms.CharField(label=_("Ditetapkan oleh"), max_length=200, help_text=_("Jabatan yang menetapkan SK."))
    valid_from = day_field(_("Berlaku mulai"))
    valid_until = day_field(
        _("Berlaku sampai"), required=False, help_text=_("Kosongkan bila SK tidak menyebut tanggal akhir.")
    )
    secretariat = AgencyChoice(label=_("Sekretariat"))
    usual = forms.MultipleChoiceField(
        label=_("Unsur setiap tim"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(key, f"{title} ({Seat.Role(role).label})") for key, (_kind, title, role) in USUAL.items()],
    )  # fmt: skip
    officers = forms.CharField(
        label=_("Daftar pejabat"), required=False, max_length=60_000, strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=_("Satu baris satu pejabat: kecamatan; nama; jabatan; NIP; HP. Boleh ditempel dari lembar kerja."),
    )  # fmt: skip

    def __init__(self, *args: Any, acting: Acting, districts: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["districts"].choices = districts  # type: ignore[attr-defined]
        self.fields["secretariat"].offer(agencies_for(acting))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        ends_after_it_begins(self, "valid_from", "valid_until")
        return cleaned


class FileForm(forms.Form):
    file = PaperField(label=_("Berkas SK"))


class InaugurationForm(OneOfSeveral):
    version = forms.IntegerField(widget=forms.HiddenInput)
    on = day_field(_("Tanggal pengukuhan"))
    place = forms.CharField(label=_("Tempat"), max_length=200)
    person = forms.CharField(
        label=_("Dikukuhkan oleh"), max_length=200, help_text=_("Nama dan jabatan yang mengukuhkan.")
    )
    everywhere = forms.BooleanField(label=_("Berlaku untuk semua tim dengan SK ini"), required=False)


class CorrectionForm(OneOfSeveral):
    version = forms.IntegerField(widget=forms.HiddenInput)
    number = forms.CharField(label=_("Nomor SK"), max_length=120)
    dated = day_field(_("Tanggal SK"))
    issuer = forms.CharField(label=_("Ditetapkan oleh"), max_length=200)
    valid_from = day_field(_("Berlaku mulai"))
    valid_until = day_field(_("Berlaku sampai"), required=False)
    quorum = quorum_field()
    everywhere = forms.BooleanField(label=_("Berlaku untuk semua tim dengan SK ini"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        ends_after_it_begins(self, "valid_from", "valid_until")
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
            raise forms.ValidationError(INCOMPLETE)
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
        ends_after_it_begins(self, "begins_on", "ends_on")
        return cleaned
