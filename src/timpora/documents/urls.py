"""Addresses of letters."""

from django.urls import path

from timpora.documents import check_views, setup_views, views

urlpatterns = [
    path("surat/", views.letter_list, name="letter_list"),
    path("surat/pengaturan/", setup_views.letter_setup, name="letter_setup"),
    path("surat/pengaturan/nomor/", setup_views.series_set, name="series_set"),
    path("surat/pengaturan/templat/", setup_views.template_set, name="template_set"),
    path("surat/pengaturan/bawaan/<slug:letter_kind>.docx", setup_views.template_file, name="template_file"),
    path("surat/pengaturan/pratinjau/<slug:letter_kind>.docx", setup_views.template_preview, name="template_preview"),
    path("surat/<uuid:letter_id>/", views.letter_page, name="letter_page"),
    path("surat/<uuid:letter_id>/berkas/", views.letter_file, name="letter_file"),
    path("surat/<uuid:letter_id>/naskah.docx", views.letter_docx, name="letter_docx"),
    path("surat/<uuid:letter_id>/nomor/", views.letter_number, name="letter_number"),
    path("surat/<uuid:letter_id>/tertanda/", views.letter_sign, name="letter_sign"),
    path("surat/<uuid:letter_id>/tanda-tangani/", views.letter_sign_here, name="letter_sign_here"),
    path("surat/<uuid:letter_id>/tertanda/<uuid:paper_id>/", views.signed_file, name="signed_file"),
    path("surat/<uuid:letter_id>/edisi/<uuid:edition_id>/", views.edition_file, name="edition_file"),
    path("periksa-surat/", check_views.letter_check, name="letter_check"),
]
