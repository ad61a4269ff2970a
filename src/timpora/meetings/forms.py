"""Forms of the meetings room."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from timpora.agencies.forms import AgencyChoice
from timpora.agencies.models import Agency
from timpora.documents.paper_field import PaperField
from timpora.exchange.campaigns import campaigns_near
from timpora.exchange.models import Campaign
from timpora.foundation.acting import Acting
from timpora.foundation.ids import uuid7
from timpora.foundation.models import Handling
from timpora.meetings.follow_ups import teams_below
from timpora.meetings.models import AgendaLine, Attendance, Meeting, Reply
from timpora.meetings.one_line import NameField, OneLine, one_line
from timpora.meetings.person_words import PersonNamed
from timpora.meetings.series import PLACES
from timpora.teams.models import Team
from timpora.teams.queries import agencies_for
from timpora.territory.forms import OneOfSeveral, day_field
from timpora.territory.queries import zone_of

BY_HAND = (AgendaLine.Kind.SUBJECT, AgendaLine.Kind.BRIEFING, AgendaLine.Kind.SERVICE)


def clock_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=required, help_text=help_text, widget=widget)


def explain(named: PersonNamed) -> str:
    """What was noticed, why it may not stand here, and what to write instead."""
    words = ", ".join(f"“{noticed.words}”" for noticed in named.noticed[:5])
    return _now(
        "Ada data orang di dalam isian: %(words)s. Bahan rapat tidak memuat nama, kewarganegaraan, atau nomor dokumen. "
        "Sebut nomor tugas atau temuannya saja. Isian Anda masih utuh di bawah ini."
    ) % {"words": words}


def told_field() -> forms.CharField:
    return OneLine(
        label=_("Tanggal seperti tertulis"),
        max_length=80,
        required=False,
        help_text=_("Hanya bila sumbernya menulis tanggal lain atau yang tidak ada di kalender, misalnya 31 November."),
    )


def refuse(form: forms.Form, field: str, named: PersonNamed) -> None:
    """The error at the field, and the words for the page that offers to move them to a restricted session."""
    form.add_error(field, explain(named))
    form.person_text, form.person_key = form.data.get(field, ""), uuid7()  # type: ignore[attr-defined]


class MeetingForm(forms.Form):
    team = forms.ModelChoiceField(label=_("Tim"), queryset=Team.objects.none(), empty_label=None)
    kind = forms.ChoiceField(
        label=_("Jenis rapat"), choices=Meeting.Kind.choices, initial=Meeting.Kind.RAKOR, required=False
    )
    theme = OneLine(label=_("Acara"), max_length=280, help_text=_("Misalnya: Rapat koordinasi Tim PORA triwulan III."))
    place = OneLine(label=_("Tempat"), max_length=300)
    day = day_field(_("Tanggal"))
    begins = clock_field(_("Mulai pukul"), help_text=_("Waktu setempat."))
    ends = clock_field(_("Selesai pukul"), required=False)
    day_told = told_field()

    def __init__(self, *args: Any, acting: Acting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = Team.objects.visible_to(acting, "meeting.hold").order_by("area", "name")
        self.fields["team"].queryset = teams
        self.fields["team"].label_from_instance = lambda team: team.name

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or Meeting.Kind.RAKOR

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "day" in self.errors:
            keep_as_told(self)
        if not self.errors:
            add_moments(self, cleaned["team"].area)
        return cleaned


def keep_as_told(form: forms.Form) -> None:
    """A day that no calendar holds comes back as it was typed, beside the day it is to be read as."""
    typed = str(form.data.get("day", "")).strip()
    if not typed:
        return
    form.data = form.data.copy()
    form.data["day_told"] = form.data.get("day_told") or typed
    words = _(
        "“%(typed)s” tidak ada di kalender. Tulisannya disimpan di “Tanggal seperti tertulis”; "
        "isi tanggal yang dimaksud."
    )
    del form.errors["day"]
    form.add_error("day", forms.ValidationError(words, params={"typed": typed}))


def add_moments(form: forms.Form, area: int) -> None:
    """Begin and end as moments by the clock of the place."""
    cleaned, zone = form.cleaned_data, zone_of(area)
    cleaned["starts_at"] = datetime.combine(cleaned["day"], cleaned["begins"], zone)
    cleaned["ends_at"] = datetime.combine(cleaned["day"], cleaned["ends"], zone) if cleaned["ends"] else None
    if cleaned["ends_at"] and cleaned["ends_at"] <= cleaned["starts_at"]:
        form.add_error("ends", _("Waktu selesai harus sesudah waktu mulai. Perbaiki salah satunya."))


class SeriesForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    every_months = forms.IntegerField(label=_("Rapat setiap … bulan"), min_value=1, max_value=60)
    theme_pattern = OneLine(
        label=_("Pola nama acara"),
        max_length=200,
        required=False,
        help_text=_("Boleh memuat {triwulan}, {semester}, {bulan}, dan {tahun}; terisi menurut tanggal rapat."),
    )

    def clean_theme_pattern(self) -> str:
        pattern = str(self.cleaned_data["theme_pattern"])
        rest = pattern
        for place in PLACES:
            rest = rest.replace(place, "")
        if "{" in rest or "}" in rest:
            raise forms.ValidationError(
                _("Yang dikenal di dalam kurung kurawal hanya {triwulan}, {semester}, {bulan}, dan {tahun}.")
            )
        return pattern


class DetailsForm(forms.Form):
    """What a report of the meeting names besides theme, place and day."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Jenis rapat"), choices=Meeting.Kind.choices)
    theme = OneLine(label=_("Acara"), max_length=280)
    day_told = told_field()
    place_told = OneLine(label=_("Tempat seperti tertulis"), max_length=300, required=False)
    told_read_as = OneLine(
        label=_("Mengapa ditafsirkan begitu"),
        max_length=300,
        required=False,
        help_text=_("Misalnya: 1 Agustus 2023 bukan Senin, yang Senin 1 Agustus 2022."),
    )
    basis = OneLine(
        label=_("Dasar rapat"),
        max_length=300,
        required=False,
        help_text=_("SK panitia atau surat lain di samping SK tim."),
    )
    committee = forms.CharField(
        label=_("Panitia"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Satu baris satu orang: kedudukan, jabatan atau nama."),
    )  # fmt: skip
    budget_note = OneLine(
        label=_("Anggaran"), max_length=200, required=False, help_text=_("Misalnya: Tahun Anggaran 2026, DIPA kantor.")
    )
    campaign = forms.ModelChoiceField(
        label=_("Perhatian khusus"), queryset=Campaign.objects.none(), required=False, empty_label=_("Tidak ada")
    )

    def __init__(self, *args: Any, acting: Acting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["campaign"].queryset = campaigns_near(acting)  # type: ignore[attr-defined]


def because_field(label: Any, help_text: Any) -> forms.CharField:
    return OneLine(label=label, max_length=500, help_text=help_text, widget=forms.Textarea(attrs={"rows": 2}))


class MoveForm(forms.Form):
    day = day_field(_("Tanggal baru"))
    begins = clock_field(_("Mulai pukul"), help_text=_("Waktu setempat."))
    ends = clock_field(_("Selesai pukul"), required=False)
    place = OneLine(label=_("Tempat"), max_length=300)
    because = because_field(_("Alasan"), _("Tertulis di surat perubahan, misalnya: bersamaan dengan musrenbang."))

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        zone = zone_of(meeting.area)
        ends = meeting.ends_at and meeting.ends_at.astimezone(zone).time()
        starts = meeting.starts_at.astimezone(zone)
        told = {"day": starts.date(), "begins": starts.time(), "ends": ends, "place": meeting.place}
        super().__init__(*args, initial=told, **kwargs)
        self.area = meeting.area

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            add_moments(self, self.area)
        return cleaned


class CancelForm(forms.Form):
    because = because_field(
        _("Alasan"), _("Tertulis di surat pembatalan. Rapat tetap dapat dibaca, dan tidak dihapus.")
    )


class LineForm(OneOfSeveral):
    kind = forms.ChoiceField(label=_("Jenis"), choices=[(kind.value, kind.label) for kind in BY_HAND])
    words = OneLine(label=_("Pokok acara"), max_length=400)
    leaflet = PaperField(
        label=_("Selebaran"),
        required=False,
        help_text=_("Untuk sosialisasi, bila ada: PDF, JPEG, atau PNG, paling besar 10 MB."),
    )


class ProgrammeForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    programme = forms.CharField(
        label=_("Susunan acara"), max_length=4000, widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Satu baris satu acara, menurut urutan sebenarnya. Daftar awal mengikuti praktik, dapat diubah."),
    )  # fmt: skip

    def clean_programme(self) -> str:
        lines = map(one_line, self.cleaned_data["programme"].splitlines())
        return "\n".join(filter(None, lines))


class MaterialForm(OneOfSeveral):
    title = OneLine(label=_("Judul bahan"), max_length=200)
    handling = forms.TypedChoiceField(
        label=_("Tingkat penanganan"), coerce=int, choices=Handling.choices, initial=Handling.BIASA,
        help_text=_("Terbatas dan Rahasia hanya terbuka bagi tugas yang boleh membacanya."),
    )  # fmt: skip
    file = PaperField(label=_("Berkas"))


class GuestForm(OneOfSeveral):
    agency = AgencyChoice(label=_("Instansi"))
    addressee = NameField(label=_("Jabatan yang diundang"), max_length=200)

    def __init__(self, *args: Any, acting: Acting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].offer(agencies_for(acting, "meeting.hold"))


class ReplyForm(forms.Form):
    answer = forms.ChoiceField(label=_("Jawaban"), choices=Reply.Answer.choices, widget=forms.RadioSelect)
    delegate_name = NameField(
        label=_("Nama wakil"), max_length=200, required=False, help_text=_("Hanya bila menunjuk wakil.")
    )
    delegate_position = NameField(label=_("Jabatan wakil"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("answer") == Reply.Answer.DELEGATES:
            for name in ("delegate_name", "delegate_position"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Wakil disebut dengan nama dan jabatannya."))
        return cleaned


class AttendanceForm(forms.Form):
    name = NameField(label=_("Nama"), max_length=200)
    number = OneLine(label=_("NIP/NRP"), max_length=40, required=False)
    rank = OneLine(label=_("Pangkat/golongan"), max_length=80, required=False)
    position = NameField(label=_("Jabatan"), max_length=200, required=False)
    agency_name = NameField(label=_("Instansi"), max_length=200)
    phone = forms.CharField(
        label=_("Nomor telepon"), max_length=40, required=False, help_text=_("Hanya terlihat oleh sekretariat.")
    )
    capacity = forms.ChoiceField(label=_("Hadir sebagai"), choices=Attendance.Capacity.choices)


class DoorForm(forms.Form):
    """What somebody types on a phone at the door."""

    name = NameField(label=_("Nama lengkap"), max_length=200, help_text=_("Dengan gelar, seperti di daftar hadir."))
    agency_name = NameField(
        label=_("Instansi"), max_length=200, widget=forms.TextInput(attrs={"list": "instansi", "autocomplete": "off"})
    )
    position = NameField(label=_("Jabatan"), max_length=200)
    capacity = forms.ChoiceField(label=_("Hadir sebagai"), choices=Attendance.Capacity.choices)


class SignedListForm(OneOfSeveral):
    file = PaperField(label=_("Foto atau pindaian lembar daftar hadir"))


class FollowUpForm(OneOfSeveral):
    words = forms.CharField(label=_("Tindak lanjut"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    agency = AgencyChoice(label=_("Instansi penanggung jawab"))
    position = forms.CharField(label=_("Jabatan penanggung jawab"), max_length=200)
    due_on = day_field(_("Batas waktu"))
    evidence = forms.CharField(
        label=_("Bukti yang diminta"), max_length=300, required=False, help_text=_("Misalnya: salinan surat.")
    )
    teams = forms.ModelMultipleChoiceField(
        label=_("Dilaksanakan oleh tim"),
        queryset=Team.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, acting: Acting, invited: list[Agency], team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["teams"].queryset = teams_below(team, acting)
        self.fields["teams"].label_from_instance = lambda row: row.name
        known = {agency.pk: agency for agency in [*agencies_for(acting, "meeting.hold"), *invited]}
        self.fields["agency"].offer(sorted(known.values(), key=lambda agency: (agency.area, agency.short_name)))


class CloseForm(forms.Form):
    chair = forms.CharField(label=_("Pimpinan rapat"), max_length=200)
    notulis = forms.CharField(label=_("Notulis"), max_length=200)
