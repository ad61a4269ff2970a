"""Narrowing the queue."""

from django import forms
from django.utils.translation import gettext_lazy as _

from timpora.registers.wording import KINDS
from timpora.territory.forms import AreaField


class QueueForm(forms.Form):
    area = AreaField(label=_("Wilayah"), required=False)
    kind = forms.ChoiceField(label=_("Asal"), required=False, choices=[("", _("Semua")), *KINDS.items()])
