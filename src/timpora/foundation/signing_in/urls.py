"""Addresses of signing in beyond the password, and of one's own ways of signing in."""

from django.urls import path

from timpora.foundation.signing_in import doors, oidc, views

urlpatterns = [
    path("masuk/kode/", doors.second_factor, name="second_factor"),
    path("masuk/kantor/", oidc.oidc_start, name="oidc_start"),
    path("masuk/kantor/kembali/", oidc.oidc_back, {"provider_id": oidc.PROVIDER}, name="openid_connect_callback"),
    path("akun/keamanan/", views.security, name="security"),
    path("akun/keamanan/pastikan/", views.confirm, name="confirm"),
    path("akun/keamanan/aplikasi/", views.app_new, name="app_new"),
    path("akun/keamanan/kunci/", views.passkey_new, name="passkey_new"),
    path("akun/keamanan/kode-cadangan/", views.codes_new, name="codes_new"),
    path("akun/keamanan/cabut/", views.factor_remove, name="factor_remove"),
]
