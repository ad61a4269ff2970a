"""The app registry's entry."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "timpora.channels.api"
    label = "api"
