"""Who may vouch: the file of reviewers, its mistakes, and what follows from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from i18n import reviewers
from i18n.config import load
from i18n.errors import ConfigError
from i18n.model import Rights
from i18n.reviewers import Person, Reviewers
from tests.helpers import site

PEOPLE = """\
# Those who vouch.
[maria]
name = "Maria Ruiz"
languages = ["es", "zh_hans"]
roles = ["qualified-translator"]

[chen]
languages = ["zh-Hans"]
roles = ["clinician", "editor"]
"""


def listed(folder: Path, text: str | None = PEOPLE, policy: str = "") -> Reviewers | None:
    site(folder, {"i18n.toml": f"[site]\nlocales = []\n{policy}"})
    if text is not None:
        site(folder, {"locales/reviewers.toml": text})
    return reviewers.load(load(folder))


def test_people(tmp_path: Path) -> None:
    """Each section is a person; tags are canonical however they are spelled."""
    found = listed(tmp_path)

    assert found == Reviewers(
        {
            "maria": Person("maria", frozenset({"es", "zh-Hans"}), frozenset({"qualified-translator"}), "Maria Ruiz"),
            "chen": Person("chen", frozenset({"zh-Hans"}), frozenset({"clinician", "editor"})),
        },
        "locales/reviewers.toml",
    )


def test_rights(tmp_path: Path) -> None:
    """In each language those count who have it, in their roles; anybody listed may have translated."""
    found = listed(tmp_path)

    assert found is not None
    expected = Rights(frozenset({("maria", "qualified-translator")}), frozenset({"maria"}), frozenset({"chen"}))
    assert expected == found.rights("es")
    assert frozenset({"maria", "chen"}) == found.rights("zh-Hans").translators
    assert Rights(frozenset(), frozenset(), frozenset({"chen"})) == found.rights("es-MX")


@pytest.mark.parametrize(
    ("by", "locale", "role", "why"),
    [
        ("maria", "es", "qualified-translator", ""),
        ("maria", "es", None, ""),
        ("mary", "es", "editor", "'mary' is not in locales/reviewers.toml; did you mean 'maria'?"),
        ("x", "es", None, "'x' is not in locales/reviewers.toml; staff add a section for each person"),
        ("chen", "es", "editor", "'chen' may vouch for zh-Hans, not for 'es'; see locales/reviewers.toml"),
        (
            "maria",
            "es",
            "clinician",
            "'maria' has the roles qualified-translator, not 'clinician'; see locales/reviewers.toml",
        ),
    ],
)
def test_refusal(tmp_path: Path, by: str, locale: str, role: str | None, why: str) -> None:
    """Who may not is told why, and what to do."""
    found = listed(tmp_path)

    assert found is not None
    assert why == found.refusal(by, locale, role)


@pytest.mark.parametrize(
    ("by", "why"),
    [
        ("chen", ""),
        ("maria", "'maria' has not the role 'editor' in locales/reviewers.toml, "),
        ("x", "'x' has not the role 'editor' in locales/reviewers.toml, "),
    ],
)
def test_author_refusal(tmp_path: Path, by: str, why: str) -> None:
    """Who mends the source is an editor, whatever their languages."""
    found = listed(tmp_path)

    assert found is not None
    assert why == found.author_refusal(by)[: len(why) or None]


def test_no_file(tmp_path: Path) -> None:
    """Without the file anyone may vouch; under a strict policy nobody, though anybody may say who translated."""
    assert listed(tmp_path, None) is None
    found = listed(tmp_path, None, '[policy]\npreset = "strict"\n')

    assert found is not None
    assert Rights(frozenset(), None) == found.rights("es")
    assert found.refusal("maria", "es").startswith("locales/reviewers.toml is not there; ")
    assert found.author_refusal("maria") == ""


def test_nobody(tmp_path: Path) -> None:
    """A file without a person lets nobody vouch, under any policy."""
    found = listed(tmp_path, "# nobody yet\n")

    assert found is not None
    assert Rights(frozenset(), frozenset(), frozenset()) == found.rights("es")


def test_policy_may_do_without(tmp_path: Path) -> None:
    """`require-reviewers = false` lets anyone vouch where there is no file."""
    assert listed(tmp_path, None, '[policy]\npreset = "strict"\nrequire-reviewers = false\n') is None


@pytest.mark.parametrize(
    ("text", "mistakes"),
    [
        ('commits = "never"', ["1: commits = 'never'; expected one of 'warning', 'error', 'off'"]),
        (
            PEOPLE + 'git = ["m@example.org", "<m>"]\nenters-for = ["mary", "x"]\n'
            '[x2]\nlanguages = []\nroles = []\ngit = ["M@example.org", 1]\n',
            [
                "10: '<m>' in git; expected an address that git has, such as 'maria@example.org'",
                "11: 'mary' is not in this file; did you mean 'maria'?",
                "11: 'x' is not in this file; did you mean 'x2'?",
                "15: 'm@example.org' is 'chen' already; an address is one person's",
                "15: 1 in git; expected an address that git has, such as 'maria@example.org'",
            ],
        ),
        ("maria = 1", ["1: maria = 1; expected a section for each person, such as [maria]"]),
        (
            '["maria@example.org"]\nlanguages = []\nroles = []',
            [
                "1: 'maria@example.org' cannot be an id; expected one word of letters, digits, '-', '_' and '.', "
                "not an address"
            ],
        ),
        (
            '[maria]\nlanguage = ["es"]\nroles = ["doctor", "editor"]',
            [
                "1: no languages in [maria]; expected a list, which may be empty",
                "2: unknown key 'language' in [maria]; did you mean 'languages'?",
                "3: 'doctor' in roles; expected one of translator, qualified-translator, clinician, editor",
            ],
        ),
        ('[a]\nlanguages = ["e", 5]', ["1: no roles in [a]; expected a list, which may be empty"]),
        (
            '[a]\nroles = "editor"\nlanguages = []',
            ["2: roles = 'editor'; expected a list, each item one of translator"],
        ),
        ("[a\n", ["1: not TOML: "]),
    ],
)
def test_mistakes(tmp_path: Path, text: str, mistakes: list[str]) -> None:
    """Every mistake is named in one run, with its line."""
    with pytest.raises(ConfigError) as caught:
        listed(tmp_path, text)

    for mistake in mistakes:
        assert f"locales/reviewers.toml:{mistake}" in str(caught.value)


def test_wrong_tags(tmp_path: Path) -> None:
    """What is no language is named with its line."""
    with pytest.raises(ConfigError, match=r"toml:3: 'qqq' in languages; expected a language tag") as caught:
        listed(tmp_path, '[a]\nroles = []\nlanguages = ["qqq",\n5]')

    assert "reviewers.toml:4: 5 in languages" in str(caught.value)


def test_commits(tmp_path: Path) -> None:
    """The file may say under which addresses people commit, for whom they enter, and how bad another's commit is."""
    text = 'commits = "error"\n' + PEOPLE + 'git = ["Chen@Example.org", "chen@(none)"]\nenters-for = ["maria"]\n'
    found = listed(tmp_path, text)

    assert found is not None
    chen = found.people["chen"]
    assert ("error", {"chen@example.org": chen, "chen@(none)": chen}) == (found.commits, found.committers)
    assert (frozenset({"maria"}), frozenset()) == (chen.enters_for, found.people["maria"].git)


def test_a_person_may_have_any_id(tmp_path: Path) -> None:
    """A section is a person, also one whose id is the name of the setting."""
    found = listed(tmp_path, "[commits]\nlanguages = []\nroles = []\n")

    assert found is not None
    assert (["commits"], "warning") == ([*found.people], found.commits)
