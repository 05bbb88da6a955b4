from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.community_members.tools.card_design import qr_data_uri

from ..tools.sms_words import plain

OPEN_STATES = ("made", "sent")
MANAGER = "community_subscription.group_subscription_manager"


class CommunityDunning(models.Model):
    """One reminder to one payer: all that was overdue on that day, and the level.

    Made by the nightly job or by the treasurer. What it says is never edited; a second
    run on the same day, or a second job at the same time, makes nothing new.
    """

    _name = "community.dunning"
    _description = "Dunning"
    _inherit = [
        "community.member.card.number.guard",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "date DESC, id DESC"
    _mail_post_access = "read"

    name = fields.Char("Number", required=True, readonly=True, default="/")
    partner_id = fields.Many2one(
        "res.partner",
        "Payer",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    policy_id = fields.Many2one(
        "community.dunning.policy", readonly=True, ondelete="restrict"
    )
    level_id = fields.Many2one(
        "community.dunning.level",
        required=True,
        readonly=True,
        ondelete="restrict",
        index=True,
    )
    level = fields.Integer("Step", required=True, readonly=True, aggregator=None)
    date = fields.Date(required=True, readonly=True)
    state = fields.Selection(
        [
            ("made", "To Send"),
            ("sent", "Sent"),
            ("settled", "Settled"),
            ("cancelled", "Cancelled"),
        ],
        default="made",
        required=True,
        readonly=True,
        tracking=True,
    )
    line_ids = fields.One2many(
        "community.dunning.line", "dunning_id", "Overdue Items", readonly=True
    )
    move_ids = fields.One2many(
        "account.move", "community_dunning_id", "Fee Invoices", readonly=True
    )
    amount_overdue = fields.Monetary("Overdue", readonly=True)
    amount_charges = fields.Monetary(
        "Fee and Interest", readonly=True, help="Invoiced with this dunning."
    )
    amount_total = fields.Monetary("Total", readonly=True)
    settled_on = fields.Date(readonly=True)

    _day_uniq = models.UniqueIndex(
        "(company_id, partner_id, date) WHERE state != 'cancelled'",
        "This payer was reminded today already.",
    )
    _level_uniq = models.UniqueIndex(
        "(company_id, partner_id, level) WHERE state IN ('made', 'sent')",
        "This payer was reminded at this level already.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("name", "/") == "/":
                vals["name"] = self.env["ir.sequence"].next_by_code("community.dunning")
        return super().create(vals_list)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_by_suite(self):
        raise UserError(
            self.env._("A dunning is not deleted; cancel it, so that it can be read.")
        )

    @api.depends("name", "partner_id", "level_id")
    def _compute_display_name(self):
        for dunning in self:
            parts = (dunning.name, dunning.partner_id.name, dunning.level_id.name)
            dunning.display_name = " · ".join(part for part in parts if part)

    # ------------------------------------------------------------
    # The letter
    # ------------------------------------------------------------

    def _get_amount_in_words(self):
        self.ensure_one()
        return self.currency_id._spell(self.amount_total, self.partner_id.lang)

    def _get_pay_url(self):
        """The payment page of the oldest item."""
        self.ensure_one()
        # sudo: the link is for the payer, who pays without logging in.
        items = self.sudo().line_ids.move_line_id
        items = items.filtered(lambda item: not item.reconciled)
        oldest = items.sorted(lambda item: (item.date_maturity or item.date, item.id))
        return oldest[0]._get_pay_url() if oldest else ""

    def _get_pay_code(self, url):
        """The link as a picture that a phone reads from paper."""
        return qr_data_uri(url)

    def _get_sms_club(self):
        return plain(self.company_id.name)

    def _get_sms_amount(self):
        """Amount in letters that every SMS can carry."""
        self.ensure_one()
        places = self.currency_id.decimal_places
        return f"{self.amount_total:.{places}f} {self.currency_id.name}"

    # ------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------

    def _check_treasurer(self):
        self.check_access("read")
        if not (self.env.su or self.env.user.has_group(MANAGER)):
            raise AccessError(self.env._("Reminding debtors is for the treasurer."))

    def action_send(self):
        """Send the notice, again if it went out before."""
        self._check_treasurer()
        self._tell(occurrence=fields.Datetime.now().isoformat())

    def action_cancel(self):
        """Take a dunning back, with its fee and interest."""
        self._check_treasurer()
        wrong = self.filtered(lambda dunning: dunning.state not in OPEN_STATES)
        if wrong:
            raise UserError(
                self.env._("%(dunning)s is over already.", dunning=wrong[0].name)
            )
        # sudo: nobody writes a dunning by hand.
        dunnings = self.sudo()
        charges = dunnings.move_ids.filtered(lambda move: move.state == "posted")
        if charges:
            charges._reverse_moves(cancel=True)
        dunnings.state = "cancelled"

    def action_open_charges(self):
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account.action_move_out_invoice_type"
        )
        return action | {
            "domain": [("community_dunning_id", "in", self.ids)],
            "context": {"create": False},
        }
