"""A catalog that cannot be read whole is never one with fewer messages: no command goes on from what was left of it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.helpers import catalog, run, site, tree
from tests.unit.test_po import CASES, OUTCOMES, names

ES = "locales/es/LC_MESSAGES/site.po"
FILES = {
    "i18n.toml": '[site]\nlocales = ["en", "es", "fr"]\n',
    "content/index.md": "a\n\nb\n\nc\n",
    ES: catalog({"a": "á", "b": "bé", "c": "cé"}),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose catalogs are up to date and whose author has added a text; with an export of the Spanish one."""
    folder = site(tmp_path_factory.mktemp("unreadable") / "site", FILES)
    assert 0 == run(folder, "update").code
    assert 0 == run(folder, "export", "es", str(folder / "work.csv")).code
    site(folder, {"content/index.md": "a\n\nb\n\nc\n\nd\n"})
    return folder


@pytest.mark.parametrize("name", names("refused"))
def test_refused(made: Path, name: str) -> None:
    """`update` and `import` end with 2, name every problem with its line and column, and write no byte anywhere,
    not into other languages either."""
    shutil.copy(CASES / f"{name}.po", made / ES)
    before = tree(made)
    updated = run(made, "update")
    imported = run(made, "import", "es", str(made / "work.csv"))

    assert (2, 2) == (updated.code, imported.code)
    for finding in OUTCOMES[name]["findings"]:
        check, _, place = finding.partition(":")
        assert re.search(rf"^{re.escape(ES)}:{place}: (error|warning): {re.escape(check)}: ", updated.err, re.MULTILINE)
        assert re.search(
            rf"^{re.escape(ES)}:{place}: (error|warning): {re.escape(check)}: ", imported.err, re.MULTILINE
        )
    assert before == tree(made)
