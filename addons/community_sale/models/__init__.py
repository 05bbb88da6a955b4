from . import (
    community_change_request,
    product_template,
    res_partner,
    res_partner_ordering,
    res_users,
    sale_order,
    sale_order_accept,
    sale_order_portal,
    sale_order_portal_page,
)
