"""R9, a full disk: the intake stops with what the system says, leaves nothing half-done, and does all of it when there is room.

The system itself refuses: a limit on the size of a file (RLIMIT_FSIZE) for the process that receives, from one that is too
small for the first Parquet file to one that is only too small for the database's log.
"""

import pytest

from tests.reliability.conftest import opened
from tests.reliability.material import FULL, deliveries
from tests.reliability.state import deviations, unanswered
from warehouse.deliveries import deliveries_frame

pytestmark = pytest.mark.trial

LIMITS = [100, 5_000, 12_000, 20_000, 60_000, 150_000, 400_000] if FULL else [100, 12_000, 60_000]


@pytest.mark.parametrize("most_bytes", LIMITS)
def test_a_disk_without_room_refuses_and_with_room_all_is_received(copies, brought, run, most_bytes, record_property) -> None:
    home = copies()
    ended = run(home, brought, most_bytes=most_bytes)
    warehouse = opened(home)
    received = deliveries_frame(warehouse).height
    assert received in (0, len(deliveries()[0]))
    if most_bytes < 5_000:
        assert "error" in ended
        assert received == 0
    warehouse.close()
    assert "steps" in run(home, brought)
    warehouse = opened(home)
    assert deviations(warehouse, deliveries()[1]) == []
    assert unanswered(warehouse) == []
    warehouse.close()
    record_property("R9", f"no file above {most_bytes:,} bytes: all or nothing, then the truth")
