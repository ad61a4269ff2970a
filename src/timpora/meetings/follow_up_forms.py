"""Forms of follow-ups."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timpora.agencies.forms import AgencyChoice
from timpora.documents.paper_field import PaperField
from timpora.foundation.acting import Acting
from timpora.meetings.follow_ups import agencies_owing
from timpora.meetings.models import FollowUp
from timpora.meetings.models_follow_ups import FollowUpEntry
from timpora.teams.models import Team
from timpora.teams.queries import agencies_for

STATES = [
    ("", _("Semua")), ("open", _("Belum selesai")), ("late", _("Lewat batas waktu")),
    *((step.value, step.label) for step in FollowUp.Step), ("done", _("Selesai")), ("dropped", _("Tidak dilanjutkan")),
]  # fmt: skip
# What each act asks in words: the label, and whether it may stay empty.
ASKED = {
    "accept": (_("Catatan"), False), "refuse": (_("Alasan tidak dapat disanggupi"), True),
    "report": (_("Yang sudah dikerjakan"), False), "return": (_("Yang masih kurang"), True),
    "close": (_("Hasil"), True), "drop": (_("Alasan tidak dilanjutkan"), True),
    "escalate": (_("Alasan dinaikkan"), True),
}  # fmt: skip
BUTTONS = {
    "accept": _("Sanggupi"), "refuse": _("Tolak"), "report": _("Laporkan"), "return": _("Kembalikan"),
    "close": _("Tutup sebagai selesai"), "drop": _("Tidak dilanjutkan"), "escalate": _("Naikkan ke tim di atasnya"),
}  # fmt: skip


class ActForm(forms.Form):
    words = forms.CharField(max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, act: str, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"{act}-%s", **kwargs)
        self.act, self.button = act, BUTTONS[act]
        self.fields["words"].label, self.fields["words"].required = ASKED[act]
        if act == FollowUpEntry.Act.REPORT:
            self.fields["file"] = PaperField(label=_("Bukti"), required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if self.act == FollowUpEntry.Act.REPORT and not self.errors and not (told.get("words") or told.get("file")):
            self.add_error("words", _("Tulis yang sudah dikerjakan, atau lampirkan buktinya."))
        return told


class MatrixForm(forms.Form):
    q = forms.CharField(label=_("Kata"), max_length=100, required=False)
    state = forms.ChoiceField(label=_("Keadaan"), choices=STATES, required=False)
    agency = forms.ModelChoiceField(label=_("Instansi"), queryset=None, required=False, empty_label=_("Semua"))
    team = forms.ModelChoiceField(label=_("Tim"), queryset=None, required=False, empty_label=_("Semua"))

    def __init__(self, *args: Any, acting: Acting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies_owing(acting)
        self.fields["team"].queryset = Team.objects.visible_to(acting).order_by("area", "name")
        self.fields["team"].label_from_instance = lambda team: team.name


class HandOverForm(forms.Form):
    agency = AgencyChoice(label=_("Diserahkan kepada instansi"))
    position = forms.CharField(label=_("Jabatan penanggung jawab"), max_length=200)
    words = forms.CharField(label=_("Alasan"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, acting: Acting, of: str = "", **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"serah-{of}-%s", **kwargs)
        self.fields["agency"].offer(agencies_for(acting, "meeting.hold"))
