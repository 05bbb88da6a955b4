"""Names, streets and trades from which the demo world is put together."""


def _words(text: str, between: str | None = None) -> list[str]:
    return text.split(between)


TURKISH_WOMEN = _words(
    "Ayşe Zeynep Elif Fatma Merve Selin Derya Ebru Gizem İrem Büşra Özge Ceren Nazlı "
    "Pınar Sibel Tuğba Yasemin Aslı Begüm Çiğdem Duygu Esra Gülşah Hande"
)
TURKISH_MEN = _words(
    "Mehmet Ahmet Mustafa Emre Can Burak Kerem Onur Serkan Volkan Cem Deniz "
    "Eren Gökhan Hakan İlker Kaan Levent Murat Oğuz Ömer Sinan Tolga Umut Yiğit "
    "Barış Çağlar Doruk"
)
TURKISH_SURNAMES = _words(
    "Yılmaz Kaya Çelik Şahin Yıldız Aydın Özdemir Arslan Doğan Kılıç Aslan Çetin Kara "
    "Koç Kurt Özkan Şimşek Polat Korkmaz Erdoğan Çakır Güneş Aksoy Tekin Bulut Avcı "
    "Taş Yalçın Ünal Karaca Işık Güler Sezer Toprak Ergin"
)
GEORGIAN_WOMEN = _words("ნინო მარიამ ანა თამარ ქეთევან ეკა სალომე ნათია ლანა მაკა")
GEORGIAN_MEN = _words("გიორგი ლუკა დავით ნიკა ირაკლი ლევან ზურა ვახტანგ თორნიკე ბექა")
GEORGIAN_SURNAMES = _words(
    "ბერიძე კაპანაძე გელაშვილი მაისურაძე გიორგაძე ლომიძე წიკლაური ბოლქვაძე ხარაძე "
    "ჯაფარიძე კვარაცხელია შენგელია"
)

# Region of the register: places as (street2, zip, city, state), then streets.
PLACES = {
    "region_europe": (
        [
            ("Beşiktaş", "34353"),
            ("Şişli", "34363"),
            ("Beyoğlu", "34433"),
            ("Bakırköy", "34142"),
            ("Sarıyer", "34450"),
        ],
        ["Barbaros Bulvarı", "Halaskargazi Caddesi", "Büyükdere Caddesi", "Gül Sokak"],
    ),
    "region_asia": (
        [
            ("Kadıköy", "34710"),
            ("Üsküdar", "34664"),
            ("Maltepe", "34843"),
            ("Ataşehir", "34750"),
        ],
        ["Bağdat Caddesi", "Moda Caddesi", "Fahrettin Kerim Gökay Cad.", "Çınar Sokak"],
    ),
    "region_ankara": (
        [("Çankaya", "06690"), ("Yenimahalle", "06170")],
        ["Atatürk Bulvarı", "Tunalı Hilmi Caddesi", "Cinnah Caddesi"],
    ),
    "region_izmir": (
        [("Karşıyaka", "35530"), ("Bornova", "35040"), ("Konak", "35250")],
        ["Kıbrıs Şehitleri Caddesi", "Cemal Gürsel Caddesi", "Mithatpaşa Caddesi"],
    ),
    "region_vake": (
        [("Vake", "0179")],
        ["Ilia Chavchavadze Avenue", "Irakli Abashidze Street", "Paliashvili Street"],
    ),
    "region_saburtalo": (
        [("Saburtalo", "0160")],
        ["Alexander Kazbegi Avenue", "Pekini Avenue", "Vazha-Pshavela Avenue"],
    ),
    "region_gldani": (
        [("Gldani", "0167")],
        ["Khizanishvili Street", "Omar Khizanishvili Street"],
    ),
}
CITIES = {
    "region_europe": ("İstanbul", "base.state_tr_34"),
    "region_asia": ("İstanbul", "base.state_tr_34"),
    "region_ankara": ("Ankara", "base.state_tr_06"),
    "region_izmir": ("İzmir", "base.state_tr_35"),
}
# How often a region comes up among the members of a country.
TURKISH_REGIONS = (
    ["region_europe"] * 5
    + ["region_asia"] * 5
    + ["region_ankara"] * 2
    + ["region_izmir"] * 2
)
GEORGIAN_REGIONS = ["region_vake"] * 3 + ["region_saburtalo"] * 2 + ["region_gldani"]

PROFESSIONS = _words(
    "Architect|Civil Engineer|Dentist|Photographer|Teacher|Chef|Software Developer|"
    "Nurse|Lawyer|Accountant|Pharmacist|Graphic Designer|Sea Captain|Journalist|"
    "Mechanical Engineer|Musician",
    "|",
)
SCHOOLS = {
    "TR": [
        "İstanbul Teknik Üniversitesi",
        "Boğaziçi Üniversitesi",
        "Ege Üniversitesi",
        "Hacettepe Üniversitesi",
    ],
    "GE": ["Ivane Javakhishvili Tbilisi State University", "Ilia State University"],
}
BIRTH_PLACES = {
    "TR": ["İstanbul", "Ankara", "İzmir", "Bursa", "Trabzon", "Eskişehir", "Edirne"],
    "GE": ["Tbilisi", "Kutaisi", "Batumi", "Telavi", "Zugdidi"],
}
BRANDS = ["bmw", "honda", "yamaha", "triumph", "kawasaki", "vespa"]
