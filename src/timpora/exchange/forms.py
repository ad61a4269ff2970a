"""What members fill in: a status check, a bulletin, a question, guidance, a campaign, what was said to an officer."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from timpora.agencies.forms import by_place
from timpora.agencies.models import Agency
from timpora.documents.paper_field import PaperField
from timpora.exchange.audience import (
    agencies_near,
    agencies_to_ask,
    areas_of,
    audience_of,
    handling_fits,
    offered_audiences,
)  # fmt: skip
from timpora.exchange.campaigns import campaigns_near
from timpora.exchange.kinds import kinds
from timpora.exchange.models import Bulletin, Campaign, Question
from timpora.exchange.purposes import purposes
from timpora.exchange.references import open_references
from timpora.foundation.acting import Acting
from timpora.foundation.models import Handling
from timpora.intake.actions import Seen
from timpora.intake.forms import ReportForm
from timpora.tasks.forms import choices_of
from timpora.territory.forms import day_field, ends_after_it_begins
from timpora.territory.queries import area_name, day_at


class StatusForm(forms.Form):
    document = forms.CharField(
        label=_("Nomor paspor, NIORA, atau izin tinggal"), max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip
    nationality = forms.CharField(
        label=_("Kewarganegaraan"), max_length=60, help_text=_("Nama negara atau kode tiga huruf di paspor.")
    )
    purpose = forms.ChoiceField(label=_("Keperluan"), widget=forms.RadioSelect)
    reference = forms.ChoiceField(
        label=_("Untuk pekerjaan yang mana"), help_text=_("Permintaan, rapat, atau surat yang masih terbuka.")
    )

    def __init__(self, *args: Any, acting: Acting, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(reference.code, reference.label) for reference in open_references(acting, at)]
        self.has_work = bool(offered)
        self.fields["purpose"].choices = [(p.code, str(p)) for p in purposes().values()]  # type: ignore[attr-defined]
        self.fields["reference"].choices = [("", _("Pilih …")), *offered]  # type: ignore[attr-defined]


class PicketForm(forms.Form):
    phone = forms.RegexField(
        r"^[+0-9][0-9 ()\-]{4,39}$", label=_("Nomor piket"), max_length=40,
        help_text=_("Nomor yang dijawab di luar jam kerja juga, misalnya 0812-0000-0000."),
        error_messages={"invalid": _("Tulis nomor telepon dengan angka, misalnya 0812-0000-0000.")},
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)


class CorrectionForm(forms.Form):
    """What a correction may change: the audience and the handling stay as they were published."""

    title = forms.CharField(label=_("Judul"), max_length=160)
    words = forms.CharField(
        label=_("Isi"), max_length=8000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Tanpa nama, kewarganegaraan, atau nomor dokumen seseorang."),
    )  # fmt: skip
    valid_until = day_field(_("Berlaku sampai"))
    file = PaperField(label=_("Lampiran"), required=False)
    edition = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_valid_until(self) -> date:
        day: date = self.cleaned_data["valid_until"]
        if day < self.today:
            raise forms.ValidationError(_("Tanggal ini sudah lewat. Pilih hari ini atau sesudahnya."))
        return day


class ReadersForm(forms.Form):
    """Whom a bulletin is for, and at which level."""

    to = forms.ChoiceField(label=_("Untuk siapa"), widget=forms.RadioSelect)
    agencies = forms.MultipleChoiceField(
        label=_("Instansi yang dipilih"), required=False, widget=forms.CheckboxSelectMultiple
    )
    handling = forms.TypedChoiceField(
        label=_("Tingkat penanganan"), choices=Handling, coerce=int, initial=Handling.BIASA, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, acting: Acting, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = list(offered_audiences(acting, at))  # type: ignore[attr-defined]
        self.fields["agencies"].choices = by_place(agencies_near(acting, "bulletin.send"))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if "to" not in told or "agencies" not in told:
            return told
        audience = audience_of(told["to"], [UUID(pk) for pk in told["agencies"]])
        if audience.kind == Bulletin.Audience.AGENCIES and not audience.named:
            self.add_error("agencies", _("Pilih sedikitnya satu instansi."))
        if not handling_fits(told.get("handling", 0), audience):
            words = _("Yang rahasia hanya untuk instansi yang dipilih satu per satu atau lingkar kerja.")
            self.add_error("handling", words)
        return told | {"audience": audience}


class BulletinForm(ReadersForm, CorrectionForm):
    key = forms.UUIDField(widget=forms.HiddenInput)
    edition = None  # type: ignore[assignment]
    field_order = ("title", "words", "handling", "valid_until", "file", "to", "agencies")

    def __init__(self, *args: Any, acting: Acting, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, acting=acting, at=at, today=day_at(acting.area or 0, at), **kwargs)


class QuestionForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    agencies = forms.MultipleChoiceField(label=_("Kepada"), widget=forms.CheckboxSelectMultiple)
    topic = forms.ChoiceField(label=_("Perihal"), choices=Question.Topic)
    words = forms.CharField(
        label=_("Pertanyaan"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Setiap instansi menjawab sendiri dan tidak membaca jawaban instansi lain."),
    )  # fmt: skip
    working_days = forms.IntegerField(label=_("Batas waktu jawaban (hari kerja)"), min_value=1, max_value=60, initial=5)
    campaign = forms.ModelChoiceField(
        Campaign.objects.none(), label=_("Untuk perhatian khusus"), required=False, empty_label="—"
    )

    field_order = ("topic", "words", "working_days", "campaign", "agencies")

    def __init__(self, *args: Any, acting: Acting, at: datetime, also: Agency | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = agencies_to_ask(acting)
        if also is not None and also not in offered and also.pk != acting.agency:
            offered = [also, *offered]
        chosen = self.initial.get("agencies", ())
        offered.sort(key=lambda agency: str(agency.pk) not in chosen)  # a long list shows first what is asked for
        self.offered = {str(agency.pk): agency for agency in offered}
        self.fields["agencies"].choices = by_place(offered)  # type: ignore[attr-defined]
        today = day_at(acting.area or 0, at)
        running = campaigns_near(acting).filter(begins_on__lte=today, ends_on__gte=today)
        self.fields["campaign"].queryset = running  # type: ignore[attr-defined]

    def clean_agencies(self) -> list[Agency]:
        return [self.offered[pk] for pk in self.cleaned_data["agencies"]]


class GuidanceForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Judul"), max_length=160)
    words = forms.CharField(label=_("Isi atau ringkasan"), max_length=20000, widget=forms.Textarea(attrs={"rows": 10}))
    valid_from = day_field(_("Berlaku mulai"))
    valid_until = day_field(_("Berlaku sampai"), required=False)
    file = PaperField(label=_("Lampiran"), required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        ends_after_it_begins(self, "valid_from", "valid_until")
        return told


class EditionForm(GuidanceForm):
    key = title = None  # type: ignore[assignment]
    edition = forms.IntegerField(widget=forms.HiddenInput)


class CampaignForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Jenis"), widget=forms.RadioSelect)
    title = forms.CharField(label=_("Judul"), max_length=160)
    purpose = forms.CharField(label=_("Tujuan"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    area = forms.TypedChoiceField(label=_("Wilayah"), coerce=int)
    begins_on = day_field(_("Mulai"))
    ends_on = day_field(_("Berakhir"), help_text=_("Hari terakhir. Sesudah itu tertutup dengan sendirinya."))

    def __init__(self, *args: Any, acting: Acting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = areas_of(acting, "campaign.begin")
        self.fields["area"].choices = [(area, area_name(area)) for area in areas]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [(kind.code, str(kind)) for kind in kinds().values()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        ends_after_it_begins(self, "begins_on", "ends_on")
        return told


class TagForm(forms.Form):
    number = forms.IntegerField(label=_("Nomor laporan"), min_value=1, max_value=10**15)
    tag = forms.ChoiceField(label=_("Tanda"))

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = kinds()[campaign.kind]
        self.fields["tag"].choices = [(code, kind.tag(code)) for code in kind.tags]  # type: ignore[attr-defined]


class OralForm(ReportForm):
    """As a report, with the agency that said it as its source; the officer only writes it down."""

    agency = forms.ChoiceField(label=_("Instansi yang menyampaikan"))
    position = forms.CharField(
        label=_("Jabatan yang menyampaikan"), max_length=200,
        help_text=_("Jabatan, bukan nama; misalnya: Kepala Seksi Intelijen. Disimpan terenkripsi."),
    )  # fmt: skip
    words = forms.CharField(label=_("Yang disampaikan"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))
    photo = channel = informant = None  # type: ignore[assignment]
    about_telling = ()
    field_order = ("agency", "position", "seen_at", "area", "words", "handling", "sight", "place", "people")

    def __init__(self, *args: Any, acting: Acting, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, acting=acting, at=at, **kwargs)
        self.fields["handling"].initial = Handling.TERBATAS
        self.agencies = {str(agency.pk): agency for agency in agencies_near(acting, "oral.record")}
        self.fields["agency"].choices = [("", _("Pilih …")), *choices_of(list(self.agencies.values()))]  # type: ignore[attr-defined]

    def clean_agency(self) -> Agency:
        return self.agencies[self.cleaned_data["agency"]]

    def seen(self) -> Seen:
        return replace(super().seen(), informant=self.cleaned_data["position"])
