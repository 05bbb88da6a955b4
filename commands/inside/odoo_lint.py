"""Run Odoo's own lint tests (the add-on ``test_lint``) on our add-ons only.

As an Odoo test run they walk all of Odoo, for minutes. Here the list of add-ons that
they walk is ours, and the log has the form of any other test run.

Usage: python -m commands.inside.odoo_lint CONF DATABASE ADDON…
"""

import importlib
import logging
import sys
from unittest.mock import patch

from odoo.modules import Manifest, module
from odoo.modules.registry import Registry
from odoo.netsvc import init_logger
from odoo.sql_db import close_all
from odoo.tests import loader
from odoo.tests.result import OdooTestResult
from odoo.tests.suite import OdooSuite
from odoo.tools import config

_logger = logging.getLogger(__name__)

# Not here: test_pylint and test_eslint (run by themselves, on our folders),
# test_checkers (tests the linters), test_l10n and test_docstring (other add-ons),
# test_index (finds fields of others; tests/guard/test_models.py asks the same of ours).
WALK_ADDONS = (
    "test_dunderinit",
    "test_i18n",
    "test_jstranslate",
    "test_manifests",
    "test_onchange_domains",
    "test_orm_import",
    "test_pofile",
    "test_test_holes",
)
WALK_REGISTRY = ("test_naming", "test_override_signatures", "test_routes")
# These walk everything whatever the list; ruff and git find the same.
LEFT_OUT = {"test_markers"}


class OurResult(OdooTestResult):
    """Leaves out what the registry's checks find in add-ons of others."""

    ours: frozenset[str] = frozenset()

    def addSubTest(self, test, subtest, err):  # noqa: N802 - unittest's name
        culprit = subtest.params.get("module")
        if culprit is None or culprit in self.ours:
            super().addSubTest(test, subtest, err)


def main(conf: str, database: str, ours: list[str]) -> int:
    config.parse_config(["-c", conf, "-d", database, "--no-http"])
    init_logger()
    Registry(database)
    result = OurResult()
    result.ours = frozenset(ours)
    module.current_test = True
    with _only(ours):
        for name in (*WALK_ADDONS, *WALK_REGISTRY):
            file = importlib.import_module(f"odoo.addons.test_lint.tests.{name}")
            suite = OdooSuite(loader.get_module_test_cases(file))
            if hasattr(file, "get_modules"):
                with patch.object(file, "get_modules", lambda: ours):
                    suite(result)
            else:
                suite(result)
    _logger.info("%d post-tests in 0s", result.testsRun)
    close_all()
    return 0 if result.wasSuccessful() else 1


def _only(names: list[str]):
    manifests = [Manifest.for_addon(name) for name in names]
    return patch.object(Manifest, "all_addon_manifests", lambda: manifests)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
