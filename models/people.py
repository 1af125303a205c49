"""Words about people, which never pick an item: who wears it, or might, is nobody's business here.

"For women", "plus size" and "maternity" are words about clothes; "black", "white" and "nude" are colours, until they are
said of a person: "a black woman" is refused, "black women's shoes" are shoes.
"""

from __future__ import annotations

import re
from hashlib import sha256

__all__ = ["speaks_of_people"]

_PERSON = (
    r"(?:wom[ae]n|m[ae]n|lad(?:y|ies)|gentlem[ae]n|girls?|boys?|guys?|gals?|dudes?|chicks?|persons?|people|folks?|models?|"
    r"customers?|wearers?|kids?|child(?:ren)?|teens?|teenagers?|adults?|couples?|famil(?:y|ies)|brides?|mothers?|fathers?|"
    r"humans?)")
# Said of a person these are skin, origin, age or body; said of a dress they are a colour, a style or a cut.
_COLOUR = r"(?:black|white|brown|yellow|colou?red)"
_TRAIT = (
    r"(?:(?:dark|light|fair|pale)[- ]skinned|asian|african|caucasian|european|american|latin[oax]?|hispanic|arab(?:ic)?|indian|"
    r"pakistani|chinese|japanese|korean|mexican|russian|turkish|nigerian|irish|native|indigenous|aboriginal|gypsy|roma|"
    r"immigrant|foreign|(?<!my )(?<!our )old|elderly|fat|obese|overweight|skinny|ugly|chubby|blind|deaf|bald|poor)")
_KIND_OF = (r"(?:(?:young|old|little|black|white|brown|blonde?|tall|short|big|pretty|rich|poor|nice|thin|fat|indian|asian|african"
            r"|american)[- ])?")
# Nothing that is sold is called this; brands that begin so are.
_GROUP = (
    r"(?:muslims?|islamic|jew(?:s|ish)?|christians?(?! (?:dior|louboutin|lacroix|siriano|audigier)\b)|catholics?|hindus?|sikhs?|"
    r"buddhists?|atheists?|mormons?|gays?(?! pride)|lesbians?|bisexuals?|homosexuals?|heterosexuals?|queers?|transgender(?:s|"
    r"ed)?|"
    r"transsexuals?|transvestites?|trans (?=wom|m[ae]n|person|people)|disabled|handicapped|autistic|crippled|refugees?)")
_NOT_A_GARMENT = (   # not "black women's shoes", not "white men shirts"
    r"(?!['’]s?\s+\w)(?!\s+(?!(?:would|wears?|wearing|worn|is|are|who|that|has|have|had|likes?|looks?|in|on|with|and|or|please|"
    r"can|could|buys?|might|should|to|from|only)\b)[a-z])")
_WEARS = r"(?=\s+(?:would|wears?|wearing|likes?|looks?|has|have|is|are|who)\b)"
_BEFORE = (r"\b(?:an?|the|for|by|on|of|what|do|does|would|like|some|those|these|any|most|all|that|old|young)\s+"
           r"(?:old |young |rich |poor )?")
_OF_PEOPLE = re.compile(
    rf"\b{_GROUP}\b"
    rf"|\b{_TRAIT}[- ]{_KIND_OF}{_PERSON}\b{_NOT_A_GARMENT}"
    rf"|{_BEFORE}{_COLOUR}[- ]{_KIND_OF}{_PERSON}\b{_NOT_A_GARMENT}|\b{_COLOUR}[- ]{_KIND_OF}{_PERSON}\b{_WEARS}"
    rf"|\b(?:whites|blacks|asians|indians|arabs) (?:wear|like|have|do|only|can)\b|\bskin colou?r\b|\b\w+[- ]skinned\b"
    r"|\b(?:her|his|their) (?:race|religion|skin|ethnicity|disability|age|body|weight)\b|\b(?:race|ethnicity|nationality) of\b")
# Slurs are kept as the first 12 hex digits of their SHA-256, so that nobody has to read them here.
_SLURS = frozenset("""
    08a841e99678 0be9b885f4a3 120f6e5b4ea3 12e6274e4309 158869a97379 16ea09fc78ca 22fc75e65a0e 27a62b68179c 27eb0c4ad707
    333f76180929 33740da8a87d 3b1e0d7c5dd4 3cc0a581d3bb 46505206c396 4b18aefe826a 4c58f5d5fe92 55401351b858 56d9e1f65737
    586697d3fad8 619bc82e0d20 65961619eae0 6b571f65fa6f 70aafb426695 7991d51fe699 886d51e97ad7 8f5083e3e5c7 94a877e2ce63
    96c91fa84782 98b52c4b6b7d 9915ba2d8222 9ae315a94e42 a40ccba874d2 a7bf072c97a0 acc96930e3a6 ad6cacf3af98 bb87adf8aa78
    bd331fb1d242 be00f1af522e bf7e9c38e430 c1b4ed05397d c2c3b68b4883 c3de533e9b7f cc02032349c8 d067075bc9d8 dc675e448132
    e7b98c6aa5b9 eef3bd091670 f59e28f8bb64 f64c6fad9c3c f9d0d9b18ae9
""".split())


def speaks_of_people(text: str) -> bool:
    """Does the utterance single out people by what they are (skin, faith, origin, body), or insult them?"""
    text = text.lower()
    return bool(_OF_PEOPLE.search(text)) or any(_digest(word) in _SLURS for word in re.findall(r"[a-z]+", text))


def _digest(word: str) -> str:
    return sha256(word.removesuffix("s").encode()).hexdigest()[:12]
