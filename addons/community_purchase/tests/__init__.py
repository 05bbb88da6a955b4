from . import test_member_purchases
