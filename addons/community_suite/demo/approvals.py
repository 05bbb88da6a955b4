"""Areas that are switched on, and changes that wait for a second pair of eyes."""

from .world import World

AREAS = (
    "approval_area_credit",
    "community_approval_area_rank",
    "approval_area_bank_account",
)
# Where the treasurer's wishes go: (firm, new limit, reason).
LIMITS = (
    ("firm_poyraz", 90_000, "They order for three branches now and pay on the day."),
    ("firm_rumeli", 25_000, "Asked for it by phone, wants to order tyres."),
    ("firm_kartal", 55_000, "Limit of last year plus the growth of this one."),
)


def make_approvals(world: World, members) -> None:
    """The approver finds four changes, the treasurer sees what became of two."""
    areas = world.env["community.approval.area"]
    for name in AREAS:
        areas |= world[f"community_members.{name}"]
    areas.enabled = True
    # The registry is still being filled; the gates come with its last step.
    world.env["community.approval.gate"]._place_gates()
    _ask_for_limits(world)
    _ask_for_ranks(world, members)
    _ask_for_account(world)
    requests = world.env["community.change.request"].search([])
    requests._keep({"notified": True})  # nobody is to be written to by a playground


def _ask_for_limits(world):
    treasurer, approver = world["demo_user_treasurer"], world["demo_user_approver"]
    for name, limit, reason in LIMITS:
        firm = world[name].with_company(world.club).with_user(treasurer)
        firm.credit_limit = limit
        _explain(world, firm, reason)
    decided = {
        "firm_poyraz": ("approve", "Good payer for years."),
        "firm_rumeli": ("reject", "Two invoices are overdue; advance payment stays."),
    }
    for name, (verdict, reason) in decided.items():
        _find(world, world[name]).with_user(approver)._decide(verdict, reason)


def _ask_for_ranks(world, members):
    manager = world["demo_user_manager"]
    candidates = members.filtered(lambda each: each.rank_id == world["rank_rider"])
    for member in candidates[:2].with_company(world.club).with_user(manager):
        member.rank_id = world["rank_wingman"]
        _explain(world, member, "Secured every crossing of the charity ride.")


def _ask_for_account(world):
    account = world["firm_marmara"].bank_ids[:1]
    treasurer = world["demo_user_treasurer"]
    account.with_company(world.club).with_user(
        treasurer
    ).acc_holder_name = "Marmara Motor A.Ş. – new account holder"
    _explain(world, account, "Came by e-mail. Please call them before approving.")


def _find(world, record):
    return world.env["community.change.request"].search(
        [
            ("res_model", "=", record._name),
            ("res_id", "=", record.id),
            ("state", "=", "pending"),
        ],
        limit=1,
    )


def _explain(world, record, reason):
    _find(world, record)._keep({"reason": reason})
