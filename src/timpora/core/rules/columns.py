"""A table of stays in the form in which rules read it: every fact a column, dates as day numbers, later ones absent."""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from timpora.core.rules.expressions import Fact, Kind
from timpora.core.rules.facts import FACTS, PLANNED, TRUTHS, FactError

EPOCH: Final = date(1970, 1, 1).toordinal()
HOUR_US: Final = 3_600_000_000
DAY_US: Final = 24 * HOUR_US

MOMENT_TEXT: Final = r"^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2}(?:\.\d{1,6})?)?(?:Z|([+-])(\d{2}):?(\d{2}))$"


def offset_column(name: str) -> str:
    return f"{name}@offset"


def prepare(table: pl.DataFrame, day: date) -> pl.DataFrame:
    """`row`, `sid` and one column per fact; moments also carry the offset they were told in.

    Raises FactError naming the column, and the row and value where one value is at fault.
    """
    refuse_strange_columns(table)
    columns: list[pl.Expr] = []
    for fact in FACTS.values():
        columns += columns_of(fact, table, day) if fact.name in table.columns else empty(fact)
    rows = table.with_row_index("row").select("row", pl.col("sid").cast(pl.String), *columns)
    refuse_unreadable(table, rows)
    return rows.select(name for name in rows.columns if not name.endswith("@bad"))


def refuse_strange_columns(table: pl.DataFrame) -> None:
    if "sid" not in table.columns:
        raise FactError("no_row_key", column="sid")
    strange = [name for name in table.columns if name != "sid" and name not in FACTS]
    if strange:
        raise FactError("unknown_column", column=strange[0], known=", ".join(FACTS))


def empty(fact: Fact) -> list[pl.Expr]:
    stored = {Kind.DATE: pl.Int32, Kind.MOMENT: pl.Int64, Kind.TEXT: pl.String, Kind.FLAG: pl.Boolean}
    nothing = [pl.lit(None, stored[fact.kind]).alias(fact.name)]
    return [*nothing, pl.lit(None, pl.Int64).alias(offset_column(fact.name))] if fact.kind == Kind.MOMENT else nothing


def columns_of(fact: Fact, table: pl.DataFrame, day: date) -> list[pl.Expr]:
    given = table.schema[fact.name]
    if given == pl.Null:
        return empty(fact)
    source = blank_to_null(pl.col(fact.name)) if given == pl.String else pl.col(fact.name)
    match fact.kind:
        case Kind.DATE:
            return date_columns(fact, source, given, day)
        case Kind.MOMENT:
            return moment_columns(fact, source, given, day)
        case Kind.FLAG:
            return flag_columns(fact, source, given)
    if not (given == pl.String or given.is_integer() or isinstance(given, (pl.Categorical, pl.Enum))):
        raise wrong_column(fact, given)
    return [blank_to_null(pl.col(fact.name).cast(pl.String)).alias(fact.name)]


def date_columns(fact: Fact, source: pl.Expr, given: pl.DataType, day: date) -> list[pl.Expr]:
    if given not in (pl.String, pl.Date):
        raise wrong_column(fact, given)
    value = source.str.to_date("%Y-%m-%d", strict=False) if given == pl.String else source
    number = value.cast(pl.Int32)
    counted = number if fact.name in PLANNED else pl.when(number <= day.toordinal() - EPOCH).then(number)
    return [counted.alias(fact.name), unreadable(fact, source, value)]


def moment_columns(fact: Fact, source: pl.Expr, given: pl.DataType, day: date) -> list[pl.Expr]:
    if given == pl.String:
        local, offset = told_moment(source)
    elif isinstance(given, pl.Datetime) and given.time_zone is not None:
        local = source.dt.replace_time_zone(None).dt.cast_time_unit("us").cast(pl.Int64)
        offset = local - source.dt.convert_time_zone("UTC").dt.cast_time_unit("us").cast(pl.Int64)
    else:
        raise wrong_column(fact, given)
    counted = pl.when(local // DAY_US <= day.toordinal() - EPOCH).then(local - offset)
    return [counted.alias(fact.name), offset.alias(offset_column(fact.name)), unreadable(fact, source, local - offset)]


def told_moment(source: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    parts = source.str.extract_groups(MOMENT_TEXT).struct
    seconds = parts.field("3").fill_null(":00")
    local = pl.concat_str(parts.field("1"), pl.lit("T"), parts.field("2"), seconds).str.to_datetime(
        "%Y-%m-%dT%H:%M:%S%.f", time_unit="us", strict=False
    )
    minutes = parts.field("5").cast(pl.Int64) * 60 + parts.field("6").cast(pl.Int64)
    sign = pl.when(parts.field("4") == "-").then(-1).otherwise(1)
    return local.cast(pl.Int64), (sign * minutes).fill_null(0) * (HOUR_US // 60)


def flag_columns(fact: Fact, source: pl.Expr, given: pl.DataType) -> list[pl.Expr]:
    if given == pl.Boolean:
        return [source.alias(fact.name)]
    if not (given == pl.String or given.is_integer()):
        raise wrong_column(fact, given)
    value = source.cast(pl.String).str.to_lowercase().replace_strict(TRUTHS, default=None, return_dtype=pl.Boolean)
    return [value.alias(fact.name), unreadable(fact, source, value)]


def blank_to_null(column: pl.Expr) -> pl.Expr:
    trimmed = column.str.strip_chars()
    return pl.when(trimmed != "").then(trimmed)


def unreadable(fact: Fact, source: pl.Expr, value: pl.Expr) -> pl.Expr:
    return (source.is_not_null() & value.is_null()).alias(f"{fact.name}@bad")


def refuse_unreadable(table: pl.DataFrame, rows: pl.DataFrame) -> None:
    for name in (name.removesuffix("@bad") for name in rows.columns if name.endswith("@bad")):
        at_fault = rows.filter(pl.col(f"{name}@bad"))
        if at_fault.height:
            row = int(at_fault["row"][0])
            sid = str(at_fault["sid"][0])
            value = str(table[name][row])
            raise FactError("unreadable_value", column=name, kind=FACTS[name].kind, value=value, sid=sid)


def wrong_column(fact: Fact, given: pl.DataType) -> FactError:
    return FactError("wrong_column_type", column=fact.name, kind=fact.kind, value=str(given))
