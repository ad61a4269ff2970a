"""Addresses of totals."""

from django.urls import path

from timpora.statistics import batch_views, views

urlpatterns = [
    path("keadaan/", views.sheet_start, name="sheet_start"),
    path("keadaan/<str:code>/", views.sheet_page, name="sheet_page"),
    path("keadaan/<str:code>/lembar.pdf", views.sheet_pdf, name="sheet_pdf"),
    path("keadaan/<str:code>/laporan-kesbangpol.<slug:format>", views.own_report, name="own_report"),
    path("angka/", views.figure_start, name="figure_start"),
    path("angka/<str:code>/", views.figure_page, name="figure_page"),
    path("nihil/", views.nil_matrix, name="nil_matrix"),
    path("nihil/nyatakan/", views.nil_new, name="nil_new"),
    path("kedatangan/", views.arrival_trend, name="arrival_trend"),
    path("berkas/<uuid:batch_id>/kembali.xlsx", batch_views.returned_xlsx, name="batch_returned_xlsx"),
    path("berkas/<uuid:batch_id>/kembali.csv", batch_views.returned_csv, name="batch_returned_csv"),
]
