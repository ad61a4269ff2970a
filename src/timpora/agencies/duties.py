"""Duties as data: what each one may do, on which rows. Titles are an office's words; verbs are the system's."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from timpora.foundation.models import Handling

ALL, AGENCY, ACCOUNT = "all", "agency", "account"


@dataclass(frozen=True, slots=True)
class Duty:
    code: str
    label: str | Promise
    on_area: frozenset[str] = frozenset()  # every row of the area
    on_agency: frozenset[str] = frozenset()  # rows that the own agency told, within the area
    on_account: frozenset[str] = frozenset()  # rows that the member told, within the area
    on_records: frozenset[str] = frozenset()  # only rows a grant names one by one (requests to the agency)
    level: int = Handling.BIASA  # up to which handling level the rows of the area are open

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
MEETS = words("circle.read")
ATTENDS = words("restricted.read")  # of a meeting, the session that lists the member
ANSWERS = words("task.read task.answer task.settle") | MEETS
TOTALS = words("total.read")  # exact numbers by area, without names: seats of the team and the camat
CHECKS = words("status.check")  # one of three answers
# What agencies tell and ask each other, of their own; what others sent them is opened record by record.
TELLS = words("bulletin.read bulletin.send question.read question.ask question.answer")
KNOWS = words("guidance.read campaign.read")
SEES_TEAM = words("team.read meeting.read letter.read area.read rule.read agreement.read")
# What a clause of an agreement may open; without one in force it opens nothing.
SHARED = words("shared.read shared.permits shared.workplaces shared.addresses")
SECTION = (
    SENDS
    | IMPORTS
    | SEES_TEAM
    | CHECKS
    | TOTALS
    | words("status.permit report.close person.read person.judge person.protect person.urgent")
    | words("check.read check.decide task.read task.send task.answer task.settle meeting.hold letter.make")
    | words("record.share report.reporter circle.make oral.record campaign.tag")
    | KNOWS
    | MEETS
)
# Of the own office alone: what was opened in haste, and the word that closes it.
SUPERVISES = words("urgent.read urgent.close")

# Of those who lead the section: who asked of their files, the number of the desk, what is published to the teams.
LEADS = words(
    "office.edit agreement.edit asked.read picket.edit guidance.publish campaign.begin helper.edit letter.setup"
)

# Who sends for a village sees the fate of the own reports and what was published to it, and no register.
VILLAGE = words("area.read guidance.read")
OF_A_VILLAGE: dict[str, Any] = {"on_area": VILLAGE, "on_account": SENDS, "on_records": words("bulletin.read")}
OF_A_KECAMATAN: dict[str, Any] = {
    "on_area": SEES_TEAM | CHECKS | TOTALS | KNOWS,
    "on_agency": SENDS | TELLS,
    "on_records": ANSWERS | ATTENDS,
}

DUTIES: dict[str, Duty] = {
    duty.code: duty
    for duty in (
        Duty(
            "pelaksana",
            _("Pelaksana Inteldakim"),
            on_area=SECTION,
            on_agency=TELLS,
            on_account=words("report.read urgent.read"),
            on_records=ATTENDS,
            level=Handling.TERBATAS,
        ),
        Duty(
            "kasi",
            _("Kepala Seksi Inteldakim"),
            on_area=SECTION | LEADS | words("protection.open protection.lift team.edit member.edit"),
            on_agency=SUPERVISES | TELLS,
            on_records=SHARED | ATTENDS,  # passed on with a duty; nothing is shared with the own office
            level=Handling.RAHASIA,
        ),
        Duty(
            "kakanim",
            _("Kepala Kantor Imigrasi"),
            on_area=SECTION | LEADS | words("team.edit member.edit conduct.edit"),
            on_agency=SUPERVISES | TELLS,
            on_records=SHARED | ATTENDS,  # passed on with a duty; nothing is shared with the own office
            level=Handling.RAHASIA,
        ),
        # Serves people who come to the office. Family facts open here alone; findings and operations stay shut.
        Duty(
            "layanan",
            _("Petugas layanan izin tinggal"),
            on_area=words("person.read person.protect family.read family.edit area.read rule.read guidance.read"),
        ),
        Duty(
            "kesbangpol",
            _("Petugas Kesbangpol"),
            on_area=SEES_TEAM | CHECKS | TOTALS | KNOWS | words("total.report"),
            on_agency=SENDS | IMPORTS | TELLS,
            on_records=ANSWERS | SHARED | ATTENDS,
        ),
        Duty(
            "instansi",
            _("Petugas instansi anggota"),
            on_area=SEES_TEAM | CHECKS | TOTALS | KNOWS,
            on_agency=SENDS | IMPORTS | TELLS,
            on_records=ANSWERS | SHARED | ATTENDS,
        ),
        Duty(
            "operator_camat",
            _("Operator a.n. camat"),
            **OF_A_KECAMATAN,
        ),
        Duty(
            "kasi_trantib",
            _("Kasi Trantib kecamatan"),
            **OF_A_KECAMATAN,
        ),
        Duty(
            "kades",
            _("Kepala desa/lurah"),
            **OF_A_VILLAGE,
        ),
        Duty(
            "bhabinkamtibmas",
            _("Bhabinkamtibmas"),
            **OF_A_VILLAGE,
        ),
        Duty(
            "babinsa",
            _("Babinsa"),
            **OF_A_VILLAGE,
        ),
        # Petugas Imigrasi Pembina Desa: of the office, but sends like a village and follows only what is its own.
        Duty(
            "pimpasa",
            _("PIMPASA (pembina desa)"),
            **OF_A_VILLAGE | {"on_area": VILLAGE | words("team.read rule.read")},
        ),
        # A Kanwil or the Directorate keeps the teams whose secretariat it is, and reads the others.
        Duty(
            "kanwil",
            _("Kantor Wilayah"),
            on_area=SEES_TEAM | KNOWS | words("office.edit"),
            on_agency=TELLS | words("file.read team.edit"),
            on_records=ATTENDS,
        ),
        Duty(
            "inspektur",
            _("Pengawas internal"),
            on_area=words("event.read audit.verify rule.read urgent.read asked.read"),
        ),
    )
}
