"""Documents to a template catalog."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from i18n import markup
from i18n.model import Document, MessageKey, Segment, Source, Template


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
        for name, segment in (*document.fields.items(), *(("", segment) for segment in document.segments)):
            if not segment.fixed and segment.text:
                if name and (harm := shown.get(f"{stem}.{name}")) and segment.kind == "value":
                    segment = segment._replace(critical=segment.critical or harm)
                uses.setdefault(segment.key, []).append(segment)
    return Template(domain, {key: _source(key, segments) for key, segments in uses.items()})


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
    )


def _flags(key: MessageKey, segments: list[Segment]) -> tuple[str, ...]:
    """`python-format` for template texts with `%(name)s`, so that editors watch over them; never for `{name}`."""
    return ("python-format",) if "%(" in key.id and any(segment.format == "template" for segment in segments) else ()
