"""Applying: the held change happens as its maker meant it."""

from contextlib import contextmanager, suppress

from odoo import api, models
from odoo.exceptions import UserError

from ..tools import seam


class _TakenBackError(Exception):
    """Ends a trial; never leaves this module."""


class CommunityChangeRequest(models.Model):
    _inherit = "community.change.request"

    def _get_target(self):
        """The record in the environment of the maker: his rights, company, language."""
        self.ensure_one()
        context = dict(self.call_context or {})
        # sudo: as the code that asked had it, decided on the server
        env = self.env(user=self.maker_id, su=self.as_superuser, context=context)
        if "allowed_company_ids" not in context:
            env = env(context={**context, "allowed_company_ids": self.company_id.ids})
        return env[self.res_model].browse(self.res_id or ())

    def _apply(self):
        """Do what was asked. The caller has checked that it may be done.

        :raises UserError: when the record is gone; and whatever the change raises
        """
        self.ensure_one()
        target = self._get_target()
        if self.res_id and not target.sudo().exists():  # sudo: only whether it exists
            raise UserError(self.env._("The record does not exist any more."))
        with seam.opened(seam.Scope("approved", audited=False)):
            created = getattr(self, f"_apply_{self.operation}")(target)
            self.env.flush_all()
        return created

    def _apply_write(self, target):
        target.write(self._get_values_to_write())

    _apply_archive = _apply_write

    def _apply_create(self, target):
        record = target.create([dict(self.payload["vals"])])
        # sudo: the name of what was made is kept
        self._keep({"res_id": record.id, "res_name": record.sudo().display_name})
        return record

    def _apply_unlink(self, target):
        target.unlink()

    def _apply_method(self, target):
        payload = self.payload
        method = getattr(target, payload["method"])
        method(*payload.get("args", ()), **payload.get("kwargs", {}))

    def _apply_merge(self, target):
        wizard = target.env["base.partner.merge.automatic.wizard"]
        wizard._merge(self.payload["ids"], target, self.payload["extra_checks"])

    # ------------------------------------------------------------
    # TRIAL
    # ------------------------------------------------------------

    @api.model
    @contextmanager
    def _take_back(self):
        """Whatever happens inside did not happen: rows, caches, and what was to follow
        the commit."""
        cr = self.env.cr
        hooks = (cr.precommit, cr.postcommit, cr.postrollback)
        kept = [_copy_hooks(each) for each in hooks]
        self.env.flush_all()
        commit = cr.commit
        cr.commit = self._refuse_commit
        try:
            with (
                suppress(_TakenBackError),
                seam.trial(),
                cr.savepoint(flush=False),
            ):
                yield
                self.env.flush_all()
                raise _TakenBackError
        finally:
            cr.commit = commit
            cr.transaction.clear()
            for each, copied in zip(hooks, kept, strict=True):
                _restore_hooks(each, copied)
            self._forget_cached()

    @api.model
    def _refuse_commit(self):
        """What commits in the middle cannot be tried, it would stay."""
        raise UserError(
            self.env._(
                "This saves in the middle of its work and cannot be tried first."
            )
        )

    @api.model
    def _forget_cached(self):
        """Drop what was computed from rows that are no more."""
        registry = self.env.registry
        if registry.cache_invalidated:
            registry.clear_cache(*registry.cache_invalidated)


def _copy_hooks(hooks):
    return list(hooks._funcs), dict(hooks.data)


def _restore_hooks(hooks, copied):
    hooks.clear()
    hooks._funcs.extend(copied[0])
    hooks.data.update(copied[1])
