"""The home page counts what waits here; a person's page says why each mention is theirs."""

from django.utils import timezone

from timpora.agencies.tests.cast import acting
from timpora.foundation.acting import acting_in_database
from timpora.foundation.jobs import run
from timpora.foundation.waiting import waiting_for
from timpora.identity.steps import propose_matches
from timpora.registers.models import Mention
from timpora.registers.steps import rebuild_current
from timpora.registers.tests.factories import AREA, PARK, mention, source


def told(kind: str, **facts) -> Mention:
    return mention(source(content=repr((kind, facts))), kind, area=AREA, **facts)


def lines(account) -> list[str]:
    by = acting(account)
    with acting_in_database(by):
        return [line.url for line in waiting_for(by, timezone.now()) if line.url.startswith("/cocokkan/")]


def test_what_waits_is_told_to_those_who_judge(ayu, jaka, dewa):
    told("report", name="Orang Asing")
    run(propose_matches)
    assert lines(ayu) == ["/cocokkan/?tab=belum-dikenal"]
    assert lines(jaka) == lines(dewa) == []


def test_nothing_waits_when_all_is_known(ayu):
    told("permits", **PARK)
    run(propose_matches)
    assert lines(ayu) == []


def test_the_page_of_a_person_says_why_each_mention_is_theirs(client, ayu):
    rows = [told("permits", **PARK), told("workers", **PARK)]
    run(propose_matches)
    run(rebuild_current)
    person = Mention.objects.get(pk=rows[0].pk).person
    client.force_login(ayu)
    text = client.get(f"/orang-asing/{person.pk}/?from=match:{rows[0].pk}").text
    assert "Mengapa keterangan ini miliknya" in text
    assert "Nomor paspor sama: M12345678." in text
    assert text.count("Batalkan jawaban ini") == 2
