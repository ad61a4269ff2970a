"""Forms of circles: what for, until when, which agencies and which members of one's own agency."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timpora.agencies import circles
from timpora.agencies.acting import running
from timpora.agencies.duties import DUTIES
from timpora.agencies.forms import by_place
from timpora.agencies.models import CircleMember, Membership
from timpora.agencies.queries import agencies_around
from timpora.foundation.acting import Acting
from timpora.territory.forms import day_field
from timpora.territory.queries import day_at


class RowsField(forms.MultipleChoiceField):
    """Rows offered by name and given back as rows."""

    default_error_messages = {"invalid_choice": _("Pilihan itu tidak, atau tidak lagi, tersedia. Pilih dari daftar.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.CheckboxSelectMultiple, required=False, **kwargs)
        self.rows: dict[str, Any] = {}

    def offer(self, rows: Iterable[Any], choices: Iterable[Any]) -> None:
        self.rows = {str(row.pk): row for row in rows}
        self.choices = list(choices)

    def clean(self, value: Any) -> list[Any]:
        return [self.rows[pk] for pk in super().clean(value)]


class CircleForm(forms.Form):
    until = day_field(
        _("Sampai tanggal"),
        help_text=_("Hari terakhir. Sesudah itu semua yang dibagikan kepada lingkar ini tertutup dengan sendirinya."),
    )
    agencies = RowsField(label=_("Instansi"), help_text=_("Setiap anggota instansi itu yang bertugas di Timpora."))
    members = RowsField(label=_("Orang tertentu dari instansi Anda"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, acting: Acting, at: datetime, kept: Sequence[CircleMember] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = day_at(acting.area or 0, at)
        agencies = {agency.pk: agency for agency in agencies_around(acting.area or 0)}
        agencies |= {row.agency_id: row.agency for row in kept if row.agency_id and row.agency}
        own = Membership.objects.filter(running(at), agency=acting.agency).select_related("account")
        members = {member.pk: member for member in own.order_by("account__name", "pk")}
        members |= {row.membership_id: row.membership for row in kept if row.membership_id and row.membership}
        self.fields["agencies"].offer(agencies.values(), by_place(list(agencies.values())))  # type: ignore[attr-defined]
        named = [(str(pk), member_name(member)) for pk, member in members.items()]
        self.fields["members"].offer(members.values(), named)  # type: ignore[attr-defined]

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if until < self.today:
            raise forms.ValidationError(_("Tanggal ini sudah lewat. Pilih hari ini atau sesudahnya."))
        if until - self.today >= circles.LONGEST:
            raise forms.ValidationError(_("Paling lama satu tahun. Perpanjang bila masih diperlukan."))
        return until


class CircleNewForm(CircleForm):
    key = forms.UUIDField(widget=forms.HiddenInput)
    purpose = forms.CharField(
        label=_("Untuk apa"), max_length=200, help_text=_("Misalnya: pendataan pekerja proyek. Tanpa nama orang.")
    )
    field_order = ("purpose", "until", "agencies", "members")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"]


def member_name(member: Membership) -> str:
    return f"{member.account.name} · {DUTIES[member.duty].label}"
