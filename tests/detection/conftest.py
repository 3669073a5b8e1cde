"""What the detection tests may ask for."""

from pathlib import Path

import pytest

SHARED_DOMAIN = Path(__file__).resolve().parents[2] / ".." / "shared" / "domain"


@pytest.fixture
def shared_domain() -> Path:
    """The folder of the domain's facts beside the repository."""
    if not SHARED_DOMAIN.is_dir():
        pytest.skip("the domain's facts (../shared/domain) are not beside this checkout")
    return SHARED_DOMAIN
