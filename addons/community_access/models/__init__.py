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
)
