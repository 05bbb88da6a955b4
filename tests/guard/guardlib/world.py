"""People who must not see each other, each with something in every model.

Owners: PA and PB are individual members; CX and CY are corporate members with
employees; SP is a person whom two companies share, SD what company 1 has with SP.
"""

import base64
import io
from dataclasses import dataclass, field
from pathlib import Path

from .client import PASSWORD, BearerClient, Client
from .filler import TEXTS, Filler, text_value, writable
from .markers import Marker
from .suite import addons, fields_of_suite

LANGUAGES = {"tr": "tr_TR", "ka": "ka_GE"}
OFFICER_SUFFIXES = ("_officer", "_agent", "_operator")
# Groups of Odoo that models of the suite are for, beside its own.
CORE_GROUPS = ("event.group_event_manager",)
ROLES = (
    "public",
    "portal_a",
    "portal_b",
    "internal",
    "officer",
    "manager",
    "other_company",
)


@dataclass
class Owner:
    key: str
    marker: Marker
    main: int = 0
    helper: int = 0
    records: dict = field(default_factory=dict)
    invoice: int = 0
    invoice_token: str = ""
    attachments: list = field(default_factory=list)
    messages: list = field(default_factory=list)
    others: dict = field(default_factory=dict)


@dataclass
class World:
    database: str
    secret: str = ""
    company_1: int = 0
    company_2: int = 0
    owners: dict = field(default_factory=dict)
    users: dict = field(default_factory=dict)
    keys: dict = field(default_factory=dict)
    problems: dict = field(default_factory=dict)
    base: str = ""
    log: Path | None = None
    _clients: dict = field(default_factory=dict)

    def client(self, user: str) -> Client:
        """The session of a user, logged in once."""
        if user not in self._clients:
            login = None if user == "public" else f"guard_{user}"
            self._clients[user] = Client(self.base, self.database, self.secret, login)
        return self._clients[user]

    def bearer(self, user: str) -> BearerClient:
        return BearerClient(self.base, self.keys[user])

    def strangers(self, *own: str) -> set[str]:
        return set(self.owners) - set(own)

    def leaks(self, text: str, *own: str) -> set[str]:
        """:return: what of other owners than `own` the text holds"""
        from .markers import MARK

        found = {m.group() for m in MARK.finditer(text) if m[1].upper() not in own}
        for key in self.strangers(*own):
            found |= {lit for lit in self.owners[key].marker.literals if lit in text}
        return found


class Builder:
    def __init__(self, env, database: str):
        self.world = World(database)
        self.company = env.ref("base.main_company")
        companies = [self.company.id]
        context = {"no_reset_password": True, "tracking_disable": True}
        self.env = env(context={**context, "allowed_company_ids": companies})
        self.filler = Filler(self.env, self.company.id)

    def build(self) -> World:
        world, env = self.world, self.env
        world.secret = env["ir.config_parameter"].get_param("database.secret")
        world.company_1 = self.company.id
        world.company_2 = env["res.company"].create({"name": "Guard Two"}).id
        self._speak()
        self._ensure_accounts()
        self._staff()
        for number, key in enumerate(("PA", "PB", "CX", "CY", "SP", "SD")):
            world.owners[key] = Owner(key, Marker(key, number))
        for key in ("PA", "PB"):
            self._individual(world.owners[key])
        for key in ("CX", "CY"):
            self._corporate(world.owners[key])
        self._shared_person()
        self._passwords()
        world.problems = self.filler.problems
        return world

    def _speak(self):
        """The texts of the suite, and only these, in both languages on the website."""
        website = self.env["website"].search([], limit=1)
        codes = list(LANGUAGES.values())
        for code in codes:
            website.language_ids |= self.env["res.lang"]._activate_lang(code)
        modules = self.env["ir.module.module"]
        modules._load_module_terms(list(addons()), codes, overwrite=True)

    def _ensure_accounts(self):
        """Without demo data no chart of accounts is there, and no invoice possible."""
        domain = [("type", "=", "sale"), ("company_id", "=", self.company.id)]
        if not self.env["account.journal"].search_count(domain):
            self.env["account.chart.template"].try_loading(
                "generic_coa", self.company, install_demo=False
            )

    # ---- users -----------------------------------------------------------------

    def _groups(self, suffixes: tuple[str, ...]):
        """Groups of the suite for employees, whose id ends in one of `suffixes`."""
        data = self.env["ir.model.data"].search(
            [("model", "=", "res.groups"), ("module", "in", list(addons()))]
        )
        groups = self.env["res.groups"].browse(
            row.res_id for row in data if row.name.endswith(suffixes)
        )
        employee = self.env.ref("base.group_user")
        return groups.filtered(lambda group: employee in group.all_implied_ids)

    def _staff(self):
        employee = self.env.ref("base.group_user")
        one, two = self.world.company_1, self.world.company_2
        everything = employee | self._groups(("",))
        for name in CORE_GROUPS:
            group = self.env.ref(name, raise_if_not_found=False)
            everything |= group or employee
        self._user("internal", employee, one)
        self._user("officer", employee | self._groups(OFFICER_SUFFIXES), one)
        self._user("manager", everything, one)
        self._user("other_company", everything, two)

    def _user(self, name: str, groups, company: int, partner: int = 0):
        values = {
            "name": f"Guard {name}",
            "login": f"guard_{name}",
            "group_ids": [(6, 0, groups.ids)],
            "company_id": company,
            "company_ids": [(6, 0, [company])],
        }
        if partner:
            values["partner_id"] = partner
            values["name"] = self.env["res.partner"].browse(partner).name
        user = self.env["res.users"].create(values)
        self.world.users[name] = user.id
        key = self.env["res.users.apikeys"].with_user(user).sudo()
        self.world.keys[name] = key._generate("rpc", "guard", None)
        return user

    def _portal(self, name: str, partner: int):
        return self._user(
            name, self.env.ref("base.group_portal"), self.world.company_1, partner
        )

    def _passwords(self):
        """One hash for all: hashing is slow by intention."""
        hashed = self.env["res.users"]._crypt_context().hash(PASSWORD)
        ids = tuple(self.world.users.values())
        self.env.cr.execute(
            "UPDATE res_users SET password = %s WHERE id IN %s", (hashed, ids)
        )

    # ---- owners ----------------------------------------------------------------

    def _partner(self, owner: Owner, **values):
        """A partner of the register with a marked text in every field of the suite."""
        model = self.env["res.partner"]
        marker = owner.marker
        plain = {
            "name": marker.text(),
            "email": marker.email(),
            "phone": marker.phone(),
            "street": marker.text(),
            "comment": marker.text(),
            "company_id": self.company.id,
            "in_member_register": True,
            "image_1920": picture(owner.key),
            **values,
        }
        partner = model.create(plain)
        for name in fields_of_suite(self.env, "res.partner"):
            definition = model._fields[name]
            if name not in plain and writable(definition):
                self._try_write(partner, definition, marker)
        return partner

    def _try_write(self, partner, definition, marker):
        """Rules of the model may refuse a value; the field then stays empty."""
        if definition.type in TEXTS:
            value = text_value(definition, marker)
        elif definition.type == "date" and "birth" in definition.name:
            value = marker.day()
        else:
            return
        try:
            with self.env.cr.savepoint():
                partner[definition.name] = value
                partner.flush_recordset()
        except Exception:
            self.env.invalidate_all()

    def _membership(self, partner, owner: Owner):
        """Dates of membership that nobody else has."""
        marker = owner.marker
        day = marker.day()
        partner.write(
            {
                "membership_applied_on": marker.day(),
                "member_since": day,
                "membership_start": day,
                "membership_end": "2099-10-" + f"{10 + len(self.world.owners):02d}",
            }
        )

    def _individual(self, owner: Owner):
        person = self._partner(owner)
        helper = self._partner(owner)
        self._membership(person, owner)
        owner.main, owner.helper = person.id, helper.id
        self._portal(f"portal_{owner.key[1].lower()}", person.id)
        self._belongings(owner, person)

    def _corporate(self, owner: Owner):
        firm = self._partner(owner, is_company=True)
        self._membership(firm, owner)
        branch = self._partner(owner, parent_id=firm.id, unit_type="branch")
        letter = {"CX": "a", "CY": "b"}[owner.key]
        people = {}
        for name in ("staff", "colleague", "leaver"):
            person = self._partner(owner, parent_id=firm.id)
            people[name] = person
            owner.others[name] = person.id
            self._portal(f"{name}_{letter}", person.id)
        owner.main, owner.helper = firm.id, people["colleague"].id
        rights = {
            name: True
            for name, definition in self.env[
                "community.member.assignment"
            ]._fields.items()
            if name.startswith("can_") and definition.store
        }
        assign = self.env["community.member.assignment"]
        boss = assign.create(
            {"person_id": people["staff"].id, "unit_id": firm.id, **rights}
        )
        owner.others["staff_assignment"] = boss.id
        work = assign.create(
            {
                "person_id": people["colleague"].id,
                "unit_id": branch.id,
                "note": owner.marker.text(),
            }
        )
        owner.records["community.member.assignment"] = work.id
        for name in ("invited", "moved", "ended"):  # for routes that do just that
            person = self._partner(owner, parent_id=firm.id)
            extra = assign.create({"person_id": person.id, "unit_id": branch.id})
            owner.others[f"{name}_assignment"] = extra.id
        left = assign.create(
            {
                "person_id": people["leaver"].id,
                "unit_id": firm.id,
                "date_from": "2020-01-01",
                **rights,
            }
        )
        left.left_on = "2024-01-01"
        # A member in his own right keeps his access, but none to the firm.
        self.env["res.users"].browse(self.world.users[f"leaver_{letter}"]).active = True
        self._belongings(owner, firm)
        order = self.env["sale.order"].create(
            {"partner_id": firm.id, "company_id": self.company.id, "state": "sent"}
        )
        owner.records["sale.order"] = order.id

    def _shared_person(self):
        """SP belongs to no company; SD is what company 1 alone has with SP."""
        shared, dealings = self.world.owners["SP"], self.world.owners["SD"]
        person = self._partner(shared, company_id=False)
        helper = self._partner(shared, company_id=False)
        for owner in (shared, dealings):
            owner.main, owner.helper = person.id, helper.id
        self._belongings(dealings, person, shared.marker)

    # ---- belongings ------------------------------------------------------------

    def _belongings(self, owner: Owner, partner, of_person: Marker | None = None):
        """:param of_person: marks what is the person's, when others share the person"""
        marker, env = owner.marker, self.env
        of_person = of_person or marker
        move = env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": partner.id,
                "company_id": self.company.id,
                "invoice_date": "2026-01-15",
                "ref": marker.text(),
                "narration": marker.text(),
                "invoice_line_ids": [
                    (0, 0, {"name": marker.text(), "price_unit": marker.amount()})
                ],
            }
        )
        move.action_post()
        owner.invoice = move.id
        owner.invoice_token = move._portal_ensure_token()
        # After the invoice: much of what is kept is about one.
        self.filler.fill_all(owner)
        env["res.partner.bank"].create(
            {"partner_id": partner.id, "acc_number": of_person.text()}
        )
        self._talk(self.world.owners[of_person.owner], partner)
        self._talk(owner, move)

    def _talk(self, owner: Owner, record):
        """A file, a message with it and an internal note on the record."""
        marker = owner.marker
        file = self.env["ir.attachment"].create(
            {
                "name": f"{marker.text()}.txt",
                "raw": marker.text().encode(),
                "res_model": record._name,
                "res_id": record.id,
            }
        )
        message = record.message_post(
            body=marker.text(), subtype_xmlid="mail.mt_comment", attachment_ids=file.ids
        )
        note = record.message_post(body=marker.text())
        self.env["mail.activity"].create(
            {
                "res_model_id": self.env["ir.model"]._get_id(record._name),
                "res_id": record.id,
                "summary": marker.text(),
                "note": marker.text(),
                "user_id": self.env.uid,
            }
        )
        owner.attachments.append(file.id)
        owner.messages += [message.id, note.id]


def picture(key: str) -> str:
    """A picture that only this owner has."""
    from PIL import Image

    seed = sum(key.encode())
    image = Image.new("RGB", (300, 300))
    image.putdata([((x * seed) % 256, seed, (x // 300) % 256) for x in range(90000)])
    sink = io.BytesIO()
    image.save(sink, "PNG")
    return base64.b64encode(sink.getvalue()).decode()
