"""One message in an editor of texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from i18n.errors import CatalogError, UsageError
from i18n.model import MessageKey
from i18n.pipeline.reviewing import review
from i18n.review.editing import strings_of, text_of
from tests.reviewing import WAIT, garden


def test_there_and_back(tmp_path: Path) -> None:
    """The text is a catalog with this message alone, and gives back what stands in it."""
    found = review(garden(tmp_path), "es")
    plural, wait = found.items[MessageKey(None, "%(num)s minute")], found.items[MessageKey(None, WAIT)]

    assert 2 == text_of(found, wait).count("msgid")
    assert wait.message.strings == strings_of(wait, text_of(found, wait))
    text = text_of(found, plural).replace("minutos", "min")
    assert ("%(num)s minuto", "%(num)s min") == strings_of(plural, text)


def test_mistakes(tmp_path: Path) -> None:
    """Another source text, an empty string and what is no catalog any more are refused."""
    found = review(garden(tmp_path), "es")
    wait = found.items[MessageKey(None, WAIT)]
    text = text_of(found, wait)

    with pytest.raises(UsageError, match="the source text was changed"):
        strings_of(wait, text.replace("Wait 24", "Wait 2"))
    with pytest.raises(UsageError, match="a string is missing"):
        strings_of(wait, text[: text.rindex("msgstr")] + 'msgstr ""\n')
    with pytest.raises(CatalogError):
        strings_of(wait, text + '"')
