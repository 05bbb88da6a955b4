from pathlib import Path

from odoo import api, models, tools
from odoo.modules import get_module_path

from ..tools import box_archive

LIBRARY = "lib/community_access/"
# What gates decide and believe by: the same files on the server and on the box.
SHARED = (
    "box_wire.py",
    "gate_*.py",
    "opening_hours.py",
    "pin_code.py",
    "qr_code.py",
    "uid.py",
    "visit_tariff.py",
)
# The box throws its own away before it unpacks these. Not among them: drivers that
# talk to whatever serial port there is, as a turnstile may hang on it.
STOCK = (
    "drivers/display_driver_L.py",
    "drivers/keyboard_usb_driver_L.py",
    "drivers/printer_driver_L.py",
    "drivers/printer_driver_W.py",
    "drivers/printer_driver_base.py",
    "interfaces/display_interface_L.py",
    "interfaces/printer_interface_L.py",
    "interfaces/printer_interface_W.py",
    "interfaces/usb_interface_L.py",
)
_kept = {}


class CommunityAccessBox(models.Model):
    """The programs that run on a box."""

    _inherit = "community.access.box"

    @api.model
    def _get_handlers(self):
        """:return: (zip, digest), made anew when one of the files changed"""
        files = dict(self._find_handler_files())
        state = box_archive.state_of(files.items())
        if _kept.get("state") != state:
            content, digest = box_archive.build(files.items())
            _kept.update(state=state, content=content, digest=digest)
        return _kept["content"], _kept["digest"]

    @api.model
    def _find_handler_files(self):
        """(name in the archive, file); what comes later wins."""
        yield from self._find_stock_files()
        addon = Path(get_module_path("community_access"))
        for pattern in SHARED:
            for path in sorted((addon / "tools").glob(pattern)):
                yield LIBRARY + path.name, path
        members = Path(get_module_path("community_members"))
        yield LIBRARY + "decision.py", members / "tools" / "decision.py"
        yield from box_archive.find_files(addon / "iot_handlers")

    @api.model
    def _find_stock_files(self):
        try:
            stock = Path(tools.misc.file_path("iot_drivers/iot_handlers"))
        except FileNotFoundError:
            return
        for name in STOCK:
            if (stock / name).is_file():
                yield name, stock / name
