"""What every page knows: who acts, the menu by duty, the mode of the installation, and why a page was refused."""

from django.http import HttpRequest

from timpora.accountability.page import band
from timpora.accountability.waiting import TOLD
from timpora.agencies.duties import DUTIES
from timpora.foundation.acting import Acting
from timpora.foundation.installation import mode
from timpora.foundation.views import Refused
from timpora.territory.queries import area_name
from timpora.web.menu import MENU, MENU_MORE, entries, report_entry
from timpora.web.refusal import explained


def frame(request: HttpRequest) -> dict[str, object]:
    acting: Acting | None = getattr(request, "acting", None)
    context: dict[str, object] = {"mode": mode(), "acting": None, "menu": [], "menu_more": []}
    if acting is None:
        return context
    failure = getattr(request, "failure", None)
    context |= explained(failure.verb, acting, request) if isinstance(failure, Refused) else {}
    if acting.duty in TOLD:
        context |= band(request.acting_at)
    menu, more = entries(MENU, acting, request.path), entries(MENU_MORE, acting, request.path)
    report = report_entry(acting, request.path)
    return context | {
        "acting": who(request, acting),
        "menu": menu,
        "menu_more": more,
        "report_entry": report,
        "menu_key": [(entry["url"], entry["active"]) for entry in (*menu, *more, report) if entry],
    }


def who(request: HttpRequest, acting: Acting) -> dict[str, object]:
    """The member as the top bar shows them, with the other duties that can be chosen."""
    choices = [
        {
            "id": choice.membership,
            "duty_label": DUTIES[choice.duty].label,
            "agency_label": choice.agency_name,
            "area_label": area_name(choice.area),
            "chosen": choice.membership == acting.membership,
        }
        for choice in acting.choices
    ]
    current = next((choice for choice in choices if choice["chosen"]), None) or {}
    labels = {name: current.get(name, "") for name in ("duty_label", "agency_label", "area_label")}
    ids = [str(choice["id"]) for choice in choices]
    who_acts = {"name": acting.name, "membership": acting.membership, "duty": acting.duty, "may": acting.verbs}
    return who_acts | {"choices": choices, "choice_ids": ids} | labels
