"""What a translator copies follows the source, where that is certain."""

from __future__ import annotations

import pytest

from i18n.merge.items import carried, kept


@pytest.mark.parametrize(
    ("text", "old", "string", "expected"),
    [
        ("Wait 48 hours.", "Wait 24 hours.", "Espere 24 horas.", "Espere 48 horas."),
        ("Wait 48 hours.", "Wait 24 hours.", "۲۴ ساعت صبر کنید.", "۴۸ ساعت صبر کنید."),
        ("Take 1.5 mg.", "Take 0.5 mg.", "Tome 0,5 mg.", "Tome 1,5 mg."),
        ("Take 1.5 mg.", "Take 0.5 mg.", "تناول ٠٫٥ ملغ.", "تناول ١٫٥ ملغ."),
        ("Pay 1,500.", "Pay 1,200.", "Pague 1.200.", "Pague 1.500."),
        ("Every 8 hours, 48 in all.", "Every 6 hours, 24 in all.", "24 en total, cada 6.", "48 en total, cada 8."),
        ("Run `b` now, please.", "Run `a` now.", "Ejecute `a`.", "Ejecute `b`."),
        ("Call {a.phone}.", "Call {b.phone}.", "Llame: {b.phone}.", "Llame: {a.phone}."),
        ("%(count)s rooms", "%(num)s rooms", "%(num)s salas", "%(count)s salas"),
        ("See [it](b.md#x).", "See [it](a.md).", "Vea [esto](a.md).", "Vea [esto](b.md#x)."),
        ("At https://b.org/.", "At https://a.org/.", "En https://a.org/.", "En https://b.org/."),
        ("To new@b.org.", "To old@b.org.", "A old@b.org.", "A new@b.org."),
        ("See [it](b.md) in 2026.", "See [it](a.md) in 2025.", "En 2025: [ver](a.md).", "En 2026: [ver](b.md)."),
    ],
)
def test_certain(text: str, old: str, string: str, expected: str) -> None:
    """One item went and one of its kind came, or nothing but items changed; the string has the old one once."""
    assert expected == carried(text, old, string)


@pytest.mark.parametrize(
    ("text", "old", "string"),
    [
        ("Wait 48 hours.", "Wait 24 hours.", "Espere un día."),
        ("Wait 48 hours.", "Wait 24 hours.", "Espere 24 horas, sí, 24."),
        ("Wait 48 or 72 hours.", "Wait 24 hours.", "Espere 24 horas."),
        ("Wait longer.", "Wait 24 hours.", "Espere 24 horas."),
        ("Rest 8 hours, then eat 9.", "Eat 6, then rest 7 hours.", "Coma 6, descanse 7 horas."),
        ("24 or 48 and 48", "24 or 24 and 48", "24 o 24 y 48"),
        ("Take 7 to 6.", "Take 6 to 7.", "De 6 a 7."),
        ("Run `b`.", "Run 5.", "Ejecute 5."),
        ("Wait 24 hours, please.", "Wait 24 hours.", "Espere 24 horas."),
        ("No item.", "None here.", "Nada 5."),
        ("Run `a` soon.", "Run `a` now, 5.", "Ejecute `a` ahora, 5."),
        ("Run `a soon.", "Run `a now.", "Ejecute `a."),
    ],
)
def test_uncertain(text: str, old: str, string: str) -> None:
    """The string stays as it is."""
    assert string == carried(text, old, string)


def test_kept_items() -> None:
    """The same, in any order."""
    assert kept("24 or `a`", "`a` or 24")
    assert not kept("24 and 24", "24")
    assert kept("Tea", "Teas")
