# Mixins and new models first: the files below extend them.
from . import community_access_world_part

# isort: split
from . import (
    community_access_credential,
    community_access_event,
    community_access_fact,
    community_access_gate,
    community_access_gate_mode,
    community_access_holding,
    community_access_medium,
    community_access_pass,
    community_access_presence,
    community_access_rule,
    community_access_site,
    community_access_surcharge,
    community_access_tariff,
    community_access_tariff_band,
    community_access_visit,
    community_access_zone,
)

# isort: split
from . import (
    community_access_credential_life,
    community_access_event_apply,
    community_access_event_box,
    community_access_gate_box,
    community_access_gate_staff,
    community_access_gate_swipe,
    community_access_gate_world,
    community_access_pass_compile,
    community_access_pass_delta,
    community_access_pass_facts,
    community_access_pass_stale,
    community_access_visit_life,
    community_access_visit_surplus,
    community_access_visit_usage,
    community_access_visit_wallet,
    community_contract,
    res_company,
    res_currency,
    res_partner_access_stop,
    resource_calendar,
    resource_calendar_attendance,
    resource_calendar_leaves,
)

# isort: split
# The member's side
from . import (
    community_access_credential_code,
    community_access_credential_holder,
    community_access_credential_outlook,
    community_access_gate_foresee,
    community_access_medium_soft,
    community_access_site_words,
    community_access_visit_notice,
    community_access_visit_portal,
    community_access_zone_portal,
    res_company_access_keys,
    res_partner_access_outlook,
    res_partner_access_people,
    res_partner_access_words,
)

# isort: split
from . import (
    account_move_wallet,
    community_access_credential_locker,
    community_access_credential_wallet,
    community_access_pass_wallet,
    community_access_visit_locker,
    community_locker,
    community_locker_bank,
    community_locker_bank_band,
    community_locker_bank_entitled,
    community_locker_bank_facts,
    community_locker_bank_read,
    community_locker_bank_release,
    community_locker_bank_words,
    community_locker_desk,
    community_locker_hardware,
    community_locker_opening,
    community_locker_rental,
    community_locker_service,
    community_locker_use,
    community_locker_use_desk,
    community_locker_use_overdue,
    community_wallet,
    community_wallet_entry,
    community_wallet_entry_check,
    community_wallet_entry_post,
    community_wallet_money,
    community_wallet_operation,
    community_wallet_screen,
    community_wallet_words,
    payment_transaction_wallet,
    res_company_wallet,
    res_company_wallet_tie,
    res_config_settings_wallet,
    res_partner_wallet,
)

# isort: split
from . import community_access_box

# isort: split
from . import (
    community_access_box_command,
    community_access_box_device,
    community_access_box_handlers,
    community_access_box_health,
    community_access_box_log,
    community_access_box_pairing,
    community_access_box_send,
    community_access_box_sync,
    community_access_gate_link,
    community_access_pass_box,
    community_locker_bank_box,
)
