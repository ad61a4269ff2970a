"""Long lists: fifty rows a page, counted no further than just above a bound; the page then says "1.000+"."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

PER_PAGE, BOUND = 50, 1000


def bounded(rows: QuerySet[Any], bound: int | None = None) -> int:
    """How many rows, at most one more than the bound."""
    return rows.order_by()[: (bound or BOUND) + 1].count()


class BoundedPaginator(Paginator):
    @cached_property
    def count(self) -> int:  # type: ignore[override]
        return bounded(self.object_list)  # type: ignore[arg-type]


def list_page(rows: QuerySet[Any], request: HttpRequest, per_page: int = PER_PAGE) -> Page:
    """The page that the address asks for; a page beyond the last one is the last one."""
    return BoundedPaginator(rows, per_page).get_page(request.GET.get("page"))


def key_page(keys: QuerySet[Any] | list[Any], request: HttpRequest) -> Page:
    """The same of keys alone: as many as would be counted are read at once, one question instead of two."""
    return Paginator(list(keys[: BOUND + 1]), PER_PAGE).get_page(request.GET.get("page"))
