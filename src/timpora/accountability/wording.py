"""Words for codes: kinds of events, what they were about, and what a verification found."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from timpora.registers.purposes import LABELS

KIND_LABELS: dict[str, str | Promise] = {
    "sheet.drawn": _("Lembar keadaan orang asing dibuat"),
    "sheet.taken": _("Lembar keadaan orang asing diunduh"),
    "nil.declared": _("NIHIL dinyatakan"),
    "arrivals.drawn": _("Jumlah kedatangan dibaca dari berkas"),
    "batch.returned": _("Berkas dikembalikan dalam bentuk rapi"),
    "own_report.filled": _("Laporan instansi sendiri diisi"),
    "account.signed_in": _("Masuk ke Timpora"),
    "account.sign_in_failed": _("Gagal masuk"),
    "account.signed_out": _("Keluar dari Timpora"),
    "account.factor_added": _("Memasang langkah kedua untuk masuk"),
    "account.factor_removed": _("Mencabut langkah kedua untuk masuk"),
    "account.factors_taken_off": _("Mencabut langkah kedua anggota"),
    "account.recovery_codes_made": _("Membuat kode cadangan"),
    "account.recovery_code_used": _("Masuk dengan kode cadangan"),
    "account.code_failed": _("Kode langkah kedua tidak cocok"),
    "account.passkey_used": _("Memakai kunci masuk"),
    "account.session_ended": _("Dikeluarkan dari Timpora"),
    "account.limit_reached": _("Terlalu banyak percobaan masuk"),
    "access.refused": _("Ditolak: bukan untuk tugasnya"),
    "file.opened": _("Membuka lampiran"),
    "membership.begun": _("Mulai bertugas"),
    "membership.ended": _("Berhenti bertugas"),
    "membership.chosen": _("Berganti tugas"),
    "membership.grants_renewed": _("Memperbarui hak menurut tugas"),
    "membership.work_handed_over": _("Serah terima pekerjaan"),
    "record.shared": _("Membagikan catatan"),
    "record.taken_back": _("Menghentikan pembagian catatan"),
    "record.excluded": _("Mengecualikan instansi dari catatan"),
    "record.let_in": _("Mencabut pengecualian instansi"),
    "record.handling_changed": _("Mengubah tingkat penanganan"),
    "circle.made": _("Membuat lingkar kerja"),
    "circle.changed": _("Mengubah lingkar kerja"),
    "circle.ended": _("Mengakhiri lingkar kerja"),
    "conduct.published": _("Menerbitkan kode etik"),
    "conduct.accepted": _("Menyetujui kode etik"),
    "urgent.opened": _("Meminta akses mendesak"),
    "urgent.closed": _("Menutup akses mendesak"),
    "agency.registered": _("Mendaftarkan instansi"),
    "account.password_changed": _("Mengganti kata sandi"),
    "account.password_renewed": _("Membuat kata sandi sementara"),
    "account.email_changed": _("Mengubah surel kantor anggota"),
    "letter.made": _("Membuat surat"),
    "letter.shown": _("Melihat halaman surat"),
    "letter.opened": _("Membuka berkas surat"),
    "team.decreed": _("Mencatat SK tim"),
    "seat.added": _("Menambah unsur tim"),
    "agreement.drafted": _("Menyusun konsep perjanjian"),
    "agreement.changed": _("Mengubah konsep perjanjian"),
    "agreement.in_force": _("Memberlakukan perjanjian"),
    "agreement.ended": _("Mengakhiri perjanjian"),
    "agreement.paper_made": _("Membuat naskah perjanjian"),
    "agreement.obligation_fulfilled": _("Memenuhi kewajiban perjanjian"),
    "agreement.destruction_asked": _("Meminta pemusnahan data yang pernah diambil"),
    "shared.listed": _("Membuka daftar data bersama"),
    "shared.opened": _("Membuka satu data bersama"),
    "shared.printed": _("Mencetak data bersama"),
    "shared.exported": _("Mengambil berkas data bersama"),
    "seat.ended": _("Mengakhiri unsur tim"),
    "position.holder_changed": _("Mengganti pemegang jabatan"),
    "team.phones_shown": _("Melihat nomor telepon tim"),
    "decree.filed": _("Mengunggah berkas SK tim"),
    "decree.corrected": _("Memperbaiki catatan SK tim"),
    "decree.opened": _("Membuka berkas SK tim"),
    "team.inaugurated": _("Mencatat pengukuhan tim"),
    "team.coverage_exported": _("Mengunduh tabel cakupan tim"),
    "office.changed": _("Mengubah data kantor imigrasi"),
    "workload.told": _("Mencatat angka beban kerja"),
    "source.withdrawn": _("Menarik sumber data"),
    "registers.person_opened": _("Membuka data orang asing"),
    "registers.persons_searched": _("Mencari orang asing"),
    "registers.person_printed": _("Mencetak data orang asing"),
    "registers.persons_protected": _("Melindungi data seseorang"),
    "registers.protection_lift_asked": _("Meminta pencabutan pelindungan"),
    "registers.protection_lifted": _("Mencabut pelindungan"),
    "registers.child_follows": _("Mencatat anak yang menyertai orang tua"),
    "registers.child_follows_no_more": _("Mencatat anak tidak lagi menyertai orang tua"),
    "registers.helper_edited": _("Mengubah alamat yang membantu"),
    "registers.family_read": _("Membuka fakta keluarga"),
    "registers.family_recorded": _("Mencatat fakta keluarga"),
    "registers.family_ended": _("Mengakhiri fakta keluarga"),
    "report.reporter_read": _("Membuka siapa yang menyampaikan laporan"),
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
    "tasks.passed": _("Meneruskan rujukan atau pelimpahan"),
    "tasks.moved": _("Permintaan pindah bersama pelimpahan"),
    "tasks.seen": _("Membaca permintaan"),
    "meeting.called": _("Menjadwalkan rapat"),
    "meeting.agenda_built": _("Menyusun agenda"),
    "meeting.agenda_changed": _("Mengubah agenda"),
    "meeting.invitations_sent": _("Mengirim undangan"),
    "meeting.presence_marked": _("Mencatat hadir"),
    "meeting.presence_taken_back": _("Menarik catatan hadir"),
    "meeting.minutes_written": _("Menulis notula"),
    "meeting.minutes_added_to": _("Menambah berita tambahan pada notula"),
    "restricted.opened": _("Membuka sesi terbatas"),
    "restricted.written": _("Menulis di sesi terbatas"),
    "restricted.admitted": _("Mencatat peserta sesi terbatas"),
    "restricted.taken_off": _("Mengeluarkan peserta sesi terbatas"),
    "restricted.closed": _("Mengesahkan notula sesi terbatas"),
    "restricted.shown": _("Membuka halaman sesi terbatas"),
    "restricted.printed": _("Mencetak notula sesi terbatas"),
    "press.written": _("Menulis siaran pers"),
    "press.approved": _("Menyetujui siaran pers"),
    "media.logged": _("Mencatat berita media"),
    "meeting.attendance_printed": _("Mencetak daftar hadir"),
    "meeting.minutes_printed": _("Mencetak notula"),
    "meeting.closed": _("Mengesahkan notula"),
    "follow_up.decided": _("Memutuskan tindak lanjut"),
    "follow_up.moved": _("Menanggapi atau melaporkan tindak lanjut"),
    "follow_up.handed_over": _("Menyerahkan tindak lanjut kepada instansi lain"),
    "follow_up.ended": _("Mengakhiri tindak lanjut"),
    "exchange.status_checked": _("Memeriksa status"),
    "exchange.limit_reached": _("Mencapai batas pemeriksaan status sehari"),
    "exchange.asked_seen": _("Melihat siapa yang memeriksa status"),
    "exchange.picket_changed": _("Mengubah nomor piket"),
    "exchange.oral_recorded": _("Mencatat masukan lisan"),
    "bulletin.published": _("Menerbitkan buletin"),
    "bulletin.corrected": _("Meralat buletin"),
    "bulletin.withdrawn": _("Menarik buletin"),
    "bulletin.reminded": _("Mengingatkan pembaca buletin"),
    "bulletin.seen": _("Membuka buletin"),
    "question.asked": _("Mengirim pertanyaan"),
    "question.answered": _("Menjawab pertanyaan"),
    "question.returned": _("Mengembalikan pertanyaan"),
    "question.withdrawn": _("Menarik pertanyaan"),
    "question.seen": _("Membuka pertanyaan"),
    "guidance.published": _("Menerbitkan pedoman"),
    "guidance.read": _("Menandai pedoman sudah dibaca"),
    "campaign.begun": _("Memulai perhatian khusus"),
    "campaign.tagged": _("Menandai laporan untuk perhatian khusus"),
    "api.token_made": _("Membuat token API"),
    "api.token_revoked": _("Mencabut token API"),
    "site.searched": _("Mencari dari kotak pencarian"),
    "oversight.seen": _("Membuka pengawasan internal"),
    "oversight.name_shown": _("Melihat nama di pengawasan internal"),
    "oversight.unusual_answered": _("Menjawab peninjauan"),
    "oversight.unusual_explained": _("Menjelaskan kepada pengawas internal"),
    "oversight.sample_answered": _("Menjawab uji petik"),
    "oversight.extract_asked": _("Meminta unduhan pengawasan internal"),
    "oversight.extract_made": _("Menyiapkan unduhan pengawasan internal"),
    "oversight.extract_taken": _("Mengambil unduhan pengawasan internal"),
    "audit.verification_asked": _("Meminta pemeriksaan catatan"),
    "audit.verified": _("Memeriksa keutuhan catatan"),
    "installation.backed_up": _("Menyalin seluruh data ke cadangan"),
    "installation.restored": _("Memulihkan seluruh data dari cadangan"),
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
    "teams.decree": _("SK tim"),
    "documents.letter": _("surat"),
    "foundation.storedfile": _("lampiran"),
    "agencies.membership": _("tugas anggota"),
    "agencies.agency": _("instansi"),
    "agencies.circle": _("lingkar kerja"),
    "agencies.handover": _("serah terima"),
    "agencies.acceptance": _("persetujuan kode etik"),
    "registers.urgentaccess": _("akses mendesak"),
    "foundation.account": _("akun"),
    "api.token": _("token API"),
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

# Why a look stands on the review list: code -> title, sentence with its figures.
UNUSUAL: dict[str, tuple[str | Promise, str | Promise]] = {
    "no_reference": (
        _("Tanpa acuan pekerjaan"),
        _("Membuka data orang %(n)s kali dalam sehari tanpa acuan pekerjaan."),
    ),
    "burst": (_("Banyak orang dalam waktu singkat"), _("Membuka data %(n)s orang dalam %(minutes)s menit.")),
    "busy_day": (
        _("Jauh di atas kebiasaan sendiri"),
        _("%(n)s kali membuka data dalam sehari; biasanya sekitar %(median)s kali."),
    ),
    "off_hours": (_("Di luar jam kerja"), _("%(n)s kali membuka data pada malam, akhir pekan, atau hari libur.")),
    "namesake": (
        _("Nama sama dengan anggota"),
        _("Membuka data %(n)s orang yang bernama sama dengan anggota. Nama yang sama belum tentu orang yang sama."),
    ),
    "several_agencies": (_("Dibuka beberapa instansi"), _("Satu orang dibuka oleh %(n)s instansi dalam sehari.")),
    "outside_area": (
        _("Di luar wilayah biasanya"),
        _("%(n)s kali membuka data di kecamatan yang sebelumnya tidak pernah dibukanya."),
    ),
    "refused": (_("Penolakan berturut-turut"), _("Ditolak %(n)s kali dalam %(minutes)s menit.")),
    "again": (
        _("Orang yang sama berulang kali"),
        _("Membuka data orang yang sama pada %(n)s hari dalam %(within)s hari, tanpa rujukan pekerjaan."),
    ),
}
# What each figure of a rule means, in the order of the rules above.
FIGURES: dict[str, str | Promise] = {
    "no_reference": _("sedikitnya %(looks)s kali sehari"),
    "burst": _("sedikitnya %(persons)s orang dalam %(minutes)s menit"),
    "busy_day": _("sedikitnya %(looks)s kali, dan %(times)s kali median hari kerjanya dalam %(days)s hari sebelumnya"),
    "off_hours": _("sedikitnya %(looks)s kali; jam kerja dihitung pukul %(until_hour)s sampai %(from_hour)s"),
    "namesake": _("nama sedikitnya %(words)s kata; data pribadi anggota sendiri tidak ada di sini"),
    "several_agencies": _("sedikitnya %(agencies)s instansi"),
    "outside_area": _(
        "sedikitnya %(looks)s kali; dibandingkan dengan %(days)s hari sebelumnya, bila ada sedikitnya %(known)s "
        "pembukaan data"
    ),
    "refused": _("sedikitnya %(times)s kali dalam %(minutes)s menit"),
    "again": _("sedikitnya %(days)s hari dalam %(within)s hari"),
}


def unusual_title(code: str) -> str:
    return str(UNUSUAL[code][0]) if code in UNUSUAL else code


def unusual_sentence(code: str, details: Mapping[str, object]) -> str:
    return str(UNUSUAL[code][1]) % details if code in UNUSUAL else code


def kind_label(code: str) -> str:
    return str(KIND_LABELS.get(code, code))


def subject_label(code: str) -> str:
    return str(SUBJECT_LABELS.get(code, ""))


def purpose_label(code: str) -> str:
    return str(LABELS.get(code, "" if code == "duty" else code))


def problem_sentence(key: str, details: dict[str, object]) -> str:
    return str(PROBLEMS[key]) % details if key in PROBLEMS else f"{key} {details}"
