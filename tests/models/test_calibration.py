"""What a score was worth: shares that rise with the score, each with its interval, and nothing before enough was decided."""

from random import Random

import pytest

from models.calibration import EACH, ENOUGH, STEP, calibrate, wilson

# part | whole | lower | upper: Newcombe, "Two-sided confidence intervals for the single proportion" (1998), table I, method 3
NEWCOMBE = [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
R = [(0, 10, 0.0, 0.2775), (1, 10, 0.0179, 0.4042), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0)]
"""The bounds that R's `prop.test(x, n, correct = FALSE)` gives."""


@pytest.mark.parametrize(("part", "whole", "lower", "upper"), NEWCOMBE + R)
def test_an_interval_is_the_published_one(part: int, whole: int, lower: float, upper: float) -> None:
    assert wilson(part, whole) == pytest.approx((lower, upper), abs=0.00005)


def test_an_interval_is_the_same_seen_from_the_other_side() -> None:
    for part in range(21):
        lower, upper = wilson(part, 20)
        assert wilson(20 - part, 20) == pytest.approx((1 - upper, 1 - lower))


def test_an_interval_holds_the_truth_nineteen_times_of_twenty() -> None:
    rng = Random(11)
    held = 0
    for _ in range(4000):
        truth = rng.random()
        lower, upper = wilson(sum(rng.random() < truth for _ in range(50)), 50)
        held += lower <= truth <= upper
    assert held / 4000 == pytest.approx(0.95, abs=0.01)


def decided(*steps: tuple[int, int, int]) -> list[tuple[int, bool]]:
    """Draw decisions: so many at a score, so many of them reported."""
    return [(score, place < reported) for score, number, reported in steps for place in range(number)]


def test_too_few_decisions_tell_nothing() -> None:
    assert calibrate([]) is None
    assert calibrate(decided((1, ENOUGH - 1, EACH))) is None
    assert calibrate(decided((1, ENOUGH, EACH - 1))) is None, "too few were reported"
    assert calibrate(decided((1, ENOUGH, ENOUGH - EACH + 1))) is None, "too few were dismissed"
    assert calibrate(decided((1, ENOUGH, EACH))) is not None


# score | decided | reported      the second step contradicts the order of the first, so they are read together: 11 of 50
DRAWN = decided((100, 30, 8), (200, 20, 3), (300, 20, 10), (400, 19, 19))


def test_shares_rise_with_the_score_and_contradicting_neighbours_are_read_together() -> None:
    told = calibrate(DRAWN)
    assert told is not None
    assert [(step.lowest_micro, step.decided, step.reported) for step in told.steps] == [
        (100, 50, 11),
        (300, 39, 29),  # nineteen decisions are too few for a step of their own
    ]
    assert told.at(299).share == 11 / 50
    assert told.at(300).share == 29 / 39
    assert told.at(0) == told.at(100), "what lies below the lowest known score is told as the lowest"
    assert told.at(1_000_000).interval == wilson(29, 39)


def test_every_decision_counts_once_whatever_their_order() -> None:
    rng = Random(3)
    drawn = [(rng.randrange(1_000_000), rng.random() < 0.3) for _ in range(500)]
    told = calibrate(drawn)
    assert told is not None
    assert sum(step.decided for step in told.steps) == 500
    assert sum(step.reported for step in told.steps) == sum(outcome for _, outcome in drawn)
    assert min(step.decided for step in told.steps) >= STEP
    shares = [step.share for step in told.steps]
    assert shares == sorted(set(shares))
    rng.shuffle(drawn)
    assert calibrate(drawn) == told
