"""Addresses of this room."""

from django.urls import path

from timpora.compliance import rule_views, views

urlpatterns = [
    path("temuan/", views.finding_list, name="finding_list"),
    path("temuan/periksa/<uuid:check_id>/", views.check_page, name="check_page"),
    path("temuan/<uuid:finding_id>/", views.finding_page, name="finding_page"),
    path("aturan/", rule_views.rule_list, name="rule_list"),
    path("aturan/<str:code>/", rule_views.rule_page, name="rule_page"),
]
