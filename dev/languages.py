#!/usr/bin/env python3
"""Write the list of languages: the data file and its names in our translations.

    python3 dev/languages.py

needs Babel and polib, both of which Odoo itself needs. The names are those of
the Unicode CLDR as Babel carries them; only what CLDR has no Danish name for
stands here (``BY_HAND``). Where CLDR lacks one in another language of the phone
pages, a woman finds the language by its own name. Run it again after a newer Babel,
look at the difference and commit it. Codes are never taken away: women have them
chosen.
"""

import runpy
from pathlib import Path
from xml.sax.saxutils import escape

import polib
from babel import Locale
from babel.core import UnknownLocaleError

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data" / "organisation" / "language_data.xml"
I18N = ROOT / "i18n"
PHONE = runpy.run_path(str(ROOT / "models" / "phone" / "places.py"))["LANGUAGES"]

# Spoken in Denmark by most, or by the women whom the groups meet: on top of the list.
FIRST = """
da en ar so tr ur fa fa_AF ps ku kmr ckb zza ti am om aa ta si pa bn hi bs hr sr sr_ME
sq mk ro rom pl uk ru lt lv bg hu vi th fil zh yue sw ln rw rn fr es pt de it
rif shi zgh kab ary tru syr uz tg az ka hy ne my kl fo is no sv dsl
""".split()

# All others with a living community of speakers to speak of, by code.
OTHERS = """
ab ace ach ada ady af ak alt anp ars as asa ast av awa ay ba bal ban bas bax bbj be bej
bem bez bgc bgn bho bi bik bin bm bo br bra brx bss bua bug bum byn byv ca cch ccp ce
ceb cgg ch chm co crh crs cs csb cv cy dar dav din dje doi dsb dua dv dyo dyu dz dzg
ebu ee efi el et eu ewo fan ff fi fj fon frr fur fy ga gaa gag gan gba gd gil gl gn gon
gor gsw gu guz gv ha hak haw he hil hmn hsb hsn ht hz iba ibb id ig ii ilo inh iu ja
jmc jv kaa kac kam kbd kbl kde kea kg kha khq ki kj kk kln km kmb kn ko koi kok kpe kr
krc kri krl kru ks ksb ksf kum kv kw ky lad lag lah lam lb lez lg li lij lmo lo lol loz
lrc lu lua lun luo lus luy mad maf mag mai mak man mas mde mdf men mer mfe mg mgh mh mi
min ml mn mni mos mr ms mt mua mwr mye myv mzn na nap naq nb nd nds new ng nia niu nl
nmg nn nog nr nso nus ny nym nyn nyo nzi oc or os pag pam pap pau pcm pis qu quc raj rap
rar rhg rm rof rup rwk sad sah saq sas sat sba sbp sc scn sco sd sdh se seh ses sg shn
shu sid sk sl sm sma smj sn snk srn srr ss ssy st su suk sus swb szl te tem teo tet tig
tiv tk tl tmh tn to tog tpi ts tt tum tvl tw twq ty tyv tzm udm ug umb ve vec vmw vun wa
wal war wo wuu xal xh xog yao yav ybb yi yo za zap zen zu
""".split()

# CLDR calls these by a territory; ISO 639-3 has a code of their own.
ISO_CODES = {"fa_AF": "prs", "sr_ME": "cnr"}

# (English, Danish, own name) where CLDR lacks one of them.
BY_HAND = {
    "ary": ("Moroccan Arabic", "Marokkansk arabisk", "الدارجة المغربية"),
    "cnr": ("Montenegrin", "Montenegrinsk", "crnogorski"),
    "dsl": ("Danish Sign Language", "Dansk tegnsprog", "dansk tegnsprog"),
    "kmr": ("Kurmanji (Northern Kurdish)", "Kurmanji (nordkurdisk)", "kurmancî"),
    "kri": ("Krio", "Krio", "Krio"),
    "luo": ("Luo", "Luo", "Dholuo"),
    "rif": ("Tarifit (Riffian Berber)", "Tarifit (rif-berbisk)", "Tarifit"),
    "tru": ("Turoyo", "Turoyo", "Ṣurayt"),
}
OWN_NAMES = {
    "aa": "Qafar",
    "bal": "بلوچی",
    "ckb": "سۆرانی",
    "fil": "Filipino",
    "kea": "kabuverdianu",
    "prs": "دری",
    "rhg": "Ruáingga",
    "rom": "romani ćhib",
    "sd": "سنڌي",
    "syr": "ܣܘܪܝܝܐ",
    "tl": "Tagalog",
    "zza": "zazaki",
}
DANISH_SIGN_LANGUAGE = {
    "ar": "لغة الإشارة الدنماركية",
    "bs": "danski znakovni jezik",
    "fa": "زبان اشارهٔ دانمارکی",
    "pl": "duński język migowy",
    "so": "Luuqadda Calaamadaha ee Danishka",
    "ta": "டேனிஷ் சைகை மொழி",
    "tr": "Danimarka İşaret Dili",
    "uk": "данська жестова мова",
    "ur": "ڈینش اشاروں کی زبان",
    "vi": "Ngôn ngữ ký hiệu Đan Mạch",
}
HEADER = """<?xml version="1.0" encoding="utf-8" ?>
<!-- Written by dev/languages.py; change the list there. -->
<odoo noupdate="1">
"""


def capitalised(name):
    return name[:1].upper() + name[1:]


def own_name(code):
    iso = ISO_CODES.get(code, code)
    if iso in OWN_NAMES:
        return OWN_NAMES[iso]
    try:
        return Locale.parse(code).languages.get(code) or ""
    except (UnknownLocaleError, ValueError):
        return ""


def languages():
    """Yield (CLDR code, ISO code, English name, Danish name, own name, sequence)."""
    english, danish = Locale("en").languages, Locale("da").languages
    for rank, code in enumerate(FIRST + sorted(OTHERS)):
        iso = ISO_CODES.get(code, code)
        if iso in BY_HAND:
            names = BY_HAND[iso]
        else:
            names = (english[code], capitalised(danish[code]), own_name(code))
        yield code, iso, *names, 10 + rank if rank < len(FIRST) else 1000


def phone_name(language, code, name, own):
    """Return what speakers of ``language`` call another one.

    Where CLDR calls Dari just Persian, its own name tells the two apart.
    """
    if code == "dsl":
        return capitalised(DANISH_SIGN_LANGUAGE[language])
    known = Locale(language).languages
    found = known.get(code)
    if code in ISO_CODES and found == known.get(code.partition("_")[0]):
        found = None
    return capitalised(found or own or name)


def record(iso, name, own, sequence):
    fields = [("name", name), ("code", iso), ("native_name", own)]
    lines = [f'    <record id="language_{iso}" model="bydelsmor.language">']
    lines += [
        f'        <field name="{field}">{escape(value)}</field>'
        for field, value in fields
        if value
    ]
    lines += [
        f'        <field name="sequence" eval="{sequence}" />',
        "    </record>",
    ]
    return "\n".join(lines) + "\n"


def translate(po, name, danish, reference):
    entry = po.find(name, by="msgid")
    if entry is None:
        entry = polib.POEntry(msgid=name, comment="module: bydelsmor")
        po.append(entry)
    if reference not in (place for place, _line in entry.occurrences):
        entry.occurrences.append((reference, ""))
    entry.msgstr = danish


def main():
    found = list(languages())
    codes = [iso for _code, iso, *_rest in found]
    assert len(codes) == len(set(codes)), "a code stands twice"
    files = {
        name: polib.pofile(I18N / f"{name}.po", wrapwidth=78) for name in ("da", *PHONE)
    }
    records = []
    for code, iso, name, danish, own, sequence in found:
        records.append(record(iso, name, own, sequence))
        reference = f"model:bydelsmor.language,name:bydelsmor.language_{iso}"
        translate(files["da"], name, danish, reference)
        for language in PHONE:
            word = phone_name(language, code, name, own)
            translate(files[language], name, word, reference)
    DATA.write_text(HEADER + "".join(records) + "</odoo>\n", encoding="utf-8")
    for name, po in files.items():
        po.sort(key=lambda entry: entry.msgid)
        po.save(I18N / f"{name}.po")
    print(
        f"{len(found)} languages written to {DATA.name} and {len(files)} translations"
    )


if __name__ == "__main__":
    main()
