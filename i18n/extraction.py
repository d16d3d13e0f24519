"""Documents to a template catalog."""

from __future__ import annotations

from collections.abc import Iterable

from i18n.model import Document, MessageKey, Segment, Source, Template


def extract(documents: Iterable[Document], domain: str) -> Template:
    """Every message of the documents, in their order; one key is one message wherever it stands.

    A key used in critical and in ordinary places is critical; a key used with and without a plural has one.
    """
    uses: dict[MessageKey, list[Segment]] = {}
    for document in documents:
        for segment in (*document.fields.values(), *document.segments):
            if not segment.fixed and segment.text:
                uses.setdefault(segment.key, []).append(segment)
    return Template(domain, {key: _source(key, segments) for key, segments in uses.items()})


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
    """`python-format` for template texts with `%(name)s`, so that every editor watches over them; never for `{name}`."""
    return ("python-format",) if "%(" in key.id and any(segment.format == "template" for segment in segments) else ()
