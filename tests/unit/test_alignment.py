"""Which text of a translated page belongs to which text of its source."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest

from i18n.alignment import CERTAIN, Alignment, align
from i18n.sources import markdown

SOURCE = """\
---
title: Your visit
description: How to come to us and what to bring.
---

# Your visit to the clinic

Come in by the door on the north side of the house; the bell is to the left of it.

Bring your card and [the form](form.md), and write down which medicines you take.

- A list of your medicines
- The telephone number of somebody who can take you home, because you may not drive

## After the visit

Wait 24 hours before you drive. Do not decide on anything important on this day.

| Day | What you may do again |
|-----|-----------------------|
| First | Nothing that needs a clear head |
| Second | Everything |

```sh
echo "call us"
```

Call us if you do not feel well, at any hour of the day or the night.
"""

SPANISH = """\
---
title: Su visita
description: Cómo llegar y qué traer.
---

# Su visita a la clínica

Entre por la puerta del lado norte de la casa; el timbre está a la izquierda.

Traiga su tarjeta y [el formulario](form.md), y apunte qué medicamentos toma.

- Una lista de sus medicamentos
- El número de teléfono de alguien que pueda llevarle a casa, porque usted no puede conducir

## Después de la visita

Espere 24 horas antes de conducir. No decida nada importante ese día.

| Día | Lo que puede volver a hacer |
|-----|-----------------------------|
| Primero | Nada que exija una cabeza despejada |
| Segundo | Todo |

```sh
echo "llámenos"
```

Llámenos si no se encuentra bien, a cualquier hora del día o de la noche.
"""

NOTE = "Nota: el autobús 12 para delante de la casa."


def aligned(source: str, translated: str) -> Alignment:
    return align(markdown.parse(source, "content/visit.md"), markdown.parse(translated, "es/visit.md"))


def texts(found: Alignment) -> list[tuple[str, str]]:
    return [(pair.source.text, pair.translated.text) for pair in found.pairs]


def left(found: Alignment) -> tuple[list[str], list[str]]:
    return [segment.text for segment in found.sources], [segment.text for segment in found.translations]


def all_texts(page: str) -> list[str]:
    document = markdown.parse(page, "page.md")
    fields = [segment for segment in document.fields.values() if segment.kind != "heading"]
    return [segment.text for segment in (*fields, *document.segments) if not segment.fixed]


def paragraphs(*items: str) -> str:
    return "\n\n".join(items) + "\n"


def test_whole_page() -> None:
    """Every text of a page has its translation: front matter, headings, paragraphs, items, cells."""
    found = aligned(SOURCE, SPANISH)

    assert list(zip(all_texts(SOURCE), all_texts(SPANISH), strict=True)) == texts(found)
    assert ([], []) == left(found)


def test_certainty() -> None:
    """The certainty of a pair is a share, and front matter is certain."""
    found = aligned(SOURCE, SPANISH)

    assert [] == [pair for pair in found.pairs if not CERTAIN <= pair.certainty <= 1]
    assert [1.0, 1.0] == [pair.certainty for pair in found.pairs[:2]]


def test_references() -> None:
    """What is left over says where it stands, on its own page."""
    found = aligned(SOURCE, SPANISH.replace("## Después", f"{NOTE}\n\n## Después"))

    (only,) = found.translations
    assert ("es/visit.md", 15) == (only.reference.path, only.reference.line)


@pytest.mark.parametrize("missing", [text for text in all_texts(SPANISH)[2:] if len(text) > 40])
def test_missing(missing: str) -> None:
    """A text that was not translated is left over, and shifts no other."""
    missing_source = dict(zip(all_texts(SPANISH), all_texts(SOURCE), strict=True))[missing]
    page = "\n".join(line for line in SPANISH.split("\n") if missing not in line)

    found = aligned(SOURCE, page)

    assert ([missing_source], []) == left(found)


def test_added() -> None:
    """A paragraph that a translator added is left over, and shifts no other."""
    found = aligned(SOURCE, SPANISH.replace("Traiga", f"{NOTE}\n\nTraiga"))

    assert ([], [NOTE]) == left(found)


def test_missing_section() -> None:
    """A section that is not translated is left over as a whole, its code too."""
    start, end = SPANISH.index("## Después"), SPANISH.index("Llámenos")

    found = aligned(
        SOURCE.replace("the night", "[the night](night.md)"),
        SPANISH[:start] + SPANISH[end:].replace("noche", "[noche](night.md)"),
    )

    assert all_texts(SOURCE[SOURCE.index("## After") : SOURCE.index("Call us if")]) == left(found)[0]
    assert [] == left(found)[1]


def test_indistinguishable() -> None:
    """Which of three texts was left out is not guessed where nothing tells."""
    source = paragraphs("One of these words", "Two of these words", "Six of these words")

    found = aligned(source, paragraphs("これはことば", "それはことば"))

    assert [] == texts(found)
    assert 3 == len(found.sources)
    assert 2 == len(found.translations)


SPLIT = (
    "Come to the [front desk](desk.md) first, where you are given a form with twelve questions to fill in.",
    "Then go to the [waiting room](room.md) on the second floor and take a seat near the window.",
)
SPLIT_SPANISH = (
    "Vaya primero a la [recepción](desk.md), donde recibirá un formulario con doce preguntas.",
    "Después vaya a la [sala de espera](room.md) del segundo piso y siéntese junto a la ventana.",
)


def test_split() -> None:
    """One paragraph that was translated as two gets both, a space between them."""
    found = aligned(
        paragraphs("# Visit", " ".join(SPLIT), "Thank you, and see you."),
        paragraphs("# Visita", *SPLIT_SPANISH, "Gracias y hasta pronto."),
    )

    assert (" ".join(SPLIT), " ".join(SPLIT_SPANISH)) == texts(found)[1]
    assert ([], []) == left(found)


def test_split_without_spaces() -> None:
    """Where a script has no spaces, none is put between."""
    japanese = (
        "まず[受付](desk.md)に行ってください。そこで十二の質問がある用紙を受け取り、記入していただきます。",
        "それから二階の[待合室](room.md)に行き、窓の近くの席におすわりになってお待ちください。",
    )

    found = aligned(paragraphs("# Visit", " ".join(SPLIT)), paragraphs("# ご来院", *japanese))

    assert (" ".join(SPLIT), "".join(japanese)) == texts(found)[1]


def test_joined() -> None:
    """Two paragraphs that were translated as one are left over, and so is their translation."""
    found = aligned(
        paragraphs("# Visit", *SPLIT, "Thank you, and see you."),
        paragraphs("# Visita", " ".join(SPLIT_SPANISH), "Gracias y hasta pronto."),
    )

    assert ["Visit", "Thank you, and see you."] == [text for text, _ in texts(found)]
    assert (list(SPLIT), [" ".join(SPLIT_SPANISH)]) == left(found)


def test_moved() -> None:
    """A text in another place is found where both pages have something in it that stands nowhere else."""
    item = "Ask for the `Z-300` form at the [desk](desk.md) before you [call](call.md) 555"
    spanish = "Pida el formulario `Z-300` en la [recepción](desk.md) antes de [llamar](call.md) al 555"
    rest = [f"The {number}th paragraph is about a matter of its own." for number in range(6, 12)]
    theirs = [f"El párrafo {number} trata de otro asunto distinto." for number in range(6, 12)]

    found = aligned(paragraphs(item, *rest), paragraphs(*theirs, spanish))

    assert [*zip(rest, theirs, strict=True), (item, spanish)] == sorted(texts(found), key=lambda pair: pair[0] == item)


def test_fields_by_name() -> None:
    """Front matter is paired by name whatever its order; what one side lacks is left over."""
    found = aligned("---\ntitle: Visit\nnav: Go\n---\n", "---\nslug: visita\ntitle: Visita\n---\n")

    assert [("Visit", "Visita")] == texts(found)
    assert (["Go"], ["visita"]) == left(found)


def test_title_of_heading() -> None:
    """A title that the first heading lends is paired once, as the heading."""
    assert [("Visit", "Visita")] == texts(aligned("# Visit\n", "# Visita\n"))


def test_fixed() -> None:
    """What needs no translation is in no pair and not left over."""
    found = aligned(paragraphs("`make`", "Hello there", "42"), paragraphs("`make`", "Hola a todos", "`more`"))

    assert [("Hello there", "Hola a todos")] == texts(found)
    assert ([], []) == left(found)


def test_same_text_twice() -> None:
    """A text that stands on the page twice and was translated once is not left over: its message has its string."""
    found = aligned(paragraphs("Call us", SPLIT[0], "Call us"), paragraphs("Llámenos", SPLIT_SPANISH[0]))

    assert [("Call us", "Llámenos"), (SPLIT[0], SPLIT_SPANISH[0])] == texts(found)
    assert ([], []) == left(found)


@pytest.mark.parametrize(
    ("source", "translated"), [("", ""), ("", "Hola\n"), ("Hello\n", ""), ("---\n---\n", "* * *\n")]
)
def test_empty(source: str, translated: str) -> None:
    """A page without texts aligns with nothing."""
    found = aligned(source, translated)

    assert () == found.pairs
    assert (all_texts(source), all_texts(translated)) == left(found)


def test_unreferenced_footnote() -> None:
    """A footnote that no text refers to is translated too."""
    found = aligned("Hello there\n\n[^1]: A note\n", "Hola a todos\n\n[^1]: Una nota\n")

    assert [("Hello there", "Hola a todos"), ("A note", "Una nota")] == texts(found)


def words(numbers: Sequence[int], vocabulary: str) -> str:
    return "\n\n".join(
        f"{vocabulary} {number} " + " ".join(vocabulary[(number * step) % 9 :] for step in range(3 + number * 7 % 11))
        for number in numbers
    )


def test_far_apart() -> None:
    """Hundreds of added texts at once do not hide what stands behind them."""
    source = [*range(20), *range(500, 560)]

    found = aligned(words(source, "paragraph"), words(range(560), "abschnitten"))

    assert [] == [pair for pair in texts(found) if pair[0].split()[1] != pair[1].split()[1]]
    assert [] == left(found)[0]


def test_time_is_linear() -> None:
    """Four times the page takes four times as long, not sixteen times."""

    def seconds(count: int) -> float:
        one, other = (markdown.parse(words(range(count), name), "page.md") for name in ("paragraph", "abschnitten"))
        began = time.process_time()
        align(one, other)
        return time.process_time() - began

    small = min(seconds(120) for _ in range(2))
    assert seconds(480) < 8 * small


def test_nothing_in_common() -> None:
    """Every text is either in a pair or left over, also of pages that have nothing to do with each other."""
    other = "| 1 | b |\n|---|---|\n| Xa | Yb |\n\n> Ein Zitat.\n"

    found = aligned(SOURCE, other)

    assert sorted(all_texts(SOURCE)) == sorted([*left(found)[0], *(one for one, _ in texts(found))])
    assert sorted(all_texts(other)) == sorted([*left(found)[1], *(string for _, string in texts(found))])
    assert len(found.pairs) <= 2
