from . import verify, portal_home, portal_membership, portal_edit
from . import portal_statement, portal_card, portal_employees, login
