"""Addresses of matching."""

from django.urls import path

from timpora.identity import views

urlpatterns = [
    path("cocokkan/", views.match_queue, name="match_queue"),
    path("cocokkan/jawaban/<uuid:judgement_id>/batalkan/", views.match_undo, name="match_undo"),
    path("cocokkan/<uuid:mention_id>/", views.match_page, name="match_page"),
    path("cocokkan/<uuid:mention_id>/jawab/", views.match_answer, name="match_answer"),
]
