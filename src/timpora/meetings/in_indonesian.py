"""Official words are kept in Indonesian, whatever language the screen of the one who makes them has."""

from collections.abc import Callable
from functools import wraps

from django.utils import translation


def in_indonesian[**P, R](write: Callable[P, R]) -> Callable[P, R]:
    @wraps(write)
    def written(*args: P.args, **kwargs: P.kwargs) -> R:
        with translation.override("id"):
            return write(*args, **kwargs)

    return written
