from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from archive.model import Visit, VisitClass
from config.clock import SHANGHAI
from registry.model import Duty
from spiders.outcome import LOOKED_EVERYWHERE, collected_class, unseen_class

DUTY = Duty(agency_id="jyj", year=2023, due_date=date(2024, 1, 31), basis="条例")
NOW = datetime(2024, 2, 6, 10, tzinfo=SHANGHAI)
BEFORE = Visit(
    run_id="r1",
    place_id="p",
    agency_id="jyj",
    year=2023,
    visit_class=VisitClass.NOT_SEEN,
    started_at=NOW,
    ended_at=(NOW - timedelta(hours=24)).astimezone(UTC),
    flags=(LOOKED_EVERYWHERE,),
)


@pytest.mark.parametrize(
    ("now", "duty", "earlier", "expected"),
    [
        (NOW, DUTY, (BEFORE,), VisitClass.ABSENT_UNCONFIRMED),
        (NOW, DUTY, (), VisitClass.NOT_SEEN),
        (NOW, None, (BEFORE,), VisitClass.NOT_SEEN),
        (NOW - timedelta(seconds=1), DUTY, (BEFORE,), VisitClass.NOT_SEEN),
        (NOW, DUTY, (replace(BEFORE, flags=()),), VisitClass.NOT_SEEN),
        (
            NOW,
            DUTY,
            (replace(BEFORE, visit_class=VisitClass.INCOMPLETE_LIST),),
            VisitClass.NOT_SEEN,
        ),
        (
            NOW,
            DUTY,
            (replace(BEFORE, visit_class=VisitClass.ABSENT_UNCONFIRMED),),
            VisitClass.ABSENT_UNCONFIRMED,
        ),
        (datetime(2024, 1, 31, 23, 59, tzinfo=SHANGHAI), DUTY, (BEFORE,), VisitClass.NOT_SEEN),
    ],
)
def test_unseen(
    now: datetime, duty: Duty | None, earlier: tuple[Visit, ...], expected: VisitClass
) -> None:
    assert unseen_class(listed=2, now=now, duty=duty, earlier=earlier)[0] is expected


def test_an_empty_column_is_told_apart() -> None:
    found, reason = unseen_class(listed=0, now=NOW, duty=DUTY, earlier=(BEFORE,))
    assert (found, reason) == (
        VisitClass.COLUMN_EMPTY,
        "两次核查相隔 24 小时以上，年报栏目均为空",
    )


IN_TIME = replace(
    BEFORE, visit_class=VisitClass.COLLECTED, ended_at=datetime(2024, 1, 31, 15, 59, tzinfo=UTC)
)
AFTER_DUE = replace(IN_TIME, ended_at=datetime(2024, 1, 31, 16, 1, tzinfo=UTC))
WAS_LATE = replace(AFTER_DUE, visit_class=VisitClass.COLLECTED_LATE)


@pytest.mark.parametrize(
    ("published", "duty", "earlier", "expected"),
    [
        (date(2024, 1, 31), DUTY, (), VisitClass.COLLECTED),
        (date(2024, 2, 1), DUTY, (), VisitClass.COLLECTED_LATE),
        (date(2024, 2, 1), None, (), VisitClass.COLLECTED),
        (date(2024, 2, 1), DUTY, (IN_TIME,), VisitClass.COLLECTED),
        (date(2024, 2, 1), DUTY, (AFTER_DUE,), VisitClass.COLLECTED_LATE),
        (None, DUTY, (), VisitClass.COLLECTED),
        (None, DUTY, (BEFORE,), VisitClass.COLLECTED_LATE),
        (None, DUTY, (replace(BEFORE, flags=()),), VisitClass.COLLECTED),
        # A day on which we had seen it already is no day of publication.
        (date(2030, 1, 1), DUTY, (AFTER_DUE,), VisitClass.COLLECTED),
        (date(2030, 1, 1), DUTY, (AFTER_DUE, BEFORE), VisitClass.COLLECTED),
        (date(2030, 1, 1), DUTY, (BEFORE, AFTER_DUE), VisitClass.COLLECTED_LATE),
        (date(2030, 1, 1), DUTY, (WAS_LATE,), VisitClass.COLLECTED_LATE),
        (date(2024, 1, 30), DUTY, (WAS_LATE,), VisitClass.COLLECTED),
    ],
)
def test_collected(
    published: date | None, duty: Duty | None, earlier: tuple[Visit, ...], expected: VisitClass
) -> None:
    assert collected_class(published, duty, earlier) is expected
