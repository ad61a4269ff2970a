"""Addresses of areas."""

from django.urls import path

from timpora.territory import views

urlpatterns = [
    path("wilayah/", views.area_start, name="area_start"),
    path("wilayah/cari", views.area_find, name="area_find"),
    path("wilayah/<str:code>/", views.area_page, name="area_page"),
]
