"""What can happen in this room."""

from timpora.foundation.events import Kind

STATUS_CHECKED = Kind("exchange.status_checked", is_read=True)
LIMIT_REACHED = Kind("exchange.limit_reached")
ASKED_SEEN = Kind("exchange.asked_seen", is_read=True)
PICKET_CHANGED = Kind("exchange.picket_changed")
BULLETIN_PUBLISHED = Kind("bulletin.published")
BULLETIN_CORRECTED = Kind("bulletin.corrected")
BULLETIN_WITHDRAWN = Kind("bulletin.withdrawn")
BULLETIN_REMINDED = Kind("bulletin.reminded")
BULLETIN_SEEN = Kind("bulletin.seen", is_read=True)
QUESTION_ASKED = Kind("question.asked")
QUESTION_ANSWERED = Kind("question.answered")
QUESTION_RETURNED = Kind("question.returned")
QUESTION_WITHDRAWN = Kind("question.withdrawn")
QUESTION_SEEN = Kind("question.seen", is_read=True)
ORAL_RECORDED = Kind("exchange.oral_recorded")
GUIDANCE_PUBLISHED = Kind("guidance.published")
GUIDANCE_READ = Kind("guidance.read")
CAMPAIGN_BEGUN = Kind("campaign.begun")
CAMPAIGN_TAGGED = Kind("campaign.tagged")
