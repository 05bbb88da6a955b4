from . import test_member_analysis, test_member_analysis_http
