"""What the offices of the district told and asked each other: bulletins, questions, guidance, a campaign, a remark."""

from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from timpora.demo.district import KUSAN_HILIR, TANAH_BUMBU
from timpora.demo.institutions import acting, agency
from timpora.exchange import bulletins, campaigns, guidance, questions
from timpora.exchange.audience import Audience
from timpora.exchange.models import Bulletin, Question
from timpora.exchange.picket import change_number
from timpora.foundation.acting import Acting, acting_in_database
from timpora.foundation.models import Handling
from timpora.intake.actions import Seen, receive
from timpora.intake.models import Report
from timpora.sources.models import Source
from timpora.territory.queries import office_of

PICKET = "0812-0000-0100"


def key(name: str) -> UUID:
    """The same at every build."""
    return uuid5(NAMESPACE_URL, f"timpora demo {name}")


def tell_and_ask(day: date, now: datetime) -> None:
    budi, ayu = acting("budi"), acting("ayu")
    with acting_in_database(budi):
        office = office_of(TANAH_BUMBU, day)
        if office is not None:
            change_number(office, PICKET, version=0, by=budi, at=now)
        publish(budi, day, now)
        campaign = campaigns.begin(
            key=key("wisata"), kind="wisata", title="Musim wisata pesisir", area=TANAH_BUMBU,
            purpose="Memastikan penginapan melapor dan wisatawan tahu ke mana meminta bantuan.",
            begins_on=day - timedelta(days=10), ends_on=day + timedelta(days=50), by=budi, at=now,
        )  # fmt: skip
    with acting_in_database(ayu):
        asked = questions.ask(
            key=key("tanya"), agencies=[agency("disnaker", TANAH_BUMBU), agency("dispora_pariwisata", TANAH_BUMBU)],
            topic=Question.Topic.DATA, working_days=5, campaign=campaign, by=ayu, at=now - timedelta(days=2),
            words="Berapa penginapan dan pengguna tenaga kerja asing yang terdaftar tahun ini?",
        )  # fmt: skip
        report = Report.objects.visible_to(ayu).order_by("-seen_at").first()
        if report is not None and campaigns.is_running(campaign, now):
            campaigns.tag(campaign, report, "izin", by=ayu, at=now)
        remark(ayu, now)
    answer_in_part(asked, now)


def publish(budi: Acting, day: date, now: datetime) -> None:
    bulletins.publish(
        key=key("buletin"), audience=Audience(Bulletin.Audience.AREA, area=TANAH_BUMBU), handling=Handling.BIASA,
        title="Layanan izin tinggal keliling", valid_until=day + timedelta(days=30), by=budi, at=now,
        words="Layanan keliling hadir di aula kecamatan pada Rabu pekan kedua. Mohon diteruskan kepada penjamin.",
    )  # fmt: skip
    guidance.publish(
        key=key("pedoman"), title="Melapor keberadaan orang asing", valid_from=day - timedelta(days=60),
        valid_until=None, by=budi, at=now,
        words="Tulis yang dilihat: di mana, kapan, berapa orang. Jangan meminta atau memotret paspor. "
        "Tidak ada kejadian pun dilaporkan: NIHIL.",
    )  # fmt: skip


def answer_in_part(asked: list[Question], now: datetime) -> None:
    citra = acting("citra")
    with acting_in_database(citra):
        own = next(question for question in asked if question.to_agency_id == citra.agency)
        questions.open_(own, by=citra, at=now)
        questions.answer(own, "Tiga perusahaan terdaftar; rinciannya menyusul.", False, by=citra, at=now)


def remark(ayu: Acting, now: datetime) -> None:
    """Those who give nothing in writing say it, and an officer writes it down."""
    seen = Seen(
        area=KUSAN_HILIR, seen_at=now - timedelta(days=3), sight=Report.Sight.OTHER, people=1,
        words="Disampaikan dalam pertemuan: tidak ada kejadian menonjol di pesisir pekan ini.",
        informant="Perwira Seksi Intelijen", handling=Handling.TERBATAS,
    )  # fmt: skip
    said_by = agency("kodim", TANAH_BUMBU)
    receive(key=key("lisan"), seen=seen, by=ayu, at=now, channel=Source.Channel.ORAL, said_by=said_by)
