"""The headings that people give to the columns, in three languages."""

# key, language, headings; the key and the heading of the template count as well.
_TABLE = """
number en member no | number
number tr üye no | üye numarası | uye kodu
number ka წევრის ნომერი | ნომერი
name en full name | company name
name tr ad soyad | adı soyadı | isim | firma adı | şirket adı | ünvan
name ka სახელი და გვარი | სახელი გვარი | დასახელება
first_name en given name
first_name tr ad | adı
first_name ka სახელი
last_name en surname | family name
last_name tr soyad | soyadı
last_name ka გვარი
company en is company | type | member type
company tr şirket | kurumsal | tür | üye türü
company ka კომპანია | ტიპი
category en category
category tr ana kategori | kategori
category ka ძირითადი კატეგორია | კატეგორია
categories en categories | other categories
categories tr diğer kategoriler | kategoriler
categories ka დამატებითი კატეგორიები | კატეგორიები
sectors en sector
sectors tr sektör | sektörler
sectors ka სექტორი | სექტორები
region tr bölge
region ka რეგიონი
applied_on en application date
applied_on tr başvuru tarihi
applied_on ka განაცხადის თარიღი
since en joined on
since tr üyelik tarihi | ilk üyelik tarihi
since ka გაწევრიანების თარიღი
start en start | membership start
start tr başlangıç | başlangıç tarihi | üyelik başlangıcı
start ka წევრობის დასაწყისი | დაწყება
end en end | expiry | membership end
end tr bitiş | bitiş tarihi | üyelik bitişi
end ka წევრობის დასასრული | ვადის გასვლა
resigned_on en resigned
resigned_on tr istifa tarihi | ayrılış tarihi
resigned_on ka გასვლის თარიღი
email en email | mail
email tr e-posta | eposta
email ka ელფოსტა | ელ-ფოსტა | ელ. ფოსტა
phone en telephone | tel
phone tr telefon | sabit telefon
phone ka ტელეფონი
mobile tr gsm | cep | cep telefonu | mobil
mobile ka მობილური
street en address
street tr adres | sokak
street ka მისამართი | ქუჩა
zip en postal code | zip code
zip tr posta kodu
zip ka საფოსტო ინდექსი
city en town
city tr il | şehir
city ka ქალაქი
country tr ülke
country ka ქვეყანა
language tr dil
language ka ენა
birth_date en date of birth | birthday
birth_date tr doğum tarihi
birth_date ka დაბადების თარიღი
gender en sex
gender tr cinsiyet
gender ka სქესი
identity_number en identity number | national id
identity_number tr tc kimlik no | t.c. kimlik no | kimlik no
identity_number ka პირადი ნომერი
tax_id en vat | tax number
tax_id tr vergi no | vergi numarası
tax_id ka საიდენტიფიკაციო კოდი | საიდენტიფიკაციო ნომერი
tax_office tr vergi dairesi
tax_office ka საგადასახადო
parent en parent | parent number
parent tr bağlı olduğu üye | üst şirket | üst üye no
parent ka დედა კომპანია | რომლის ფილიალია
unit_type en unit type | kind of unit
unit_type tr birim türü | organizasyondaki yeri
unit_type ka ერთეულის ტიპი
relations en relations | relative
relations tr yakınlar | yakınları
relations ka ნათესავები
employer en employer | employer number
employer tr çalıştığı üye | işveren
employer ka დამსაქმებელი
role en job position | function | role
role tr görev | görevi | rol
role ka თანამდებობა | როლი
payer en payer number
payer tr ödeyen | ödeyen üye no
payer ka გადამხდელი
notes en note | comment
notes tr not | notlar | açıklama
notes ka შენიშვნა | შენიშვნები
"""


def headings_by_key() -> dict[str, list[str]]:
    headings: dict[str, list[str]] = {}
    for line in _TABLE.strip().splitlines():
        key, _language, words = line.split(" ", 2)
        headings.setdefault(key, []).extend(words.split(" | "))
    return headings
