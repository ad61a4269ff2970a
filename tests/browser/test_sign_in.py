"""Signing in with a password and an authenticator app, and with a passkey, in a real browser, desk and phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE
from timpora.agencies.tests.cast import PASSWORD
from timpora.foundation.models import Account
from timpora.foundation.tests.signing import code, with_password

pytestmark = pytest.mark.browser


def give_password(page: Page, account: Account) -> None:
    page.goto("/masuk/")
    page.get_by_label("Nama masuk").fill(account.sign_in)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Masuk", exact=True).click()


def sign_out(page: Page) -> None:
    page.locator("details.acting summary").click()
    page.get_by_role("button", name="Keluar").click()
    expect(page.get_by_label("Nama masuk")).to_be_visible()


@pytest.mark.parametrize("screen", [{}, PHONE | {"java_script_enabled": False}], ids=["desk", "phone-without-scripts"])
def test_a_member_sets_up_an_app_and_signs_in_with_its_code(opened, ayu, screen):
    with_password(ayu)
    page = opened(**screen)
    give_password(page, ayu)
    expect(page.get_by_role("main")).to_contain_text("Pasang dahulu salah satu cara")
    page.get_by_role("link", name="Pasang aplikasi kode").click()
    secret = page.locator("#kunci").inner_text()
    expect(page.get_by_role("img", name="Kode QR")).to_be_visible()
    page.get_by_label("Kode 6 angka").fill(code(secret))
    page.get_by_role("button", name="Selesai memasang").click()
    expect(page.locator("#kode li")).to_have_count(10)
    sign_out(page)
    give_password(page, ayu)
    page.get_by_label("Kode", exact=False).first.fill(code(secret, steps=1))
    page.get_by_role("button", name="Lanjutkan").click()
    expect(page.locator("details.acting")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_member_sets_up_a_passkey_and_signs_in_with_it(opened, ayu):
    with_password(ayu)
    page = opened()
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    kept = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options = kept | {"isUserVerified": True, "automaticPresenceSimulation": True}
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    give_password(page, ayu)
    page.get_by_role("link", name="Pasang kunci masuk").click()
    page.get_by_label("Nama kunci").fill("Laptop kantor")
    page.get_by_role("button", name="Lanjutkan").click()
    expect(page.locator("#kode li")).to_have_count(10)
    page.goto("/akun/keamanan/")
    expect(page.get_by_role("main")).to_contain_text("Laptop kantor")
    sign_out(page)
    give_password(page, ayu)
    page.get_by_role("button", name="Pakai kunci masuk").click()
    expect(page.locator("details.acting")).to_be_visible()
