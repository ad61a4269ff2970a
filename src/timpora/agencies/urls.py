"""Addresses of members and of one's own password."""

from django.urls import path

from timpora.agencies import views

urlpatterns = [
    path("anggota/", views.member_list, name="member_list"),
    path("anggota/baru/", views.member_new, name="member_new"),
    path("anggota/instansi/baru/", views.agency_new, name="agency_new"),
    path("anggota/<uuid:membership_id>/", views.member_page, name="member_page"),
    path("anggota/<uuid:membership_id>/akhiri/", views.member_end, name="member_end"),
    path("anggota/<uuid:membership_id>/kata-sandi/", views.member_password, name="member_password"),
    path("kata-sandi/", views.password_change, name="password_change"),
]
