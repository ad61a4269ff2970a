"""Addresses of meetings."""

from django.urls import path

from timpora.meetings.views import attendance, deciding, follow_ups, meetings, minutes, publicity, restricted

urlpatterns = [
    path("rapat/", meetings.meeting_list, name="meeting_list"),
    path("rapat/baru/", meetings.meeting_new, name="meeting_new"),
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
    path("rapat/<uuid:meeting_id>/siaran-pers/", publicity.press_release, name="press_release"),
    path("rapat/keputusan/", publicity.decision_list, name="decision_list"),
    path("rapat/media/", publicity.media_list, name="media_list"),
    path("rapat/media/baru/", publicity.media_new, name="media_new"),
    path("rapat/media/<uuid:media_id>/", publicity.media_page, name="media_page"),
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
