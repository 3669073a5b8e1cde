"""The page of the desk's rights shows every page that the browser tests look at."""

from pathlib import Path

from console.pages.rights_page import PICTURES
from tests.console.pages import worked


def test_every_page_that_is_looked_at_stands_in_the_documents_by_its_picture() -> None:
    assert set(worked.PAGES) <= set(PICTURES)
    pictures = Path(__file__).resolve().parents[3] / "docs" / "pictures"
    assert {path.name for path in pictures.glob("desk-*.png")} == {f"desk-{name}.png" for name in PICTURES}
