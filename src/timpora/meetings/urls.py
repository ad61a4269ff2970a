"""Addresses of meetings."""

from django.urls import path

from timpora.meetings.views import agenda, attendance, calendars, details, invitations, meetings, minutes, series

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
    path("rapat/<uuid:meeting_id>/notula.pdf", minutes.minutes_pdf, name="minutes_pdf"),
    path("rapat/<uuid:meeting_id>/tindak-lanjut/", minutes.follow_up_decide, name="follow_up_decide"),
    path("rapat/<uuid:meeting_id>/tindak-lanjut/<uuid:follow_up_id>/", minutes.follow_up_end, name="follow_up_end"),
    path("rapat/<uuid:meeting_id>/sahkan/", minutes.meeting_close, name="meeting_close"),
]
