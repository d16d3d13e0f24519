"""Made-up text for the benchmarks of single stages: the same every time, and no two messages alike."""

from __future__ import annotations

from i18n.model import MessageKey, Reference, Source, Template

WORDS = (
    "the visit begins with a short talk about your health and what you hope for while somebody watches "
    "your breathing blood pressure and heart and you may rest as long as you like before you go home"
).split()


def sentence(number: int) -> str:
    """13 words with a link and emphasis, of about 100 characters; another one for every number."""
    start = number * 7 % len(WORDS)
    words = [WORDS[(start + step * (1 + number % 5)) % len(WORDS)] for step in range(13)]
    return f"Note {number}: {' '.join(words[:5])} **{words[5]}** {' '.join(words[6:12])} [{words[12]}](visit.md)."


def template(count: int, *, edited: int = 0) -> Template:
    """`count` messages on pages of 40; every `edited`th has another word at its end."""
    sources = {}
    for number in range(count):
        text = sentence(number)
        if edited and number % edited == 0:
            text = text[:-1] + " today."
        key = MessageKey(None, text)
        reference = Reference(f"content/page-{number // 40:04}.md", f"part-{number % 40 // 8}", number % 40 * 3 + 1)
        sources[key] = Source(key, None, ("markdown",), ("paragraph",), (reference,))
    return Template("site", sources)


def catalog(count: int) -> bytes:
    """A translated `.po` file with the messages of `template(count)`."""
    header = (
        'msgid ""\nmsgstr ""\n"Language: es\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
    )
    entries = [
        f'\n#. paragraph\n#: {source.references[0]}\nmsgid "{key.id}"\nmsgstr "ES {key.id}"\n'
        for key, source in template(count).sources.items()
    ]
    return (header + "".join(entries)).encode()


def page(paragraphs: int) -> str:
    """Markdown: a heading, eight paragraphs, a list of three, over and over."""
    lines = ["---", "title: A long page", "---", ""]
    for number in range(paragraphs):
        if number % 8 == 0:
            lines += [
                f"## Part {number // 8}",
                "",
                *(f"- {sentence(100_000 + number * 3 + item)}" for item in range(3)),
                "",
            ]
        lines += [sentence(number), ""]
    return "\n".join(lines)
