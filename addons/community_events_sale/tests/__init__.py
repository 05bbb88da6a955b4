from . import test_at_the_door, test_paid_seat, test_sold_by_hand, test_waiting_order
