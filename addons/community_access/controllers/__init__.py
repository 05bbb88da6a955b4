from . import portal_band, portal_home_access, portal_visits
