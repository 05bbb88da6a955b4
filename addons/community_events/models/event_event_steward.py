from odoo import fields, models
from odoo.exceptions import AccessError, UserError

ROW_FORM = 2  # grows when rows of `tools.ticket_rules` hold something else


class EventEvent(models.Model):
    """Whoever works at the registration desk scans with an own phone or tablet."""

    _inherit = "event.event"

    def action_open_scan_page(self):
        """This browser becomes a steward's phone of the event, for this user."""
        self.ensure_one()
        self.check_access("read")
        if not self.env.user.has_group("event.group_event_registration_desk"):
            raise AccessError(
                self.env._("Only those who work at the registration desk may scan.")
            )
        device_sudo = self._get_own_device()
        return {
            "type": "ir.actions.act_url",
            "url": device_sudo._issue_link(),
            "target": "new",
        }

    def _get_own_device(self):
        """The user's device here; organisers may also search and let in by hand."""
        # sudo: stewards do not manage phones, this one is their own.
        devices_sudo = self.env["community.checkin.device"].sudo()
        own = [("event_id", "=", self.id), ("user_id", "=", self.env.uid)]
        device_sudo = devices_sudo.with_context(active_test=False).search(
            own, order="active DESC, id DESC", limit=1
        )
        is_organizer = self.env.user.has_group("event.group_event_user")
        role = "supervisor" if is_organizer else "steward"
        if device_sudo:
            if not device_sudo.active and not is_organizer:
                raise UserError(
                    self.env._(
                        "Your scan page was taken back. Ask an organiser of the "
                        "event to give it to you again."
                    )
                )
            device_sudo.role = role
            return device_sudo
        return devices_sudo.create(
            {
                "gate_id": self._get_first_gate().id,
                "name": self.env.user.name,
                "user_id": self.env.uid,
                "role": role,
            }
        )

    def _get_first_gate(self):
        """The first entrance; an event that has none gets its entrance now."""
        # sudo: as above
        gates_sudo = self.sudo().gate_ids
        if gates_sudo:
            entrances_sudo = gates_sudo.filtered(lambda gate: not gate.hand_out_id)
            return (entrances_sudo or gates_sudo)[0]
        return gates_sudo.create(
            {
                "event_id": self.id,
                "name": self.env._("Entrance"),
                "direction": "both",
                "active": True,
            }
        )

    def _get_scan_page_state(self, device):
        """What the scan page shows around the scans; no names of anybody.

        :param device: the phone that asks
        """
        self.ensure_one()
        # sudo: facts of the event at whose door this phone is.
        event_sudo, secrets = self.sudo(), self.env["community.checkin.secret"]
        gates_sudo = event_sudo.gate_ids | device.gate_id
        return {
            "now": fields.Datetime.now().timestamp(),
            "event": {
                "id": event_sudo.id,
                "name": event_sudo.name,
                "tz": event_sudo.date_tz,
            },
            "device": {"id": device.id, "name": device.name, "role": device.role},
            "gate": device.gate_id.id,
            "gates": [
                {
                    "id": gate.id,
                    "name": gate.name,
                    "direction": gate.direction,
                    "hand_out": gate.hand_out_id._get_page_row(),
                }
                for gate in gates_sudo
            ],
            "may_choose": device._may_choose_gate(),
            "counts": device._get_counts(),
            "public_key": secrets._get_for(event_sudo).public_key,
            "questions": event_sudo._get_question_rows(),
            "version": event_sudo._get_door_version(),
        }

    def _get_question_rows(self):
        return [
            {
                "id": question.id,
                "title": question.title,
                "is_required": question.is_mandatory_answer,
                "choices": [
                    {"id": answer.id, "name": answer.name}
                    for answer in question.answer_ids
                ]
                if question.question_type == "simple_choice"
                else [],
            }
            for question in self._get_door_questions()
        ]

    def _get_door_version(self):
        """Another number when a setting that all rows depend on changes or goes."""
        settings = [
            self,
            self.event_ticket_ids,
            self.event_slot_ids,
            self.gate_ids,
            self.hand_out_ids,
            self.question_ids,
        ]
        dates = [record.write_date for records in settings for record in records]
        stamps = sum(date.timestamp() for date in dates if date)
        return round((stamps + ROW_FORM) % 1e9, 3)
