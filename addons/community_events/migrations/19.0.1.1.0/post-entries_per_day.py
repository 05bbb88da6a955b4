from odoo.tools import SQL


def migrate(cr, version):
    """When each seat came in last, for tickets that are counted by days from now on.

    A seat with several entries did not keep the last one; the last scan is near it.
    """
    cr.execute(
        SQL(
            """
            UPDATE event_registration
               SET last_in_at = CASE WHEN entries > 1 AND last_at IS NOT NULL
                                     THEN last_at ELSE first_in_at END,
                   day_entries = 1
             WHERE entries > 0 AND last_in_at IS NULL AND first_in_at IS NOT NULL
            """
        )
    )
