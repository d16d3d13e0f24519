"""A translated document and a Jinja template to a page.

Strings reach a template as data. A run in another language than the page's, and a value that needs isolation, are
marked with private characters while the template runs; `settle` turns the marks into elements where text stands and
takes them out where none may stand: in attributes, in `<title>`, in scripts. So a template's author has nothing to
remember, and nothing in a string is ever compiled or formatted by Jinja.
"""

from __future__ import annotations

import json
import re
from collections import ChainMap
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MethodType
from typing import Any, NamedTuple

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from markupsafe import Markup, escape

from i18n import languages, markup, pseudo
from i18n.errors import TemplateError
from i18n.model import Document, Edition, Locale, Message, MessageKey, PluralRule, TranslatedDocument, Verdict
from i18n.sources.templates import SUFFIXES
from i18n.translate import FSI, PDI, Value

# Private use characters: the gate refuses them in strings, and they are taken out of sources.
_RUN, _TEXT, _END, _ISOLATE, _RELEASE = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"
_MARKS = re.compile("[\ue000-\ue00f]")
_MARKED = re.compile("[\ue000-\ue004]")
_TAGGED = re.compile(f"{_RUN}[^{_TEXT}]*{_TEXT}|{_END}")
_OPEN = re.compile(f"{_RUN}([^{_TEXT}<]*){_TEXT}")
_LITERAL = r"(?i:script|style|title|textarea|option)\b"
"""Elements that hold nothing but characters."""
_PLAIN = f"[^<>\"'{_RUN}-{_RELEASE}]*"
_PIECE = re.compile(
    # A tag without a mark, which nearly all are, is passed over here, where that costs least.
    rf"<(?!(?!{_LITERAL})[A-Za-z/]{_PLAIN}(?:\"[^\"<{_RUN}-{_RELEASE}]*\"{_PLAIN})*>)"
    rf"(?:({_LITERAL}).*?</(?i:\1)\s*>|!--.*?-->|[A-Za-z/!](?:[^>\"']|\"[^\"]*\"|'[^']*')*>)",
    re.DOTALL,
)
_HEAD = re.compile(r"<head(?:\s[^>]*)?>")
_NOINDEX = '<meta name="robots" content="noindex">'
_NAMED = re.compile(r"%(?:\((\w+)\)s|(%))")
_WORDS_A_MINUTE = 200
"""A careful reader's pace in English; Brysbaert (2019) found 238 for silent reading of non-fiction."""


class Texts:
    """The marked texts of templates in one locale: what `_()` gives."""

    def __init__(
        self,
        edition: Edition,
        source: Locale,
        values: Mapping[str, Value],
        product: Mapping[MessageKey, Message],
        rule: PluralRule,
    ) -> None:
        """`rule` is that of the locale's catalog; `product` holds the program's own texts in this locale."""
        self.edition, self.locale, self.source = edition, edition.locale, source
        self.values, self.product = values, product
        self.choosers = {source.tag: languages.plural_index(source.plurals)}
        self.choosers[self.locale.tag] = languages.plural_index(rule)
        self.simple: dict[MessageKey, Markup] = {}

    def gettext(self, message: str, /, **variables: Any) -> Markup:
        return self._text(MessageKey(None, message), None, None, variables)

    def ngettext(self, singular: str, plural: str, num: int, /, **variables: Any) -> Markup:
        return self._text(MessageKey(None, singular), plural, num, variables)

    def pgettext(self, context: str, message: str, /, **variables: Any) -> Markup:
        return self._text(MessageKey(context, message), None, None, variables)

    def npgettext(self, context: str, singular: str, plural: str, num: int, /, **variables: Any) -> Markup:
        return self._text(MessageKey(context, singular), plural, num, variables)

    def _text(self, key: MessageKey, plural: str | None, num: int | None, variables: Mapping[str, Any]) -> Markup:
        if num is None and not variables:
            found = self.simple.get(key)
            if found is None:
                found = self.simple[key] = self._shown(key, plural, num, variables)
            return found
        return self._shown(key, plural, num, variables)

    def _shown(self, key: MessageKey, plural: str | None, num: int | None, variables: Mapping[str, Any]) -> Markup:
        strings, tag = self._strings(key, plural)
        text = strings[0]
        if num is not None:
            text = strings[min(self._chooser(tag)(abs(int(num))), len(strings) - 1)]
            variables = {"num": num, **variables}
        return self.mark(_NAMED.sub(lambda found: self._variable(found, variables), self.escape(text, tag)), tag)

    def _chooser(self, tag: str) -> Callable[[int], int]:
        """By number the string of a language: this page's, the source's, or one that the page's falls back to."""
        if tag not in self.choosers:
            self.choosers[tag] = languages.plural_index(languages.locale(tag, source=self.source.tag).plurals)
        return self.choosers[tag]

    def _strings(self, key: MessageKey, plural: str | None) -> tuple[tuple[str, ...], str]:
        verdict = self.edition.verdicts.get(key)
        if verdict is not None and (plural is None or len(verdict.strings) > 1 or self._rule_is_single(verdict)):
            return verdict.strings, verdict.locale
        message = self.product.get(key)
        if message is not None and message.translated:
            return message.strings, self.locale.tag
        return ((key.id,) if plural is None else (key.id, plural)), "en" if verdict is None else self.source.tag

    def _rule_is_single(self, verdict: Verdict) -> bool:
        return verdict.locale == self.locale.tag and self.locale.plurals.count == 1

    def _variable(self, found: re.Match[str], variables: Mapping[str, Any]) -> str:
        if found[2]:
            return "%"
        if found[1] not in variables:
            return found[0]
        value = variables[found[1]]
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = languages.format_number(value, self.locale)
        text = value if isinstance(value, Markup) else _escaped(_MARKS.sub("", str(value)))
        return f"{_ISOLATE}{text}{_RELEASE}"

    def escape(self, text: str, tag: str) -> str:
        """A text in the language `tag` for any place in a page, its `{practice.phone}` replaced."""
        text = _escaped(_MARKS.sub("", text))
        if "{" not in text:
            return text
        return markup.VARIABLE.sub(lambda found: self._value(found, tag), text)

    def _value(self, found: re.Match[str], tag: str) -> str:
        value = self.values.get(found[1])
        if value is None:
            return found[0]
        text = _escaped(value.text)
        return f"{_ISOLATE}{text if value.locale in ('', tag) else _run(text, value.locale)}{_RELEASE}"

    def mark(self, html: str, tag: str) -> Markup:
        """HTML of a text that is in the language `tag`."""
        return Markup(html if tag == self.locale.tag else _run(html, tag))

    def field(self, verdict: Verdict) -> Markup:
        """A title, a description: a text that is not Markdown."""
        content = verdict.content
        text = verdict.strings[0] if content is None else content.text
        return self.mark(self.escape(text, verdict.locale), verdict.locale)


def _escaped(text: str) -> str:
    """A text for any place: an attribute in single quotes, and a string of a script, which it cannot end or leave."""
    text = markup.escape_attribute(text).replace("'", "&#39;")
    return text.replace("\\", "&#92;").replace("`", "&#96;").replace("$", "&#36;")


def _dumped(value: Any, **options: Any) -> str:
    """JSON for `tojson`: of a text its characters, without marks and references."""
    return json.dumps(_bare_values(value), **options)


def _bare_values(value: Any) -> Any:
    if isinstance(value, Markup):
        return Markup(_MARKS.sub("", _TAGGED.sub("", value))).unescape()
    if isinstance(value, Mapping):
        return {_bare_values(name): _bare_values(one) for name, one in value.items()}
    return [_bare_values(one) for one in value] if isinstance(value, list | tuple) else value


def _run(html: str, tag: str) -> str:
    return f"{_RUN}{tag}{_TEXT}{html}{_END}"


class Item:
    """A page in the menu, as templates see it."""

    __slots__ = ("_here", "children", "title", "url")

    def __init__(self, title: Markup, url: str, children: Sequence[Item], here: list[str]) -> None:
        self.title, self.url, self.children = title, url, children
        self._here = here

    @property
    def current(self) -> bool:
        """Whether the page being made is this one or one below it."""
        return self._here[0] == self.url or any(item.current for item in self.children)


class View(NamedTuple):
    """`page` in templates."""

    title: Markup
    description: Markup
    url: str
    locale: Locale
    direction: str
    date: date | None
    source: str
    data: Mapping[str, Any]
    headings: tuple[tuple[int, str, str], ...]
    """Level, id and HTML of each heading."""
    minutes: int
    """Minutes that it takes to read, at least 1; 0 for a page without text."""
    status: str
    coverage: float
    """Share of the page in its own language, 0 to 1."""
    titled: bool
    """The content begins with its own first-level heading."""
    previous: Item | None = None
    next: Item | None = None

    @property
    def toc(self) -> tuple[tuple[int, str, Markup], ...]:
        """The headings that a link can lead to and that have text."""
        return tuple((level, id, Markup(_MARKS.sub("", html))) for level, id, html in self.headings if id and html)


class _Generator(CodeGenerator):
    """Compiles templates that leave HTML as it is and escape a text that stands on many pages once."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.html(")
        else:
            super()._output_child_pre(node, frame, finalize)


class _Context(Context):
    """Variables of a template that gives a text at once: to ask whether `_` wants the context takes longer."""

    def call(self, called: Callable[..., Any], /, *given: Any, **named: Any) -> Any:
        if type(called) is not MethodType or type(called.__self__) is not Texts:
            return super().call(called, *given, **named)
        for name in ("_loop_vars", "_block_vars"):
            named.pop(name, None)
        return called(*given, **named)


_known = lru_cache(maxsize=1 << 14)(escape)


def _html(value: Any) -> Markup:
    """What `escape` gives, which makes a new string of HTML too."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    return _known(value) if kind is str else escape(value)


class Templates:
    """The templates of a site above the built-in ones."""

    def __init__(self, folder: Path, builtin: Path) -> None:
        self.folder = folder
        self.environment = jinja2.Environment(
            loader=jinja2.ChoiceLoader(
                [
                    jinja2.FileSystemLoader(folder),
                    jinja2.FileSystemLoader(builtin),
                    jinja2.PrefixLoader({"builtin": jinja2.FileSystemLoader(builtin)}),
                ]
            ),
            autoescape=True,
            extensions=["jinja2.ext.i18n"],
            auto_reload=False,
        )
        self.environment.newstyle_gettext = True  # type: ignore[attr-defined]
        self.environment.code_generator_class = _Generator
        self.environment.context_class = _Context
        self.environment.html = _html  # type: ignore[attr-defined]
        self.environment.policies["json.dumps_function"] = _dumped
        self.environment.filters.update(_filters())

    def render(self, name: str, context: Mapping[str, Any]) -> str:
        """Raises TemplateError with the template's own file and line."""
        try:
            return self._template(name).render(context)
        except jinja2.TemplateNotFound as error:
            message = f"there is no template {error.name!r}; correct the name or add the file"
            path, line = self._place(error, name)
            raise TemplateError(message, path=path, line=line) from error
        except jinja2.TemplateSyntaxError as error:
            path = self._path(error.filename or error.name or name)
            raise TemplateError(
                f"the template does not parse: {error.message}", path=path, line=error.lineno
            ) from error
        except TemplateError:
            raise
        except Exception as error:
            path, line = self._place(error, name)
            raise TemplateError(
                f"the template failed: {type(error).__name__}: {error}", path=path, line=line
            ) from error

    def _template(self, name: str) -> jinja2.Template:
        template = self.environment.get_template(name)
        if isinstance(template.globals, ChainMap):
            template.globals = dict(template.globals)  # Each page copies them, and only a dict is copied fast.
        return template

    def _place(self, error: BaseException, name: str) -> tuple[str, int]:
        """The innermost frame that stands in a template."""
        path, line = f"templates/{name}", 1
        step = error.__traceback__
        while step is not None:
            filename = step.tb_frame.f_code.co_filename
            if filename.endswith(SUFFIXES):
                path, line = self._path(filename), step.tb_lineno
            step = step.tb_next
        return path, line

    def _path(self, filename: str) -> str:
        path = Path(filename)
        return f"{self.folder.name}/{path.relative_to(self.folder)}" if path.is_relative_to(self.folder) else path.name


def bare(text: object) -> Markup:
    """A text without marks, for an attribute; needed nowhere, but harmless where an author likes to be explicit."""
    return Markup(_TAGGED.sub("", str(text))) if isinstance(text, Markup) else Markup(_escaped(str(text)))


def _filters() -> dict[str, Callable[..., Any]]:
    """Dates, numbers, lists as the page's locale writes them (CLDR)."""

    def known(write: Callable[..., str]) -> Callable[..., str]:
        """A filter that knows the page's locale."""
        return jinja2.pass_context(lambda context, *given, **named: write(context["page"].locale, *given, **named))

    def local(write: Callable[..., str]) -> Callable[..., str]:
        """The same for one whose words are all CLDR's: a pseudo-locale shows that they are localized."""
        return known(lambda locale, *given, **named: pseudo.marked(write(locale, *given, **named), locale))

    def date(locale: Locale, value: Any, style: languages.Style = "long") -> str:
        return languages.format_date(value, locale, style) if value else ""

    def time(locale: Locale, value: Any, style: languages.Style = "short") -> str:
        return languages.format_time(value, locale, style)

    def currency(locale: Locale, value: Any, currency: str = "USD") -> str:
        return languages.format_currency(value, currency, locale)

    def listed(locale: Locale, values: Sequence[Any]) -> str:
        texts = [str(value) for value in values]
        if locale.tag not in pseudo.TAGS:
            return languages.format_list(texts, locale)
        # Only the words between the values are CLDR's.
        between = languages.format_list([_RUN] * len(texts), locale).split(_RUN)
        joined = zip(texts, (pseudo.marked(words, locale) for words in between[1:]), strict=True)
        return between[0] + "".join(text + words for text, words in joined)

    return {
        "attr": bare,
        "date": local(date),
        "time": local(time),
        "number": local(lambda locale, value: languages.format_number(value, locale)),
        "percent": local(lambda locale, value: languages.format_percent(value, locale)),
        "currency": local(currency),
        "listed": known(listed),
    }


def settle(html: str, page: Locale, locales: Mapping[str, Locale]) -> str:
    """The page with every private mark turned into an element, or into nothing where none may stand."""
    if not (_RUN in html or _TEXT in html or _END in html or _ISOLATE in html or _RELEASE in html):
        return html  # Most pages have none, and five membership tests cost a fifth of a search.
    mark = _next_mark(html, 0)
    out: list[str] = []
    copied = end = 0
    for found in _PIECE.finditer(html):
        start, stop = found.span()
        if mark < start:
            out += (html[copied:end], _elements(html[end:start], locales))
            copied, mark = start, _next_mark(html, start)
        if mark < stop:
            isolate = (found[1] or "").lower() not in ("script", "style")
            out += (html[copied:start], _characters(found[0], isolate=isolate))
            copied, mark = stop, _next_mark(html, stop)
        end = stop
        if mark == len(html):
            break
    if mark < len(html):
        out += (html[copied:end], _elements(html[end:], locales))
        copied = len(html)
    return "".join((*out, html[copied:]))


def _next_mark(html: str, position: int) -> int:
    """Where the next mark stands; the length of the page where there is none."""
    found = _MARKED.search(html, position)
    return found.start() if found else len(html)


def _elements(text: str, locales: Mapping[str, Locale]) -> str:
    text = _OPEN.sub(lambda found: _span(found[1], locales), text).replace(_END, "</span>")
    return text.replace(_ISOLATE, "<bdi>").replace(_RELEASE, "</bdi>")


def _span(tag: str, locales: Mapping[str, Locale]) -> str:
    direction = locales[tag].direction if tag in locales else "ltr"
    return f'<span lang="{markup.escape_attribute(tag)}" dir="{direction}">'


def _characters(piece: str, *, isolate: bool) -> str:
    piece = _TAGGED.sub("", piece)
    return piece.replace(_ISOLATE, FSI if isolate else "").replace(_RELEASE, PDI if isolate else "")


def localized(data: Any, fields: Mapping[str, Verdict], texts: Texts, path: str = "") -> Any:
    """A copy of parsed data with each translatable text in the page's language."""
    if not isinstance(data, str):
        if isinstance(data, Mapping):
            return {
                name: localized(value, fields, texts, f"{path}.{name}" if path else str(name))
                for name, value in data.items()
            }
        if isinstance(data, list):
            return [localized(value, fields, texts, f"{path}.{number}") for number, value in enumerate(data)]
    return texts.field(fields[path]) if path in fields else data


def view(
    translated: TranslatedDocument, texts: Texts, url: str, minutes: int, previous: Item | None, following: Item | None
) -> View:
    """The page as templates see it; `minutes` is how long it takes to read."""
    document = translated.document
    fields = {name: texts.field(verdict) for name, verdict in translated.fields.items()}
    when = document.data.get("date")
    return View(
        fields["title"] if "title" in fields else Markup(markup.escape(Path(document.path).stem)),
        fields["description"] if "description" in fields else Markup(""),
        url,
        translated.locale,
        translated.locale.direction,
        when if isinstance(when, date) else None,
        document.path,
        {**localized(document.data, translated.fields, texts), **fields},
        translated.headings,
        minutes,
        translated.status,
        translated.coverage.ratio,
        bool(document.headings) and document.headings[0].level == 1,
        previous,
        following,
    )


def minutes(document: Document) -> int:
    """How long the page takes to read in the source language: at least 1, or 0 for a page without text."""
    return -(-sum(len(segment.text.split()) for segment in document.segments) // _WORDS_A_MINUTE)


BODY = "\ue005"
"""What `content` is while the template runs: the body is put in its place afterwards, as it is."""


def finish(
    html: str,
    body: str,
    page: Locale,
    locales: Mapping[str, Locale],
    *,
    status: str,
    robots: bool,
    template: str,
    watermark: str = "",
) -> str:
    """A rendered template as a page that carries its state.

    `robots` False adds `noindex`. Raises TemplateError where the template has no `<head>` or `<body>` to say it in.
    """
    html = settle(html, page, locales)
    head, start = _HEAD.search(html), html.find("<body")
    if head is None or start < 0:
        message = (
            "the template makes no page: `<head>` or `<body` is missing, so nobody could see the page's review status"
        )
        raise TemplateError(message, path=f"templates/{template}", line=1)
    end = html.index(">", start) + 1
    noindex = "" if robots or _NOINDEX in html else f"\n{_NOINDEX}"
    return "".join(
        (
            f'{html[: head.end()]}{noindex}{html[head.end() : start]}<body data-review-status="{status}"',
            f"{html[start + 5 : end]}{watermark}",
            html[end:].replace(BODY, body),
        )
    )
