"""Documents to a template catalog."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from i18n import markup
from i18n.model import Document, MessageKey, Segment, Source, Template


class Use(NamedTuple):
    """One place where a document has a message."""

    document: Document
    segment: Segment
    field: str
    """Its key in the front matter or in the data file; empty in the body and in a template."""
    before: str
    """The text before it in the document, whether it is translated or not; empty where it is the first."""
    after: str


def extract(documents: Iterable[Document], domain: str) -> Template:
    """Every message of the documents, in their order; one key is one message wherever it stands.

    A key used in critical and in ordinary places is critical, and so is a data value that critical text shows; a key
    used with and without a plural has one.
    """
    documents = tuple(documents)
    shown = _shown_in_critical_text(documents)
    uses: dict[MessageKey, list[Segment]] = {}
    for document in documents:
        stem = PurePosixPath(document.path).stem
        for name, segment in document.fields.items():
            if not segment.fixed and segment.text:
                if segment.kind == "value" and (harm := shown.get(f"{stem}.{name}")):
                    segment = segment._replace(critical=segment.critical or harm)
                uses.setdefault(segment.key, []).append(segment)
        for key, segment in zip(document.keys, document.segments, strict=True):
            if not segment.fixed and segment.text:
                uses.setdefault(key, []).append(segment)
    return Template(domain, {key: _source(key, segments) for key, segments in uses.items()})


def uses(documents: Iterable[Document]) -> Mapping[MessageKey, tuple[Use, ...]]:
    """Every place of every message, in the order of the documents.

    A template catalog keeps of them what all have in common; this is for those who want to show each. A page's heading
    that is its title too is one place.
    """
    found: dict[MessageKey, list[Use]] = {}
    for document in documents:
        body = set(map(id, document.segments))
        fields = [(name, segment) for name, segment in document.fields.items() if id(segment) not in body]
        texts = [*fields, *(("", segment) for segment in document.segments)]
        for number, (name, segment) in enumerate(texts):
            if not segment.fixed and segment.text:
                before = texts[number - 1][1].text if number else ""
                after = texts[number + 1][1].text if number + 1 < len(texts) else ""
                found.setdefault(segment.key, []).append(Use(document, segment, name, before, after))
    return {key: tuple(places) for key, places in found.items()}


def _shown_in_critical_text(documents: Iterable[Document]) -> dict[str, str]:
    """Variables of critical text, each with the class of harm."""
    return {
        found[1]: segment.critical
        for document in documents
        for segment in (*document.fields.values(), *document.segments)
        if segment.critical and "{" in segment.text
        for found in markup.VARIABLE.finditer(segment.text)
    }


def _source(key: MessageKey, segments: list[Segment]) -> Source:
    first = segments[0]
    if len(segments) == 1:
        return Source(
            key,
            first.plural,
            (first.format,),
            (first.kind,),
            (first.reference,),
            first.comments,
            _flags(key, segments),
            first.critical,
            () if first.marks is None else (first.marks,),
        )
    return Source(
        key,
        next((segment.plural for segment in segments if segment.plural is not None), None),
        tuple(sorted({segment.format for segment in segments})),
        tuple(dict.fromkeys(segment.kind for segment in segments)),
        tuple(dict.fromkeys(segment.reference for segment in segments)),
        tuple(dict.fromkeys(comment for segment in segments for comment in segment.comments)),
        _flags(key, segments),
        next((segment.critical for segment in segments if segment.critical), None),
        tuple(dict.fromkeys(segment.marks for segment in segments if segment.marks)),
    )


def _flags(key: MessageKey, segments: list[Segment]) -> tuple[str, ...]:
    """`python-format` for template texts with `%(name)s`, so that editors watch over them; never for `{name}`."""
    return ("python-format",) if "%(" in key.id and any(segment.format == "template" for segment in segments) else ()
