"""Real pages through our reader of Markdown."""

from __future__ import annotations

import re
import tarfile
from pathlib import Path

import pytest

from i18n.sources import markdown
from i18n.sources.code import Policy
from i18n.sources.page import Rules
from tests.properties.test_markdown import repeated

pytestmark = pytest.mark.corpus

SOFT_BREAK = re.compile(r"(?<!\\)\n")
POLICIES: tuple[Policy, ...] = ("never", "comments", "all")


@pytest.fixture(scope="module")
def pages(corpora: Path) -> dict[str, str]:
    """The pages of comprehensive-rust: name in the archive to text."""
    found = {}
    with tarfile.open(corpora / "comprehensive-rust.tar.xz") as archive:
        for member in archive:
            if member.isfile() and member.name.endswith(".md") and (file := archive.extractfile(member)):
                found[member.name] = file.read().decode()
    return found


def test_every_page_is_there(pages: dict[str, str]) -> None:
    """All 574 pages are there."""
    assert 574 == len(pages)


@pytest.mark.parametrize("policy", POLICIES)
def test_identity(pages: dict[str, str], policy: Policy) -> None:
    """Strings that equal their sources give each page's source edition byte for byte, whatever of its code is text."""
    changed = []
    for name, text in pages.items():
        source, translated = repeated(markdown.parse(text, name, Rules(code=policy)))
        if source != translated:
            changed.append(name)

    assert [] == changed


def test_policies_differ(pages: dict[str, str]) -> None:
    """Comments of code, and whole blocks of code, are texts that there are not without them."""
    never, comments, whole = (
        sum(len(markdown.parse(text, name, Rules(code=policy)).segments) for name, text in pages.items())
        for policy in POLICIES
    )

    assert never < comments
    assert never < whole


def test_every_page_is_read(pages: dict[str, str]) -> None:
    """A hole stands between two literals, and no segment is empty or bears a line break that is not a hard one."""
    for name, text in pages.items():
        document = markdown.parse(text, name)

        assert len(document.holes) + 1 == len(document.literals), name
        assert [] == [one for one in document.segments if not one.text.strip() or SOFT_BREAK.search(one.text)], name
