from odoo import http
from odoo.exceptions import AccessError, LockError, UserError, ValidationError
from odoo.http import request


class ServiceFormApi(http.Controller):
    """What the page on the officer's phone asks.

    Moments are ISO 8601 in UTC (``2026-03-10T09:00:00Z``). A customer is ``{id, name,
    email, phone, address, code, region, agreement: {standing, words}, people: [{id,
    name}]}``; the standing is one of good, soon, ended and none.
    """

    @http.route("/service/forms/state", type="jsonrpc", auth="user", methods=["POST"])
    def helpdesk_forms_state(self):
        """``{user, currency, types, visits, customers, sent}``: all that the phone
        keeps for the time without network."""
        return self._get_forms()._get_phone_state()

    @http.route("/service/forms/find", type="jsonrpc", auth="user", methods=["POST"])
    def helpdesk_forms_find(self, words=""):
        return {"customers": self._get_forms()._find_customers(words)}

    @http.route("/service/forms/history", type="jsonrpc", auth="user", methods=["POST"])
    def helpdesk_forms_history(self, customer_id=None, serial=""):
        """``{visits: [{number, day, type, officer, result}]}``, the latest first."""
        if not isinstance(customer_id, int):
            return {"visits": []}
        try:
            return {"visits": self._get_forms()._find_earlier(customer_id, serial)}
        except AccessError:
            raise
        except UserError as error:
            return {"visits": [], "error": str(error)}

    @http.route("/service/forms/save", type="jsonrpc", auth="user", methods=["POST"])
    def helpdesk_forms_save(self, form=None):
        """``{ok: {id, number, state, state_words}}``, ``{error: words}``, or ``{login:
        true}`` when somebody else wrote it than who is logged in.

        Nothing is kept of a form that is refused; the phone keeps it to be mended.
        """
        writer = form.get("user_id") if isinstance(form, dict) else None
        if writer is not None and writer != request.env.uid:
            return {"login": True}
        try:
            with request.env.cr.savepoint():
                saved = self._get_forms()._save_from_phone(form)
                saved.flush_recordset()
        except (AccessError, LockError):
            raise
        except (UserError, ValidationError) as error:
            return {"error": str(error)}
        told = saved._tell_sent()
        return {
            "ok": {
                name: told[name] for name in ("id", "number", "state", "state_words")
            }
        }

    def _get_forms(self):
        """Forms of the company that the user works in, in his language."""
        user = request.env.user
        return request.env["community.service.form"].with_context(
            allowed_company_ids=user.company_id.ids, tz=user.tz, lang=user.lang
        )
