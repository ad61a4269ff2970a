"""Forms of signing in beyond the password: a code or a passkey, setting them up, proving who sits here."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

DIGITS = re.compile(r"[0-9]{6}([0-9]{2})?")


class CodeField(forms.CharField):
    """Six digits of an authenticator app or eight of a recovery code; spaces and dashes between them are forgiven."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
        super().__init__(max_length=20, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> str:
        code = re.sub(r"[\s-]", "", super().clean(value))
        if code and not DIGITS.fullmatch(code):
            raise forms.ValidationError(_("Isi 6 angka dari aplikasi, atau 8 angka kode cadangan."))
        return code


class AnswerField(forms.JSONField):
    """What the browser's passkey dialog answered: an object, filled in by the script."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput)

    def clean(self, value: Any) -> dict[str, Any]:
        try:
            answer = super().clean(value)
        except (ValueError, RecursionError):  # a number too long, or too deep: no dialog answers so
            return {}
        return answer if isinstance(answer, dict) else {}

    def bound_data(self, data: Any, initial: Any) -> Any:
        """A form shown again asks the browser anew."""
        return initial


class SecondForm(forms.Form):
    """Either of the two; the page offers what the account has."""

    code = CodeField(label=_("Kode"))
    answer = AnswerField()

    def __init__(self, *args: Any, takes_code: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not takes_code:
            del self.fields["code"]
        elif self.data.get("answer"):
            self.fields["code"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("code") and not cleaned.get("answer"):
            raise forms.ValidationError(_("Kunci masuk belum dipakai. Coba sekali lagi."))
        return cleaned


class AppForm(forms.Form):
    code = CodeField(label=_("Kode 6 angka dari aplikasi"))


class PasskeyForm(forms.Form):
    name = forms.CharField(
        label=_("Nama kunci"),
        max_length=60,
        help_text=_("Supaya dikenali nanti, misalnya “Ponsel dinas” atau “Laptop kantor”."),
    )
    answer = AnswerField()


class ConfirmForm(forms.Form):
    password = forms.CharField(
        label=_("Kata sandi"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )
