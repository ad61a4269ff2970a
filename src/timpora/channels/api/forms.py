"""What a member says of a token: for which program, what for, until when, from where."""

from datetime import date, datetime, time, timedelta
from ipaddress import IPv6Network, ip_network
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timpora.channels.api.tokens import uses_of
from timpora.foundation.acting import Acting
from timpora.territory.queries import day_at, zone_of

LONGEST_DAYS, USUAL_DAYS, MOST_NETWORKS, HOUSEHOLD = 365, 90, 10, 64


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("Nama program"), max_length=80, help_text=_("Misalnya: SIAK Disdukcapil, server laporan.")
    )
    uses = forms.MultipleChoiceField(label=_("Boleh untuk"), widget=forms.CheckboxSelectMultiple)
    ends_on = forms.DateField(
        label=_("Berlaku sampai"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Paling lama satu tahun."),
    )  # fmt: skip
    addresses = forms.CharField(
        label=_("Hanya dari alamat jaringan"), required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Alamat IP atau jaringan, satu per baris, misalnya 203.0.113.0/24. Bila dikosongkan: dari mana saja."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, acting: Acting, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at, self.area = at, acting.area or 0
        self.fields["uses"].choices = [(code, use.label) for code, use in uses_of(acting.verbs).items()]  # type: ignore[attr-defined]
        self.fields["ends_on"].initial = day_at(self.area, at) + timedelta(days=USUAL_DAYS)

    def clean_ends_on(self) -> date:
        today, chosen = day_at(self.area, self.at), self.cleaned_data["ends_on"]
        if not today < chosen <= today + timedelta(days=LONGEST_DAYS):
            raise forms.ValidationError(_("Pilih hari sesudah hari ini, paling lama satu tahun."))
        return chosen

    def clean_addresses(self) -> list[str]:
        lines = self.cleaned_data["addresses"].split()
        try:
            networks = [ip_network(line) for line in lines]
        except ValueError as error:
            sentence = _("Alamat jaringan tidak terbaca. Tulis misalnya 203.0.113.7 atau 203.0.113.0/24.")
            raise forms.ValidationError(sentence) from error
        if len(networks) > MOST_NETWORKS:
            raise forms.ValidationError(_("Paling banyak 10 alamat jaringan."))
        # Of IPv6 only the /64 is known of whoever calls; a narrower network would let nobody in.
        return [str(n.supernet(new_prefix=HOUSEHOLD) if is_narrow(n) else n) for n in networks]

    def ends_at(self) -> datetime:
        """The day named is the last one."""
        return datetime.combine(self.cleaned_data["ends_on"] + timedelta(days=1), time(), tzinfo=zone_of(self.area))


def is_narrow(network: Any) -> bool:
    return isinstance(network, IPv6Network) and network.prefixlen > HOUSEHOLD
