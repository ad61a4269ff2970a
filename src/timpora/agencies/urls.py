"""Addresses of members, hand-overs, the code of conduct, and of one's own password."""

from django.urls import path

from timpora.agencies import circle_views, conduct_views, handover_views, views

urlpatterns = [
    path("anggota/", views.member_list, name="member_list"),
    path("anggota/baru/", views.member_new, name="member_new"),
    path("anggota/instansi/baru/", views.agency_new, name="agency_new"),
    path("anggota/<uuid:membership_id>/", views.member_page, name="member_page"),
    path("anggota/<uuid:membership_id>/akhiri/", views.member_end, name="member_end"),
    path("anggota/<uuid:membership_id>/kata-sandi/", views.member_password, name="member_password"),
    path("anggota/<uuid:membership_id>/serah-terima/", handover_views.member_hand_over, name="member_hand_over"),
    path("serah-terima/<uuid:hand_over_id>/", handover_views.hand_over_page, name="hand_over_page"),
    path("lingkar/", circle_views.circle_list, name="circle_list"),
    path("lingkar/baru/", circle_views.circle_new, name="circle_new"),
    path("lingkar/<uuid:circle_id>/", circle_views.circle_page, name="circle_page"),
    path("lingkar/<uuid:circle_id>/ubah/", circle_views.circle_edit, name="circle_edit"),
    path("lingkar/<uuid:circle_id>/akhiri/", circle_views.circle_end, name="circle_end"),
    path("kode-etik/", conduct_views.conduct_page, name="conduct"),
    path("kode-etik/ubah/", conduct_views.conduct_edit, name="conduct_edit"),
    path("anggota/<uuid:membership_id>/langkah-kedua/", views.member_factors, name="member_factors"),
    path("anggota/<uuid:membership_id>/surel/", views.member_email, name="member_email"),
    path("kata-sandi/", views.password_change, name="password_change"),
]
