"""Addresses of the internal oversight."""

from django.urls import path

from timpora.accountability import views

urlpatterns = [
    path("pengawasan/", views.oversight, name="oversight"),
    path("pengawasan/periksa/", views.oversight_verify, name="oversight_verify"),
]
