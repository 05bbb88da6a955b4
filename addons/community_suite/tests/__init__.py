from . import test_core_georgian
