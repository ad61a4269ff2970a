"""Addresses of agreements."""

from django.urls import path

from timpora.agreements import views

ONE = "perjanjian/<uuid:agreement_id>/"

urlpatterns = [
    path("perjanjian/", views.agreement_list, name="agreement_list"),
    path("perjanjian/baru/", views.agreement_new, name="agreement_new"),
    path("perjanjian/dasar-berbagi/", views.flow_list, name="flow_list"),
    path(ONE, views.agreement_page, name="agreement_page"),
    path(ONE + "ubah/", views.agreement_edit, name="agreement_edit"),
    path(ONE + "pihak/", views.party_add, name="party_add"),
    path(ONE + "pihak/<uuid:party_id>/hapus/", views.party_remove, name="party_remove"),
    path(ONE + "data/", views.clause_add, name="clause_add"),
    path(ONE + "data/<uuid:clause_id>/hapus/", views.clause_remove, name="clause_remove"),
    path(ONE + "kewajiban/", views.obligation_add, name="obligation_add"),
    path(ONE + "kewajiban/<uuid:obligation_id>/hapus/", views.obligation_remove, name="obligation_remove"),
    path(ONE + "kewajiban/<uuid:obligation_id>/penuhi/", views.obligation_fulfil, name="obligation_fulfil"),
    path(ONE + "kewajiban/<uuid:obligation_id>/bukti/", views.obligation_file, name="obligation_file"),
    path(ONE + "berlakukan/", views.agreement_begin, name="agreement_begin"),
    path(ONE + "akhiri/", views.agreement_end, name="agreement_end"),
    path(ONE + "naskah/", views.agreement_attach, name="agreement_attach"),
    path(ONE + "naskah/berkas/", views.agreement_file, name="agreement_file"),
    path(ONE + "naskah.<slug:format>", views.agreement_paper, name="agreement_paper"),
]
