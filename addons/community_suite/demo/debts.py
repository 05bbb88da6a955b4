"""How both clubs deal with debts: reminders, interest, promises."""

from .world import World

# percent a year of late interest, from the beginning of last year and of this one
RATES = {"club": (24.0, 22.0), "pool": (12.0, 12.0)}
# The nights on which the job wrote reminders.
NIGHTS = (-26, -13, 0)


def make_rules(world: World) -> None:
    product = world["community_subscription.product_late_interest"]
    (world.club | world.pool).write(
        {
            "dunning_policy_id": world.id_of(
                "community_subscription.dunning_policy_standard"
            ),
            "dunning_user_id": world.id_of("demo_user_treasurer"),
            "late_interest_mode": "dunning",
            "late_interest_grace_days": 3,
            "late_interest_product_id": product.id,
        }
    )
    for name, rates in RATES.items():
        company = getattr(world, name)
        world.env["community.interest.rate"].create(
            [
                {
                    "company_id": company.id,
                    "date_from": world.day(years=-back, month=1, day=1),
                    "rate": rate,
                    "note": "Decision of the general assembly",
                }
                for back, rate in zip((1, 0), rates, strict=True)
            ]
        )


def let_dun(world: World) -> None:
    """Reminders as the nightly job makes them, and what debtors said to them."""
    world["firm_marmara"].with_company(world.club)._stop_dunning(
        world.day(days=12), "The transfer of all branches is announced for Friday."
    )
    dunning = world.env["community.dunning"]
    for night in NIGHTS:
        for company in (world.club, world.pool):
            own = dunning.with_company(company)
            partners = own._get_candidates(company, 0)
            own._dun(partners, company, world.day(days=night))
        if night == NIGHTS[1]:
            _promise(world)
    world.env["community.payment.promise"]._judge_all()
    _send_links(world)


def _promise(world):
    """One will pay, one did not keep his word."""
    said = (
        (-2, 5, "On the phone: pays as soon as the salary is there."),
        (-11, -4, "At the desk: brings the money at the weekend."),
    )
    reminded = world.env["community.dunning"].search(
        [("company_id", "=", world.club.id), ("state", "=", "sent")], order="id"
    )
    latest = {row.partner_id: row for row in reminded if not row.partner_id.is_company}
    promises = world.env["community.payment.promise"].with_company(world.club)
    for row, (made, until, note) in zip(latest.values(), said, strict=False):
        promises.create(
            {
                "partner_id": row.partner_id.id,
                "company_id": world.club.id,
                "amount": row.amount_total,
                "promised_on": world.day(days=made),
                "date": world.day(days=until),
                "note": note,
                "user_id": world.id_of("demo_user_treasurer"),
            }
        )


def _send_links(world):
    """Some debtors got a link to pay without a log-in."""
    moves = world.env["account.move"].search(
        [
            ("community_contract_id.state", "in", ("grace", "past_due")),
            ("payment_state", "in", ("not_paid", "partial")),
            ("move_type", "=", "out_invoice"),
        ],
        limit=5,
    )
    world.env["community.pay.link"]._issue(moves=moves)
