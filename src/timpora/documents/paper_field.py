"""A form field for a paper that somebody scanned or photographed: known by its first bytes, not by its name."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

PAPERS = {"application/pdf": b"%PDF-", "image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n"}
MAX_BYTES = 10 * 1024 * 1024


def kind_of(content: bytes) -> str | None:
    return next((kind for kind, mark in PAPERS.items() if content.startswith(mark)), None)


class PaperField(forms.FileField):
    """Given back as the upload, whose `content_type` is what the content says; None where nothing was sent."""

    def __init__(self, **kwargs: Any) -> None:
        told = {
            "help_text": _("PDF, JPEG, atau PNG, paling besar 10 MB."), "max_length": 255,
            "widget": forms.FileInput(attrs={"accept": ",".join(PAPERS)}),
        }  # fmt: skip
        super().__init__(**told | kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if not upload:
            return None
        upload.content_type = kind_of(upload.read(8))
        upload.seek(0)
        if upload.content_type is None or upload.size > MAX_BYTES:
            raise forms.ValidationError(
                _("Berkas harus PDF, JPEG, atau PNG dan paling besar 10 MB. Yang dikirim: %(name)s.")
                % {"name": upload.name}
            )
        return upload
