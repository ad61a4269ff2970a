"""Addresses of the internal oversight."""

from django.urls import path

from timpora.accountability import audience_views, person_views, review_views, seal_views, views

urlpatterns = [
    path("laporan/baru/siapa/", audience_views.report_audience_before, name="report_audience_before"),
    path("laporan/<uuid:report_id>/siapa/", audience_views.report_audience, name="report_audience"),
    path("tugas/<uuid:task_id>/siapa/", audience_views.task_audience, name="task_audience"),
    path("pengawasan/", views.oversight, name="oversight"),
    path("pengawasan/anggota/<uuid:account_id>/", views.oversight_member, name="oversight_member"),
    path("pengawasan/wilayah/", views.oversight_areas, name="oversight_areas"),
    path("pengawasan/orang/", person_views.oversight_find, name="oversight_find"),
    path("pengawasan/orang/<uuid:person_id>/", person_views.oversight_person, name="oversight_person"),
    path("pengawasan/orang/<uuid:person_id>/nama/", person_views.oversight_name, name="oversight_name"),
    path("pengawasan/tinjau/", review_views.review_list, name="review_list"),
    path("pengawasan/tinjau/sekarang/", review_views.review_now, name="review_now"),
    path("pengawasan/tinjau/<uuid:unusual_id>/", review_views.review_page, name="review_page"),
    path("pengawasan/penjelasan/<uuid:turn_id>/", review_views.explain, name="explain"),
    path("pengawasan/uji-petik/", review_views.sample_list, name="sample_list"),
    path("pengawasan/uji-petik/<uuid:sample_id>/", review_views.sample_answer, name="sample_answer"),
    path("pengawasan/unduhan/", seal_views.extract_list, name="extract_list"),
    path("pengawasan/unduhan/<uuid:extract_id>/", seal_views.extract_file, name="extract_file"),
    path("pengawasan/segel/", seal_views.seals, name="seals"),
    path("pengawasan/periksa/", seal_views.oversight_verify, name="oversight_verify"),
]
