from . import (
    login,
    portal_card,
    portal_edit,
    portal_employees,
    portal_home,
    portal_membership,
    portal_statement,
    verify,
)
