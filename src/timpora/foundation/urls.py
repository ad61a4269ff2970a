"""Sign-in and sign-out, drafts."""

from django.urls import include, path

from timpora.foundation import drafts
from timpora.foundation.signing_in import doors

urlpatterns = [
    path("masuk/", doors.sign_in, name="sign_in"),
    path("keluar/", doors.sign_out, name="sign_out"),
    path("", include("timpora.foundation.signing_in.urls")),
    path("drafts/<str:form>/", drafts.draft_save, name="draft_save"),
]
