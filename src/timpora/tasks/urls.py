"""Addresses of requests."""

from django.urls import path

from timpora.tasks import draft_views, hand_views, protect_views, views

urlpatterns = [
    path("tugas/", views.task_list, name="task_list"),
    path("tugas/baru/", draft_views.task_new, name="task_new"),
    path("tugas/dari-pemeriksaan/<uuid:check_id>/", draft_views.task_for_check, name="task_for_check"),
    path("tugas/rujuk/<uuid:report_id>/", hand_views.task_refer, name="task_refer"),
    path("tugas/limpahkan/laporan/<uuid:report_id>/", hand_views.report_transfer, name="report_transfer"),
    path("tugas/limpahkan/orang/<uuid:person_id>/", hand_views.person_transfer, name="person_transfer"),
    path("tugas/<uuid:task_id>/", views.task_page, name="task_page"),
    path("tugas/<uuid:task_id>/konsep/", draft_views.task_edit, name="task_edit"),
    path("tugas/<uuid:task_id>/lampiran/<uuid:entry_id>/", views.task_file, name="task_file"),
    path("tugas/<uuid:task_id>/lindungi/", protect_views.task_protect, name="task_protect"),
    path("tugas/<uuid:task_id>/terima/", views.task_accept, name="task_accept"),
    path("tugas/<uuid:task_id>/jawab/", views.task_answer, name="task_answer"),
    path("tugas/<uuid:task_id>/kembalikan/", views.task_give_back, name="task_give_back"),
    path("tugas/<uuid:task_id>/teruskan/", hand_views.task_pass_on, name="task_pass_on"),
    path("tugas/<uuid:task_id>/selesai/", views.task_settle, name="task_settle"),
    path("tugas/<uuid:task_id>/tarik/", views.task_withdraw, name="task_withdraw"),
]
