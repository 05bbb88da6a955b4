from . import decide_link
