"""*Periksa surat*: anybody may see whether a file is the letter of its code. Nothing of a letter is shown."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from timpora.documents import marks
from timpora.documents.forms import LONGEST_CODE, CheckForm
from timpora.foundation.signing_in import limits
from timpora.foundation.views import public

TRIES = limits.Limit("letter_check", 60, timedelta(minutes=15))  # practice, dapat diubah: files from one address


@public
@require_http_methods(["GET", "POST"])
def letter_check(request: HttpRequest) -> HttpResponse:
    code = request.POST.get("code", "") if request.method == "POST" else request.GET.get("kode", "")
    if request.method == "GET":
        context = {
            "form": CheckForm(initial={"code": code[:LONGEST_CODE]}),
            "mark": marks.read_code(code),
            "asked": bool(code),
        }
        return render(request, "documents/letter_check.html", context)
    at = timezone.now()
    keys = [(TRIES, limits.digest(TRIES, limits.address_of(request)))]
    if seconds := limits.wait(keys, at):
        return limits.told_to_wait(request, seconds)
    limits.count(keys, at, None)
    form = CheckForm(request.POST, request.FILES)
    if not form.is_valid():
        context = {"form": form, "mark": marks.read_code(code), "asked": bool(code)}
        return render(request, "documents/letter_check.html", context, status=422)
    content = form.cleaned_data["file"].read()
    compared = marks.compare(content, code if marks.read_code(code) else "")
    context = {"form": CheckForm(initial={"code": code}), "compared": compared, "mark": compared and compared.mark,
               "asked": True, "signers": signers_of(content) if compared and compared.is_followed else []}  # fmt: skip
    return render(request, "documents/letter_check.html", context | {"verdict": verdict(context)})


def signers_of(content: bytes) -> list:
    from timpora.documents import pdf_signatures  # takes a second to read

    try:
        return pdf_signatures.signers_of(content)
    except pdf_signatures.Unreadable:
        return []


def verdict(told: dict) -> dict[str, str]:
    """Word, tone and sentence. Only an unchanged file, or one signed by somebody the office knows, is certain."""
    compared, signers = told["compared"], told["signers"]
    if compared is None:
        return answer(_("Tidak dikenal"), "", _("Berkas ini tidak memuat kode surat dari kantor ini."))
    if compared.is_whole:
        return answer(_("Sama"), "ok", _("Berkas ini sama persis dengan yang dikeluarkan."))
    if not compared.is_followed or not signers or not all(signer.is_intact for signer in signers):
        return answer(_("Berubah"), "stop", _("Isi berkas ini tidak sama dengan surat yang dikeluarkan."))
    if all(signer.is_trusted for signer in signers):
        words = _("Berkas yang dikeluarkan ada di dalamnya tanpa perubahan, lalu ditandatangani.")
        return answer(_("Sama, ditandatangani"), "ok", words)
    words = _(
        "Berkas yang dikeluarkan ada di dalamnya, lalu ditandatangani oleh yang tidak dikenal kantor ini. Jangan"
        " mengandalkan yang tampak di halamannya."
    )
    return answer(_("Penanda tangan tidak dapat dipastikan"), "wait", words)


def answer(word: str, tone: str, words: str) -> dict[str, str]:
    return {"word": word, "tone": tone, "words": words}
