"""Addresses of areas."""

from django.urls import path

from timpora.territory import office_views, views

urlpatterns = [
    path("wilayah/", views.area_start, name="area_start"),
    path("wilayah/cari", views.area_find, name="area_find"),
    path("wilayah/<str:code>/", views.area_page, name="area_page"),
    path("kantor/", office_views.office_list, name="office_list"),
    path("kantor/<slug:office>/", office_views.office_page, name="office_page"),
    path("kantor/<slug:office>/kelas/", office_views.office_class, name="office_class"),
    path("kantor/<slug:office>/wilayah/", office_views.office_serve, name="office_serve"),
    path("kantor/<slug:office>/wilayah/akhiri/", office_views.office_stop, name="office_stop"),
    path("kantor/<slug:office>/unit/", office_views.office_unit, name="office_unit"),
    path("beban-kerja/<str:code>/", office_views.workload_page, name="workload_page"),
    path("beban-kerja/<str:code>/angka/", office_views.workload_tell, name="workload_tell"),
]
