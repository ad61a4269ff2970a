"""Words for codes: kinds of events, what they were about, and what a verification found."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from timpora.registers.purposes import PURPOSES

KIND_LABELS: dict[str, str | Promise] = {
    "account.signed_in": _("Masuk"),
    "account.sign_in_failed": _("Gagal masuk"),
    "account.signed_out": _("Keluar"),
    "access.refused": _("Ditolak: bukan untuk tugasnya"),
    "file.opened": _("Membuka lampiran"),
    "membership.begun": _("Mulai bertugas"),
    "membership.ended": _("Berhenti bertugas"),
    "membership.chosen": _("Berganti tugas"),
    "agency.registered": _("Mendaftarkan instansi"),
    "account.password_changed": _("Mengganti kata sandi"),
    "account.password_renewed": _("Membuat kata sandi sementara"),
    "letter.made": _("Membuat surat"),
    "letter.shown": _("Melihat halaman surat"),
    "letter.opened": _("Membuka berkas surat"),
    "team.decreed": _("Mencatat SK tim"),
    "seat.added": _("Menambah unsur tim"),
    "seat.ended": _("Mengakhiri unsur tim"),
    "position.holder_changed": _("Mengganti pemegang jabatan"),
    "team.phones_shown": _("Melihat nomor telepon tim"),
    "source.withdrawn": _("Menarik sumber data"),
    "registers.person_opened": _("Membuka data orang asing"),
    "registers.persons_searched": _("Mencari orang asing"),
    "registers.person_printed": _("Mencetak data orang asing"),
    "registers.persons_protected": _("Melindungi data seseorang"),
    "registers.protection_lift_asked": _("Meminta pencabutan pelindungan"),
    "registers.protection_lifted": _("Mencabut pelindungan"),
    "reports.received": _("Mengirim laporan"),
    "report.opened": _("Membuka laporan"),
    "report.marked_read": _("Menandai laporan sudah dibaca"),
    "report.closed": _("Menutup laporan"),
    "batch.previewed": _("Membaca berkas sebelum disimpan"),
    "batches.accepted": _("Menyimpan berkas"),
    "batches.undone": _("Membatalkan berkas"),
    "batch.opened": _("Membuka berkas"),
    "batch.rejects_taken": _("Mengunduh baris yang ditolak"),
    "identity.judged": _("Mencocokkan orang"),
    "identity.judgement_undone": _("Membatalkan pencocokan"),
    "identity.candidates_seen": _("Melihat calon yang cocok"),
    "compliance.checks_opened": _("Pertanyaan baru dari aturan"),
    "compliance.checks_lapsed": _("Pertanyaan gugur oleh data baru"),
    "compliance.checks_asked": _("Menanyakan kepada instansi"),
    "compliance.checks_decided": _("Memutuskan yang perlu diperiksa"),
    "compliance.findings_closed": _("Menutup temuan"),
    "compliance.check_seen": _("Membuka yang perlu diperiksa"),
    "compliance.finding_seen": _("Membuka temuan"),
    "tasks.drafted": _("Menyiapkan permintaan"),
    "tasks.sent": _("Mengirim permintaan"),
    "tasks.opened": _("Permintaan dibuka instansi"),
    "tasks.accepted": _("Menerima permintaan"),
    "tasks.answered": _("Menjawab permintaan"),
    "tasks.returned": _("Mengembalikan permintaan"),
    "tasks.settled": _("Menyelesaikan permintaan"),
    "tasks.withdrawn": _("Menarik permintaan"),
    "tasks.seen": _("Membaca permintaan"),
    "meeting.called": _("Menjadwalkan rapat"),
    "meeting.agenda_built": _("Menyusun agenda"),
    "meeting.agenda_changed": _("Mengubah agenda"),
    "meeting.invitations_sent": _("Mengirim undangan"),
    "meeting.presence_marked": _("Mencatat hadir"),
    "meeting.presence_taken_back": _("Menarik catatan hadir"),
    "meeting.minutes_written": _("Menulis notula"),
    "meeting.attendance_printed": _("Mencetak daftar hadir"),
    "meeting.minutes_printed": _("Mencetak notula"),
    "meeting.closed": _("Mengesahkan notula"),
    "follow_up.decided": _("Memutuskan tindak lanjut"),
    "follow_up.ended": _("Mengakhiri tindak lanjut"),
    "site.searched": _("Mencari dari kotak pencarian"),
    "oversight.seen": _("Membuka pengawasan internal"),
    "audit.verification_asked": _("Meminta pemeriksaan catatan"),
    "audit.verified": _("Memeriksa keutuhan catatan"),
}

SUBJECT_LABELS: dict[str, str | Promise] = {
    "registers.person": _("orang"),
    "registers.mention": _("orang yang disebut"),
    "intake.report": _("laporan"),
    "intake.batch": _("berkas"),
    "compliance.check": _("perlu diperiksa"),
    "compliance.finding": _("temuan"),
    "tasks.task": _("permintaan"),
    "meetings.meeting": _("rapat"),
    "meetings.followup": _("tindak lanjut"),
    "teams.team": _("tim"),
    "documents.letter": _("surat"),
    "foundation.storedfile": _("lampiran"),
    "agencies.membership": _("tugas anggota"),
    "agencies.agency": _("instansi"),
    "foundation.account": _("akun"),
}

PROBLEMS: dict[str, str | Promise] = {
    "seal_missing": _("Segel %(no)s hilang."),
    "chain_broken": _("Segel %(no)s tidak menyambung ke segel sebelumnya."),
    "event_changed": _("Segel %(no)s: peristiwa %(event)s diubah setelah disegel."),
    "note_changed": _("Segel %(no)s: keterangan peristiwa %(event)s diubah setelah disegel."),
    "events_missing": _("Segel %(no)s menyegel %(expected)s peristiwa, sekarang ada %(found)s."),
    "root_differs": _("Segel %(no)s tidak cocok lagi dengan peristiwa di dalamnya."),
    "anchor_differs": _("Jangkar pada segel %(no)s tidak cocok: catatan dipotong atau berasal dari cadangan lama."),
}


def kind_label(code: str) -> str:
    return str(KIND_LABELS.get(code, code))


def subject_label(code: str) -> str:
    return str(SUBJECT_LABELS.get(code, ""))


def purpose_label(code: str) -> str:
    return str(PURPOSES.get(code, "" if code == "duty" else code))


def problem_sentence(key: str, details: dict[str, object]) -> str:
    return str(PROBLEMS[key]) % details if key in PROBLEMS else f"{key} {details}"
