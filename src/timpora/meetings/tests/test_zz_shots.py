import os, pytest
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]="1"
from datetime import date
from django.test import Client
from timpora.meetings import actions
from timpora.meetings.tests.arranged import FIRST, SECOND, called, does

@pytest.mark.django_db(transaction=True)
def test_shots(live_server, client, invited, team, ayu, budi, disnaker):
    from playwright.sync_api import sync_playwright
    does(ayu, actions.add_line, invited, words="Paparan hasil pendataan per kecamatan", kind="briefing")
    f=does(ayu, actions.decide_follow_up, invited, words="Menyusun jadwal pemeriksaan bersama di tiga kecamatan dan menyampaikannya kepada sekretariat", agency=disnaker, position="Kepala Bidang Penempatan", due_on=date(2026,9,1))
    does(ayu, actions.decide_follow_up, invited, words="Menyampaikan lembar keadaan", agency=disnaker, position="Kepala Dinas", due_on=date(2026,12,1))
    does(ayu, actions.mark_present, invited, invitation=invited.invitations.get(addressee="Kepala Dinas"), name="Maya Kartika", agency_name="Disnaker Tanah Bumbu")
    does(ayu, actions.write_minutes, invited, minutes="Rapat dibuka.\n\nDiskusi berjalan.", notulis="Ayu", version=1)
    does(ayu, actions.close_meeting, invited, chair="Raka Wiratama", notulis="Ayu")
    second = called(ayu, team, SECOND, "Rapat koordinasi triwulan IV")
    does(ayu, actions.invite, second)
    client.force_login(budi)
    cookie = client.cookies["sessionid"].value
    with sync_playwright() as p:
        b = p.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox","--disable-gpu","--disable-background-networking"])
        for width in (1280, 360):
            c = b.new_context(viewport={"width":width,"height":800})
            c.add_cookies([{"name":"sessionid","value":cookie,"url":live_server.url}])
            page = c.new_page()
            page.on("console", lambda m: print("console", m.type, m.text))
            for n,u in {"list":"/rapat/","meeting":f"/rapat/{second.pk}/","att":f"/rapat/{second.pk}/hadir/","min":f"/rapat/{second.pk}/notula/","closed":f"/rapat/{invited.pk}/","teams":"/tim/","team":f"/tim/{team.pk}/","teamnew":"/tim/baru/","new":"/rapat/baru/","letter":f"/surat/{invited.notula_id or invited.invitations.first().letter_id}/","home":"/","seat":f"/tim/{team.pk}/unsur/{team.seats.first().pk}/"}.items():
                r=page.goto(live_server.url+u)
                w=page.evaluate("document.documentElement.scrollWidth")
                print(n,width,r.status,w)
                page.screenshot(path=f"/tmp/r6shots/{n}_{width}.png", full_page=True)
        b.close()
