"""The configuration: what is read, what is assumed, and what every mistake says."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n.config import Folders, LanguageSettings, Policy, Project, Rules, load
from i18n.config.toml_lines import Lines
from i18n.errors import ConfigError, DiskError

LINKS = {"https://example.org/a#b": "https://hmn.example.org/?c=d"}


def _site(folder: Path, text: str, file: str = "i18n.toml") -> Path:
    (folder / file).write_bytes(text.encode())
    return folder


def _catalog(folder: Path, locale: str, domain: str) -> None:
    path = folder / "locales" / locale / "LC_MESSAGES" / f"{domain}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("")


def _mistakes(folder: Path, text: str, file: str = "i18n.toml") -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load(_site(folder, text, file))
    return str(caught.value).split("\n")


def test_no_configuration(tmp_path: Path) -> None:
    """Without configuration every folder of locales/ that has LC_MESSAGES is a locale, in alphabetical order."""
    _catalog(tmp_path, "pt_BR", "site")
    _catalog(tmp_path, "es", "site")
    (tmp_path / "locales" / "notes").mkdir()

    assert load(tmp_path) == Project(root=tmp_path, locales=("es", "pt_BR"))


def test_domain_of_the_catalogs(tmp_path: Path) -> None:
    """The domain is the one name that every locale has a catalog of."""
    for locale, domain in (("es", "messages"), ("es", "old"), ("fr", "messages")):
        _catalog(tmp_path, locale, domain)

    assert load(tmp_path).domain == "messages"


def test_unclear_domain(tmp_path: Path) -> None:
    """Where several names are in every locale, or none is, the domain is `site`."""
    _catalog(tmp_path, "es", "one")
    _catalog(tmp_path, "es", "two")

    assert load(tmp_path).domain == "site"


def test_domain_where_pages_have_their_own(tmp_path: Path) -> None:
    """Where pages have catalogs of their own, those do not change what the site's domain is called."""
    _catalog(tmp_path, "es", "messages")

    assert load(_site(tmp_path, '[content]\ndomains = "content"\n')).domain == "site"
    assert load(_site(tmp_path, '[site]\ndomain = "m"\n[content]\ndomains = "page"\n')).domain == "m"


def test_everything(tmp_path: Path) -> None:
    """Every key is read."""
    text = """\
[site]
title = "Alderlight"
base-url = "https://example.org/care/"
source = "en"
locales = ["pt_BR", "hmn"]
prefix-source = false
domain = "messages"
keep-releases = 5
references = "line"
[folders]
content = "pages/"
[content]
fields = ["summary", "hero.title"]
domains = "section"
code = "comments"
contexts = ["button", "nav"]
[data]
translate = ["hours.*.note"]
[templates]
bare-text = true
[critical]
"visit/*.md" = "driving"
[policy]
unrecorded = "source"
machine = "source"
translated = "notice"
critical-roles = ["clinician"]
minimum = 1
[languages.hmn]
name = "Hmoob"
direction = "ltr"
plurals = "nplurals=1; plural=0;"
fallbacks = []
[languages.hmn.links]
"https://example.org/a#b" = "https://hmn.example.org/?c=d"
"""
    assert load(_site(tmp_path, text)) == Project(
        root=tmp_path,
        file="i18n.toml",
        title="Alderlight",
        base_url="https://example.org/care",
        locales=("pt_BR", "hmn"),
        prefix_source=False,
        domain="messages",
        folders=Folders(content="pages"),
        fields=("summary", "hero.title"),
        data=("hours.*.note",),
        bare_text=True,
        critical={"visit/*.md": "driving"},
        policy=Policy("source", "source", "notice", critical_roles=frozenset({"clinician"}), minimum=1.0),
        languages={"hmn": LanguageSettings("Hmoob", "ltr", "nplurals=1; plural=0;", (), LINKS)},
        keep_releases=5,
        references="line",
        domains="section",
        code="comments",
        contexts=("button", "nav"),
    )
    assert load(tmp_path).folders.data == "pages/_data"


def test_pyproject(tmp_path: Path) -> None:
    """[tool.i18n] in pyproject.toml says the same, and its mistakes name their line and section there."""
    _site(tmp_path, '[project]\nname = "x"\n\n[tool.i18n.site]\ntitle = "T"\n', "pyproject.toml")

    assert (load(tmp_path).file, load(tmp_path).title) == ("pyproject.toml", "T")
    assert _mistakes(tmp_path, '[tool.i18n.site]\ntitel = "T"\n', "pyproject.toml") == [
        "pyproject.toml:2: unknown key 'titel' in [tool.i18n.site]; did you mean 'title'?"
    ]


def test_own_file_wins(tmp_path: Path) -> None:
    """i18n.toml is read where there are both, and a pyproject.toml without [tool.i18n] says nothing."""
    _site(tmp_path, '[tool.i18n.site]\ntitle = "B"\n', "pyproject.toml")
    assert load(_site(tmp_path, '[site]\ntitle = "A"\n')).title == "A"
    (tmp_path / "i18n.toml").unlink()
    _site(tmp_path, '[project]\nname = "x"\n', "pyproject.toml")
    assert load(tmp_path).file == ""


def test_months(tmp_path: Path) -> None:
    """A class has its own months, or those of the policy; without any, nothing gets too old."""
    aged = load(_site(tmp_path, "[policy]\nreview-again = 24\n[policy.dose]\nreview-again = 12\n")).policy
    one = load(_site(tmp_path, "[policy.dose]\nreview-again = 12\n")).policy

    assert [12, 24, True] == [aged.months("dose"), aged.months("consent"), aged.ageing]
    assert [12, 0, True] == [one.months("dose"), one.months("consent"), one.ageing]
    assert (0, False) == (Policy().months("dose"), Policy().ageing)


def test_four_eyes(tmp_path: Path) -> None:
    """Whether two people are needed, and whether a list of people is, the policy says."""
    policy = load(_site(tmp_path, "[policy]\nfour-eyes = true\nrequire-reviewers = true\n")).policy

    assert Policy(four_eyes=True, require_reviewers=True) == policy


def test_strict(tmp_path: Path) -> None:
    """The strict preset treats unrecorded strings as a machine's; a key beside it wins."""
    strict = '[policy]\npreset = "strict"\nmachine = "source"\n'

    assert load(_site(tmp_path, strict)).policy == Policy(unrecorded="source", machine="source", require_reviewers=True)
    assert load(_site(tmp_path, strict + 'unrecorded = "show"\n')).policy.unrecorded == "show"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[site]\n\nlocale = ["es"]', "3: unknown key 'locale' in [site]; did you mean 'locales'?"),
        ('[site]\nbase_url = "x"', "2: unknown key 'base_url' in [site]; did you mean 'base-url'?"),
        ("[sites]\n", "1: unknown section [sites]; did you mean [site]?"),
        ('title = "x"', "1: unknown key 'title'; 'title' belongs in [site]"),
        ("site = 3", "1: site = 3; expected a section [site]"),
        ("[site]\ntitle = 3", "2: title = 3; expected text"),
        ('[site]\nprefix-source = "yes"', "2: prefix-source = 'yes'; expected true or false"),
        ("[site]\nkeep-releases = true", "2: keep-releases = true; expected a whole number from 1 to 1000"),
        ('[site]\nlocales = "es"', "2: locales = 'es'; expected a list, each item a language tag such as 'pt-BR'"),
        ('[site]\nlocales = [\n"es",\n"b!",\n]', "4: 'b!' in locales; expected a language tag such as 'pt-BR'"),
        ('[site]\nlocales = ["pt_BR",\n"pt-br"]', "3: 'pt-br' is the same locale as 'pt_BR' above; name it once"),
        ('[site]\nbase-url = "//x"', "2: base-url = '//x'; expected an address such as 'https://example.org'"),
        (
            '[site]\nbase-url = "http://x?a"',
            "2: base-url = 'http://x?a'; expected an address such as 'https://example.org'",
        ),
        ("[site]\ntitle = ", "2: not TOML: invalid value"),
        ('[site]\ntitle = "a"\ntitle = "b"', "3: not TOML: cannot overwrite a value"),
        (
            '[folders]\ncontent = "../x"',
            "2: content = '../x'; expected a folder inside the site's folder, such as 'content'",
        ),
        ('[content]\ncode = "some"', "2: code = 'some'; expected one of 'never', 'comments', 'all'"),
        ('[content]\ncontexts = ["A b"]', "2: 'A b' in contexts; expected a kind of text such as 'button'"),
        ('[folders]\nstatic = "content"', "2: static = 'content' is the folder of 'content' too"),
        ("[policy]\nminimum = 80", "2: minimum = 80; expected a share from 0 to 1, such as 0.8"),
        ('[policy]\noutdated = "notice"', "2: outdated = 'notice'; expected one of 'show', 'source'"),
        ('[policy]\notherwise = "show"', "2: otherwise = 'show'; expected one of 'source', 'withhold'"),
        (
            '[policy.dose]\nmachine = "hide"',
            "2: machine = 'hide'; expected one of 'show', 'notice', 'source', 'withhold'",
        ),
        ('[policy.dose]\nmachin = "show"', "2: unknown key 'machin' in [policy.dose]; did you mean 'machine'?"),
        ("[policy.Dose]", "1: 'Dose' in [policy]; expected a class such as 'dose' or 'driving'"),
        ('[policy]\nmachine = "hide"', "2: machine = 'hide'; expected one of 'show', 'notice', 'source', 'withhold'"),
        ("[policy]\ncritical-roles = []", "2: critical-roles = []; expected at least one role"),
        ("[policy]\nfour-eyes = 2", "2: four-eyes = 2; expected true or false"),
        ("[policy]\nrequire-reviewers = 'no'", "2: require-reviewers = 'no'; expected true or false"),
        (
            "[policy]\nreview-again = '2 years'",
            "2: review-again = '2 years'; expected a number of months from 1 to 1000",
        ),
        ("[policy.dose]\nreview-again = 0", "2: review-again = 0; expected a number of months from 1 to 1000"),
        ('[critical]\n"/x" = "dose"', "2: '/x' in [critical]; expected a glob below the content folder"),
        ('[critical]\n"x" = "Dose!"', "2: x = 'Dose!'; expected a class such as 'dose' or 'driving'"),
        ('[data]\ntranslate = ["hours"]', "2: 'hours' in translate; expected a pattern such as 'hours.*.note'"),
        ('[languages]\nes = "x"', "2: es = 'x'; expected a section [languages.es]"),
        (
            "[languages.es]\ndirectoin = 'ltr'",
            "2: unknown key 'directoin' in [languages.es]; did you mean 'direction'?",
        ),
        ('[languages.es]\nlinks = "x"', "2: links = 'x'; expected a section [languages.es.links]"),
        (
            '[languages.es.links]\n"visit.md" = "https://example.org/"',
            "2: 'visit.md' in [languages.es.links]; expected an address such as 'https://example.org/es/', as pages "
            "name it",
        ),
        *(
            (
                f"[languages.es.links]\n'https://example.org/' = '{address}'",
                f"2: https://example.org/ = '{address}'; expected an address such as 'https://example.org/es/'",
            )
            for address in (
                "javascript:alert(1)", "//example.org/", "/es/", "https:///x", "https://a@example.org/", "mailto:a@b.c",
                "https://example.org/ x", "https://example.org/<", "https://[", "https://example.org/{x}",
                "https://example.org:99999/", "https://example.org/a,",
            )
        ),
        ('[languages]\n"e!" = {}', "2: 'e!' in [languages]; expected a language tag such as 'pt-BR'"),
    ],
)
def test_mistake(tmp_path: Path, text: str, message: str) -> None:
    """A mistake names its line, what was found, what was expected and the nearest right word."""

    assert _mistakes(tmp_path, text) == [f"i18n.toml:{message}"]


def test_all_mistakes(tmp_path: Path) -> None:
    """All mistakes of a file are reported at once, in the order of their lines."""
    assert _mistakes(tmp_path, "[policy]\nminimum = 2\n[site]\ntitle = 1\n") == [
        "i18n.toml:2: minimum = 2; expected a share from 0 to 1, such as 0.8",
        "i18n.toml:4: title = 1; expected text",
    ]


def test_not_utf8(tmp_path: Path) -> None:
    """A file in another encoding is refused with the line of the first wrong byte."""
    (tmp_path / "i18n.toml").write_bytes(b'[site]\ntitle = "\xe9"\n')
    with pytest.raises(ConfigError, match=r"^i18n\.toml:2: the file is not UTF-8; save it as UTF-8$"):
        load(tmp_path)


def test_windows_file(tmp_path: Path) -> None:
    """A byte order mark and Windows line endings change nothing."""
    assert load(_site(tmp_path, '\ufeff[site]\r\ntitle = "x"\r\n')).title == "x"


def test_name_with_joiner(tmp_path: Path) -> None:
    """An autonym may hold the zero-width joiners that are part of its spelling, but no control character."""
    site = _site(tmp_path, '[languages.mzn]\nname = "ماز\u200cرونی"\n')

    assert load(site).languages["mzn"].name == "ماز\u200cرونی"
    assert len(_mistakes(tmp_path, '[languages.mzn]\nname = "a\\u0007"\n')) == 1


def test_folder_behind_link(tmp_path: Path) -> None:
    """A folder that is a symbolic link out of the site's folder is refused."""
    (tmp_path / "site").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site" / "content").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ConfigError, match="expected a folder inside"):
        load(_site(tmp_path / "site", '[folders]\ncontent = "content"\n'))


def test_no_folder(tmp_path: Path) -> None:
    """A folder that is not there is a disk error."""
    with pytest.raises(DiskError, match="there is no such folder"):
        load(tmp_path / "nowhere")


def test_lines() -> None:
    """The line of every key is found in every way that TOML has to write one."""
    text = '''\
a.b = 1 # x = 2
"c \\"d" = """
e = 3
[f]"""
when = 1979-05-27 07:32:00
list = [
  [1, "]"], # ]
  { g = 1, h.i = '#' },
]
[[t]]
x = \'\'\'
y = 1\'\'\'\'\'
[[t]]
x = {}
[ u . "v w" ]
z = ""
'''
    tomllib.loads(text)
    found = Lines(text).found
    keys = {
        ("a", "b"): 1, ('c "d',): 2, ("when",): 5, ("list",): 6, ("list", "0", "1"): 7, ("list", "1", "h", "i"): 8,
        ("t", "0", "x"): 11, ("t", "1", "x"): 14, ("u", "v w", "z"): 16,
    }  # fmt: skip

    assert {key: found[key] for key in keys} == keys


_keys = st.from_regex(r"[a-z]{1,3}|\"[a-z# =.\[]{0,4}\"", fullmatch=True)
_scalars = st.sampled_from(
    ["1", "true", '"x"', "'[#'", '"""\n\n"""', "1.5", "[\n1,\n2]", "{a = 1}", "[]", "[[], {b.c = ''}]"]
)


@given(st.lists(st.tuples(_keys, _scalars), max_size=6, unique_by=lambda pair: pair[0].strip('"')))
def test_line_of_each_key(pairs: list[tuple[str, str]]) -> None:
    """Whatever values stand between them, each key is found on the line where it was written."""
    text, expected = "", {}
    for key, value in pairs:
        expected[(key.strip('"'),)] = text.count("\n") + 1
        text += f"{key} = {value} # comment\n"
    tomllib.loads(text)

    assert {path: line for path, line in Lines(text).found.items() if len(path) == 1} == expected


def test_policy_of_a_class(tmp_path: Path) -> None:
    """What a class of critical text does not say is what its `otherwise` says; other classes stay strict."""
    text = '[policy]\nmachine = "show"\n[policy.dose]\notherwise = "withhold"\ntranslated = "notice"\n'

    policy = load(_site(tmp_path, text)).policy

    assert Rules("withhold", "withhold", "notice", "withhold") == policy.rules("dose")
    assert Rules("source", "source", "source", "source") == policy.rules("driving")
    assert policy is policy.rules(None)
    assert (True, True) == (policy.withholding, policy.noticing)


def test_policy_without_withholding(tmp_path: Path) -> None:
    """Nothing is withheld unless the configuration says so."""
    assert not load(_site(tmp_path, '[policy.dose]\nmachine = "show"\n')).policy.withholding
