"""Texts are cut where sentences end, and never inside of markup."""

from __future__ import annotations

import pytest

from i18n.merge.sentences import Composed, Sentences, aligned, split
from i18n.model import Message, MessageKey


def message(id: str, string: str) -> Message:
    return Message(MessageKey(None, id), None, (string,))


@pytest.mark.parametrize(
    "sentences",
    [
        ["Eat nothing. ", "Call us! ", "Questions?"],
        ["Espere. ", "¿Tiene preguntas? ", "¡Llame!"],
        ["食べないでください。", "電話してください！", "「はい。」", "終わり"],
        ["请勿进食。", "请致电我们！", "有问题吗？"],
        ["Не їжте. ", "Зателефонуйте нам. ", "Є питання?"],
        ["چیزی نخورید. ", "سؤالی دارید؟ ", "زنگ بزنید."],
        ["Take 1.5 mg, e.g. in the evening. ", "Rest."],
        ["He said “no.” ", "She left."],
        ["Read [the page. It helps](a.md). ", "Rest."],
        ["Run `a. B` now. ", "Rest."],
        ["**Note. Read this.** ", "Rest."],
        ["*One. Two.* ", "Rest."],
        ["What?! ", "No…"],
        ["One."],
        ["."],
    ],
)
def test_sentences_of_a_text(sentences: list[str]) -> None:
    """Each with the white space behind it; abbreviations, decimals, code, links and emphasis stay whole."""
    assert sentences == split("".join(sentences))


def test_no_sentence() -> None:
    """An empty text has none; one of many thousand characters is not cut."""
    assert [] == split("")
    assert 1 == len(split("A. B. " * 2000))


def test_aligned_sentences() -> None:
    """One by one where both sides have as many, and of like lengths."""
    assert [("One two.", "Uno dos."), ("Three.", "Tres.")] == aligned("One two. Three.", "Uno dos. Tres.")
    assert [] == aligned("One two. Three.", "Uno dos, tres.")
    assert [] == aligned("One two three four five. Six.", "Uno. Dos tres cuatro cinco seis siete.")
    assert [] == aligned("Tea", "")
    assert [("Tea", "Té, o café con leche y azúcar")] == aligned("Tea", "Té, o café con leche y azúcar")


def test_composed_in_the_order_of_the_new_text() -> None:
    """Sentences of two messages, in another order than theirs."""
    known = Sentences([message("Eat nothing. Rest well.", "No coma. Descanse."), message("Call us.", "Llame.")])

    assert Composed("Rest well. Call us. Eat nothing.", "Descanse. Llame. No coma.") == known.compose(
        "Rest well. Call us. Eat nothing."
    )


def test_composed_without_spaces() -> None:
    """Japanese and Chinese sentences stand side by side."""
    known = Sentences([message("Eat nothing.", "食べないでください。"), message("Call us.", "電話してください。")])

    assert Composed("Eat nothing. Call us.", "食べないでください。電話してください。") == known.compose(
        "Eat nothing. Call us."
    )


def test_whole_messages_come_before_their_sentences() -> None:
    """The longest message that stands there, to the end of a sentence."""
    known = Sentences([message("Eat.", "Coma."), message("Eat. Rest.", "Coma y descanse."), message("Eat. Re", "x")])

    assert Composed("Eat. Rest. Eat.", "Coma y descanse. Coma.") == known.compose("Eat. Rest. Eat.")


def test_whole_message_whose_string_has_more_sentences() -> None:
    """One sentence that is two in the string stands as it is."""
    known = Sentences([message("Eat, then rest.", "Coma. Descanse."), message("Go.", "Vaya.")])

    assert Composed("Eat, then rest. Go.", "Coma. Descanse. Vaya.") == known.compose("Eat, then rest. Go.")


def test_unknown_sentence_is_left_out() -> None:
    """Unless a message nearby has one that resembles it; each is used once."""
    known = Sentences([message("Eat nothing.", "No coma.")])
    near = [message("Bring a good friend. Bring a jacket.", "Venga con alguien. Traiga una chaqueta.")]
    text = "Eat nothing. Bring a friend. Bring a pet friend."

    assert Composed("Eat nothing.", "No coma.") == known.compose(text)
    assert Composed("Eat nothing. Bring a good friend.", "No coma. Venga con alguien.") == known.compose(
        "Eat nothing. Bring a friend.", near
    )
    assert Composed(
        "Eat nothing. Bring a good friend. Bring a jacket.", "No coma. Venga con alguien. Traiga una chaqueta."
    ) == known.compose(text, near)


def test_nothing_known() -> None:
    """No text, no known sentence, a text of very many sentences, a plural: nothing."""
    plural = Message(MessageKey(None, "one tea"), "{n} teas", ("té", "tés"))
    known = Sentences([message("Eat nothing.", "No coma."), plural])

    assert [None] * 4 == [known.compose(text) for text in ("", "Rest.", "A! " * 300, "one tea")]
