"""Work spread over processes: the same results in the same order, however many there are."""

from __future__ import annotations

import os

import pytest

from i18n import processes
from i18n.errors import I18nError


@pytest.mark.parametrize("jobs", [1, 2, 3, 100])
def test_results_are_in_the_order_of_the_items(jobs: int) -> None:
    """Each item has its own result, also where there are more processes than items."""
    assert [number * number for number in range(40)] == processes.spread(lambda number: number**2, range(40), jobs)


def test_nothing_to_do() -> None:
    """No items, no results."""
    assert [] == processes.spread(str, [], 4)


def test_work_is_done_side_by_side() -> None:
    """Three processes take part, and the one that has nothing to send takes the most."""
    done = processes.spread(lambda _: os.getpid(), range(38), 3)
    assert (3, 14) == (len(set(done)), done.count(os.getpid()))
    assert sorted(map(done.count, set(done))) == [12, 12, 14]


def test_process_that_ends_early() -> None:
    """A process that is killed ends the run with an error, not with results that are missing."""
    here = os.getpid()
    with pytest.raises(I18nError, match="ended before its work was done"):
        processes.spread(lambda number: number if os.getpid() == here else os._exit(1), range(4), 2)
