"""One ledger with every kind of act in it, for tests that only look."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.book import Book, furnish, new_book
from tests.golden.story import tell


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """The golden story, told once; look, do not touch."""
    folder = tmp_path_factory.mktemp("told")
    book = new_book(folder)
    furnish(book)
    tell(book, folder)
    yield book
    book.close()
