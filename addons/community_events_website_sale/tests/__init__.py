from . import test_cart_price, test_cart_price_http
