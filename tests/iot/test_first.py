from .club import ADA
from .stock_box import wait_until
import time

def test_first(club):
    club.start()
    club.turnstile.swipe(ADA)
    try:
        wait_until(lambda: club.turnstile.opened, 10)
        wait_until(lambda: club.server.kinds("passed"), 10)
    finally:
        print(club.box.log_text()[-6000:])
        print(club.server.all_events(), club.server.setups[-1])
