"""Forms of offices: a class, an area served, a unit, and a figure for the workload sheet."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timpora.foundation.acting import Acting
from timpora.territory.forms import AreaField, OneOfSeveral, day_field
from timpora.territory.models import Office, WorkloadFigure
from timpora.territory.offices import keeps
from timpora.territory.queries import area_name


def source_field() -> forms.CharField:
    return forms.CharField(
        label=_("Dasar atau sumber"), max_length=200, help_text=_("Nomor dan tanggal keputusan, surat, atau publikasi.")
    )


class WithinReach(OneOfSeveral):
    """Its area lies within what the member may write down."""

    def __init__(self, *args: Any, acting: Acting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.acting = acting

    def clean_area(self) -> int:
        area: int = self.cleaned_data["area"]
        if not keeps(self.acting, [area]):
            words = _("%(area)s berada di luar wilayah tugas Anda. Pilih wilayah di dalam wilayah tugas Anda.")
            raise forms.ValidationError(words, params={"area": area_name(area)})
        return area


class ClassForm(OneOfSeveral):
    name = forms.CharField(label=_("Kelas"), max_length=60, help_text=_("Misalnya “Kelas III Non TPI”."))
    begins_on = day_field(_("Mulai tanggal"))
    source = source_field()


class ServeForm(WithinReach):
    area = AreaField(label=_("Wilayah"), levels=(2, 4, 6), help_text=_("Nama atau kode."))
    begins_on = day_field(
        _("Mulai tanggal"), help_text=_("Pada tanggal itu pelayanan kantor imigrasi lain di wilayah ini berakhir.")
    )
    source = source_field()


class UnitForm(WithinReach):
    kind = forms.ChoiceField(
        label=_("Jenis unit"), choices=[choice for choice in Office.Kind.choices if choice[0] != Office.Kind.KANIM]
    )
    name = forms.CharField(label=_("Nama unit"), max_length=160)
    area = AreaField(label=_("Wilayah"), levels=(2, 4, 6), help_text=_("Nama atau kode."))
    begins_on = day_field(_("Mulai tanggal"))
    source = source_field()


class FigureForm(forms.Form):
    kind = forms.ChoiceField(label=_("Angka"), choices=WorkloadFigure.Kind.choices)
    value = forms.DecimalField(
        label=_("Nilai"), max_digits=12, decimal_places=2, min_value=0, localize=False,
        widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
    )  # fmt: skip
    as_of = day_field(_("Keadaan per tanggal"))
    source = source_field()
