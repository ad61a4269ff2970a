"""Addresses of teams."""

from django.urls import path

from timpora.teams import coverage_views, decree_views, together_views, views

urlpatterns = [
    path("tim/", views.team_list, name="team_list"),
    path("tim/baru/", views.team_new, name="team_new"),
    path("tim/kecamatan-sekaligus/", together_views.team_together, name="team_together"),
    path("tim/cakupan/", coverage_views.coverage_page, name="team_coverage"),
    path("tim/cakupan.csv", coverage_views.coverage_table, name="team_coverage_table"),
    path("tim/<uuid:team_id>/", views.team_page, name="team_page"),
    path("tim/<uuid:team_id>/naskah-sk.<slug:format>", decree_views.decree_paper, name="decree_paper"),
    path("tim/<uuid:team_id>/naskah-sk/catat/", decree_views.decree_paper_keep, name="decree_paper_keep"),
    path("tim/<uuid:team_id>/telepon/", views.team_phones, name="team_phones"),
    path("tim/<uuid:team_id>/sk/<uuid:decree_id>/", decree_views.decree_page, name="decree_page"),
    path("tim/<uuid:team_id>/sk/<uuid:decree_id>/berkas/", decree_views.decree_file, name="decree_file"),
    path("tim/<uuid:team_id>/sk/<uuid:decree_id>/unggah/", decree_views.decree_attach, name="decree_attach"),
    path(
        "tim/<uuid:team_id>/sk/<uuid:decree_id>/pengukuhan/", decree_views.decree_inaugurate, name="decree_inaugurate"
    ),
    path("tim/<uuid:team_id>/sk/<uuid:decree_id>/perbaiki/", decree_views.decree_correct, name="decree_correct"),
    path("tim/<uuid:team_id>/unsur/", views.seat_add, name="seat_add"),
    path("tim/<uuid:team_id>/unsur/<uuid:seat_id>/", views.seat_page, name="seat_page"),
    path("tim/<uuid:team_id>/unsur/<uuid:seat_id>/akhiri/", views.seat_end, name="seat_end"),
]
