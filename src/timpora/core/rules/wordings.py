"""Sentences about rules and facts that are not law: words for verdicts, addressees, and input that cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

WORDINGS: Final[Mapping[str, Mapping[str, str]]] = {
    "id": {
        "met": "Sesuai",
        "breached": "Perlu diperiksa",
        "due": "Segera jatuh tempo",
        "unknown": "Belum dapat dijawab",
        "orang_asing": "orang asing",
        "penjamin": "penjamin",
        "pemberi_kerja": "pemberi kerja",
        "pengelola_penginapan": "pengelola penginapan",
        "instansi": "instansi",
        "in_force": "berlaku {since} – {until}",
        "signed": "diverifikasi {by}, {on}",
        "unsigned": "belum diverifikasi",
        "decided_by": "Diputus oleh baris {line} ({reason}) dengan fakta:",
        "none_on_file": "tidak ada pada catatan, dianggap tidak ada",
        "missing": "Belum diketahui: {label}. Tanyakan kepada {ask}.",
        "cites": "Dasar hukum: {cites} · versi {version}",
        "question_not_finding": "Hasil ini pertanyaan untuk diperiksa manusia, bukan temuan.",
        "cases_run": "{rules} aturan; {passed} kasus sesuai, {failed} kasus tidak sesuai.",
        "case_failed": "{rule}: kasus \u201c{name}\u201d seharusnya {expected}, hasilnya {got}.",
        "case_of_no_rule": "{rule}: kasus \u201c{name}\u201d tidak mempunyai aturan.",
        "exported": "{count} berkas ditulis ke {folder}.",
        "no_rule": "Aturan {code} tidak ada. Yang ada: {known}.",
        "no_code_list": "Daftar kode {name} tidak ada. Yang ada: {known}.",
        "no_day": "Hari ditulis TTTT-BB-HH, misalnya 2026-03-31; yang diterima {value}.",
        "no_facts": "Berkas {file} harus berisi nama fakta dan nilainya, misalnya permit_ends_on: 2026-03-31.",
        "folder_in_use": "{folder} sudah berisi sesuatu. Pilih folder baru atau kosong.",
        "cannot_write": "Tidak dapat menulis ke {folder} ({why}).",
        "missing_parameter": "Buku aturan tidak mempunyai nilai {name} pada hari itu. Tambahkan dengan tanggalnya.",
        "unknown_fact": "Fakta {name} tidak dikenal. Yang dikenal: {known}.",
        "wrong_type": "Fakta {name} harus berupa {kind}; yang diterima {value}.",
        "no_row_key": "Kolom {column} tidak ada; setiap baris memerlukan kuncinya.",
        "unknown_column": "Kolom {column} tidak dikenal. Yang dikenal: sid, {known}.",
        "wrong_column_type": "Kolom {column} harus berisi {kind}; yang diterima {value}.",
        "unreadable_value": "Kolom {column} pada baris {sid} harus berisi {kind}; yang diterima {value}.",
        "date": "tanggal (misalnya 2026-03-31)",
        "moment": "waktu dengan selisih jam (misalnya 2026-03-31T14:05+08:00)",
        "text": "teks",
        "flag": "true atau false",
    },
    "en": {
        "met": "Met",
        "breached": "To be checked",
        "due": "Due soon",
        "unknown": "Cannot be answered yet",
        "orang_asing": "foreign person",
        "penjamin": "guarantor",
        "pemberi_kerja": "employer",
        "pengelola_penginapan": "keeper of the lodging",
        "instansi": "agency",
        "in_force": "in force {since} – {until}",
        "signed": "checked by {by}, {on}",
        "unsigned": "not checked against the law yet",
        "decided_by": "Decided by line {line} ({reason}) with the facts:",
        "none_on_file": "none on file, taken as none",
        "missing": "Not known: {label}. Ask {ask}.",
        "cites": "Citation: {cites} · version {version}",
        "question_not_finding": "This is a question for a person to check, not a finding.",
        "cases_run": "{rules} rules; {passed} cases as expected, {failed} not.",
        "case_failed": "{rule}: case \u201c{name}\u201d should be {expected}, but is {got}.",
        "case_of_no_rule": "{rule}: case \u201c{name}\u201d has no rule.",
        "exported": "{count} files written to {folder}.",
        "no_rule": "There is no rule {code}. Rules: {known}.",
        "no_code_list": "There is no code list {name}. Lists: {known}.",
        "no_day": "A day is written YYYY-MM-DD, such as 2026-03-31; got {value}.",
        "no_facts": "{file} must hold names of facts with their values, such as permit_ends_on: 2026-03-31.",
        "folder_in_use": "{folder} already holds something. Choose a new or empty folder.",
        "cannot_write": "Cannot write to {folder} ({why}).",
        "missing_parameter": "The rulebook has no value of {name} on the day judged. Add a value with its date.",
        "unknown_fact": "The fact {name} is not known. Known facts: {known}.",
        "wrong_type": "The fact {name} must be a {kind}; got {value}.",
        "no_row_key": "The column {column} is lacking; every row needs its key.",
        "unknown_column": "The column {column} is not known. Known columns: sid, {known}.",
        "wrong_column_type": "The column {column} must hold a {kind}; got {value}.",
        "unreadable_value": "The column {column} of row {sid} must hold a {kind}; got {value}.",
        "date": "date (such as 2026-03-31)",
        "moment": "time with its offset (such as 2026-03-31T14:05+08:00)",
        "text": "text",
        "flag": "true or false",
    },
}


def say(key: str, language: str, **details: str) -> str:
    """`kind` is itself a key: the kind of value that was expected."""
    words = WORDINGS[language]
    if "kind" in details:
        details["kind"] = words[details["kind"]]
    return words[key].format_map(details)
