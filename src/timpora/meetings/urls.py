"""Addresses of meetings."""

from django.urls import path

from timpora.meetings.views import (
    agenda,
    attendance,
    calendars,
    deciding,
    details,
    follow_ups,
    invitations,
    meetings,
    minutes,
    papers,
    restricted,
    series,
)

urlpatterns = [
    path("rapat/", meetings.meeting_list, name="meeting_list"),
    path("rapat/baru/", meetings.meeting_new, name="meeting_new"),
    path("rapat/jadwal/", series.series_list, name="series_list"),
    path("rapat/jadwal/<uuid:team_id>/", series.series_edit, name="series_edit"),
    path("rapat/kalender/", calendars.calendar_page, name="calendar_page"),
    path("rapat/kalender/alamat/", calendars.calendar_address, name="calendar_address"),
    path("rapat/kalender/alamat/buat/", calendars.calendar_address_make, name="calendar_address_make"),
    path("rapat/kalender/alamat/cabut/", calendars.calendar_address_revoke, name="calendar_address_revoke"),
    path("kalender/<str:secret>.ics", calendars.calendar_feed, name="calendar_feed"),
    path("rapat/laporan-bulanan/", papers.monthly_report, name="monthly_report"),
    path("rapat/laporan-bulanan/<slug:month>.<slug:format>", papers.monthly_paper, name="monthly_paper"),
    path("rapat/laporan-bulanan/<slug:month>/catat/", papers.monthly_keep, name="monthly_keep"),
    path("rapat/<uuid:meeting_id>/naskah/", papers.meeting_papers, name="meeting_papers"),
    path("rapat/<uuid:meeting_id>/naskah/<slug:paper>.<slug:format>", papers.meeting_paper, name="meeting_paper"),
    path("rapat/<uuid:meeting_id>/naskah/<slug:paper>/catat/", papers.meeting_paper_keep, name="meeting_paper_keep"),
    path("rapat/<uuid:meeting_id>/", meetings.meeting_page, name="meeting_page"),
    path("rapat/<uuid:meeting_id>/rincian/", details.meeting_details, name="meeting_details"),
    path("rapat/<uuid:meeting_id>/pindah/", details.meeting_move, name="meeting_move"),
    path("rapat/<uuid:meeting_id>/batal/", details.meeting_cancel, name="meeting_cancel"),
    path("rapat/<uuid:meeting_id>/agenda/perbarui/", agenda.agenda_build, name="agenda_build"),
    path("rapat/<uuid:meeting_id>/agenda/", agenda.agenda_add, name="agenda_add"),
    path("rapat/<uuid:meeting_id>/agenda/<uuid:line_id>/", agenda.agenda_leave_out, name="agenda_leave_out"),
    path("rapat/<uuid:meeting_id>/susunan-acara/", agenda.programme_page, name="programme_page"),
    path("rapat/<uuid:meeting_id>/bahan/", agenda.material_give, name="material_give"),
    path("rapat/<uuid:meeting_id>/bahan/<uuid:material_id>/", agenda.material_file, name="material_file"),
    path(
        "rapat/<uuid:meeting_id>/bahan/<uuid:material_id>/tarik/", agenda.material_take_back, name="material_take_back"
    ),
    path("rapat/<uuid:meeting_id>/undang/", meetings.meeting_invite, name="meeting_invite"),
    path("rapat/<uuid:meeting_id>/undang/pilih/", invitations.invite_by_rule, name="invite_by_rule"),
    path("rapat/<uuid:meeting_id>/undang/ingatkan/", invitations.invite_remind, name="invite_remind"),
    path("rapat/<uuid:meeting_id>/jawab/<uuid:invitation_id>/", invitations.reply_page, name="reply_page"),
    path("rapat/<uuid:meeting_id>/undang/lain/", meetings.meeting_guest, name="meeting_guest"),
    path("rapat/<uuid:meeting_id>/hadir/", attendance.attendance_page, name="attendance_page"),
    path("rapat/<uuid:meeting_id>/hadir/tamu/", attendance.attendance_add, name="attendance_add"),
    path("rapat/<uuid:meeting_id>/hadir/<uuid:invitation_id>/", attendance.attendance_mark, name="attendance_mark"),
    path(
        "rapat/<uuid:meeting_id>/hadir/<uuid:attendance_id>/tarik/",
        attendance.attendance_take_back,
        name="attendance_take_back",
    ),
    path("rapat/<uuid:meeting_id>/daftar-hadir.pdf", attendance.attendance_list, name="attendance_list"),
    path("rapat/<uuid:meeting_id>/notula/", minutes.minutes_page, name="minutes_page"),
    path("rapat/<uuid:meeting_id>/notula/baru/", minutes.minutes_news, name="minutes_news"),
    path("rapat/<uuid:meeting_id>/notula/tambahan/", minutes.addendum_add, name="addendum_add"),
    path("rapat/<uuid:meeting_id>/notula/<uuid:paragraph_id>/", minutes.paragraph_page, name="paragraph_page"),
    path(
        "rapat/<uuid:meeting_id>/notula/<uuid:paragraph_id>/riwayat/", minutes.paragraph_story, name="paragraph_story"
    ),
    path(
        "rapat/<uuid:meeting_id>/notula/<uuid:paragraph_id>/pindah/", restricted.paragraph_move, name="paragraph_move"
    ),
    path("rapat/<uuid:meeting_id>/sesi-terbatas/", restricted.restricted_move, name="restricted_move"),
    path("rapat/sesi-terbatas/<uuid:session_id>/", restricted.restricted_page, name="restricted_page"),
    path("rapat/sesi-terbatas/<uuid:session_id>/tulis/", restricted.restricted_write, name="restricted_write"),
    path(
        "rapat/sesi-terbatas/<uuid:session_id>/peserta/<uuid:attendee_id>/",
        restricted.restricted_take_off,
        name="restricted_take_off",
    ),
    path("rapat/sesi-terbatas/<uuid:session_id>/notula.pdf", restricted.restricted_pdf, name="restricted_pdf"),
    path("rapat/<uuid:meeting_id>/notula.pdf", minutes.minutes_pdf, name="minutes_pdf"),
    path("rapat/<uuid:meeting_id>/tindak-lanjut/", deciding.follow_up_decide, name="follow_up_decide"),
    path("rapat/tindak-lanjut/", follow_ups.follow_up_list, name="follow_up_list"),
    path("rapat/tindak-lanjut/menepati/", follow_ups.follow_ups_kept, name="follow_ups_kept"),
    path("rapat/tindak-lanjut/serah/", follow_ups.follow_up_hand_over, name="follow_up_hand_over"),
    path("rapat/tindak-lanjut/<uuid:follow_up_id>/", follow_ups.follow_up_page, name="follow_up_page"),
    path(
        "rapat/tindak-lanjut/<uuid:follow_up_id>/bukti/<uuid:evidence_id>/",
        follow_ups.follow_up_evidence,
        name="follow_up_evidence",
    ),
    path("rapat/<uuid:meeting_id>/sahkan/", deciding.meeting_close, name="meeting_close"),
]
