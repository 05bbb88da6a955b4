"""What the plans are called in the languages of their clubs' members."""

from .plans import TERMS
from .world import World

# name of the plan: (its name, its line, its product)
RIDERS = {
    "plan_rider_month": ("Sürücü, Aylık", "Üyelik aidatı", "Üyelik Aidatı, Bir Ay"),
    "plan_rider_year": ("Sürücü, Yıllık", "Üyelik aidatı", "Üyelik Aidatı, Bir Yıl"),
    "plan_family": (
        "Aile, Yıllık, Dört Taksit",
        "Aile aidatı",
        "Aile Aidatı, Bir Yıl",
    ),
    "plan_family_month": ("Aile, Aylık", "Aile aidatı", "Aile Aidatı, Bir Ay"),
    "plan_junior": ("Genç, Aylık", "Genç aidatı", "Genç Aidatı, Bir Ay"),
    "plan_corporate": (
        "Kurumsal Sürüş Günleri",
        "Kurumsal sürüş günlerinde yer",
        "Kurumsal Sürüş Günlerinde Yer, Üç Ay",
    ),
}
SWIMMERS = {
    "plan_swim_month": ("ცურვა, ყოველთვიური", "ცურვა", "ცურვა, ერთი თვე"),
    "plan_swim_visits": (
        "თორმეტი ვიზიტი",
        "თორმეტი ვიზიტი თვეში",
        "თორმეტი ვიზიტი თვეში",
    ),
    "plan_swim_family": ("საოჯახო ცურვა", "საოჯახო ცურვა", "საოჯახო ცურვა, ერთი თვე"),
    "plan_swim_season": (
        "ზაფხულის სეზონი",
        "ზაფხულის სეზონი",
        "ზაფხულის სეზონი, სამი თვე",
    ),
    "plan_lane": ("ბილიკის ქირაობა", "ბილიკის ქირა", "ბილიკის ქირა, ერთი თვე"),
}
# Language, its plans, and the terms.
CLUBS = (
    (
        "tr_TR",
        RIDERS,
        "Üye, her dönemin ücretini önceden öder. Zamanında bildirimde bulunan, "
        "bildirim süresinin sonuna kadar öder, sonrası için ödemez. Dondurma, sürenin "
        "sonunu dondurulan gün kadar öteler. Kulüp tüzüğü bu sözleşmenin parçasıdır.",
    ),
    (
        "ka_GE",
        SWIMMERS,
        "წევრი ყოველი პერიოდის საფასურს წინასწარ იხდის. ვინც დროულად გვატყობინებს, "
        "იხდის შეტყობინების ვადის ბოლომდე და შემდეგ აღარაფერს. შეჩერება ვადის ბოლოს "
        "შესაბამისი დღეებით გადაწევს. კლუბის წესები ამ ხელშეკრულების ნაწილია.",
    ),
)


def say_plans(world: World) -> None:
    """Contracts, invoices and pages of members are in their own language."""
    for lang, words, terms in CLUBS:
        for name, (label, line, product) in words.items():
            plan = world[name].with_context(lang=lang)
            plan.name = label
            plan.update_field_translations("terms", {lang: {TERMS: terms}})
            plan.line_ids.name = f"{line}, #START# – #END#"
            plan.line_ids.product_id.name = product
