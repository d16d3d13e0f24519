"""Real pages through our reader of Markdown."""

from __future__ import annotations

import re
import tarfile
from pathlib import Path

import pytest

from i18n.sources import markdown

pytestmark = pytest.mark.corpus

SOFT_BREAK = re.compile(r"(?<!\\)\n")


@pytest.fixture(scope="module")
def pages(corpora: Path) -> dict[str, str]:
    """The pages of comprehensive-rust: name in the archive to text."""
    found = {}
    with tarfile.open(corpora / "comprehensive-rust.tar.xz") as archive:
        for member in archive:
            if member.isfile() and member.name.endswith(".md") and (file := archive.extractfile(member)):
                found[member.name] = file.read().decode()
    assert len(found) >= 574
    return found


def test_every_page_is_read(pages: dict[str, str]) -> None:
    """A hole stands between two literals, and no segment is empty or bears a line break that is not a hard one."""
    for name, text in pages.items():
        document = markdown.parse(text, name)

        assert len(document.holes) + 1 == len(document.literals), name
        assert [] == [one for one in document.segments if not one.text.strip() or SOFT_BREAK.search(one.text)], name
