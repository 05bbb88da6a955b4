from . import community_change_decide
