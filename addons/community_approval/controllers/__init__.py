from . import decide_link, portal
