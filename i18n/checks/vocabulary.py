"""Words for numbers and units, by language: the tables that `quantities` reads with.

Numbers: 0 to 30 and the tens, as they stand in a sentence (both genders, the cases that follow a preposition), from
the languages' grammars. Units: the symbols of the SI brochure (9th edition) with the spellings that pharmacies use.
Decimal signs: CLDR 47, `numbers/symbols/decimal`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import product

_HEAD = re.compile(r"[^\W_]{0,3}")
_LETTER_OF_FORM = re.compile(r"(?:\[([^\]]*)\]|(.))(\??)")
_ALPHABETIC_END = r"(?![^\W\d_])"

# Written in every language, so they are looked for in every language. Alphabetic ones end at a letter's end.
_MEASURES: Mapping[str, tuple[str, str]] = {
    # unit: (alphabetic forms, forms that letters may follow)
    "percent": (
        r"per ?cent|por ?ciento|pour ?cent|por cento|procent\w*|процент\w*|phần trăm|Prozent",
        "%|퍼센트|百分比",
    ),
    "mcg": (
        r"mcg|µg|μg|ug|micro-?gram(?:me)?s?|microgramos?|microgrammi?|мкг|микрограмм\w*|"
        r"مكغ|مكجم|مكغم|ميكرو ?[غج]رام\w*|میکروگرم|מק\"ג|माइक्रोग्राम",
        "微克|마이크로그램|マイクログラム|ไมโครกรัม",
    ),
    "mg": (
        r"mgs?|milligram(?:me)?s?|miligramos?|miligramas?|milligrammi?|mi-?li-?gam|мг|миллиграмм\w*|міліграм\w*|"
        r"مغ|ملغ|ملغم|مجم|ملجم|مل+ي ?[غج]رام\w*|میلی‌?\s?گرم|מ\"ג|מ״ג|मिग्रा|मि\.ग्रा\.|मिलीग्राम|মিগ্রা|মিলিগ্রাম",
        "毫克|밀리그램|ミリグラム|มก\\.?|มิลลิกรัม",
    ),
    "kg": (
        r"kgs?|kilos?|kilogram(?:me)?s?|kilogramos?|kilogrammi?|quilos?|quilogramas?|кг|килограмм\w*|кілограм\w*|"
        r"كغ|كغم|كجم|كيلو ?[غج]رام\w*|كيلو|کیلوگرم|ק\"ג|किग्रा|किलोग्राम|কেজি",
        "公斤|千克|킬로그램|キログラム|กก\\.?|กิโลกรัม",
    ),
    "g": (
        r"g|grams?|grammes?|gramos?|gramas?|grammi?|gam|г|гр|грамм\w*|غ|غم|جم|[غج]رام\w*|گرم|ग्राम|গ্রাম|γρ\.?",
        "克|그램|グラム|กรัม",
    ),
    "ml": (
        r"ml|cc|millilit(?:er|re)s?|mililitros?|millilitr[oi]|мл|миллилитр\w*|мілілітр\w*|"
        r"مل|ملل|مل+ي ?لتر\w*|میلی‌?\s?لیتر|מ\"ל|मिली|मिलीलीटर|মিলি",
        "毫升|밀리리터|ミリリットル|มล\\.?|มิลลิลิตร",
    ),
    "l": (r"l|lit(?:er|re)s?|litros?|litr[oi]|lít|л|литр\w*|літр\w*|ل|لترات|لتر\w*|لیتر|लीटर", "升|리터|リットル|ลิตร"),
    "iu": (r"IU|UI|I\.E\.|МЕ|وحد[ةات]+ دولي[ةه]", "国际单位|國際單位|국제단위|単位"),
    "mmhg": (r"mm ?Hg|мм рт\. ?ст|ملم زئبق", "毫米汞柱|毫米水银柱|수은주밀리미터"),
    "mm": (r"mm|мм|مم|ملم", "毫米|밀리미터"),
    "cm": (r"cm|см|سم", "厘米|公分|센티미터"),
    "km": (r"km|км|كم", "公里|킬로미터"),
    "celsius": (r"° ?C|℃|degrees? Celsius", "摄氏度|攝氏度"),
    "fahrenheit": (r"° ?F|℉|degrees? Fahrenheit", "华氏度|華氏度"),
    "pound": (r"pounds?|lbs?|libras?|livres?|фунт\w*|رطل\w*|أرطال", "磅|파운드"),
}

TIME_UNITS = ("second", "minute", "hour", "day", "week", "month", "year")
# second, minute, hour, day, week, month, year; in languages whose units take letters behind them, see `_JOINED`.
_TIME: Mapping[str, tuple[str, ...]] = {
    "en": ("seconds?|secs?", "minutes?|mins?", "hours?|hrs?|h", "days?", "weeks?|wks?", "months?", "years?|yrs?"),
    "es": ("segundos?", "minutos?|min", "horas?|hs?|hrs?", "d[ií]as?", "semanas?", "mes(?:es)?", "años?"),
    "fr": ("secondes?", "minutes?|min|mn", "heures?|h", "jours?|j", "semaines?", "mois", "ans?|années?"),
    "pt": ("segundos?", "minutos?|min", "horas?|h", "dias?", "semanas?", "m[eê]s(?:es)?", "anos?"),
    "it": ("second[oi]", "minut[oi]|min", "or[ae]|h", "giorn[oi]", "settiman[ae]", "mes[ei]", "ann[oi]"),
    "de": ("Sekunden?", "Minuten?|Min", "Stunden?|Std|h", "Tag(?:en?)?", "Wochen?", "Monat(?:en?)?", "Jahr(?:en?)?"),
    "ru": (
        "секунд\\w*|сек|с",
        "минут\\w*|мин",
        "час\\w*|ч",
        "день|дн\\w+|сут(?:ки|ок|кам|ках)",
        "недел\\w*|нед",
        "месяц\\w*|мес",
        "год\\w*|лет",
    ),
    "uk": (
        "секунд\\w*|сек|с",
        "хвилин\\w*|хв",
        "годин\\w*|год",
        "день|дн\\w+|діб|доб\\w+",
        "тиж\\w+",
        "місяц\\w*|міс",
        "рік|рок\\w+",
    ),
    "ar": (
        "ثاني[ةه]|ثوان\\w*",
        "دقيق[ةه]|دقائق",
        "ساع[ةه]|ساعات",
        "يوم\\w*|أيام|ايام",
        "أسبوع\\w*|أسابيع|اسبوع\\w*",
        "شهر\\w*|أشهر|شهور|اشهر",
        "سن[ةه]|سنوات|سنين|عام\\w*|أعوام",
    ),
    "vi": ("giây", "phút", "giờ|tiếng", "ngày", "tuần", "tháng", "năm|tuổi"),
    "ht": ("segonn?", "minit", "èdtan|è", "jou", "semèn", "mwa", "ane|an|lane"),
    "zh": (
        "秒[钟鐘]?",
        "分[钟鐘]?(?!之)",
        "[个個]?小[时時]|[个個]?[钟鐘][头頭]|[时時]",
        "天|日",
        "[个個]?(?:周|週|星期|[礼禮]拜)",
        "[个個]?月",
        "年|[岁歲]",
    ),
    "ja": ("秒間?", "分間?", "時間|時", "日間?", "週間?", "[かヶカケ箇]月間?|月", "年間?|歳"),
    "ko": ("초", "분", "시간|시", "일", "주", "개월|달|월", "년|살|세"),
    "fa": ("ثانیه", "دقیقه", "ساعت", "روز", "هفته", "ماه", "سال"),
    "tr": ("saniye|sn", "dakika|dk", "saat|sa", "gün", "hafta", "ay", "yıl|sene|yaş"),
    "pl": (
        "sekund\\w*|sek",
        "minut\\w*|min",
        "godzin\\w*|godz|h",
        "dzień|dni\\w*|dob\\w*",
        "tydzień|tygodni\\w*",
        "miesi[ąę]c\\w*|mies",
        "rok\\w*|lat\\w*",
    ),
    "nl": (
        "seconden?|sec",
        "minu(?:ut|ten)|min",
        "u(?:ur|ren)|u",
        "dag(?:en)?",
        "we(?:ek|ken)",
        "maand(?:en)?",
        "ja(?:ar|ren)",
    ),
    "hi": ("सेकंड|सेकेंड", "मिनट\\w*", "घंटे?|घंटों|घण्टे?", "दिन\\w*", "सप्ताह\\w*|हफ़्ते|हफ्ते", "महीन\\w*|माह", "साल\\w*|वर्ष\\w*"),
}
_JOINED = frozenset({"zh", "ja", "ko"})

# A number's size where it is written as a word behind the digits: `5 million`.
_SCALES: Mapping[str, Mapping[int, str]] = {
    "en": {3: "thousand", 6: "million", 9: "billion"},
    "es": {3: "mil", 6: "mill[oó]n(?:es)?(?: de)?", 9: "mil millones(?: de)?"},
    "fr": {3: "mille", 6: "millions?(?: de| d’| d')?", 9: "milliards?(?: de| d’| d')?"},
    "pt": {3: "mil", 6: "milh(?:ão|ões)(?: de)?", 9: "bilh(?:ão|ões)(?: de)?"},
    "de": {3: "Tausend|tausend", 6: "Millionen|Million|Mio\\.?", 9: "Milliarden?|Mrd\\.?"},
    "ru": {3: "тысяч\\w*|тыс\\.?", 6: "миллион\\w*|млн\\.?", 9: "миллиард\\w*|млрд\\.?"},
    "uk": {3: "тисяч\\w*|тис\\.?", 6: "мільйон\\w*|млн\\.?", 9: "мільярд\\w*|млрд\\.?"},
    "vi": {3: "nghìn|ngàn", 6: "triệu", 9: "tỷ|tỉ"},
    "ar": {3: "ألف|آلاف|ألفا?ً?", 6: "مليون|ملايين", 9: "مليار\\w*"},
    "zh": {2: "百(?!分)", 3: "千(?!克)", 4: "[万萬]", 6: "百[万萬]", 7: "千[万萬]", 8: "[亿億]", 9: "十[亿億]"},
    "ja": {3: "千", 4: "万", 6: "百万", 7: "千万", 8: "億", 9: "十億"},
    "ko": {3: "천", 4: "만", 6: "백만", 7: "천만", 8: "억", 9: "십억"},
}

_TENS = (40, 50, 60, 70, 80, 90, 100)


def _table(low: str, tens: str, more: Mapping[int, str] | None = None) -> Mapping[int, str]:
    """Values to forms: 0 to 30 from `low` and 40 to 100 from `tens`; `|` separates forms, `_` is a space."""
    numbers = dict(enumerate(low.split())) | dict(zip(_TENS, tens.split(), strict=True))
    assert len(numbers) == 31 + len(_TENS), low
    for number, forms in (more or {}).items():
        numbers[number] = f"{numbers[number]}|{forms}"
    return numbers


_WORDS: Mapping[str, Mapping[int, str]] = {
    "en": _table(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty twenty-one twenty-two twenty-three twenty-four twenty-five twenty-six "
        "twenty-seven twenty-eight twenty-nine thirty",
        "forty fifty sixty seventy eighty ninety hundred|one_hundred|a_hundred",
        {1: "once|single|first", 2: "twice|both|double|second", 3: "third", 4: "fourth", 5: "fifth", 12: "dozen|noon"},
    ),
    "es": _table(
        "cero un|uno|una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
        "diecisiete dieciocho diecinueve veinte veintiún|veintiuno|veintiuna veintidós veintitrés veinticuatro "
        "veinticinco veintiséis veintisiete veintiocho veintinueve treinta",
        "cuarenta cincuenta sesenta setenta ochenta noventa cien|ciento",
        {
            1: "primer|primer[oa]",
            2: "ambos|ambas|doble|segund[oa]",
            3: "tercer|tercer[oa]",
            4: "cuart[oa]",
            5: "quint[oa]",
            12: "docena|mediodía",
        },
    ),
    "fr": _table(
        "zéro un|une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
        "dix-huit dix-neuf vingt vingt_et_un|vingt_et_une vingt-deux vingt-trois vingt-quatre vingt-cinq vingt-six "
        "vingt-sept vingt-huit vingt-neuf trente",
        "quarante cinquante soixante soixante-dix quatre-vingts|quatre-vingt quatre-vingt-dix cent",
        {
            1: "premier|première",
            2: "deuxième|seconde?",
            3: "troisième",
            4: "quatrième",
            5: "cinquième",
            12: "douzaine|midi",
        },
    ),
    "vi": _table(
        "không một hai ba bốn năm sáu bảy|bẩy tám chín mười mười_một mười_hai mười_ba mười_bốn mười_lăm mười_sáu "
        "mười_bảy mười_tám mười_chín hai_mươi hai_mươi_mốt hai_mươi_hai hai_mươi_ba hai_mươi_bốn|hai_mươi_tư "
        "hai_mươi_lăm hai_mươi_sáu hai_mươi_bảy hai_mươi_tám hai_mươi_chín ba_mươi",
        "bốn_mươi năm_mươi sáu_mươi bảy_mươi tám_mươi chín_mươi một_trăm",
    ),
    "ru": _table(
        "ноль|нуля один|одна|одно|одного|одной|одну два|две|двух|двумя три|трёх|трех|тремя четыре|четырёх|четырех "
        "пять|пяти шесть|шести семь|семи восемь|восьми девять|девяти десять|десяти одиннадцать|одиннадцати "
        "двенадцать|двенадцати тринадцать|тринадцати четырнадцать|четырнадцати пятнадцать|пятнадцати "
        "шестнадцать|шестнадцати семнадцать|семнадцати восемнадцать|восемнадцати девятнадцать|девятнадцати "
        "двадцать|двадцати двадцать_один|двадцати_одного двадцать_два|двадцать_две|двадцати_двух "
        "двадцать_три|двадцати_трёх|двадцати_трех двадцать_четыре|двадцати_четырёх|двадцати_четырех "
        "двадцать_пять|двадцати_пяти двадцать_шесть|двадцати_шести двадцать_семь|двадцати_семи "
        "двадцать_восемь|двадцати_восьми двадцать_девять|двадцати_девяти тридцать|тридцати",
        "сорок|сорока пятьдесят|пятидесяти шестьдесят|шестидесяти семьдесят|семидесяти восемьдесят|восьмидесяти "
        "девяносто|девяноста сто|ста",
        {2: "дважды|оба|обе", 3: "трижды", 12: "дюжина|полдень"},
    ),
    "ar": _table(
        "صفر واحد|واحدة اثنان|اثنين|اثنتان|اثنتين ثلاث|ثلاثة أربع|أربعة خمس|خمسة ست|ستة سبع|سبعة ثمان|ثماني|ثمانية "
        "تسع|تسعة عشر|عشرة أحد_عشر|إحدى_عشرة اثنا_عشر|اثني_عشر|اثنتا_عشرة|اثنتي_عشرة ثلاثة_عشر|ثلاث_عشرة "
        "أربعة_عشر|أربع_عشرة خمسة_عشر|خمس_عشرة ستة_عشر|ست_عشرة سبعة_عشر|سبع_عشرة ثمانية_عشر|ثماني_عشرة "
        "تسعة_عشر|تسع_عشرة عشرون|عشرين واحد_وعشر[وي]ن|إحدى_وعشر[وي]ن اثنان_وعشر[وي]ن|اثنتان_وعشر[وي]ن|اثنين_وعشر[وي]ن "
        "ثلاثة?_وعشر[وي]ن أربعة?_وعشر[وي]ن خمسة?_وعشر[وي]ن ستة?_وعشر[وي]ن سبعة?_وعشر[وي]ن ثماني?ة?_وعشر[وي]ن "
        "تسعة?_وعشر[وي]ن ثلاثون|ثلاثين",
        "أربعون|أربعين خمسون|خمسين ستون|ستين سبعون|سبعين ثمانون|ثمانين تسعون|تسعين مئة|مائة",
        {2: "مرتين|مرتان|كلا|ضعف|ضعفين|قرصين|قرصان|حبتين|حبتان"},
    ),
    "zh": _table(
        "零 一 二|两|兩 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六 十七 十八 十九 二十 "
        "二十一 二十二 二十三 二十四 二十五 二十六 二十七 二十八 二十九 三十",
        "四十 五十 六十 七十 八十 九十 一百",
    ),
    "ja": _table(
        "零 一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六 十七 十八 十九 二十 "
        "二十一 二十二 二十三 二十四 二十五 二十六 二十七 二十八 二十九 三十",
        "四十 五十 六十 七十 八十 九十 百",
        {1: "ひとつ", 2: "ふたつ|両", 3: "みっつ", 4: "よっつ", 5: "いつつ"},
    ),
    "ko": _table(
        "영 한|일 두|이 세|삼 네|사 다섯|오 여섯|육 일곱|칠 여덟|팔 아홉|구 열|십 "
        "열한|십일 열두|십이 열세|십삼 열네|십사 열다섯|십오 열여섯|십육 열일곱|십칠 열여덟|십팔 열아홉|십구 스무|이십 "
        "스물한|이십일 스물두|이십이 스물세|이십삼 스물네|이십사 "
        "스물다섯|이십오 스물여섯|이십육 스물일곱|이십칠 스물여덟|이십팔 스물아홉|이십구 서른|삼십",
        "마흔|사십 쉰|오십 예순|육십 일흔|칠십 여든|팔십 아흔|구십 백",
    ),
}
# Their number words are parts of other words, so they count only before a unit or a counter.
_COUNTERS: Mapping[str, str] = {
    "zh": (
        "[个個]|小[时時]|[钟鐘][头頭]|分[钟鐘]|秒|天|日|周|週|星期|月|年|次|片|粒|[种種]|位|名|"
        "岁|歲|倍|步|[维維]|毫|克|公斤"
    ),
    "ja": "時間|分間?|秒|日|週|[かヶカケ箇]月|年|回|錠|粒|つ|個|人|名|種|倍|歳|次元|ミリ|グラム",
    "ko": "시간|시|분|초|일|주|개월|달|년|번|회|알|정|명|개|가지|살|배|밀리|그램|단계",
}
# Nouns that hold their number, as the Arabic dual does: `unit_value` to forms.
_COUNTED: Mapping[str, Mapping[str, str]] = {
    "ar": {
        "second_2": "ثانيتين|ثانيتان",
        "minute_2": "دقيقتين|دقيقتان",
        "hour_2": "ساعتين|ساعتان",
        "day_2": "يومين|يومان",
        "week_2": "أسبوعين|أسبوعان|اسبوعين",
        "month_2": "شهرين|شهران",
        "year_2": "سنتين|سنتان|عامين|عامان",
    },
    "ko": {"day_1": "하루", "day_2": "이틀", "day_3": "사흘", "day_4": "나흘", "day_5": "닷새", "day_10": "열흘"},
}
_ARABIC_PREFIX = "[وفبلك]?(?:ال)?"

_POINT = frozenset(
    "am ar bn cy de-CH en es-419 es-MX es-PR es-US fil ga gu ha he hi ig it-CH ja km kn ko ml mn mr ms mt my ne om or "
    "pa ps-PK sa sd si so sw ta te th ti tl ug ur xh yo yue zh zu".split()
)
_COMMA = frozenset(
    "af az be bg bs ca cs da de el es-AR es-CL es-CO es-ES et eu fi fr gl hr hu hy id is it ka kk ku ky lo lt lv mk nb "
    "nl nn no pl ps pt ro ru sk sl sq sr sv tg tk tr tt uk uz vi".split()
)


@lru_cache(maxsize=256)
def decimal_signs(tag: str) -> str:
    """The signs that may separate decimals in a locale; both where usage is divided or unknown (`es`, `ht`)."""
    for name in (tag, tag.partition("-")[0]):
        if name in _POINT:
            return "."
        if name in _COMMA:
            return ","
    return ".,"


@lru_cache(maxsize=64)
def unit_pattern(language: str) -> re.Pattern[str]:
    """A unit at the start of what follows a number, in the group that is named for it."""
    times = dict(zip(TIME_UNITS, _TIME.get(language, ()), strict=False))
    alphabetic = {unit: forms for unit, (forms, _) in _MEASURES.items()}
    joined = {unit: forms for unit, (_, forms) in _MEASURES.items() if forms}
    (joined if language in _JOINED else alphabetic).update(times)
    # In an alternation the first match wins: `kg` before `g` does not matter (both must end), `毫克` and `克` differ.
    branches = [f"(?P<{unit}>(?:{forms}){_ALPHABETIC_END})" for unit, forms in alphabetic.items()]
    branches += [f"(?P<{unit}_>{forms})" for unit, forms in joined.items()]
    return re.compile(rf"[ \u00a0\u2011-]{{0,2}}\(?(?:{'|'.join(branches)})", re.IGNORECASE)


@lru_cache(maxsize=64)
def scale_pattern(language: str) -> re.Pattern[str] | None:
    """A word that multiplies the number before it, in the group `e` and its power of ten."""
    scales = _SCALES.get(language)
    if scales is None:
        return None
    end = "" if language in _JOINED else _ALPHABETIC_END
    longest_first = sorted(scales.items(), key=lambda item: -len(item[1]))
    return re.compile(rf"[ \u00a0]?(?:{'|'.join(f'(?P<e{power}>{forms}){end}' for power, forms in longest_first)})")


@lru_cache(maxsize=64)
def word_pattern(language: str) -> re.Pattern[str] | None:
    """A number written as a word, in a group `n5_0` that starts with its value, or a counted noun in `day_2`."""
    table = _WORDS.get(language)
    if table is None:
        return None
    branches = [(form, value) for value, forms in table.items() for form in forms.replace("_", "[ \u00a0-]").split("|")]
    # Longest first, so that "twenty-four" is not read as "twenty"; every form has a group of its own.
    branches.sort(key=lambda branch: -len(branch[0]))
    pattern = "|".join(f"(?P<n{value}_{index}>{form})" for index, (form, value) in enumerate(branches))
    counted = "|".join(f"(?P<{name}>{forms})" for name, forms in _COUNTED.get(language, {}).items()) or "(?!)"
    if language in _COUNTERS:
        return re.compile(rf"(?<![一二两兩三四五六七八九十百])(?:{pattern})(?= ?(?:{_COUNTERS[language]}))|{counted}")
    if language == "ar":
        return re.compile(rf"(?<!\w){_ARABIC_PREFIX}(?:{pattern}|{counted})(?!\w)")
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=64)
def word_heads(language: str) -> re.Pattern[str] | None:
    """Where a number may be written as a word: the first letters, at most three, of all such words. None where that is
    not known without looking closer.

    Spelt out in both cases: a pattern that ignores case is several times as slow.
    """
    table = _WORDS.get(language)
    if table is None or language in _COUNTERS or language == "ar":
        return None
    heads: dict[str, set[str]] = {}
    for form in (form for forms in table.values() for form in forms.split("|")):
        head = _HEAD.match(form)[0]  # type: ignore[index]
        heads.setdefault(head[0], set()).add(head[1:])
    branches = (f"{_both(first)}(?:{'|'.join(map(_both, sorted(rest)))})" for first, rest in sorted(heads.items()))
    return re.compile(rf"\b(?:{'|'.join(branches)})")


@lru_cache(maxsize=64)
def number_words(language: str) -> frozenset[str]:
    """Words in lower case of which every number that is written as a word has one: of each form its longest.

    Only for a language that has `word_heads`.
    """
    forms = (form for forms in _WORDS.get(language, {}).values() for form in forms.split("|"))
    return frozenset(max(re.split(r"[_-]", spelt), key=len).lower() for form in forms for spelt in _spellings(form))


def _spellings(form: str) -> Iterator[str]:
    """All that a form stands for.

    >>> list(_spellings("second[oa]s?"))
    ['secondos', 'secondo', 'secondas', 'seconda']
    """
    options = [(found[1] or found[2], found[3]) for found in _LETTER_OF_FORM.finditer(form)]
    choices = ([*letters, ""] if optional else list(letters) for letters, optional in options)
    yield from map("".join, product(*choices))


def _both(letters: str) -> str:
    return "".join(f"[{letter}{letter.upper()}]" for letter in letters)


@lru_cache(maxsize=64)
def mentions(language: str, unit: str) -> re.Pattern[str]:
    """A unit anywhere in a text."""
    alphabetic, joined = _MEASURES.get(unit, ("", ""))
    if unit in TIME_UNITS and language in _TIME:
        alphabetic = _TIME[language][TIME_UNITS.index(unit)]
    if language in _JOINED and unit in TIME_UNITS:
        return re.compile(alphabetic or "(?!)")
    return re.compile(rf"(?<![^\W\d_])(?:{alphabetic or '(?!)'}){_ALPHABETIC_END}|{joined or '(?!)'}", re.IGNORECASE)


def has_words(language: str) -> bool:
    """Number words and units of time of this language are known."""
    return language in _WORDS and language in _TIME
