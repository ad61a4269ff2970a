"""Addresses of this room."""

from django.urls import path

from timpora.exchange import views

urlpatterns = [path("periksa-status/", views.status_check, name="status_check")]
