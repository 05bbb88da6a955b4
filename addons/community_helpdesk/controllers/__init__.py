from . import (
    help_articles,
    portal_home_tickets,
    portal_ticket_steps,
    portal_tickets,
    score,
    service_form_api,
    service_form_approval,
    service_form_page,
    service_form_words,
    support_form,
)
