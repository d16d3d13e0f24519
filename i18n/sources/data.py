"""A data file as a document: its chosen texts are fields, the file itself is never rewritten."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

import yaml

from i18n import markup
from i18n.errors import SourceError
from i18n.model import Diagnostic, Document, Reference, Segment, Severity

SUFFIXES = (".toml", ".yaml", ".yml", ".json")
_MOST_VALUES = 200_000
_DEEPEST = 100
"""Far beyond what anybody writes by hand."""
_LETTER = re.compile(r"[^\W\d_]")


def parse(text: str, path: str, patterns: Sequence[str] = (), critical: str | None = None) -> Document:
    """The values of a data file, those that a pattern names as segments; `critical` is the class of the whole file.

    A pattern is a dotted path that begins with the file's name without its ending; `*` stands for any one part:
    `hours.*.note`. Raises SourceError with the line where the file does not parse.
    """
    stem = PurePosixPath(path).stem
    data = _load(text, path)
    _check_size(data, path)
    chosen = [pattern.split(".")[1:] for pattern in patterns if pattern.split(".")[0] in (stem, "*")]
    fields: dict[str, Segment] = {}
    diagnostics: list[Diagnostic] = []
    used: set[int] = set()
    for parts, value in walk(data):
        matching = [number for number, pattern in enumerate(chosen) if _matches(pattern, parts)]
        used.update(matching)
        if not matching:
            continue
        name = ".".join(parts)
        reference = Reference(path, name, _line(text, parts, value))
        if not isinstance(value, str):
            message = (
                f"{name} is {value!r}, not a text, and is not translated; choose another pattern or put it in quotes"
            )
            diagnostics.append(Diagnostic("data.value", Severity.WARNING, message, path, reference.line))
            continue
        words = _LETTER.search(markup.VARIABLE.sub("", value))
        fields[name] = Segment(
            " ".join(value.split()), "value", reference, critical=critical, format="text", fixed=not words
        )
    for number, pattern in enumerate(chosen):
        if number not in used:
            named = ".".join((stem, *pattern))
            message = f"the pattern {named} of [data] translate matches nothing in this file; correct or remove it"
            diagnostics.append(Diagnostic("data.pattern", Severity.WARNING, message, path, 1))
    return Document(path, ("",), (), (), fields=fields, data={stem: data}, diagnostics=tuple(diagnostics))


def walk(data: Any, parts: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every single value with its path; items of a list are numbered from 0."""
    if isinstance(data, Mapping):
        for name, value in data.items():
            yield from walk(value, (*parts, str(name)))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from walk(value, (*parts, str(number)))
    else:
        yield parts, data


def _matches(pattern: Sequence[str], parts: Sequence[str]) -> bool:
    return len(pattern) == len(parts) and all(
        wanted in ("*", part) for wanted, part in zip(pattern, parts, strict=True)
    )


def _line(text: str, parts: Sequence[str], value: Any) -> int:
    """The line of the value's last key; the first line where it cannot be told."""
    named = next((part for part in reversed(parts) if not part.isdigit()), "")
    lines = [
        number
        for number, line in enumerate(text.split("\n"), 1)
        if re.match(rf"\s*-?\s*[\"']?{re.escape(named)}[\"']?\s*[:=]", line)
    ]
    start = str(value)[:20]
    exact = [number for number in lines if start in text.split("\n")[number - 1]]
    return (exact or lines or [1])[0]


def _check_size(data: Any, path: str) -> None:
    """Raises SourceError for what aliases make endless or enormous."""
    left, waiting = _MOST_VALUES, [(data, 0)]
    while waiting:
        value, depth = waiting.pop()
        left -= 1
        if left < 0 or depth > _DEEPEST:
            raise SourceError(
                "it has too many values, or they are nested too deeply; are there aliases?", path=path, line=1
            )
        if isinstance(value, Mapping):
            waiting += [(below, depth + 1) for below in value.values()]
        elif isinstance(value, list):
            waiting += [(below, depth + 1) for below in value]


def _load(text: str, path: str) -> Any:
    suffix = PurePosixPath(path).suffix
    try:
        if suffix == ".toml":
            return tomllib.loads(text)
        if suffix == ".json":
            return json.loads(text)
        return yaml.safe_load(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        raise SourceError(f"not valid TOML: {error}", path=path, line=int(found[1]) if found else 1) from error
    except json.JSONDecodeError as error:
        raise SourceError(f"not valid JSON: {error.msg}", path=path, line=error.lineno) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        raise SourceError(f"not valid YAML: {problem}", path=path, line=mark.line + 1 if mark else 1) from error
    except ValueError as error:  # a date such as 2026-02-30, a number of more than 4300 digits
        raise SourceError(f"not valid {suffix[1:].upper()}: {error}", path=path, line=1) from error
    except RecursionError as error:
        raise SourceError("it is nested too deeply", path=path, line=1) from error
