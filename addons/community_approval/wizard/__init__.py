from . import community_change_decide, community_change_explain
