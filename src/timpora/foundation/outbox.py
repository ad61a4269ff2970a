"""Lines that go to members' office addresses: that something waits, and where; never about whom.

A line is a row of the transaction that caused it. The worker sends it later, at least once: the Message-ID is the row's
own id, so that a receiver knows a second copy. Off where settings.SMTP names no server.
"""

import logging
import smtplib
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from timpora.foundation.models import Account, Outgoing

log = logging.getLogger(__name__)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=6)
KEPT = timedelta(days=90)  # what became of a line; praktik, dapat diubah
OF_ONE_MAILBOX = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)  # any other failure is the server's
MOST_PAGES = 5  # named in one message; of more than these the home page shows them all


def is_on() -> bool:
    return bool(settings.SMTP)


def tell(accounts: Iterable[Account], *, page: str, at: datetime, calendar: str = "") -> int:
    """Tell each of them, in the caller's transaction, that `page` waits. `page` is a path and names nobody; neither
    does `calendar`, an iCalendar text that goes along as a file."""
    if not is_on():
        return 0
    told = {account.pk: account for account in accounts if account.email and account.is_active}
    words = {"page": page, "calendar": calendar, "made_at": at, "next_at": at}
    rows = [Outgoing(account=account, **words) for account in told.values()]
    return len(Outgoing.objects.bulk_create(rows))


def send_waiting() -> int:
    """All that waits for one member, as one message. 0: nobody's turn has come, or the mail server is away."""
    if not is_on():
        return 0
    at = timezone.now()
    waiting = Outgoing.objects.filter(ended_at=None)
    first = waiting.filter(next_at__lte=at).order_by("next_at", "id").select_for_update(skip_locked=True).first()
    if first is None:
        return forget_old(at)
    # After an outage many lines wait for one member: they go as one.
    rows = list(waiting.filter(account_id=first.account_id).order_by("id").select_for_update())
    account = Account.objects.get(pk=first.account_id)
    if not account.email or not account.is_active:
        return ended(rows, Outgoing.Outcome.NO_ADDRESS, at)
    try:
        message(rows, account).send()
    except (smtplib.SMTPException, OSError) as error:
        if is_refused_for_good(error):
            return ended(rows, Outgoing.Outcome.REFUSED, at)
        put_off(rows, at)
        log.warning("mail could not be sent; trying again", exc_info=True)
        return 1 if isinstance(error, OF_ONE_MAILBOX) else 0
    return ended(rows, Outgoing.Outcome.SENT, at)


def message(rows: Sequence[Outgoing], account: Account) -> EmailMessage:
    """The oldest row gives the key: sent again after a crash, it is the same message."""
    pages = list(dict.fromkeys(row.page for row in rows))
    pages = pages if len(pages) <= MOST_PAGES else ["/"]
    with translation.override(account.language):
        words = _("Ada yang menunggu Anda di Timpora.")
    body = "\n".join([words, "", *(settings.ADDRESS + page for page in pages), ""])
    domain = settings.MAIL_FROM.rpartition("@")[2]
    headers = {"Message-ID": f"<{rows[0].pk}@{domain}>", "Auto-Submitted": "auto-generated"}
    mail = EmailMessage("Timpora", body, settings.MAIL_FROM, [account.email], headers=headers)
    for number, text in enumerate(dict.fromkeys(row.calendar for row in rows if row.calendar), start=1):
        mail.attach(f"rapat-{number}.ics", text, "text/calendar")
    return mail


def is_refused_for_good(error: Exception) -> bool:
    """The server knows no such address: no patience helps."""
    return isinstance(error, smtplib.SMTPRecipientsRefused) and all(
        500 <= code < 600 for code, _words in error.recipients.values()
    )


def put_off(rows: Sequence[Outgoing], at: datetime) -> None:
    tries = max(row.tries for row in rows) + 1
    pause = min(FIRST_PAUSE * 2 ** min(tries - 1, 20), LONGEST_PAUSE)
    Outgoing.objects.filter(pk__in=[row.pk for row in rows]).update(tries=tries, next_at=at + pause)


def ended(rows: Sequence[Outgoing], outcome: str, at: datetime) -> int:
    Outgoing.objects.filter(pk__in=[row.pk for row in rows]).update(outcome=outcome, ended_at=at)
    return 1


def forget_old(at: datetime) -> int:
    Outgoing.objects.filter(ended_at__lt=at - KEPT).delete()
    return 0
