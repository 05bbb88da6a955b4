from . import (
    application,
    application_form,
    login,
    portal_card,
    portal_edit,
    portal_employees,
    portal_home,
    portal_membership,
    portal_points,
    portal_statement,
    verify,
)
