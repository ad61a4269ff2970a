"""Addresses of rooms that may not be there, and those that carry the purpose along."""

from urllib.parse import urlencode
from uuid import UUID

from django.urls import NoReverseMatch, reverse


def address(name: str, *args: object, **query: object) -> str:
    """Empty where no room answers to the name: the page leaves the link out."""
    try:
        found = reverse(name, args=args)
    except NoReverseMatch:
        return ""
    return f"{found}?{urlencode(query)}" if query else found


def person_address(person_id: UUID, check_number: int) -> str:
    return address("person_page", person_id, **{"from": f"check:{check_number}"})
