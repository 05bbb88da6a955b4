from . import base_partner_merge, community_change_decide, community_change_explain
