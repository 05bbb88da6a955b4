from . import test_member_projects
