"""YAML, TOML and JSON as plain values, or one clear error: authors' files are read before anything else is asked."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from typing import Any, Literal

import yaml

from i18n.errors import SourceError

Style = Literal["yaml", "toml", "json"]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MOST = 200_000
"""Values; far beyond what anybody writes by hand, and what aliases reach in ten lines."""
_DEEPEST = 100
_LONGEST_NUMBER = 4300
"""Digits that Python turns into text."""
_DEEP = re.compile(rf"^[ \t?-]{{{_DEEPEST}}}", re.MULTILINE)
_LINE = re.compile(r"at line (\d+)")


def load(text: str, style: Style, path: str, *, before: int = 0, head: bool = False) -> Any:
    """What a text holds; `before` is the number of lines above it in its file, `head` says that it is front matter.

    Raises SourceError with the line where it does not parse, and for what is nested too deeply, grows without end by
    aliases, or holds what no page could show: half of a surrogate pair, a number of thousands of digits.
    """
    what = "the front matter is " if head else ""
    try:
        data = _parse(text, style, path, before, what)
    except tomllib.TOMLDecodeError as error:
        found = _LINE.search(str(error))
        line = before + (int(found[1]) if found else 1)
        raise SourceError(f"{what}not valid TOML: {error}", path=path, line=line) from error
    except json.JSONDecodeError as error:
        raise SourceError(f"{what}not valid JSON: {error.msg}", path=path, line=before + error.lineno) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        hint = "; put a text with ':' in quotes" if head else ""
        line = before + (mark.line + 1 if mark else 1)
        raise SourceError(f"{what}not valid YAML: {problem}{hint}", path=path, line=line) from error
    except RecursionError as error:
        raise SourceError(f"{what or 'it is '}nested too deeply", path=path, line=before + 1) from error
    except (ValueError, KeyError, IndexError, AttributeError, TypeError, OverflowError) as error:
        # A date such as 2026-02-30, a tag without its value: the libraries raise whatever they like.
        reason = str(error) or type(error).__name__
        raise SourceError(f"{what}not valid {style.upper()}: {reason}", path=path, line=before + 1) from error
    _check(data, path, before, what)
    return data


def _parse(text: str, style: Style, path: str, before: int, what: str) -> Any:
    if style == "toml":
        return tomllib.loads(text)
    if style == "json":
        return json.loads(text)
    if text.count("[") + text.count("{") + text.count("- ") + text.count("? ") > _DEEPEST or _DEEP.search(text):
        _check_depth(text, path, before, what)
    return yaml.load(text, Loader=_LOADER)


def _check_depth(text: str, path: str, before: int, what: str) -> None:
    """Raises SourceError for what is nested so deeply that the loader would overflow its stack."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                line = before + event.start_mark.line + 1
                raise SourceError(f"{what or 'it is '}nested too deeply", path=path, line=line)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _check(data: Any, path: str, before: int, what: str) -> None:
    """Raises SourceError for values that aliases make endless or enormous, or that cannot be written anywhere."""
    left, waiting = _MOST, [(data, 0)]
    while waiting:
        value, depth = waiting.pop()
        left -= 1
        problem = ""
        if left < 0 or depth > _DEEPEST:
            problem = "it has too many values, or they are nested too deeply; are there aliases?"
        elif isinstance(value, Mapping):
            waiting += [(below, depth + 1) for pair in value.items() for below in pair]
        elif isinstance(value, list):
            waiting += [(below, depth + 1) for below in value]
        elif isinstance(value, int) and value.bit_length() > 3 * _LONGEST_NUMBER:
            problem = f"{what}not valid: a number has thousands of digits"
        elif isinstance(value, str) and not value.isascii() and re.search("[\ud800-\udfff]", value):
            problem = f"{what}not valid: {value[:40]!r} holds half of a surrogate pair, which is no character"
        if problem:
            raise SourceError(problem, path=path, line=before + 1)
