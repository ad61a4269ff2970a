"""What a reader of published tables can work out by subtraction: never one certain number below the threshold."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from timpora.core.small_cells import TOTAL, Hidden, published, sums

PROVINCE, A, B, A1, A2 = range(5)
FLAT = {PROVINCE: None, A: PROVINCE, B: PROVINCE}
TREE = FLAT | {A1: A, A2: A}
LEAVES = {"flat": (FLAT, (A, B)), "tree": (TREE, (A1, A2, B))}
LIMIT = 3  # instead of ten, so that every table can be tried


def shown(above, counts, threshold=10):
    return published(above, counts, threshold)


def test_a_small_cell_is_hidden_and_cannot_be_subtracted():
    table = shown(FLAT, {A: {"ITAS": 40, "ITK": 4}, B: {"ITAS": 30, "ITK": 25}})
    assert table[A, "ITK"] is Hidden.SMALL
    assert Hidden.WITHHELD in (table[A, "ITAS"], table[A, TOTAL])
    assert Hidden.WITHHELD in (table[B, "ITK"], table[PROVINCE, "ITK"])


def test_zero_and_large_cells_stand_as_they_are():
    table = shown(FLAT, {A: {"ITAS": 40, "ITK": 0}, B: {"ITAS": 30, "ITK": 25}})
    assert table[A, "ITK"] == 0
    assert not [cell for cell in table.values() if isinstance(cell, Hidden)]
    assert table[PROVINCE, TOTAL] == 95


def test_where_the_words_themselves_would_tell_nothing_is_shown():
    """Fewer than two, and somebody, is one."""
    table = shown(FLAT, {A: {"ITK": 1}, B: {"ITK": 1}}, threshold=2)
    assert set(table.values()) == {Hidden.WITHHELD}


def test_one_area_alone():
    assert shown({A: None}, {A: {"ITK": 4}}) == {(A, "ITK"): Hidden.SMALL, (A, TOTAL): Hidden.SMALL}


def test_a_month_of_a_province_takes_seconds_at_most():
    above: dict[int, int | None] = {0: None} | {100 * r: 0 for r in range(1, 39)}
    above |= {100 * r + k: 100 * r for r in range(1, 39) for k in range(1, 18)}
    counts = {leaf: {f"c{c}": (leaf * (c + 3)) % 23 for c in range(6)} for leaf in above if leaf % 100}
    table = shown(above, counts)
    assert all(isinstance(table[place], Hidden) for place, n in sums(above, counts).items() if 0 < n < 10)


def imaginable(above, leaves, columns, table, most):
    """Every table that agrees with what was published, by trying all."""
    for values in product(range(most + 1), repeat=len(leaves) * len(columns)):
        cells = dict(zip(product(leaves, columns), values, strict=True))
        counts = {leaf: {column: cells[leaf, column] for column in columns} for leaf in leaves}
        found = sums(above, counts)
        least = LIMIT if Hidden.SMALL in table.values() else 1  # the reader knows how we hide
        if all(agrees(table[place], n, least) for place, n in found.items()):
            yield found


def agrees(cell, n, least):
    if cell is Hidden.SMALL:
        return 0 < n < LIMIT
    return n >= least if cell is Hidden.WITHHELD else n == cell


@settings(max_examples=25, deadline=None)
@given(st.data(), st.sampled_from(sorted(LEAVES)))
def test_no_small_cell_has_one_imaginable_value(data, shape):
    above, leaves = LEAVES[shape]
    columns = ("x", "y") if shape == "flat" else ("x",)
    counts = {leaf: {column: data.draw(st.integers(0, 4)) for column in columns} for leaf in leaves}
    table = shown(above, counts, LIMIT)
    worlds = list(imaginable(above, leaves, columns, table, most=6))
    real = sums(above, counts)
    assert real in worlds
    for place, n in real.items():
        if 0 < n < LIMIT:
            assert isinstance(table[place], Hidden)
            assert len({world[place] for world in worlds}) > 1, (place, table)
