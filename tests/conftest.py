"""Fixtures that several test files share."""
import pytest

from koujing.read.corpus import read_article


@pytest.fixture
def page(tmp_path):
    """The article in a page of these lines."""
    def read(*lines):
        path = tmp_path / "page.txt"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return read_article(path)
    return read
