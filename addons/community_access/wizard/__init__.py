from . import community_access_visit_correct
