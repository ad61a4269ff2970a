"""The API's addresses, and the pages on which a member keeps the tokens."""

from django.urls import include, path

from timpora.channels.api import views
from timpora.channels.api.v1 import patterns

urlpatterns = [
    path("api/v1/openapi.json", views.openapi, name="api_description"),
    path("api/v1/docs", views.docs, name="api_docs"),
    path("api/v1/", include(patterns())),
    path("akun/token/", views.token_list, name="token_list"),
    path("akun/token/baru/", views.token_new, name="token_new"),
    path("akun/token/<uuid:token_id>/cabut/", views.token_revoke, name="token_revoke"),
]
