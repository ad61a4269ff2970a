"""Addresses of meetings."""

from django.urls import path

from timpora.meetings.views import attendance, meetings, minutes, papers

urlpatterns = [
    path("rapat/", meetings.meeting_list, name="meeting_list"),
    path("rapat/baru/", meetings.meeting_new, name="meeting_new"),
    path("rapat/laporan-bulanan/", papers.monthly_report, name="monthly_report"),
    path("rapat/laporan-bulanan/<slug:month>.<slug:format>", papers.monthly_paper, name="monthly_paper"),
    path("rapat/laporan-bulanan/<slug:month>/catat/", papers.monthly_keep, name="monthly_keep"),
    path("rapat/<uuid:meeting_id>/naskah/", papers.meeting_papers, name="meeting_papers"),
    path("rapat/<uuid:meeting_id>/naskah/<slug:paper>.<slug:format>", papers.meeting_paper, name="meeting_paper"),
    path("rapat/<uuid:meeting_id>/naskah/<slug:paper>/catat/", papers.meeting_paper_keep, name="meeting_paper_keep"),
    path("rapat/<uuid:meeting_id>/", meetings.meeting_page, name="meeting_page"),
    path("rapat/<uuid:meeting_id>/agenda/perbarui/", meetings.agenda_build, name="agenda_build"),
    path("rapat/<uuid:meeting_id>/agenda/", meetings.agenda_add, name="agenda_add"),
    path("rapat/<uuid:meeting_id>/agenda/<uuid:line_id>/", meetings.agenda_leave_out, name="agenda_leave_out"),
    path("rapat/<uuid:meeting_id>/undang/", meetings.meeting_invite, name="meeting_invite"),
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
