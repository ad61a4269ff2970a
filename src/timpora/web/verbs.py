"""What each verb means, in words for people: the help page and refusals say it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, str | Promise] = {
    "report.send": _("mengirim laporan tentang yang terlihat"),
    "report.read": _("membaca laporan dan kelanjutannya"),
    "report.close": _("menandai laporan sudah dibaca dan menutupnya"),
    "file.read": _("membuka lampiran"),
    "batch.send": _("mengirim berkas data"),
    "batch.read": _("melihat berkas yang masuk beserta baris yang ditolak"),
    "batch.undo": _("membatalkan berkas"),
    "person.read": _("membuka data orang asing"),
    "status.check": _("memeriksa apakah suatu dokumen tercatat pada kantor imigrasi"),
    "status.permit": _("melihat sampai kapan izin tinggal tercatat berlaku"),
    "person.judge": _("mencocokkan: orang yang sama atau bukan"),
    "person.protect": _("melindungi data seseorang"),
    "member.edit": _("menambah anggota dan mengakhiri tugasnya"),
    "person.urgent": _("meminta akses mendesak ke data satu orang di luar wilayah"),
    "urgent.read": _("melihat akses mendesak beserta alasannya"),
    "urgent.close": _("menutup akses mendesak dengan penilaian"),
    "conduct.edit": _("menerbitkan kode etik"),
    "protection.open": _("membuka data orang yang dilindungi"),
    "protection.lift": _("mencabut pelindungan bersama pemegang kunci kedua"),
    "check.read": _("melihat yang perlu diperiksa dan temuan"),
    "check.decide": _("memutuskan: benar, keliru, atau perlu ditanya"),
    "task.read": _("membaca permintaan kepada instansi"),
    "task.send": _("meminta keterangan kepada instansi lain"),
    "task.answer": _("menjawab permintaan kepada instansi Anda"),
    "meeting.read": _("membaca rapat, agenda, dan tindak lanjut"),
    "meeting.hold": _("menyiapkan rapat, mencatat hadir, dan menulis notula"),
    "letter.read": _("membuka surat"),
    "letter.make": _("membuat surat"),
    "team.read": _("melihat tim dan unsurnya"),
    "team.edit": _("mencatat SK tim dan unsurnya"),
    "area.read": _("melihat wilayah"),
    "rule.read": _("membaca aturan beserta pasalnya"),
    "event.read": _("melihat siapa membuka data siapa, dan untuk keperluan apa"),
    "audit.verify": _("memeriksa keutuhan catatan peristiwa"),
}


def said(verb: str) -> str:
    return str(VERBS.get(verb, verb))
