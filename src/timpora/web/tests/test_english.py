"""The English switch reaches every page: no common Indonesian word is left over."""

import re
from html import unescape

import pytest

from timpora.agencies.tests.cast import acting
from timpora.catalogues import compile_catalogues
from timpora.web.menu import MENU, MENU_MORE, REPORT, entries

pytestmark = pytest.mark.django_db

COMMON = set(
    """
    yang dan untuk dengan belum tidak sudah atau dari oleh pada anda ini itu bila agar akan dapat hanya semua setiap
    lalu lagi juga bukan ada orang cari buka kirim lihat tulis pilih nama hari wilayah laporan berkas temuan rapat tugas
    """.split()  # noqa: SIM905
)
HIDDEN = re.compile(
    r'<(script|style)\b.*?</\1>|<form class="language".*?</form>|<[^>]*translate="no".*?>.*?</', re.DOTALL
)


def words_of(page: str) -> set[str]:
    text = unescape(re.sub(r"<[^>]+>", " ", HIDDEN.sub(" ", page)))
    return set(re.findall(r"[a-z]+", text.lower()))


@pytest.mark.parametrize("who", ["budi", "citra", "dewa", "intan"])
def test_no_indonesian_is_left_over(client, who, request):
    compile_catalogues()
    account = request.getfixturevalue(who)
    client.force_login(account)
    menu = entries((*MENU, *MENU_MORE, REPORT), acting(account), "/")
    left = {}
    client.cookies["django_language"] = "en"
    for address in [*(str(entry["url"]) for entry in menu), "/bantuan/", "/cari/?q=xyz", "/tidak-ada/"]:
        page = client.get(address).content.decode()
        assert '<html lang="en">' in page
        if found := words_of(page) & COMMON:
            left[address] = sorted(found)
    assert left == {}
