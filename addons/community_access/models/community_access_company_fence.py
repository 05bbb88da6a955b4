from odoo import models


class CommunityAccessCompanyFence(models.AbstractModel):
    """Records that stay with companies of whoever writes them.

    Whose a box, a rule or a band is decides what it opens and what it is told: nobody
    hands one over to a company that is not his.
    """

    _name = "community.access.company.fence"
    _description = "Stays with Its Company"

    # What says whose it is: the company, or what the company follows from.
    _fence = "company_id"

    def write(self, vals):
        result = super().write(vals)
        if self._fence in vals:
            # By the rules as they are now, after the change.
            self.check_access("write")
        return result
