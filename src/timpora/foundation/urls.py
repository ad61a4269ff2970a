"""Sign-in and sign-out, drafts."""

from django.urls import path

from timpora.foundation import drafts, views

urlpatterns = [
    path("masuk/", views.sign_in, name="sign_in"),
    path("keluar/", views.sign_out, name="sign_out"),
    path("drafts/<str:form>/", drafts.draft_save, name="draft_save"),
]
