"""Telling a member by mail that something waits: once, later if the server is away, and never about whom."""

import socketserver
import threading
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.message import Message

import pytest
from django.db import connection, transaction
from django.utils import timezone

from timpora import settings as shipped
from timpora.agencies.tests.cast import acting
from timpora.foundation import outbox
from timpora.foundation.acting import acting_in_database
from timpora.foundation.jobs import run
from timpora.foundation.models import Account, Outgoing

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


class Talk(socketserver.StreamRequestHandler):
    """As much of SMTP as a client needs."""

    def handle(self) -> None:
        self.say("220 tetangga")
        while line := self.rfile.readline().decode().strip():
            verb = line[:4].upper()
            if verb == "DATA":
                self.say("354 go on")
                body = b"".join(iter(self.rfile.readline, b".\r\n"))
                self.server.came.append(message_from_bytes(body))
                if self.server.dies_after_taking:
                    return None
                self.say("250 taken")
            elif verb == "RCPT" and self.server.refuses in line:
                self.say("550 nobody of that name" if self.server.for_good else "451 later")
            elif verb == "QUIT":
                return self.say("221 goodbye")
            else:
                self.say("250 good")
        return None

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class Receiver(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Talk)
        self.came: list[Message] = []
        self.refuses, self.for_good, self.dies_after_taking = "nobody", True, False
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def port(self) -> int:
        return self.server_address[1]

    def down(self) -> None:
        self.shutdown()
        self.server_close()


@pytest.fixture
def receiver(settings) -> Iterator[Receiver]:
    server = Receiver()
    settings.SMTP = f"smtp://127.0.0.1:{server.port}"
    settings.ADDRESS, settings.MAIL_FROM = "https://timpora.example.go.id", "timpora@example.go.id"
    settings.MAILERS = shipped.mail_server(settings.SMTP)
    yield server
    server.down()


@pytest.fixture
def citra(citra) -> Account:
    citra.email = "citra@disnaker.example.go.id"
    citra.save()
    return citra


def tell(*accounts: Account, page: str = "/tugas/1/") -> int:
    return outbox.tell(accounts, page=page, at=timezone.now())


def later(**by) -> None:
    """Time passes for the lines, not for us."""
    for row in Outgoing.objects.filter(ended_at=None):
        Outgoing.objects.filter(pk=row.pk).update(next_at=row.next_at - timedelta(**by))


def test_a_line_says_that_something_waits_and_where(receiver, citra, dewa):
    assert tell(citra, dewa) == 1  # Dewa has no address
    run(outbox.send_waiting)
    (mail,) = receiver.came
    assert mail["To"] == citra.email
    text = mail.get_payload(decode=True).decode()
    assert text.split() == [
        *["Ada", "yang", "menunggu", "Anda", "di", "Timpora."],
        "https://timpora.example.go.id/tugas/1/",
    ]
    assert citra.name not in mail.as_string()
    run(outbox.send_waiting)
    assert len(receiver.came) == 1


def test_a_line_belongs_to_the_act_that_caused_it(receiver, citra):
    with transaction.atomic():
        tell(citra)
        transaction.set_rollback(True)
    run(outbox.send_waiting)
    assert receiver.came == []


def test_a_member_writes_lines_and_reads_none(receiver, citra, ayu):
    with acting_in_database(acting(ayu)):
        tell(citra)
        assert not Outgoing.objects.exists()
    assert Outgoing.objects.count() == 1


def test_a_server_that_is_away_is_asked_again_and_again_but_ever_more_seldom(receiver, citra):
    receiver.down()
    tell(citra)
    pauses = []
    for _try in range(11):
        begun = timezone.now()
        run(outbox.send_waiting)
        row = Outgoing.objects.get()
        pauses.append(round((row.next_at - begun).total_seconds() / 60))
        assert row.ended_at is None
        later(hours=6)
    assert pauses == [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360]


def test_after_a_day_without_a_server_comes_one_mail_and_no_flood(receiver, citra, budi):
    Account.objects.filter(pk=budi.pk).update(email="budi@kanim.example.go.id")
    budi.refresh_from_db()
    port = receiver.port
    receiver.down()
    for hour in range(24):
        tell(citra, budi, page=f"/tugas/{hour}/")
        run(outbox.send_waiting)
        later(hours=1)
    again = Receiver(port)
    try:
        later(hours=6)
        run(outbox.send_waiting)
        assert sorted(mail["To"] for mail in again.came) == ["budi@kanim.example.go.id", citra.email]
        assert not Outgoing.objects.filter(ended_at=None).exists()
        text = again.came[0].get_payload(decode=True).decode()
        assert text.split()[-1] == "https://timpora.example.go.id/"  # the page that shows all of it
        tell(citra, page="/tugas/24/")
        run(outbox.send_waiting)
        assert len(again.came) == 3
    finally:
        again.down()


def test_a_mail_that_may_have_been_taken_is_sent_again_as_the_same_mail(receiver, citra):
    tell(citra)
    receiver.dies_after_taking = True
    run(outbox.send_waiting)
    receiver.dies_after_taking = False
    tell(citra, page="/rapat/2/")
    later(minutes=2)
    run(outbox.send_waiting)
    first, second = receiver.came
    assert first["Message-ID"] == second["Message-ID"] == f"<{Outgoing.objects.earliest('id').pk}@example.go.id>"


def test_an_address_that_nobody_has_is_not_asked_for_ever(receiver, citra):
    receiver.refuses = citra.email
    tell(citra)
    run(outbox.send_waiting)
    assert Outgoing.objects.get().outcome == Outgoing.Outcome.REFUSED


def test_an_address_that_is_busy_is_asked_again(receiver, citra):
    receiver.refuses, receiver.for_good = citra.email, False
    tell(citra)
    run(outbox.send_waiting)
    receiver.refuses = "nobody"
    later(minutes=2)
    run(outbox.send_waiting)
    assert len(receiver.came) == 1


def test_one_busy_mailbox_does_not_hold_up_the_others(receiver, citra, budi):
    Account.objects.filter(pk=budi.pk).update(email="budi@kanim.example.go.id")
    budi.refresh_from_db()
    receiver.refuses, receiver.for_good = citra.email, False
    tell(citra)
    tell(budi)
    run(outbox.send_waiting)
    assert [mail["To"] for mail in receiver.came] == ["budi@kanim.example.go.id"]


def test_without_a_server_nothing_is_written(citra):
    assert tell(citra) == 0
    assert not Outgoing.objects.exists()


def test_what_became_of_a_line_is_forgotten(receiver, citra):
    tell(citra)
    run(outbox.send_waiting)
    Outgoing.objects.update(ended_at=timezone.now() - timedelta(days=91))
    run(outbox.send_waiting)
    assert not Outgoing.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_one_worker_sends_another_leaves_alone(receiver, citra):
    tell(citra)
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            list(Outgoing.objects.select_for_update())
            held.set()
            done.wait(10)
        connection.close()

    other = threading.Thread(target=hold)
    other.start()
    held.wait(10)
    run(outbox.send_waiting)
    done.set()
    other.join()
    assert receiver.came == []


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("smtp://127.0.0.1", {"host": "127.0.0.1", "use_tls": False, "use_ssl": False}),
        ("smtp+tls://surel.example:587", {"port": 587, "use_tls": True}),
        ("smtps://kantor:r%40hasia@surel.example", {"use_ssl": True, "username": "kantor", "password": "r@hasia"}),
    ],
)
def test_the_server_is_named_by_one_address(address, told):
    options = shipped.mail_server(address)["default"]["OPTIONS"]
    assert options | told == options
