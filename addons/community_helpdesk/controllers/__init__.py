from . import (
    help_articles,
    portal_home_tickets,
    portal_ticket_steps,
    portal_tickets,
    score,
    support_form,
)
