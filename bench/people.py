"""Plausible Turkish and Georgian names, the same on every run."""


def _words(text: str) -> list[str]:
    return text.split()


TURKISH_FIRST = _words(
    "Ayşe Fatma Emine Hatice Zeynep Elif Meryem Şerife Özlem Gülşah Çiğdem İrem Ebru "
    "Mehmet Mustafa Ahmet Ali Hüseyin Hasan İbrahim Osman Yusuf Ömer Çağrı Gökhan Uğur"
)
TURKISH_LAST = _words(
    "Yılmaz Kaya Demir Şahin Çelik Yıldız Yıldırım Öztürk Aydın Özdemir Arslan Doğan "
    "Kılıç Aslan Çetin Kara Koç Kurt Özkan Şimşek Polat Korkmaz Çakır Erdoğan Güneş "
    "Aksoy"
)
GEORGIAN_FIRST = _words(
    "გიორგი დავით ლევან ზურაბ ირაკლი ნიკოლოზ შოთა თამარ ნინო მარიამ ანა ეკატერინე "
    "ქეთევან მანანა ლელა ხატია"
)
GEORGIAN_LAST = _words(
    "ბერიძე კაპანაძე გელაშვილი მაისურაძე გიორგაძე ლომიძე წიკლაური ჩხეიძე ჯაფარიძე "
    "ხუციშვილი შენგელია ღლონტი"
)
CITIES = ("İstanbul", "Ankara", "İzmir", "Bursa", "თბილისი", "ბათუმი", "ქუთაისი")


def name_of(number: int) -> str:
    """Seven of ten are Turkish."""
    first, last = TURKISH_FIRST, TURKISH_LAST
    if number % 10 >= 7:
        first, last = GEORGIAN_FIRST, GEORGIAN_LAST
    mixed = number * 2654435761 % 2**32  # spreads neighbours over the lists
    return f"{first[mixed % len(first)]} {last[mixed // 97 % len(last)]}"


def city_of(number: int) -> str:
    return CITIES[number * 7919 % len(CITIES)]
