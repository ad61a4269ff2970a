"""Addresses of letters."""

from django.urls import path

from timpora.documents import views

urlpatterns = [
    path("surat/<uuid:letter_id>/", views.letter_page, name="letter_page"),
    path("surat/<uuid:letter_id>/berkas/", views.letter_file, name="letter_file"),
]
