"""Figures of practice are those of the program, until the office's own file says otherwise."""

import pytest

from timpora.foundation.figures import FILE, FiguresUnreadable, figure


@pytest.fixture
def own(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path / FILE


def test_without_a_file_the_programs_figure_counts_with_its_ground(own):
    assert figure("own_reports.months").value == 12
    assert "dapat diubah" in figure("small_cells.below").citation


def test_the_offices_figure_counts_at_once(own):
    own.write_text("small_cells.below: 20\n")
    assert figure("small_cells.below").value == 20
    own.write_text("")
    assert figure("small_cells.below").value == 10


@pytest.mark.parametrize("told", ["small_cells.below: 0", "small_cells.below: banyak", "unknown: 3", "- 3"])
def test_what_is_no_figure_is_said_by_name(own, told):
    own.write_text(told)
    with pytest.raises(FiguresUnreadable, match=r"figures\.yaml"):
        figure("small_cells.below")
