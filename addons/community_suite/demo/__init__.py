from . import community_suite_demo
