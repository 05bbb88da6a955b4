"""A year of a big club, kept night by night as a server keeps it.

In one transaction, as other tests are, the rows that change every week would leave
hundreds of dead versions behind that nothing can clean up, and a year would take days.
"""

import os

import pytest


def live_a_year(database, size, days, seed):
    """Let a club live and check it in the end; the database is used up by it."""
    from odoo.sql_db import Cursor
    from odoo.tools import config

    from odoo.addons.community_subscription.tests.test_year import TestYear

    class Year(TestYear):
        def end_day(self):
            Cursor.commit(self.env.cr)
            super().end_day()

    Year.size, Year.days, Year.seed = size, days, seed
    before = config["db_name"]
    config["db_name"] = [database]
    try:
        Year.setUpClass()
        Year("test_a_year_of_a_club").test_a_year_of_a_club()
    finally:
        Year.doClassCleanups()
        config["db_name"] = before


@pytest.mark.full
@pytest.mark.timeout(6 * 3600)
@pytest.mark.usefixtures("_odoo_in_process")
def test_a_year_of_two_thousand(odoo_db):
    """W2-W6: schedule = invoices = ledger after a year of two thousand contracts.

    It takes hours. For another club, or one of another size, set
    COMMUNITY_YEAR_SIZE, COMMUNITY_YEAR_DAYS or COMMUNITY_YEAR_SEED.
    """
    size, days, seed = (
        int(os.environ.get(f"COMMUNITY_YEAR_{name}", default))
        for name, default in (("SIZE", 2000), ("DAYS", 380), ("SEED", 11))
    )
    live_a_year(odoo_db, size, days, seed)
