"""Words that people write into the cells, in three languages, by folded word."""

from .text_fold import fold


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in text.split(","))


def _by_word(table: dict) -> dict:
    return {word: value for value, words in table.items() for word in _words(words)}


YES = _words("yes,y,true,1,x,evet,e,doğru,კი,დიახ")
NO = _words("no,n,false,0,-,hayır,h,yanlış,არა")
COMPANY = _words(
    "company,corporate,firm,firma,şirket,kurumsal,tüzel,კომპანია,კორპორატიული,იურიდიული,"
    "იურიდიული პირი"
)
PERSON = _words(
    "person,individual,birey,bireysel,şahıs,gerçek,kişi,პირი,ფიზიკური,ფიზიკური პირი"
)
GENDERS = _by_word(
    {
        "female": "female,f,woman,kadın,k,bayan,მდედრობითი,ქალი,მდ",
        "male": "male,m,man,erkek,e,bay,მამრობითი,კაცი,მამრ",
        "other": "other,diğer,სხვა",
    }
)
UNITS = _by_word(
    {
        "subsidiary": "subsidiary,bağlı şirket,iştirak,შვილობილი კომპანია",
        "region": "region,regional office,bölge,bölge ofisi,რეგიონი",
        "office": "office,ofis,ოფისი",
        "branch": "branch,şube,ფილიალი",
        "department": "department,departman,bölüm,დეპარტამენტი",
    }
)
_YEARS = (
    "january,february,march,april,may,june,july,august,september,october,november,"
    "december",
    "ocak,şubat,mart,nisan,mayıs,haziran,temmuz,ağustos,eylül,ekim,kasım,aralık",
    "იანვარი,თებერვალი,მარტი,აპრილი,მაისი,ივნისი,ივლისი,აგვისტო,სექტემბერი,ოქტომბერი,"
    "ნოემბერი,დეკემბერი",
)
_MONTHS = {
    fold(word): number
    for year in _YEARS
    for number, word in enumerate(year.split(","), start=1)
}
_SHORT_MONTHS = {word[:3]: number for word, number in _MONTHS.items()}


def month_of(word: str) -> int | None:
    """The number of a month by its name or its first three letters."""
    word = fold(word)
    return _MONTHS.get(word) or (_SHORT_MONTHS.get(word) if len(word) == 3 else None)
