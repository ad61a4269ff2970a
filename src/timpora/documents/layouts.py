"""What stands on each official paper, from its head to its foot. Words are those of *tata naskah dinas*."""

from timpora.documents.blocks import (
    COPIES,
    HEAD,
    KOP,
    NEW_PAGE,
    SIGNED,
    Block,
    block,
    centred,
    column,
    numbered,
    pairs,
    section,
    signed_by,
    table,
    text,
    title,
    words,
)

type Layout = tuple[Block, ...]
NUMBER = block("number")
MATRIX = (
    column("No.", "number", 1.1),
    column("Tindak lanjut", "words", 5),
    column("Penanggung jawab", "owner", 3.6),
    column("Batas waktu", "due", 2.4),
    column("Keadaan", "state", 3),
)
WHEN_AND_WHERE = (("Hari, tanggal", "day"), ("Waktu", "clock"), ("Tempat", "place"))
OFFICIALS = (
    column("No.", "number", 1), column("Nama", "name", 4.2), column("NIP/NRP", "staff_number", 3.4),
    column("Pangkat/Gol.", "rank", 3), column("Jabatan", "position", 4),
)  # fmt: skip

UNDANGAN: Layout = (
    KOP, HEAD, block("addressees", field="addressees", is_annexed=True),
    numbered("bases", style="bare"), text("opening"), pairs(*WHEN_AND_WHERE, ("Acara", "theme"), inset=1),
    numbered("agenda", "Pokok acara:", style="plain"), text("closing"), SIGNED, COPIES,
    block("annexed", field="addressees", heading="Daftar undangan"),
)  # fmt: skip
DAFTAR_HADIR: Layout = (
    KOP, title(), block("sheets", field="sheets", rows=[["Acara", "theme"], ["Waktu", "clock"], ["Tempat", "place"]]),
    SIGNED,
)  # fmt: skip
SUSUNAN_ACARA: Layout = (
    KOP, title(), pairs(("Acara", "theme"), *WHEN_AND_WHERE),
    table(
        "programme", column("No.", "number", 1), column("Waktu", "clock", 3.4), column("Acara", "words", 7),
        column("Pelaksana", "who", 5),
    ),
    SIGNED,
)  # fmt: skip
SURAT_TUGAS: Layout = (
    KOP, title(), NUMBER, numbered("considering", "Menimbang", style="letters"), numbered("bases", "Dasar"),
    centred("Memberi tugas", is_strong=True), section("Kepada"), table("officials", *OFFICIALS),
    numbered("tasks", "Untuk"), pairs(*WHEN_AND_WHERE), text("closing"),
    block("issued"), SIGNED, COPIES,
)  # fmt: skip
BAHAN_RAPAT: Layout = (
    KOP, title(), pairs(("Acara", "theme"), ("Hari, tanggal", "day"), ("Tempat", "place"), ("Keadaan per", "as_of")),
    block("charts", field="charts"), NEW_PAGE, section("Tindak lanjut rapat yang lalu"),
    table("earlier", *MATRIX, none="Tidak ada tindak lanjut yang terbuka."),
    numbered("waiting", "Hal yang menunggu instansi", none="Tidak ada."),
    numbered("ending", "Keputusan dan perjanjian yang akan berakhir", none="Tidak ada."),
    numbered("agenda", "Pokok acara", none="Belum disusun."), text("note"),
)  # fmt: skip
NOTULA: Layout = (
    KOP, title(), pairs(("Acara", "theme"), *WHEN_AND_WHERE, ("Pimpinan rapat", "chair"), ("Notulis", "notulis")),
    table("earlier", *MATRIX, heading="Tindak lanjut rapat yang lalu"),
    numbered("agenda", "Pokok acara", none="Tidak ada."), numbered("came", "Unsur hadir", none="Tidak ada."),
    numbered("absent", "Unsur tidak hadir", none="Tidak ada."), section("Pembahasan"), text("minutes"),
    block("items", field="items"), section("Tindak lanjut"),
    table("follow_ups", *MATRIX, none="Rapat tidak memutuskan tindak lanjut."), signed_by("signatures"), COPIES,
)  # fmt: skip
BERITA_ACARA: Layout = (
    KOP, title(), NUMBER, text("opening"),
    table(
        "present", column("No.", "number", 1), column("Nama", "name", 5), column("Jabatan", "position", 5),
        column("Instansi", "agency", 5),
    ),
    numbered("bases", "Dasar"), numbered("agreed", "Para pihak menyepakati:", style="plain"), text("closing"),
    block("issued"), signed_by("signatures"), COPIES,
)  # fmt: skip
LAPORAN_KEGIATAN: Layout = (
    KOP, title(), centred(field="about", is_strong=True), NUMBER, section("A. Pendahuluan"), text("introduction"),
    numbered("bases", "Dasar", style="plain"), section("B. Kegiatan yang dilaksanakan"),
    pairs(("Acara", "theme"), *WHEN_AND_WHERE), text("activities"), numbered("came", "Unsur hadir:", style="plain"),
    numbered("absent", "Unsur tidak hadir:", style="plain"), section("C. Hasil yang dicapai"), text("results"),
    table("follow_ups", *MATRIX), section("D. Simpulan dan saran"), text("conclusions"), section("E. Penutup"),
    text("closing"), block("issued"), signed_by("signatures"), COPIES,
)  # fmt: skip
SIARAN_PERS: Layout = (
    KOP, title(), NUMBER, centred(field="headline", is_strong=True), text("opening"), text("body"),
    text("closing"), block("issued"), SIGNED, pairs(("Narahubung", "contact")),
)  # fmt: skip
TANDA_TERIMA: Layout = (
    KOP, title(), NUMBER, pairs(("Dari", "giver"), ("Kepada", "receiver"), ("Hari, tanggal", "day")),
    words("Telah diserahkan dan diterima:"),
    table(
        "things", column("No.", "number", 1), column("Uraian", "words", 8), column("Jumlah", "amount", 2.6),
        column("Keterangan", "note", 4.4),
    ),
    text("closing"), signed_by("signatures"),
)  # fmt: skip
SK_TIM: Layout = (
    KOP, title(), NUMBER, centred("tentang"), centred(field="about", is_strong=True),
    numbered("considering", "Menimbang", style="letters"), numbered("bases", "Mengingat"),
    centred("Memutuskan", is_strong=True), block("decided", field="decisions"), block("issued", is_decree=True), SIGNED,
    COPIES, NEW_PAGE, centred("Lampiran keputusan", is_strong=True), centred(field="about"),
    table(
        "seats", column("No.", "number", 1), column("Kedudukan dalam tim", "role", 4),
        column("Jabatan", "position", 6.5), column("Instansi", "agency", 5.5),
    ),
)  # fmt: skip
LAPORAN_BULANAN: Layout = (
    KOP, HEAD, block("addressees", field="addressees", is_annexed=False), text("opening"), text("closing"),
    SIGNED, COPIES, NEW_PAGE,
    centred(field="table_title", is_strong=True),
    table(
        "places", column("Wilayah", "place", 6),
        column("Waktu", "meeting_when", 2.6, group="Rapat Koordinasi"),
        column("Keterangan", "meeting_note", 3.6, group="Rapat Koordinasi"),
        column("Waktu", "operation_when", 2.6, group="Operasi Gabungan"),
        column("Keterangan", "operation_note", 3.6, group="Operasi Gabungan"),
    ),
    text("note"),
)  # fmt: skip
