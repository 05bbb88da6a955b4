from . import community_member_analysis
