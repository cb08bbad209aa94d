"""A plan in each language of the families, with the letters of that language and words that are much too long."""

import dataclasses

from fgc.plan.paper import LABELS, PaperAnswer, PaperPerson, PaperPlan, PaperRow
from tests.unit.plan.samples import PAPER

# language: title, what happens, who, a label, “Page {n} of {total}”, see-strip, a day, a very long word
SPOKEN: dict[str, tuple[str, ...]] = {
    "en": (
        "Our plan", "Nan rings every day at six o’clock.", "Nan", "Who does it?", "Page {n} of {total}",
        "Family, the social worker and the coordinator (9 people)", "18 May 2027", "Antidisestablishmentarianism",
    ),
    "cy": (
        "Ein cynllun", "Mae Nain yn ffonio bob dydd. Ŵyr hi’r ffordd i’r tŷ. Ŷd, ŵyn, â, ê, î, ô, û.", "Nain", "Pwy?",
        "Tudalen {n} o {total}", "Y teulu, y gweithiwr cymdeithasol a’r cydlynydd (9 o bobl)", "18 Mai 2027",
        "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
    ),
    "pl": (
        "Nasz plan", "Babcia dzwoni codziennie o szóstej. Zażółć gęślą jaźń.", "Babcia Łucja", "Kto to zrobi?",
        "Strona {n} z {total}", "Rodzina, pracownik socjalny i koordynator (9 osób)", "18 maja 2027",
        "Dziewięćdziesięciokilkuletniemu",
    ),
    "ro": (
        "Planul nostru", "Bunica sună în fiecare zi. Țară, școală, șase, înțelegere, mâine.", "Bunica Ștefania",
        "Cine face asta?", "Pagina {n} din {total}", "Familia, asistentul social și coordonatorul (9 persoane)",
        "18 mai 2027", "Pneumonoultramicroscopicsilicovolcaniconioză",
    ),
    "ur": (
        "ہمارا منصوبہ", "نانی ہر روز شام چھ بجے فون کریں گی۔ ٹیچر ڈاکٹر لڑکا ںے گھر پڑھائی۔", "نانی جین", "کون کرے گا؟",
        "صفحہ {n} از {total}", "خاندان، سماجی کارکن اور رابطہ کار (9 لوگ)", "18 مئی 2027",
        "نستعلیقنستعلیقنستعلیقنستعلیقنستعلیقنستعلیق",
    ),
    "ar": (
        "خطتنا", "تتصل الجدة كل يوم في الساعة السادسة مساءً. هل الطفلُ بخير؟ إنّ الأسرة معًا.", "الجدة جين",
        "من يقوم بذلك؟",
        "صفحة {n} من {total}", "العائلة والأخصائي الاجتماعي والمنسق (9 أشخاص)", "18 مايو 2027",
        "أفاستسقيناكموهاأفاستسقيناكموهاأفاستسقيناكموها",
    ),
}  # fmt: skip


def spoken_plan(lang: str, rows: int = 3, *, long: bool = False) -> PaperPlan:
    """A plan in a language of ours, with a name and a sentence in another script; `long` has words without end."""
    title, what, who, label, page, see, day, endless = SPOKEN[lang]
    other = SPOKEN["en" if lang in ("ur", "ar") else "ur"]
    tail = f" {endless * 3}" if long else ""
    row = PaperRow("1", what + tail, f"{who}, {other[2]}{tail}", day, what, other[1], who)
    return dataclasses.replace(
        PAPER, lang=lang, title=title, see=see + tail, version=f"{label} 2", date=day, review=day,
        for_whom=f"{label} Ella", not_agreed=what + tail, next_steps=other[1],
        rows=tuple(dataclasses.replace(row, n=str(n)) for n in range(1, rows + 1)),
        answers=(PaperAnswer(f"{other[2]} ({who})", label, what + tail),),
        people=(PaperPerson(who, label), PaperPerson(other[2], label)),
        labels=dict.fromkeys(LABELS, label) | {"page": page, "document_title": title},
    )  # fmt: skip
