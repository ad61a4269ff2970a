"""The end of an agreement: its grants go in the same transaction, and what was taken under it is asked back."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from timpora.agreements import events
from timpora.agreements.models import Agreement, Clause, Delivery, Obligation
from timpora.agreements.queries import AGREEMENT
from timpora.foundation import files
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.foundation.models import Grant
from timpora.territory.queries import day_at

TERM = timedelta(days=30)  # to destroy or return what was taken: practice, dapat diubah
CHUNK = 50
SECOND_DAY = timedelta(days=1)


@transaction.atomic
def end(agreement: Agreement, *, because: str, by: Acting, at: datetime) -> bool:
    """Sharing stops with this transaction. Ending twice changes nothing; False then."""
    because = because.strip()
    if not because:
        raise ValueError("ending an agreement needs its reason in words")
    current = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if current.ended_at is not None:
        return False
    current.ended_at, current.ended_by, current.ended_because = at, by.account, because
    current.save(update_fields=["ended_at", "ended_by", "ended_because"])
    clauses = Clause.objects.filter(agreement=current).values("pk")
    Grant.objects.filter(because_kind=AGREEMENT, because_id__in=clauses, revoked_at=None).update(
        revoked_at=at, revoked_by=by.account
    )
    emit(events.AGREEMENT_ENDED, subject=current, by=by)
    ask_back(current, by=by, at=at)
    return True


def ask_back(agreement: Agreement, *, by: Acting | None, at: datetime) -> None:
    """One request to each agency that took something, in the words of the agreement."""
    Agreement.objects.filter(pk=agreement.pk).update(destruction_asked_at=at)
    takers = list(Delivery.objects.filter(agreement=agreement).values_list("agency_id", flat=True).distinct())
    with override("id"):  # a request between offices, whatever language the screen has
        words = (
            _("Kembalikan data yang pernah diambil, lalu musnahkan salinannya; kirim berita acaranya.")
            if agreement.at_end == Agreement.AtEnd.RETURN
            else _("Musnahkan data yang pernah diambil beserta salinannya; kirim berita acaranya.")
        )
    for agency in takers:
        Obligation.objects.get_or_create(
            agreement=agreement, agency_id=agency, kind=Obligation.Kind.GIVE_UP,
            defaults={"area": agreement.area, "words": words, "due_on": day_at(agreement.area, at) + TERM},
        )  # fmt: skip
    if takers:
        emit(events.DESTRUCTION_ASKED, subject=agreement, by=by, count=len(takers))


def ask_after_expiry(at: datetime) -> int:
    """Agreements that ran out without anybody's act; the legal day begins three times, so each is asked its own."""
    due = Agreement.objects.select_for_update(skip_locked=True).filter(
        in_force_at__isnull=False, ended_at=None, destruction_asked_at=None, valid_until__lt=at.date() + SECOND_DAY
    )
    asked = 0
    for agreement in due.order_by("valid_until", "id"):
        if agreement.valid_until < day_at(agreement.area, at):
            ask_back(agreement, by=None, at=at)
            asked += 1
        if asked == CHUNK:
            break
    return asked


@transaction.atomic
def fulfil(
    obligation: Obligation, *, evidence: str, by: Acting, at: datetime, content: bytes = b"", name: str = "",
    media_type: str = "",
) -> bool:  # fmt: skip
    """By words, a file or both. Saying it twice keeps what was said first; False then."""
    if not evidence.strip() and not content:
        raise ValueError("an obligation is fulfilled by words or a file")
    current = Obligation.objects.select_for_update(of=("self",)).get(pk=obligation.pk)
    if current.fulfilled_at is not None:
        return False
    if content:
        current.file = files.store(content, name=name, media_type=media_type, area=current.area, by=by)
        current.file_hash = current.file.sha256
    current.evidence, current.fulfilled_at, current.fulfilled_by = evidence.strip(), at, by.account
    current.save()
    emit(events.OBLIGATION_FULFILLED, subject=current, by=by)
    return True
