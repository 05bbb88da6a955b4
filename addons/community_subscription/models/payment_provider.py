from functools import partial

import requests
from requests.exceptions import ConnectionError as NoConnectionError
from requests.exceptions import ConnectTimeout
from urllib3.exceptions import NewConnectionError

from odoo import models
from odoo.exceptions import ValidationError

from ..tools.charge_outcome import ChargeOutcomeUnknownError, judge_status
from ..tools.inside import is_inside

# Their modules send a key made of the transaction's reference with each charge.
SAFE = ("stripe", "adyen", "mercado_pago", "worldline")


class PaymentProvider(models.Model):
    _inherit = "payment.provider"

    def _is_resend_safe(self):
        """Whether the same reference sent twice is charged once by this provider."""
        self.ensure_one()
        return self.code in SAFE

    def _send_api_request(
        self,
        method,
        endpoint,
        *,
        params=None,
        data=None,
        json=None,
        reference=None,
        **kwargs,
    ):
        """A charge without an answer is no refused charge.

        Core tells both as errors of validation and gives the transaction up. Here,
        while a saved card is charged, only a clear refusal stays one.
        """
        ask = partial(
            super()._send_api_request,
            method,
            endpoint,
            params=params,
            data=data,
            json=json,
            reference=reference,
            **kwargs,
        )
        if not is_inside(self.env.context, "community_charge"):
            return ask()
        try:
            return ask()
        except ValidationError as error:
            verdict = self._judge_failed_request(error.__context__)
            if verdict == "refused":
                raise
            raise ChargeOutcomeUnknownError(
                str(error), is_safe=verdict == "safe"
            ) from error
        except requests.exceptions.RequestException as error:
            raise ChargeOutcomeUnknownError(str(error)) from error

    def _judge_failed_request(self, cause):
        if isinstance(cause, requests.exceptions.HTTPError):
            return judge_status(cause.response.status_code)
        if isinstance(cause, ConnectTimeout):
            return "safe"
        if isinstance(cause, NoConnectionError):
            reason = getattr(cause.args[0] if cause.args else None, "reason", None)
            return "safe" if isinstance(reason, NewConnectionError) else "unknown"
        return "unknown" if cause else "refused"
