"""The plural rule that gettext's users have agreed upon for each language."""

from __future__ import annotations

from collections.abc import Mapping

from i18n.languages.tags import PSEUDO, Tag
from i18n.model import PluralRule

_SLAVIC = "n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2"
_POLISH = "n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2"
_CZECH = "n==1 ? 0 : n>=2 && n<=4 ? 1 : 2"
_SLOVENIAN = "n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3"
_DUAL = "n==1 ? 0 : n==2 ? 1 : 2"
_BRETON = (
    "n%10==1 && n%100!=11 && n%100!=71 && n%100!=91 ? 0 : n%10==2 && n%100!=12 && n%100!=72 && n%100!=92 ? 1 : "
    "(n%10==3 || n%10==4 || n%10==9) && (n%100<10 || n%100>19) && (n%100<70 || n%100>79) && n%100<90 ? 2 : "
    "n!=0 && n%1000000==0 ? 3 : 4"
)
_ALONE = "bm bo dz hnj id ig ii ja jbo jv kde kea km ko lkt lo ms my nqo osa sah ses sg su th to tpi vi wo yo yue zh"
_CONVENTIONS: tuple[tuple[int, str, str], ...] = (
    (1, "0", _ALONE),
    (2, "n > 1", "ach ak am arn fa fil fr gun ln mfe mg mi nso oc pt-BR tg ti tl wa"),
    (2, "n%10==1 && n%100!=11 ? 0 : 1", "is mk"),
    (3, _SLAVIC, "be bs hr ru sh sr uk"),
    (3, _POLISH, "pl szl"),
    (3, _CZECH, "cs sk"),
    (3, _DUAL, "iu naq sat se sma smi smj smn sms"),
    (3, "n==0 ? 0 : n==1 ? 1 : 2", "ksh lag"),
    (3, "n<=1 ? 0 : n<=10 ? 1 : 2", "shi"),
    (3, "n==1 ? 0 : n==0 || (n%100>0 && n%100<20) ? 1 : 2", "ro"),
    (3, "n%10==1 && n%100!=11 ? 0 : n%10>=2 && (n%100<10 || n%100>=20) ? 1 : 2", "lt"),
    (3, "n%10==1 && n%100!=11 ? 0 : n!=0 ? 1 : 2", "lv"),
    (4, _SLOVENIAN, "dsb hsb sl"),
    (4, "n==1 || n==11 ? 0 : n==2 || n==12 ? 1 : n>2 && n<20 ? 2 : 3", "gd"),
    (4, "n==1 ? 0 : n==0 || (n%100>1 && n%100<11) ? 1 : n%100>10 && n%100<20 ? 2 : 3", "mt"),
    (4, "n%10==1 ? 0 : n%10==2 ? 1 : n%20==0 ? 2 : 3", "gv"),
    (4, "n==1 ? 0 : n==2 ? 1 : n==3 ? 2 : 3", "kw"),
    (5, "n==1 ? 0 : n==2 ? 1 : n>2 && n<7 ? 2 : n>6 && n<11 ? 3 : 4", "ga"),
    (5, _BRETON, "br"),
    (6, "n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 5", "cy"),
    (6, "n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5", "ar"),
)
"""gettext's customary rules. Source: the GNU gettext manual, "Plural forms"; headers that Django and Weblate write.

CLDR's categories are not these: it has 3 for Spanish (exact millions) and 4 for Polish. Languages not named here use
`n != 1`, gettext's own default. The unit tests compare each rule with CLDR's categories.
"""
CUSTOMARY: Mapping[str, PluralRule] = {
    tag: PluralRule(count, expression) for count, expression, tags in _CONVENTIONS for tag in tags.split()
}
_TWO_FORMS = PluralRule(2, "n != 1")
_ONE_FORM = PluralRule(1, "0")


def customary_rule(tag: Tag) -> PluralRule:
    """The rule for a new catalog: that of the region or the language; one form where CLDR knows neither."""
    from babel import localedata

    if str(tag) in PSEUDO:
        return _TWO_FORMS
    default = _TWO_FORMS if localedata.exists(tag.language) else _ONE_FORM
    return CUSTOMARY.get(f"{tag.language}-{tag.region}") or CUSTOMARY.get(tag.language) or default
