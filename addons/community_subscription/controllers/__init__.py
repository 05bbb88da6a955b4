from . import (
    pay,
    portal_contract_accept,
    portal_contract_cards,
    portal_contract_change,
    portal_contract_documents,
    portal_contract_end,
    portal_contract_hold,
    portal_contract_seats,
    portal_contracts,
    portal_home,
    portal_pay,
    subscriptions,
)
