"""Forms of memberships: a new member, a new agency, the end of a duty, one's own password."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from timpora.agencies.duties import DUTIES
from timpora.agencies.fitting import (
    FITS,
    LEVEL_NAMES,
    SIGN_IN,
    duties_to_give,
    is_within,
    levels_of_kind,
    ranges,
    suits_kind,
    widest,
)
from timpora.agencies.models import Agency, Membership
from timpora.agencies.queries import agencies_within
from timpora.agencies.reference import kinds
from timpora.foundation.acting import Acting
from timpora.foundation.models import Account
from timpora.territory.codes import digits
from timpora.territory.forms import AreaField, day_field
from timpora.territory.queries import area_name, day_at, learn, zone_of

NOBODY = "nobody"
AREA, AREA_ROWS, MOST_AREAS = re.compile(r"area_(\d{1,2})"), 3, 12
OUT_OF_REACH = _("%(area)s berada di luar wilayah tugas Anda. Pilih wilayah di dalam wilayah tugas Anda.")


def levels_in_words(levels: tuple[int, ...]) -> str:
    return str(_(" atau ")).join(str(LEVEL_NAMES[level]) for level in levels)


def within_reach(area: int | None, acting: Acting) -> int | None:
    if area is not None and not is_within(area, ranges(acting)):
        raise ValidationError(OUT_OF_REACH, params={"area": area_name(area)})
    return area


class AgencyChoice(forms.ChoiceField):
    """One of the agencies within reach, grouped by area and given back as the row."""

    default_error_messages = {
        "invalid_choice": _("Instansi ini di luar wilayah tugas Anda. Pilih salah satu dari daftar."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.agencies: dict[str, Agency] = {}

    def offer(self, agencies: list[Agency]) -> None:
        self.agencies = {str(agency.pk): agency for agency in agencies}
        learn(agency.area for agency in agencies)
        groups: dict[int, list[tuple[str, str]]] = {}
        for agency in agencies:
            groups.setdefault(agency.area, []).append((str(agency.pk), agency.short_name))
        self.choices = [("", "—"), *((area_name(area), choices) for area, choices in groups.items())]

    def clean(self, value: Any) -> Agency | None:  # type: ignore[override]
        return self.agencies.get(super().clean(value))


def by_place(agencies: list[Agency]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Many agencies in few groups: those of one district or village stand under their regency."""
    groups: dict[str, list[Agency]] = defaultdict(list)
    for agency in agencies:
        place = area_name(agency.area - agency.area % 10**6)
        label = gettext("Kecamatan, desa, dan kelurahan di %(place)s") if agency.area % 10**6 else "%(place)s"
        groups[label % {"place": place}].append(agency)
    return [(label, [(str(one.pk), one.short_name) for one in group]) for label, group in groups.items()]


def area_rows(told: Mapping[str, Any]) -> int:
    """How many areas the form asks for: as many as were filled in, and more where more were asked for."""
    last = max((int(found.group(1)) for name in told if (found := AREA.fullmatch(name))), default=0)
    return min(max(AREA_ROWS, last) + ("more" in told) * AREA_ROWS, MOST_AREAS)


class MemberForm(forms.Form):
    """One duty, in one area or in several beside each other: a few are asked for, and more on request."""

    name = forms.CharField(label=_("Nama"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    sign_in = forms.CharField(
        label=_("Nama masuk"),
        max_length=80,
        help_text=_(
            "Huruf kecil dan angka, misalnya ayu.lestari. Bila orangnya sudah memiliki akun, tulis nama masuk itu."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        validators=[
            RegexValidator(
                SIGN_IN,
                _("Nama masuk terdiri atas 3 sampai 80 huruf kecil tanpa spasi, angka, titik, atau tanda hubung."),
            )
        ],
    )
    agency = AgencyChoice(label=_("Instansi"))
    duty = forms.ChoiceField(
        label=_("Tugas"),
        error_messages={
            "invalid_choice": _(
                "Tugas itu tidak dapat Anda berikan, karena memuat wewenang yang tidak Anda pegang. Pilih dari daftar."
            )
        },
    )
    area_1 = AreaField(label=_("Wilayah tugas"), help_text=_("Nama atau kode wilayah."))
    until = day_field(
        _("Sampai tanggal"), required=False, help_text=_("Hari terakhir bertugas. Kosongkan bila belum ditentukan.")
    )

    def __init__(self, *args: Any, acting: Acting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.acting = acting
        self.areas_asked = [f"area_{place}" for place in range(1, area_rows(self.data or self.initial) + 1)]
        for place, name in enumerate(self.areas_asked[1:], start=2):
            self.fields[name] = AreaField(label=gettext("Wilayah ke-%(n)s") % {"n": place}, required=False)
        self.order_fields(["name", "sign_in", "agency", "duty", *self.areas_asked, "until"])
        self.fields["agency"].offer(agencies_within(acting))
        self.fields["duty"].choices = [("", "—"), *((duty.code, duty.label) for duty in duties_to_give(acting))]

    @property
    def may_ask_more(self) -> bool:
        return len(self.areas_asked) < MOST_AREAS

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in self.areas_asked:
            try:
                within_reach(cleaned.get(name), self.acting)
            except ValidationError as error:
                self.add_error(name, error)
        self.check_account(cleaned.get("sign_in"), cleaned.get("name"))
        if cleaned.get("duty"):
            self.check_fit(cleaned["duty"], cleaned.get("agency"))
        until, area = cleaned.get("until"), cleaned.get("area_1")
        if until and area and until < day_at(area, timezone.now()):
            self.add_error("until", _("Tanggal itu sudah lewat. Isi hari ini atau sesudahnya, atau kosongkan."))
        return cleaned

    def check_account(self, sign_in: str | None, name: str | None) -> None:
        """An existing account is found by its sign-in name; its own name is never told to who does not know it."""
        account = Account.objects.filter(sign_in__iexact=sign_in).first() if sign_in and name else None
        if account is None:
            return
        if account.pk == self.acting.account:
            self.add_error("sign_in", _("Ini nama masuk Anda sendiri. Tugas diberikan oleh orang lain."))
        elif not account.is_active:
            self.add_error("sign_in", _("Akun dengan nama masuk ini tidak aktif. Pilih nama masuk lain."))
        elif " ".join(account.name.split()).casefold() != (name or "").casefold():
            words = _(
                "Nama masuk “%(sign_in)s” sudah dipakai dengan nama lain. Bila orangnya sama, tulis nama seperti di "
                "akunnya; bila bukan, pilih nama masuk lain."
            )
            self.add_error("sign_in", ValidationError(words, params={"sign_in": sign_in}))

    def check_fit(self, duty: str, agency: Agency | None) -> None:
        label = DUTIES[duty].label
        if agency and not suits_kind(duty, agency.kind_id):
            words = _("Tugas “%(duty)s” bukan untuk %(agency)s. Pilih tugas atau instansi yang sesuai.")
            self.add_error("duty", ValidationError(words, params={"duty": label, "agency": agency.short_name}))
        for field in self.areas_asked:
            area = self.cleaned_data.get(field)
            if area is not None and digits(area) not in FITS[duty].levels:
                words = _("Tugas “%(duty)s” memerlukan wilayah tingkat %(levels)s; %(area)s bukan itu.")
                levels = levels_in_words(FITS[duty].levels)
                given = {"duty": label, "levels": levels, "area": area_name(area)}
                self.add_error(field, ValidationError(words, params=given))

    def areas(self) -> list[int]:
        given = (self.cleaned_data[field] for field in self.areas_asked)
        return list(dict.fromkeys(area for area in given if area is not None))

    def ends_at(self) -> datetime | None:
        """The midnight after the last day, at the first area."""
        if self.cleaned_data["until"] is None:
            return None
        after = self.cleaned_data["until"] + timedelta(days=1)
        return datetime.combine(after, time.min, tzinfo=zone_of(self.cleaned_data["area_1"]))


class AgencyForm(forms.Form):
    kind = forms.ChoiceField(label=_("Jenis instansi"))
    name = forms.CharField(label=_("Nama lengkap"), max_length=200, help_text=_("Seperti pada kop suratnya."))
    short_name = forms.CharField(
        label=_("Nama singkat"), max_length=80, help_text=_("Misalnya “Disnaker Tanah Bumbu”.")
    )
    area = AreaField(label=_("Wilayah"), help_text=_("Wilayah kerja instansi itu: nama atau kode."))

    def __init__(self, *args: Any, acting: Acting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.acting = acting
        level = widest(ranges(acting))
        offered = [(kind.code, kind.name) for kind in kinds() if max(levels_of_kind(kind.code)) >= level]
        self.fields["kind"].choices = [("", "—"), *offered]

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_area(self) -> int | None:
        return within_reach(self.cleaned_data["area"], self.acting)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind, name, area = (cleaned.get(field) for field in ("kind", "name", "area"))
        if kind and area and digits(area) not in levels_of_kind(kind):
            words = _("Instansi jenis ini berada di tingkat %(levels)s; %(area)s bukan itu.")
            given = {"levels": levels_in_words(levels_of_kind(kind)), "area": area_name(area)}
            self.add_error("area", ValidationError(words, params=given))
        elif kind and name and area and Agency.objects.filter(kind=kind, area=area, name__iexact=name).exists():
            self.add_error("name", _("Instansi ini sudah terdaftar. Pilih dari daftar instansi pada formulir anggota."))
        return cleaned


class Successor(forms.ChoiceField):
    """One of the running memberships that may take over, given back as the row."""

    default_error_messages = {
        "invalid_choice": _("Orang itu tidak dapat, atau tidak dapat lagi, meneruskannya. Pilih dari daftar.")
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.RadioSelect, **kwargs)
        self.rows: dict[str, Membership] = {}

    def offer(self, rows: Sequence[Membership], *more: tuple[str, Any]) -> None:
        self.rows = {str(row.pk): row for row in rows}
        named = [(key, f"{row.account.name} · {DUTIES[row.duty].label}") for key, row in self.rows.items()]
        self.choices = [*named, *more]

    def clean(self, value: Any) -> Membership | None:  # type: ignore[override]
        return self.rows.get(super().clean(value))


class HandOverForm(forms.Form):
    successor = Successor(
        label=_("Diteruskan oleh"),
        error_messages={"required": _("Pilih siapa yang meneruskannya.")},
    )
    is_hidden = forms.BooleanField(
        label=_("Tutup akses pemegang lama ke pekerjaan ini"),
        required=False,
        help_text=_("Sesudah diserahkan, ia tidak lagi melihat catatan itu beserta kelanjutannya."),
    )

    def __init__(self, *args: Any, successors: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].offer(successors)  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """The end of a duty; where open work stands in the member's name, who takes it over, or that nobody does."""

    reason = forms.CharField(
        label=_("Alasan"),
        min_length=10,
        max_length=2000,
        help_text=_("Misalnya pindah tugas atau pensiun. Paling sedikit 10 huruf."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    successor = Successor(
        label=_("Pekerjaan yang masih terbuka diteruskan oleh"),
        error_messages={"required": _("Pilih siapa yang meneruskan pekerjaannya, atau “Belum ada”.")},
    )

    def __init__(self, *args: Any, successors: Sequence[Membership] = (), open_count: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if open_count:
            nobody = (NOBODY, _("Belum ada: pekerjaan tetap atas namanya dan dapat diserahkan nanti"))
            self.fields["successor"].offer(successors, nobody)  # type: ignore[attr-defined]
        else:
            del self.fields["successor"]


class EmailForm(forms.Form):
    email = forms.EmailField(
        label=_("Surel kantor"),
        required=False,
        max_length=254,
        help_text=_(
            "Pemberitahuan bahwa ada yang menunggu dikirim ke alamat ini, tanpa isi dan tanpa nama orang. "
            "Kosongkan bila tidak perlu."
        ),
    )


class AcceptForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    accept = forms.BooleanField(
        label=_("Saya sudah membaca kode etik ini dan akan mematuhinya."),
        error_messages={"required": _("Centang bila Anda setuju. Tanpa persetujuan, data tidak terbuka.")},
    )


class ConductForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Teks kode etik"),
        min_length=200,
        max_length=10_000,
        help_text=_("Baris kosong memisahkan paragraf. Baris yang diawali “## ” menjadi judul."),
        widget=forms.Textarea(attrs={"rows": 24}),
    )


def password_field(label: Any, kind: str, help_text: Any = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": kind})
    return forms.CharField(label=label, strip=False, max_length=200, widget=widget, help_text=help_text)


class PasswordForm(forms.Form):
    old = password_field(_("Kata sandi lama"), "current-password")
    new = password_field(
        _("Kata sandi baru"),
        "new-password",
        _("Paling sedikit 12 huruf. Beberapa kata yang hanya Anda tahu sudah baik."),
    )
    again = password_field(_("Kata sandi baru sekali lagi"), "new-password")

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_old(self) -> str:
        if not self.account.check_password(self.cleaned_data["old"]):
            words = _("Kata sandi lama tidak cocok. Periksa lagi, lalu coba sekali lagi.")
            raise ValidationError(words, code="does_not_match")
        return str(self.cleaned_data["old"])

    def clean_new(self) -> str:
        validate_password(self.cleaned_data["new"], self.account)
        return str(self.cleaned_data["new"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        new = cleaned.get("new")
        if new and new == cleaned.get("old"):
            self.add_error("new", _("Kata sandi baru sama dengan yang lama. Pilih yang lain."))
        if new and cleaned.get("again") and new != cleaned["again"]:
            self.add_error("again", _("Kedua kata sandi baru tidak sama. Ketik lagi keduanya."))
        return cleaned
