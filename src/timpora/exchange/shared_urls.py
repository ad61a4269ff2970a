"""Addresses of *data bersama*."""

from django.urls import path

from timpora.exchange import shared_views as views

urlpatterns = [
    path("data-bersama/", views.shared_index, name="shared_index"),
    path("data-bersama/<slug:category>/", views.shared_list, name="shared_list"),
    path("data-bersama/<slug:category>/cetak/", views.shared_print, name="shared_print"),
    path("data-bersama/<slug:category>/ambil/", views.shared_export, name="shared_export"),
    path("data-bersama/<slug:category>/<uuid:person_id>/", views.shared_row, name="shared_row"),
]
