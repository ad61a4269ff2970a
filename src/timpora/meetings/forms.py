"""Forms of the meetings room."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from timpora.agencies.forms import AgencyChoice
from timpora.agencies.models import Agency
from timpora.foundation.acting import Acting
from timpora.foundation.ids import uuid7
from timpora.meetings.follow_ups import teams_below
from timpora.meetings.models import AgendaLine, Attendance
from timpora.meetings.person_words import PersonNamed
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


def refuse(form: forms.Form, field: str, named: PersonNamed) -> None:
    """The error at the field, and the words for the page that offers to move them to a restricted session."""
    form.add_error(field, explain(named))
    form.person_text, form.person_key = form.data.get(field, ""), uuid7()  # type: ignore[attr-defined]


class MeetingForm(forms.Form):
    team = forms.ModelChoiceField(label=_("Tim"), queryset=Team.objects.none(), empty_label=None)
    theme = forms.CharField(
        label=_("Acara"), max_length=280, help_text=_("Misalnya: Rapat koordinasi Tim PORA triwulan III.")
    )
    place = forms.CharField(label=_("Tempat"), max_length=300)
    day = day_field(_("Tanggal"))
    begins = clock_field(_("Mulai pukul"), help_text=_("Waktu setempat."))
    ends = clock_field(_("Selesai pukul"), required=False)

    def __init__(self, *args: Any, acting: Acting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = Team.objects.visible_to(acting, "meeting.hold").order_by("area", "name")
        self.fields["team"].queryset = teams
        self.fields["team"].label_from_instance = lambda team: team.name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        zone = zone_of(cleaned["team"].area)
        cleaned["starts_at"] = datetime.combine(cleaned["day"], cleaned["begins"], zone)
        cleaned["ends_at"] = datetime.combine(cleaned["day"], cleaned["ends"], zone) if cleaned["ends"] else None
        if cleaned["ends_at"] and cleaned["ends_at"] <= cleaned["starts_at"]:
            self.add_error("ends", _("Waktu selesai harus sesudah waktu mulai. Perbaiki salah satunya."))
        return cleaned


class LineForm(OneOfSeveral):
    kind = forms.ChoiceField(label=_("Jenis"), choices=[(kind.value, kind.label) for kind in BY_HAND])
    words = forms.CharField(label=_("Pokok acara"), max_length=400)


class GuestForm(OneOfSeveral):
    agency = AgencyChoice(label=_("Instansi"))
    addressee = forms.CharField(label=_("Jabatan yang diundang"), max_length=200)

    def __init__(self, *args: Any, acting: Acting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].offer(agencies_for(acting, "meeting.hold"))


class AttendanceForm(forms.Form):
    name = forms.CharField(label=_("Nama"), max_length=200)
    number = forms.CharField(label=_("NIP/NRP"), max_length=40, required=False)
    rank = forms.CharField(label=_("Pangkat/golongan"), max_length=80, required=False)
    position = forms.CharField(label=_("Jabatan"), max_length=200, required=False)
    agency_name = forms.CharField(label=_("Instansi"), max_length=200)
    phone = forms.CharField(
        label=_("Nomor telepon"), max_length=40, required=False, help_text=_("Hanya terlihat oleh sekretariat.")
    )
    capacity = forms.ChoiceField(label=_("Hadir sebagai"), choices=Attendance.Capacity.choices)


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
