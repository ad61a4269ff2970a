"""Reports and files."""

from django.urls import path

from timpora.intake import file_views, protecting, views

SHIELD = "laporan/<uuid:report_id>/pelindungan/<uuid:protection_id>"

urlpatterns = [
    path("laporan/", views.report_list, name="report_list"),
    path("laporan/baru/", views.report_new, name="report_new"),
    path("laporan/<uuid:report_id>/", views.report_page, name="report_page"),
    path("laporan/<uuid:report_id>/terkirim/", views.report_sent, name="report_sent"),
    path("laporan/<uuid:report_id>/foto/", views.report_photo, name="report_photo"),
    path("laporan/<uuid:report_id>/pelapor/", views.report_informant, name="report_informant"),
    path("laporan/<uuid:report_id>/lindungi/", protecting.report_protect, name="report_protect"),
    path(f"{SHIELD}/minta-cabut/", protecting.report_lift_ask, name="report_lift_ask"),
    path(f"{SHIELD}/cabut/", protecting.report_lift, name="report_lift"),
    path("laporan/<uuid:report_id>/dibaca/", views.report_mark_read, name="report_mark_read"),
    path("laporan/<uuid:report_id>/tutup/", views.report_close, name="report_close"),
    path("berkas/", file_views.batch_list, name="batch_list"),
    path("berkas/baru/", file_views.batch_new, name="batch_new"),
    path("berkas/contoh/<slug:kind>.xlsx", file_views.batch_template, name="batch_template"),
    path("berkas/<uuid:batch_id>/", file_views.batch_page, name="batch_page"),
    path("berkas/<uuid:batch_id>/simpan/", file_views.batch_accept, name="batch_accept"),
    path("berkas/<uuid:batch_id>/batalkan/", file_views.batch_undo, name="batch_undo"),
    path("berkas/<uuid:batch_id>/ditolak/", file_views.batch_rejects, name="batch_rejects"),
]
