"""Addresses of this room."""

from django.urls import include, path

from timpora.exchange import bulletin_views, campaign_views, guidance_views, oral_views, question_views, views

urlpatterns = [
    path("", include("timpora.exchange.shared_urls")),
    path("periksa-status/", views.status_check, name="status_check"),
    path("periksa-status/siapa-menanyakan/", views.status_asked, name="status_asked"),
    path("periksa-status/piket/", views.picket, name="picket"),
    path("buletin/", bulletin_views.bulletin_list, name="bulletin_list"),
    path("buletin/pembaca/", bulletin_views.bulletin_readers, name="bulletin_readers"),
    path("buletin/baru/", bulletin_views.bulletin_new, name="bulletin_new"),
    path("buletin/<uuid:bulletin_id>/", bulletin_views.bulletin_page, name="bulletin_page"),
    path("buletin/<uuid:bulletin_id>/ralat/", bulletin_views.bulletin_correct, name="bulletin_correct"),
    path("buletin/<uuid:bulletin_id>/berkas/", bulletin_views.bulletin_file, name="bulletin_file"),
    path("buletin/<uuid:bulletin_id>/tarik/", bulletin_views.bulletin_withdraw, name="bulletin_withdraw"),
    path("buletin/<uuid:bulletin_id>/ingatkan/", bulletin_views.bulletin_remind, name="bulletin_remind"),
    path("pertanyaan/", question_views.question_list, name="question_list"),
    path("pertanyaan/baru/", question_views.question_new, name="question_new"),
    path("pertanyaan/waktu-jawab/", question_views.answer_times, name="answer_times"),
    path("pertanyaan/<uuid:question_id>/", question_views.question_page, name="question_page"),
    path("pertanyaan/<uuid:question_id>/jawab/", question_views.question_answer, name="question_answer"),
    path("pertanyaan/<uuid:question_id>/kembalikan/", question_views.question_give_back, name="question_give_back"),
    path("pertanyaan/<uuid:question_id>/tarik/", question_views.question_withdraw, name="question_withdraw"),
    path("pertanyaan/<uuid:question_id>/berkas/<uuid:answer_id>/", question_views.question_file, name="question_file"),
    path("masukan-lisan/", oral_views.oral_new, name="oral_new"),
    path("pedoman/", guidance_views.guidance_list, name="guidance_list"),
    path("pedoman/baru/", guidance_views.guidance_new, name="guidance_new"),
    path("pedoman/<uuid:guidance_id>/", guidance_views.guidance_page, name="guidance_page"),
    path("pedoman/<uuid:guidance_id>/edisi/", guidance_views.guidance_renew, name="guidance_renew"),
    path("pedoman/<uuid:guidance_id>/berkas/", guidance_views.guidance_file, name="guidance_file"),
    path("pedoman/<uuid:guidance_id>/dibaca/", guidance_views.guidance_mark_read, name="guidance_mark_read"),
    path("perhatian-khusus/", campaign_views.campaign_list, name="campaign_list"),
    path("perhatian-khusus/baru/", campaign_views.campaign_new, name="campaign_new"),
    path("perhatian-khusus/<uuid:campaign_id>/", campaign_views.campaign_page, name="campaign_page"),
    path("perhatian-khusus/<uuid:campaign_id>/tandai/", campaign_views.campaign_tag, name="campaign_tag"),
]
