"""Addresses of teams."""

from django.urls import path

from timpora.teams import views

urlpatterns = [
    path("tim/", views.team_list, name="team_list"),
    path("tim/baru/", views.team_new, name="team_new"),
    path("tim/<uuid:team_id>/", views.team_page, name="team_page"),
    path("tim/<uuid:team_id>/unsur/", views.seat_add, name="seat_add"),
    path("tim/<uuid:team_id>/unsur/<uuid:seat_id>/", views.seat_page, name="seat_page"),
    path("tim/<uuid:team_id>/unsur/<uuid:seat_id>/akhiri/", views.seat_end, name="seat_end"),
]
