from odoo.tools import SQL

LANGUAGES = ("tr_TR", "ka_GE")


def post_init_hook(env):
    """A club in Türkiye or Georgia starts with its languages and credit limits."""
    _activate_languages(env)
    env["res.company"].search([]).account_use_credit_limit = True


def _activate_languages(env):
    languages = (
        env["res.lang"]
        .with_context(active_test=False)
        .search([("code", "in", LANGUAGES)])
    )
    wizard = env["base.language.install"].create(
        {
            "lang_ids": [(6, 0, languages.ids)],
            "website_ids": [(6, 0, env["website"].search([]).ids)],
            "overwrite": False,
        }
    )
    # Website menus were made before the language had its words and keep an empty
    # Turkish name, which would win over the translation.
    env.flush_all()
    env.execute_query(
        SQL("UPDATE website_menu SET name = jsonb_strip_nulls(name) RETURNING id")
    )
    env.invalidate_all()
    wizard.lang_install()


def uninstall_hook(env):
    """Whoever removes the suite keeps the people, books and pages of its club.

    Posted invoices could not be deleted anyhow; half a club would be left behind.
    """
    kept = env["ir.model.data"].search(
        [("module", "=", "community_suite"), ("noupdate", "=", True)]
    )
    kept.unlink()
