"""Addresses of persons on file."""

from django.urls import path

from timpora.registers import accompany_views, family_views, helper_views, urgent_views, views

SHIELD = "orang-asing/<uuid:person_id>/perlindungan/<uuid:protection_id>"

urlpatterns = [
    path("orang-asing/", views.person_list, name="person_list"),
    path("orang-asing/mendesak/", urgent_views.urgent_ask, name="urgent_ask"),
    path("akses-mendesak/", urgent_views.urgent_list, name="urgent_list"),
    path("akses-mendesak/<uuid:urgent_id>/tutup/", urgent_views.urgent_close, name="urgent_close"),
    path("orang-asing/<uuid:person_id>/", views.person_page, name="person_page"),
    path("orang-asing/<uuid:person_id>/cetak/", views.person_print, name="person_print"),
    path("orang-asing/<uuid:person_id>/keperluan/", views.person_purpose, name="person_purpose"),
    path("orang-asing/<uuid:person_id>/lindungi/", views.person_protect, name="person_protect"),
    path("orang-asing/<uuid:person_id>/menyertai/", accompany_views.person_accompany, name="person_accompany"),
    path("orang-asing/<uuid:person_id>/keluarga/", family_views.family_add, name="family_add"),
    path("orang-asing/<uuid:person_id>/keluarga/<uuid:tie_id>/akhiri/", family_views.family_end, name="family_end"),
    path("pelindungan/", helper_views.helpers, name="helpers"),
    path("pelindungan/<slug:helper>/ubah/", helper_views.helper_edit, name="helper_edit"),
    path(f"{SHIELD}/minta-cabut/", views.person_lift_ask, name="person_lift_ask"),
    path(f"{SHIELD}/cabut/", views.person_lift, name="person_lift"),
]
