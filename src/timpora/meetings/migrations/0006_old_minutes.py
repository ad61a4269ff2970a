"""The one text that a notula was becomes its paragraphs: parted where a line was left blank, each with its first wording."""

import re

from django.db import migrations

from timpora.foundation.ids import uuid7


def part(apps, schema_editor):
    paragraphs, wordings = apps.get_model("meetings", "Paragraph"), apps.get_model("meetings", "Wording")
    for meeting in apps.get_model("meetings", "Meeting").objects.exclude(minutes="").iterator():
        at = meeting.minutes_at or meeting.closed_at or meeting.starts_at
        by = meeting.minutes_by or meeting.notulis
        texts = filter(None, (one.strip("\n") for one in re.split(r"\n\s*\n", meeting.minutes)))
        for order, text in enumerate(texts, start=1):
            told = {"meeting": meeting, "area": meeting.area, "text": text}
            row = paragraphs.objects.create(
                id=uuid7(), key=uuid7(), order=order, made_by=meeting.made_by, changed_at=at, changed_by=by, **told
            )
            wordings.objects.create(
                id=uuid7(), paragraph=row, handling=0, number=1, at=at, by=by, by_id=meeting.made_by, **told
            )


def join(apps, schema_editor):
    paragraphs = apps.get_model("meetings", "Paragraph").objects
    for meeting in apps.get_model("meetings", "Meeting").objects.filter(paragraphs__isnull=False).distinct():
        texts = paragraphs.filter(meeting=meeting, handling=0).exclude(text="").order_by("order")
        meeting.minutes = "\n\n".join(texts.values_list("text", flat=True))
        meeting.save(update_fields=["minutes"])


class Migration(migrations.Migration):
    dependencies = [("meetings", "0005_paragraphs")]
    operations = [migrations.RunPython(part, join)]
