"""The sample files as offices would send them, each in its own layout with the usual headers."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random

import xlsxwriter

from timpora.core.matching import country_name
from timpora.demo import district
from timpora.demo.population import SEED, Invented, Population
from timpora.demo.variants import variants_of
from timpora.territory.codes import parent

KOTABARU, TANAH_BUMBU = district.KOTABARU, district.TANAH_BUMBU
REGENCY = 10**6
# The share of those present whom another office knows as well: registers never agree, and that is normal.
KNOWN_TO_INSPECTORS, KNOWN_TO_REGISTRY = 0.55, 0.7

type Cell = str | int | date | datetime | None
type Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class SampleFile:
    """`sender` is the sign-in name of the member who brings it in."""

    name: str
    kind: str
    sender: str
    area: int
    as_of: date
    content: bytes


def sample_files(people: Population) -> list[SampleFile]:
    """All files, in the order in which they come in: the permits first, then what others know."""
    return list(made_files(Made(people), people.day))


def made_files(made: "Made", day: date) -> Iterator[SampleFile]:
    week_old, older, newer = (day - timedelta(days=days) for days in (6, 9, 3))
    yield SampleFile("izin-tinggal-kanim-batulicin.xlsx", "permits", "ayu", TANAH_BUMBU, week_old, made.permits())
    yield SampleFile("tka-pengawas-ketenagakerjaan.xlsx", "workers", "eka", TANAH_BUMBU, older, made.workers())
    for sender, area, place in (("fitri", TANAH_BUMBU, "tanah-bumbu"), ("galih", KOTABARU, "kotabaru")):
        name = f"penduduk-orang-asing-{place}.csv"
        yield SampleFile(name, "residents", sender, area, newer, made.residents(area))
    for town, lodging in district.LODGINGS.items():
        name = f"tamu-{lodging.lower().replace(' ', '-')}.csv"
        yield SampleFile(name, "lodging", "ayu", town // REGENCY * REGENCY, day, made.lodging(town, lodging))
    for sender, area, place in (("hendra", TANAH_BUMBU, "tanah-bumbu"), ("indah", KOTABARU, "kotabaru")):
        name = f"pemantauan-kesbangpol-{place}.xlsx"
        yield SampleFile(name, "sightings", sender, area, day, made.sightings(area))


class Made:
    """Builds each table from the same people; who stands in which file is drawn once."""

    def __init__(self, people: Population) -> None:
        self.people = people
        self.chance = Random(f"{SEED} files")  # noqa: S311  (reproducible on purpose)
        self.names = district.names()
        self.whole = [person for person in people.present if person.birth.is_whole]
        # Each doubtful person is written differently by one office.
        doubtful = people.of_story("doubtful")
        self.doubtful = {
            kind: variants_of(doubtful)[start::4]
            for start, kind in enumerate(("workers", "residents", "lodging", "sightings"))
        }

    def permits(self) -> bytes:
        header = [
            "No", "Nama Lengkap", "L/P", "Kewarganegaraan", "Tgl. Lahir", "No. Paspor", "Paspor Berlaku s.d.", "NIORA",
            "Izin Tinggal", "Indeks", "No. Izin Tinggal", "Tgl. Terbit", "Berlaku s.d.", "Tgl. Masuk", "Tgl. Keluar",
            "Tgl. Permohonan Perpanjangan", "Penjamin", "Alamat", "Kabupaten", "Kecamatan", "Desa/Kelurahan",
        ]  # fmt: skip
        rows = [
            self.permit_row(no, person)
            for no, person in enumerate(sorted(self.people.listed, key=lambda p: p.permit_no), start=1)
        ]
        return workbook("Data Izin Tinggal", ["DATA PEMEGANG IZIN TINGGAL (DATA REKAAN UNTUK LATIHAN)"], header, rows)

    def permit_row(self, no: int, p: Invented) -> Row:
        kind = "ITAS Perairan" if p.is_perairan else p.permit_kind
        return [
            no, p.name.upper(), "P" if p.sex == "F" else "L", country(p), told_birth(p), p.passport,
            p.passport_valid_until, p.niora, kind, p.permit_index, p.permit_no, p.issued_on, p.ends_on, p.entered_on,
            p.departed_on, p.extension_filed_on, p.employer, self.address(p), *self.place(p, 4, 6, 10),
        ]  # fmt: skip

    def address(self, p: Invented) -> str:
        if p.role in ("worker", "site_visitor"):
            return f"Mess karyawan {p.employer}"
        return f"Jl. Umpama No. {p.no % 90 + 1}"

    def workers(self) -> bytes:
        header = [
            "No.", "Nama TKA", "Kebangsaan", "Tempat/Tgl Lahir", "No Paspor", "Nama Perusahaan", "Jabatan", "No. RPTKA",
            "RPTKA Berlaku s/d", "Kabupaten", "Kecamatan",
        ]  # fmt: skip
        told = self.some("worker", KNOWN_TO_INSPECTORS, self.is_plain) + self.doubtful["workers"]
        told += [p for p in self.people.of_story("unlisted") if p.role == "worker"]
        rows = [
            [
                no,
                p.name,
                country(p),
                f"-, {told_birth(p)}",
                p.passport,
                p.employer,
                p.position,
                p.rptka_no,
                p.ends_on,
                *self.place(p, 4, 6),
            ]
            for no, p in enumerate(told, start=1)
        ]
        return workbook("TKA", ["REKAPITULASI TENAGA KERJA ASING", "Keadaan menurut pengesahan RPTKA"], header, rows)

    def residents(self, area: int) -> bytes:
        header = [
            "NIK", "Nama Lengkap", "JK", "Kewarganegaraan", "Tgl Lahir", "No Paspor", "No KITAS/KITAP", "No SKTT",
            "Tgl Lapor", "Tgl Terbit SKTT", "Alamat", "Kecamatan", "Desa/Kelurahan",
        ]  # fmt: skip
        lives_long = lambda p: self.is_plain(p) and p.permit_kind in ("ITAS", "ITAP") and not p.is_perairan  # noqa: E731
        told = (
            self.share(KNOWN_TO_REGISTRY, lives_long)
            + self.people.of_story("late_registry")
            + self.doubtful["residents"]
        )
        rows = [self.resident_row(p) for p in told if p.village // REGENCY * REGENCY == area]
        return separated(header, rows + rows[:2], ";")  # two rows stand there twice

    def resident_row(self, p: Invented) -> Row:
        reported_on = p.issued_on + timedelta(days=50 if p.story == "late_registry" else 2 + p.no % 7)
        nik = f"99{p.village // 10_000:06d}{p.no:08d}"  # no province has the code 99
        return [
            nik, p.name.upper(), "P" if p.sex == "F" else "L", country(p), told_birth(p), p.passport, p.permit_no,
            f"X-SKTT/{p.no:05d}", reported_on, reported_on + timedelta(days=3), self.address(p), *self.place(p, 6, 10),
        ]  # fmt: skip

    def lodging(self, town: int, lodging: str) -> bytes:
        header = [
            "Nama Hotel",
            "Nama Tamu",
            "Kebangsaan",
            "Tgl Lahir",
            "Nomor Paspor",
            "Check In",
            "Check Out",
            "Waktu Lapor",
            "Kecamatan",
            "Desa/Kelurahan",
        ]
        half = slice(0, None, 2) if town == min(district.LODGINGS) else slice(1, None, 2)
        guests = [p for p in self.whole if p.role in ("tourist", "short_visitor") and p.story != "unlisted"][half]
        guests += [p for p in self.people.of_story("unlisted") if p.role == "tourist"][half] + self.doubtful["lodging"][
            half
        ]
        rows = [self.guest_row(no, p, town, lodging) for no, p in enumerate(guests)]
        return separated(header, rows, ",")

    def guest_row(self, no: int, p: Invented, town: int, lodging: str) -> Row:
        """One guest in six is reported after the service target."""
        came_at = datetime.combine(self.people.day - timedelta(days=4 + no % 9), time(13 + no % 8, 5 * (no % 12)))
        told_at = came_at + timedelta(hours=47 if no % 6 == 5 else 3 + no % 17)
        village = self.made_village(town)
        return [
            lodging,
            p.name.title(),
            country(p),
            told_birth(p),
            p.passport,
            came_at,
            came_at + timedelta(days=2),
            told_at,
            self.names[town],
            self.names[village],
        ]

    def made_village(self, town: int) -> int:
        return next(code for code in sorted(self.names) if parent(code) == town)

    def sightings(self, area: int) -> bytes:
        header = [
            "No",
            "Nama Orang Asing",
            "Kewarganegaraan",
            "Tanggal Lahir",
            "No Paspor",
            "Tempat",
            "Tanggal Pemantauan",
            "Keberadaan",
            "Kegiatan",
            "Kecamatan",
            "Desa",
        ]
        here = lambda people: [p for p in people if p.village // REGENCY * REGENCY == area]  # noqa: E731
        told = here(self.people.of_story("seen_after_end", "copy_is_old")) + here(self.doubtful["sightings"])
        told += here(self.share(0.03, self.is_plain))
        rows: list[Row] = [self.sighting_row(no, p) for no, p in enumerate(told, start=1)]
        again = [[len(rows) + 1, *rows[0][1:]]] if rows else []
        return workbook(
            "Pemantauan",
            ["HASIL PEMANTAUAN ORANG ASING"],
            header,
            rows + again + mistakes(len(rows) + 2, self.people.day, self.names, area),
        )

    def sighting_row(self, no: int, p: Invented) -> Row:
        seen_on = self.people.day - timedelta(days=1 if p.story == "copy_is_old" else 2 + no % 3)
        sight = "Bekerja" if p.employer else "Tinggal"
        return [
            no,
            p.name,
            country(p),
            told_birth(p),
            p.passport,
            p.employer or "Rumah sewa",
            seen_on,
            sight,
            "",
            *self.place(p, 6, 10),
        ]

    def is_plain(self, p: Invented) -> bool:
        return p.birth.is_whole and p.story in ("", "shielded")

    def some(self, role: str, part: float, fits: Callable[[Invented], bool]) -> list[Invented]:
        return self.share(part, lambda p: p.role == role and fits(p))

    def share(self, part: float, fits: Callable[[Invented], bool]) -> list[Invented]:
        """A part of those present, drawn by person, so that two halves of one register never overlap."""
        return [p for p in self.people.present if fits(p) and Random(f"{part} {p.no}").random() < part]  # noqa: S311

    def place(self, p: Invented, *levels: int) -> list[str]:
        codes = {10: p.village, 6: p.village // 10_000 * 10_000, 4: p.village // REGENCY * REGENCY}
        return [self.names[codes[level]] for level in levels]


def mistakes(first: int, day: date, names: Mapping[int, str], area: int) -> list[Row]:
    """Rows as they come from a hurried desk; each is refused with its reason."""
    own, seen_on = names[district.SIMPANG_EMPAT if area == TANAH_BUMBU else district.SIGAM], day - timedelta(days=3)
    rows: list[list[Cell]] = [
        ["Corwin Dunmarsh", "Inggris", "31/02/1988", "", "Pelabuhan", seen_on, "Bekerja", "", own, ""],
        ["Tobin Ellingsby", "Negeri Antah", "1979", "", "Pasar", seen_on, "Berkunjung", "", own, ""],
        ["", "Tiongkok", "", "", "Warung", seen_on, "Bekerja", "", own, ""],
        ["Osric Grevenholt", "Jerman", "1981", "", "Dermaga", seen_on, "Bekerja", "", "Sukorambi", ""],
        ["Perrin Kirkstrand", "Belanda", "1975", "", "Bengkel", "awal bulan", "Bekerja", "", own, ""],
    ]
    return [[no, *row] for no, row in enumerate(rows, start=first)]


def country(person: Invented) -> str:
    return country_name(person.nationality, "id")


def told_birth(person: Invented) -> str:
    """A day as forms write it; what the passport does not say is left out."""
    born = person.birth
    return "/".join(f"{part:02d}" for part in (born.day, born.month, born.year) if part)


def workbook(sheet_name: str, titles: Iterable[str], header: Sequence[str], rows: Iterable[Row]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(
        content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        # A fixed date of making: the same data give the same file.
        book.set_properties({"created": datetime(2026, 1, 1)})  # noqa: DTZ001  (a file's property carries no zone)
        sheet = book.add_worksheet(sheet_name)
        bold, as_day = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy"})
        lines: list[Row] = [*([title] for title in titles), header]
        for at, line in enumerate(lines):
            sheet.write_row(at, 0, list(line), bold)
        write = {
            date: partial(sheet.write_datetime, cell_format=as_day),
            int: sheet.write_number,
            str: sheet.write_string,
        }
        for at, row in enumerate(rows, start=len(lines)):
            for position, cell in enumerate(row):
                if cell not in (None, ""):
                    write[type(cell)](at, position, cell)
    return content.getvalue()


def separated(header: Sequence[str], rows: Iterable[Row], mark: str) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=mark)
    writer.writerow(header)
    writer.writerows([as_text(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def as_text(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y %H:%M}"
    return f"{cell:%d-%m-%Y}" if isinstance(cell, date) else "" if cell is None else str(cell)
