from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class CommunityServiceForm(models.Model):
    """M44, M45: a head of support closes it; a service record and an invoice follow."""

    _inherit = "community.service.form"

    record_ids = fields.One2many(
        "community.service.record", "form_id", "Service Records", readonly=True
    )
    move_id = fields.Many2one(
        "account.move",
        "Invoice",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        groups="account.group_account_readonly,account.group_account_invoice",
    )
    is_invoiced = fields.Boolean(compute="_compute_is_invoiced", compute_sudo=True)
    closed_at = fields.Datetime("Closed On", readonly=True, copy=False)
    closed_by_id = fields.Many2one(
        "res.users", readonly=True, copy=False, index="btree_not_null"
    )

    @api.model
    def _get_derived(self):
        return super()._get_derived() | {
            "record_ids",
            "move_id",
            "closed_at",
            "closed_by_id",
        }

    @api.depends("move_id")
    def _compute_is_invoiced(self):
        for form in self:
            form.is_invoiced = bool(form.move_id)

    def action_close(self):
        """Close forms that the customers approved."""
        self.check_access("write")
        self._check_head()
        self._close()

    def _check_head(self):
        if not self.env.user.has_group("community_helpdesk.group_helpdesk_manager"):
            raise AccessError(self.env._("Heads of support close service forms."))

    def _close(self):
        """:raises UserError: for a form that the customer has not approved"""
        for form in self:
            if form.state != "approved":
                raise UserError(
                    self.env._(
                        "%(name)s is not approved by the customer.",
                        name=form.display_name,
                    )
                )
        locked = self.try_lock_for_update()
        if locked != self:
            raise UserError(self.env._("Somebody is closing these just now."))
        # sudo: record and invoice follow from the approval, whoever closes.
        for form in self.sudo():
            form._check_product()
            record = form._make_record()
            form._bill(record)
            form._keep(
                {
                    "state": "closed",
                    "closed_at": fields.Datetime.now(),
                    "closed_by_id": self.env.uid,
                }
            )
        self._drop_activities()

    def _bill(self, record):
        """Fee and parts on a draft; the record stands on the line of the fee."""
        move = self._make_invoice()
        self._keep({"move_id": move.id})
        if self.fee:
            line = move.invoice_line_ids[:1]
            record._keep({"state": "billed", "invoice_line_id": line.id})

    def _make_record(self):
        """The service record of the visit, with its time.

        :return: community.service.record
        """
        self.ensure_one()
        records = self.env["community.service.record"]
        record = records.with_context(service_without_clock=True).create(
            {
                "partner_id": self.partner_id.id,
                "company_id": self.company_id.id,
                "user_id": self.user_id.id,
                "ticket_id": self.ticket_id.id,
                "status_id": self.type_id.status_id.id,
                "authorised_id": self.authorised_id.id,
                "authorised_name": self.authorised_name,
                "intervention": self.result,
                "activity_kind": self.type_id.activity_kind,
                "contract_id": self.contract_id.id,
                "form_id": self.id,
            }
        )
        intervals = self.env["community.service.interval"]._with_pen()
        intervals.create(
            {
                "record_id": record.id,
                "user_id": self.user_id.id,
                "start": self.date_from,
                "stop": self.date_to,
            }
        )
        record._refresh_time()
        record._settle()
        return record

    def _is_paid(self):
        return bool(self.fee or any(self.part_ids.mapped("price_unit")))

    def _check_product(self):
        if self.fee and not self._get_product():
            raise UserError(
                self.env._(
                    "Name a product for the fee on the service type “%(name)s”, or in "
                    "the settings.",
                    name=self.type_id.name,
                )
            )

    def _get_product(self):
        return self.type_id.product_id or self.company_id.service_product_id

    def _make_invoice(self):
        """M31: fee and priced parts, on one draft invoice; empty without any.

        :return: account.move
        """
        self.ensure_one()
        moves = self.env["account.move"].with_company(self.company_id)
        if not self._is_paid():
            return moves
        return moves.create(
            {
                "move_type": "out_invoice",
                "partner_id": self.partner_id.commercial_partner_id.id,
                "company_id": self.company_id.id,
                "currency_id": self.currency_id.id,
                "invoice_origin": self.number,
                "invoice_line_ids": [
                    (0, 0, vals) for vals in self._prepare_invoice_lines()
                ],
            }
        )

    def _prepare_invoice_lines(self):
        day = fields.Date.to_string(
            fields.Datetime.context_timestamp(
                self.with_context(tz=self.user_id.tz or "UTC"), self.date_from
            )
        )
        lines = []
        if self.fee:
            lines.append(
                {
                    "product_id": self._get_product().id,
                    "name": " · ".join((self.number, day, self.type_id.name)),
                    "quantity": 1.0,
                    "price_unit": self.fee,
                }
            )
        for part in self.part_ids.filtered("price_unit"):
            lines.append(
                {
                    "product_id": part.product_id.id,
                    "name": part.name,
                    "quantity": part.quantity,
                    "price_unit": part.price_unit,
                }
            )
        return lines

    def action_invoice(self):
        """The draft was deleted: make it anew."""
        self.check_access("write")
        self._check_head()
        # sudo: heads of support make drafts; the treasurer posts them.
        for form in self.sudo():
            if form.state == "closed" and not form.move_id:
                form._bill(form.record_ids[:1])

    def action_view_record(self):
        self.ensure_one()
        self.check_access("read")
        return self.record_ids[:1].action_edit()

    def action_view_invoice(self):
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "res_id": self.move_id.id,
            "views": [(False, "form")],
        }
