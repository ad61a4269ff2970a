"""What people fill in: NIHIL for an area and a month, and which area and month to show."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timpora.foundation.acting import Acting
from timpora.statistics import months, nil
from timpora.territory.forms import AreaField
from timpora.territory.queries import day_at


class NilForm(forms.Form):
    area = AreaField(label=_("Kecamatan, desa, atau kelurahan"))
    month = forms.TypedChoiceField(label=_("Bulan"), coerce=months.read)
    sure = forms.BooleanField(
        label=_("Saya menyatakan: tidak ada orang asing dan tidak ada kejadian yang perlu dilaporkan pada bulan itu.")
    )

    def __init__(self, *args: Any, acting: Acting, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this = months.first(day_at(acting.area or 0, at))
        lately = [months.before(this, back) for back in range(1, nil.BACK + 1)]
        self.fields["month"].choices = [(f"{month:%Y-%m}", months.said(month)) for month in lately]  # type: ignore[attr-defined]


class MonthForm(forms.Form):
    bulan = forms.TypedChoiceField(label=_("Bulan"), coerce=months.read, required=False)

    def __init__(self, *args: Any, drawn: list[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bulan"].choices = [(f"{month:%Y-%m}", months.said(month)) for month in drawn]  # type: ignore[attr-defined]


class AreaForm(forms.Form):
    area = AreaField(label=_("Wilayah"), required=False)

    def __init__(self, *args: Any, levels: tuple[int, ...] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].levels = levels  # type: ignore[attr-defined]
