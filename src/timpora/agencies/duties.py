"""Duties as data: what each one may do, on which rows. Titles are an office's words; verbs are the system's."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ALL, AGENCY, ACCOUNT = "all", "agency", "account"


@dataclass(frozen=True, slots=True)
class Duty:
    code: str
    label: str | Promise
    on_area: frozenset[str] = frozenset()  # every row of the area
    on_agency: frozenset[str] = frozenset()  # rows that the own agency told, within the area
    on_account: frozenset[str] = frozenset()  # rows that the member told, within the area
    on_records: frozenset[str] = frozenset()  # only rows a grant names one by one (requests to the agency)

    @property
    def verbs(self) -> frozenset[str]:
        return self.on_area | self.on_agency | self.on_account | self.on_records

    def grants(self) -> tuple[tuple[str, frozenset[str]], ...]:
        parts = ((ALL, self.on_area), (AGENCY, self.on_agency), (ACCOUNT, self.on_account))
        return tuple((only, verbs) for only, verbs in parts if verbs)


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SENDS = words("report.send report.read file.read")
IMPORTS = words("batch.send batch.read batch.undo file.read")
ANSWERS = words("task.read task.answer")
CHECKS = words("status.check")  # hit or no hit; what the permit says is for the immigration office alone
SEES_TEAM = words("team.read meeting.read letter.read area.read rule.read")
SECTION = (
    SENDS
    | IMPORTS
    | SEES_TEAM
    | CHECKS
    | words("status.permit report.close person.read person.judge person.protect person.urgent")
    | words("check.read check.decide task.read task.send task.answer meeting.hold letter.make")
)
# Of the own office alone: what was opened in haste, and the word that closes it.
SUPERVISES = words("urgent.read urgent.close")

DUTIES: dict[str, Duty] = {
    duty.code: duty
    for duty in (
        Duty("pelaksana", _("Pelaksana Inteldakim"), on_area=SECTION, on_account=words("urgent.read")),
        Duty(
            "kasi",
            _("Kepala Seksi Inteldakim"),
            on_area=SECTION | words("protection.open protection.lift team.edit member.edit"),
            on_agency=SUPERVISES,
        ),
        Duty(
            "kakanim",
            _("Kepala Kantor Imigrasi"),
            on_area=SECTION | words("team.edit member.edit conduct.edit"),
            on_agency=SUPERVISES,
        ),
        Duty(
            "kesbangpol",
            _("Petugas Kesbangpol"),
            on_area=SEES_TEAM | CHECKS,
            on_agency=SENDS | IMPORTS,
            on_records=ANSWERS,
        ),
        Duty(
            "instansi",
            _("Petugas instansi anggota"),
            on_area=SEES_TEAM | CHECKS,
            on_agency=SENDS | IMPORTS,
            on_records=ANSWERS,
        ),
        Duty(
            "operator_camat", _("Operator a.n. camat"), on_area=SEES_TEAM | CHECKS, on_agency=SENDS, on_records=ANSWERS
        ),
        Duty("kades", _("Kepala desa/lurah"), on_area=words("area.read"), on_account=SENDS),
        Duty("kanwil", _("Kantor Wilayah"), on_area=SEES_TEAM),
        Duty("inspektur", _("Pengawas internal"), on_area=words("event.read audit.verify rule.read urgent.read")),
    )
}
