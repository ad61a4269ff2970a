"""Forms of the notula."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timpora.foundation.ids import uuid7
from timpora.foundation.models import Handling
from timpora.meetings.models import AgendaLine, Meeting
from timpora.meetings.models_minutes import Paragraph
from timpora.meetings.pasted import plain

LONGEST = 20_000


def text_field(label: Any, rows: int = 4, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=LONGEST, required=required, strip=False, widget=forms.Textarea(attrs={"rows": rows})
    )


def handling_field(highest: int) -> forms.TypedChoiceField:
    """Levels up to the member's own; with one only there is nothing to choose."""
    levels = [(level.value, level.label) for level in Handling if level <= highest]
    widget = forms.Select if len(levels) > 1 else forms.HiddenInput
    return forms.TypedChoiceField(label=_("Tingkat penanganan"), coerce=int, choices=levels, initial=0, widget=widget)


class WithLevel(forms.Form):
    """A text, and how far it goes."""

    def __init__(self, *args: Any, highest: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["handling"] = handling_field(highest)

    def clean_text(self) -> str:
        """Blanks and signs that nobody sees are no text."""
        text = plain(self.cleaned_data["text"])
        if not text and self.fields["text"].required:
            raise forms.ValidationError(self.fields["text"].error_messages["required"], code="required")
        return text


class ParagraphForm(WithLevel):
    """A new paragraph. Its key is made with the form, so that the same form sent again adds nothing."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    line = forms.ModelChoiceField(queryset=AgendaLine.objects.none(), required=False, widget=forms.HiddenInput)
    part = forms.ChoiceField(label=_("Bagian"), choices=Paragraph.Part.choices)
    text = text_field(_("Tulisan"))

    def __init__(self, *args: Any, meeting: Meeting, initial: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial={"key": uuid7()} | (initial or {}), **kwargs)
        self.fields["line"].queryset = meeting.agenda.all()


class ChangeForm(WithLevel):
    """An empty text takes the paragraph out."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    joined = forms.TypedMultipleChoiceField(required=False, widget=forms.MultipleHiddenInput)
    text = text_field(_("Tulisan"), 8, required=False)

    def __init__(self, *args: Any, beside: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["joined"].choices = [(key, key) for key in beside]


class AddendumForm(WithLevel):
    key = forms.UUIDField(widget=forms.HiddenInput)
    text = text_field(_("Berita tambahan"))

    def __init__(self, *args: Any, initial: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial={"key": uuid7()} | (initial or {}), **kwargs)
