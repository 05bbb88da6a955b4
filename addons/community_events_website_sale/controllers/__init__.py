from . import website_event
