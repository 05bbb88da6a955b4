from . import community_bill_run
