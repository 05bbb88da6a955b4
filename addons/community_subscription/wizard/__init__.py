from . import community_revenue_deferral
