"""Languages: every spelling leads to one tag, and every tag to right facts."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, time
from pathlib import Path

import pytest
from babel import Locale as BabelLocale
from babel import localedata
from hypothesis import given, settings
from hypothesis import strategies as st

from i18n.errors import UsageError
from i18n.languages import (
    accepted_headers,
    canonical,
    digits,
    format_currency,
    format_date,
    format_list,
    format_number,
    format_percent,
    format_time,
    locale,
    parse_plurals,
    plural_index,
    sort_key,
)
from i18n.languages.customary_plurals import CUSTOMARY
from i18n.model import Direction, Locale, PluralRule

ROOT = Path(__file__).resolve().parents[2]


# --- tags ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spelling", "tag"),
    [
        ("pt_BR", "pt-BR"), ("PT-br", "pt-BR"), ("de_DE.UTF-8", "de-DE"), ("es-Latn", "es"), ("es_Latn_MX", "es-MX"),
        ("zh", "zh-Hans"), ("zh_CN", "zh-Hans"), ("zh-SG", "zh-Hans-SG"), ("cmn", "zh-Hans"), ("zh_hans", "zh-Hans"),
        ("zh_TW", "zh-Hant"), ("zh-HK", "zh-Hant-HK"), ("zh-Hant-TW", "zh-Hant-TW"), ("yue-Hant", "yue"),
        ("iw", "he"), ("in", "id"), ("ji", "yi"), ("mo", "ro"), ("spa", "es"), ("tgl", "tl"), ("tl", "tl"),
        ("sr-Cyrl", "sr"), ("sr@latin", "sr-Latn"), ("sr_ME", "sr-ME"), ("sr-Cyrl-ME", "sr-Cyrl-ME"),
        ("pa-guru", "pa"), ("pa_Arab", "pa-Arab"), ("az-Arab-IR", "az-Arab-IR"), ("my-BU", "my-MM"),
        ("fil", "fil"), ("es-419", "es-419"),
        ("hmn", "hmn"), ("mww", "mww"), ("prs", "prs"), ("ilo", "ilo"), ("ca-Valencia", "ca-valencia"),
        ("en-XA", "en-XA"), ("ar_xb", "ar-XB"),
    ],
)  # fmt: skip
def test_canonical(spelling: str, tag: str) -> None:
    """Every spelling in use leads to the shortest BCP 47 tag, which stays as it is."""
    assert canonical(spelling) == tag
    assert canonical(tag) == tag
    assert canonical(tag.replace("-", "_")) == tag


@pytest.mark.parametrize(
    ("spelling", "hint"),
    [
        ("en-UK", "did you mean 'en-GB'?"),
        ("pt-BRA", "did you mean 'pt-BR'?"),
        ("spanish", "did you mean 'es'?"),
        ("haitian", "did you mean 'ht'?"),
        ("zh-Hanz", "did you mean 'zh-Hant'?"),
        ("es-US-u-nu-latn", "did you mean 'es-US'?"),
        ("es-ZZ", "did you mean 'es'?"),
        ("fr-XA", "did you mean 'fr'?"),
        ("sr@latn", "did you mean 'sr-Latn'?"),
        ("../../evil", "expected one such as 'es', 'pt-BR' or 'zh-Hans'"),
        ("", "expected one such as 'es', 'pt-BR' or 'zh-Hans'"),
        ("x-pseudo", "private tags are not published: use en-XA or ar-XB for a pseudo locale"),
    ],
)
def test_unknown_tag(spelling: str, hint: str) -> None:
    """What is no tag is refused with the nearest one that is."""
    with pytest.raises(UsageError) as caught:
        canonical(spelling)

    assert str(caught.value) == f"{spelling!r} is not a language tag; {hint}"


@pytest.mark.parametrize("tag", ["und", "mul", "zxx", "qq", "en-EU"])
def test_no_language(tag: str) -> None:
    """Tags for no language or no country in particular are refused."""
    with pytest.raises(UsageError):
        canonical(tag)


@given(st.text(max_size=12) | st.from_regex(r"[a-zA-Z]{2,3}([-_][A-Za-z0-9]{2,5}){0,3}", fullmatch=True))
def test_any_text(text: str) -> None:
    """Any text is a tag, whose canonical form is itself, or a usage error; nothing in between."""
    try:
        tag = canonical(text)
    except UsageError:
        return
    assert canonical(tag) == tag


@pytest.mark.parametrize(
    ("tag", "accepted", "refused"),
    [
        ("pt-BR", "pt_BR pt-br pt", "pt_PT es"),
        ("es", "es ES es_MX es-419 es_ES".lower(), "pt fr_FR"),
        ("he", "he iw he_IL", "yi"),
        ("zh-Hans", "zh zh_CN zh_Hans zh_Hans_CN", "zh_TW zh_Hant"),
        ("zh-Hant", "zh_TW zh_HK zh-Hant zh_Hant_TW", "zh zh_CN"),
        ("sr-Latn", "sr@latin sr_Latn", "sr sr_RS"),
        ("tl", "tl fil fil_PH tl_PH", "ceb"),
        ("hmn", "hmn", "mww"),
        ("prs", "prs", "fa"),
    ],
)
def test_accepted_headers(tag: str, accepted: str, refused: str) -> None:
    """A Language header may be shorter or name a country, but not another language, script or country."""
    headers = accepted_headers(tag)

    assert set(accepted.split()) <= headers
    assert not headers & set(refused.split())


# --- locales ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "name", "direction", "forms", "fallbacks", "cldr"),
    [
        ("es", "español", "ltr", 2, (), "es"),
        ("zh-Hans", "简体中文", "ltr", 1, (), "zh_Hans"),
        ("zh-Hant", "繁體中文", "ltr", 1, (), "zh_Hant"),
        ("zh-Hant-TW", "繁體中文（台灣）", "ltr", 1, ("zh-Hant",), "zh_Hant_TW"),
        ("vi", "Tiếng Việt", "ltr", 1, (), "vi"),
        ("ko", "한국어", "ltr", 1, (), "ko"),
        ("tl", "Tagalog", "ltr", 2, (), "fil"),
        ("ru", "русский", "ltr", 3, (), "ru"),
        ("ar", "العربية", "rtl", 6, (), "ar"),
        ("ht", "Kreyòl Ayisyen", "ltr", 2, (), "ht"),
        ("pt-BR", "português (Brasil)", "ltr", 2, ("pt",), "pt_BR"),
        ("fr", "français", "ltr", 2, (), "fr"),
        ("pl", "polski", "ltr", 3, (), "pl"),
        ("ja", "日本語", "ltr", 1, (), "ja"),
        ("fa", "فارسی", "rtl", 2, (), "fa"),
        ("he", "עברית", "rtl", 2, (), "he"),
        ("sr-Latn", "srpski (latinica)", "ltr", 3, (), "sr_Latn"),
        ("es-US", "español (Estados Unidos)", "ltr", 2, ("es",), "es_US"),
        ("es-XK", "español (Kosovo)", "ltr", 2, ("es",), "es"),
        ("en-XA", "[Éñĝļîšĥ]", "ltr", 2, (), "en"),
        ("ar-XB", "[RTL English]", "rtl", 2, (), "ar"),
    ],
)
def test_locale(tag: str, name: str, direction: str, forms: int, fallbacks: tuple[str, ...], cldr: str) -> None:
    """A tag alone gives the autonym, the direction, the number of plural forms and the fallbacks."""
    found = locale(tag)

    assert (found.tag, found.name, found.direction, found.plurals.count, found.fallbacks, found.cldr) == (
        tag, name, direction, forms, fallbacks, cldr,
    )  # fmt: skip


@pytest.mark.parametrize("tag", "ar he fa ur ps yi ckb dv sd ug pa-Arab ku-Arab uz-AF az-Arab".split())
def test_right_to_left(tag: str) -> None:
    """The direction is that of the script, whether the tag names it or not."""
    assert locale(tag).direction == "rtl"


@pytest.mark.parametrize("tag", "az pa ku uz ms sd-Deva tr ff".split())
def test_left_to_right(tag: str) -> None:
    """The same language in another script has another direction."""
    assert locale(tag).direction == "ltr"


@pytest.mark.parametrize(("tag", "direction"), [("hmn", "ltr"), ("mww", "ltr"), ("ilo", "ltr"), ("prs", "rtl")])
def test_language_without_data(tag: str, direction: Direction) -> None:
    """A language that CLDR lacks works with a name alone; without one the error says what to write and where."""
    with pytest.raises(UsageError, match=rf'set name = "\.\.\." .* in \[languages\.{tag}\]; direction = "{direction}"'):
        locale(tag)
    expected = (tag, "Name", direction, PluralRule(1, "0"))
    found = locale(tag, name="Name")

    assert (found.tag, found.name, found.direction, found.plurals) == expected
    assert format_number(1.5, found)


def test_overrides() -> None:
    """What is given wins; fallbacks become canonical, without the source language and the locale itself."""
    found = locale(
        "hmn", name="Hmoob", direction="rtl", plurals="nplurals=2; plural=n>1;", fallbacks=["mww", "en", "hmn", "zh_TW"]
    )

    assert found == Locale("hmn", "Hmoob", "rtl", PluralRule(2, "n>1"), ("mww", "zh-Hant"), "en")
    assert locale("en-GB", source="en").fallbacks == ()
    assert locale("en-GB", source="fr").fallbacks == ("en",)


def test_wrong_plurals() -> None:
    """A plural rule that cannot be used is a usage error that names the locale."""
    with pytest.raises(UsageError, match="plurals of 'es': nplurals=9; expected 1 to 6"):
        locale("es", plurals="nplurals=9; plural=0;")


def test_every_language_of_cldr() -> None:
    """Each language that CLDR has data for has a name of its own, except for three."""
    nameless = []
    for identifier in localedata.locale_identifiers():
        if "_" not in identifier:
            try:
                assert locale(identifier).name
            except UsageError:
                nameless.append(canonical(identifier))

    assert sorted(nameless) == ["cop", "mhn", "tyv"]


def test_order_of_autonyms() -> None:
    """The switcher's order is by letters without marks and case, script by script."""
    tags = "ar zh-Hans vi es ht ru en ko ja fr fa he".split()

    assert [found.tag for found in sorted(map(locale, tags), key=sort_key)] == (
        "en es fr ht vi ru he ar fa ko ja zh-Hans".split()
    )


def test_import_is_cheap() -> None:
    """Importing the module does not import Babel."""
    code = "import sys, i18n.languages; print('babel' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, text=True, capture_output=True, check=True)

    assert done.stdout == "False\n"


# --- plural rules ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("es", {0: 1, 1: 0, 2: 1, 1_000_000: 1}),
        ("fr", {0: 0, 1: 0, 2: 1}),
        ("pt-BR", {0: 0, 1: 0, 2: 1}),
        ("pt", {0: 1, 1: 0, 2: 1}),
        ("ru", {1: 0, 2: 1, 5: 2, 11: 2, 21: 0, 112: 2, 1_000_001: 0}),
        ("pl", {1: 0, 2: 1, 5: 2, 12: 2, 21: 2, 22: 1}),
        ("cs", {1: 0, 4: 1, 5: 2}),
        ("sl", {1: 0, 2: 1, 3: 2, 5: 3, 101: 0}),
        ("ar", {0: 0, 1: 1, 2: 2, 3: 3, 11: 4, 100: 5, 102: 5, 111: 4}),
        ("lt", {1: 0, 2: 1, 10: 2, 11: 2, 21: 0}),
        ("ja", {0: 0, 1: 0, 9: 0}),
        ("he", {1: 0, 2: 1, 20: 1}),
    ],
)
def test_convention(tag: str, expected: dict[int, int]) -> None:
    """The form for a number is the one that gettext catalogs of the language have it in."""
    index = plural_index(locale(tag).plurals)

    assert {number: index(number) for number in expected} == expected


def _against_cldr(tag: str) -> bool:
    """Whether two numbers of one CLDR category have different forms in gettext's custom."""
    identifier = tag.replace("-", "_")
    if not localedata.exists(identifier):
        return False
    category = BabelLocale.parse(identifier).plural_form
    index = plural_index(CUSTOMARY[tag])
    forms: dict[str, set[int]] = {}
    for number in range(250):
        forms.setdefault(category(number), set()).add(index(number))
    return any(len(found) > 1 for found in forms.values())


def test_conventions_follow_cldr() -> None:
    """Numbers that CLDR puts into one category have one form; where custom differs, it is older or CLDR has no rule."""
    no_rule = {"arn", "mfe", "mi", "oc", "szl", "tg"}
    older = {"fil", "kw", "lv", "mt"}

    assert {tag for tag in CUSTOMARY if _against_cldr(tag)} == no_rule | older


@pytest.mark.parametrize("tag", sorted(CUSTOMARY))
def test_every_form_occurs(tag: str) -> None:
    """Every rule of the table reads, and each of its forms stands for some number."""
    rule = CUSTOMARY[tag]
    index = plural_index(rule)

    assert {index(number) for number in (*range(1001), 1_000_000)} == set(range(rule.count))


@pytest.mark.parametrize(
    ("header", "rule"),
    [
        ("nplurals=2; plural=(n != 1);", PluralRule(2, "(n != 1)")),
        (" nplurals = 1 ;plural = 0 ", PluralRule(1, "0")),
    ],
)
def test_parse_plurals(header: str, rule: PluralRule) -> None:
    """A header is read with any white space, and without its last semicolon."""
    assert parse_plurals(header) == rule


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("", "'' is not a plural rule; expected one such as 'nplurals=2; plural=(n != 1);'"),
        (
            "nplurals=INTEGER; plural=EXPRESSION;",
            "'nplurals=INTEGER; plural=EXPRESSION;' is not a plural rule; expected",
        ),
        ("nplurals=0; plural=0;", "nplurals=0; expected 1 to 6"),
        ("nplurals=999999999; plural=0;", "nplurals=999999999; expected 1 to 6"),
        ("nplurals=2; plural=n/0;", "plural='n/0' divides by zero for n = 0"),
        ("nplurals=2; plural=5 % (n - 7);", "plural='5 % (n - 7)' gives 5 for n = 0, but nplurals=2"),
        ("nplurals=2; plural=n;", "plural='n' gives 2 for n = 2, but nplurals=2"),
        ("nplurals=2; plural=n-1;", "plural='n-1' gives 18446744073709551615 for n = 0, but nplurals=2"),
        ('nplurals=2; plural=__import__("os");', "plural='__import__(\"os\")': '__import__(\"os\")' is not part of a"),
        ("nplurals=2; plural=n == 1 ? 0;", "plural='n == 1 ? 0': unexpected the end"),
        ("nplurals=2; plural=(n == 1;", "plural='(n == 1': unexpected the end"),
        ("nplurals=2; plural=n n;", "plural='n n': unexpected 'n'"),
        ("nplurals=2; plural=n = 1;", "plural='n = 1': '= 1' is not part of a plural rule"),
        ("nplurals=2; plural=nn;", "plural='nn': 'nn' is not part of a plural rule"),
        (
            f"nplurals=2; plural={'(' * 400}n{')' * 400};",
            "plural expression '((((((((((((",
        ),
        (f"nplurals=2; plural={'!' * 400}n;", "plural expression '!!!!!!!!!!!!!!"),
        (f"nplurals=2; plural={'n+' * 400}n;", "plural expression 'n+n+n+n+n+n+n+"),
        (f"nplurals=2; plural={'n?0:' * 200}1;", "plural expression 'n?0:n?0:n?0:"),
        (f"nplurals=2; plural={'n+' * 4000}n;", "'nplurals=2; plural=n+n+n+n+n+n+n+"),
    ],
)
def test_wrong_rule(header: str, message: str) -> None:
    """A rule that cannot be read, or that is not right for every number, is refused with the reason."""
    with pytest.raises(ValueError) as caught:
        parse_plurals(header)

    assert str(caught.value).startswith(message)


def test_rule_that_breaks_late() -> None:
    """Where a rule breaks beyond the checked numbers it gives the first form, as gettext does."""
    index = plural_index(PluralRule(2, "n == 5000 ? 1/0 : n > 9000 ? 7 : n != 1"))

    assert [index(number) for number in (1, 2, -1, 5000, 9001, 10**30)] == [0, 1, 0, 0, 0, 0]


_Pair = tuple[str, str]
"""An expression in C and the same in Python."""
_IN_PYTHON = {"&&": "and", "||": "or", "/": "//"}
_OPERATORS = "+ * / % == != < > <= >= && ||".split()


def _join(parts: tuple[_Pair, str, _Pair]) -> _Pair:
    (left, left_python), operator, (right, right_python) = parts
    python = f"{left_python} {_IN_PYTHON.get(operator, operator)} {right_python}"
    return f"({left} {operator} {right})", f"int(bool({python}))" if operator in "&&||" else f"int({python})"


_expressions: st.SearchStrategy[_Pair] = st.recursive(
    (st.integers(0, 12).map(str) | st.just("n")).map(lambda text: (text, text)),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(_OPERATORS), inner).map(_join),
        st.tuples(inner, inner, inner).map(
            lambda t: (f"({t[0][0]} ? {t[1][0]} : {t[2][0]})", f"({t[1][1]} if {t[0][1]} else {t[2][1]})")
        ),
        inner.map(lambda pair: (f"!{pair[0]}", f"int(not {pair[1]})")),
    ),
    max_leaves=8,
)


@settings(max_examples=50)
@given(_expressions)
def test_same_as_python(pair: _Pair) -> None:
    """An expression has the value that Python's own operators give it; it is refused if that is a division by zero."""
    expression, python = pair
    theirs = eval(f"lambda n: ({python}) % 2")
    try:
        ours = plural_index(PluralRule(2, f"({expression}) % 2"))
    except ValueError as error:
        assert "divides by zero" in str(error)
        with pytest.raises(ZeroDivisionError):
            [theirs(number) for number in range(1001)]
        return

    assert [ours(number) for number in range(20)] == [theirs(number) for number in range(20)]


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1 || 0 && 0", 1), ("2 + 3 * 2 == 8", 1), ("7 - 3 - 2 == 2", 1), ("8 / 4 / 2 == 1", 1), ("!0 == 1", 1),
        ("1 < 2 == 1", 1), ("0 ? 1 : 0 ? 1 : 0", 0), ("1 ? 0 ? 1 : 0 : 1", 0), ("n && 1 / n", 0), ("5 && 3", 1),
    ],
)  # fmt: skip
def test_precedence(expression: str, value: int) -> None:
    """Operators bind as in C; `&&` and `||` give 0 or 1 and stop early."""
    assert plural_index(PluralRule(2, expression))(0) == value


# --- dates and numbers -----------------------------------------------------------------------------

_DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", ("November 22, 2026", "1,234.5", "25%", "$12.50", "a, b, and c")),
        ("es", ("22 de noviembre de 2026", "1.234,5", "25\xa0%", "12,50\xa0US$", "a, b y c")),
        ("fr", ("22 novembre 2026", "1\u202f234,5", "25\xa0%", "12,50\xa0$US", "a, b et c")),
        ("zh-Hans", ("2026年11月22日", "1,234.5", "25%", "US$12.50", "a、b和c")),
        ("bn", ("২২ নভেম্বর, ২০২৬", "১,২৩৪.৫", "২৫%", "১২.৫০US$", "a, b এবং c")),
    ],
)
def test_formats(tag: str, expected: tuple[str, ...]) -> None:
    """Dates, numbers and lists are as CLDR writes them for the locale, with its digits."""
    found = locale(tag)
    values = (
        format_date(_DAY, found),
        format_number(1234.5, found),
        format_percent(0.25, found),
        format_currency(12.5, "USD", found),
        format_list(["a", "b", "c"], found),
    )

    assert values == expected


def test_digits() -> None:
    """A locale has the digits that CLDR prefers for it; Latin ones are there for what must be read without doubt."""
    persian = locale("fa")

    assert digits(persian) == "۰۱۲۳۴۵۶۷۸۹"
    assert digits(locale("ar")) == "0123456789"
    assert format_time(time(14, 5), persian) == "۱۴:۰۵"
    assert format_time(time(14, 5), persian, latin=True) == "14:05"
    assert format_date(_DAY, persian, "medium", latin=True) == "22 نوامبر 2026"
    assert format_number(1234.5, persian, latin=True) == "1,234.5"


def test_digits_of_every_locale() -> None:
    """Every numbering system that CLDR prefers somewhere has ten digits with the values 0 to 9."""
    for identifier in localedata.locale_identifiers():
        ten = digits(Locale("x", "x", "ltr", PluralRule(1, "0"), cldr=identifier))
        system = BabelLocale.parse(identifier).default_numbering_system

        assert [int(digit) for digit in ten] == list(range(10))
        assert (system == "latn") == ten.isascii()


@pytest.mark.parametrize("call", ["format_date(_DAY, es, 'huge')", "format_list(['a'], es, 'and')"])
def test_unknown_style(call: str) -> None:
    """A style that there is not is a usage error."""
    with pytest.raises(UsageError, match="expected"):
        eval(call, {**globals(), "es": locale("es")})
