from odoo import api, fields, models
from odoo.exceptions import ValidationError

GENDERS = [("female", "Female"), ("male", "Male"), ("other", "Other")]
MARITAL_STATUSES = [
    ("single", "Single"),
    ("married", "Married"),
    ("divorced", "Divorced"),
    ("widowed", "Widowed"),
]
EDUCATION_LEVELS = [
    ("primary", "Primary School"),
    ("secondary", "Secondary School"),
    ("vocational", "Vocational School"),
    ("bachelor", "Bachelor"),
    ("master", "Master"),
    ("doctor", "Doctor"),
]
PERSONAL_GROUP = "community_members.group_member_reader"
IDENTITY_GROUP = "community_members.group_member_officer"


class ResPartner(models.Model):
    """What the register knows of every member: number, categories, person, firm."""

    _name = "res.partner"
    # The guard comes first: it sees the values before anything else keeps them.
    _inherit = ["community.member.card.number.guard", "res.partner"]

    in_member_register = fields.Boolean(
        copy=False,
        help="Kept in the member register, also as a potential member.",
    )
    member_number = fields.Char(copy=False, tracking=True)
    member_category_id = fields.Many2one(
        "community.member.category",
        string="Main Category",
        index="btree_not_null",
        tracking=True,
        ondelete="restrict",
        help="Decides the extra fields and the membership term.",
    )
    member_category_ids = fields.Many2many(
        "community.member.category",
        "community_member_category_partner_rel",
        "partner_id",
        "category_id",
        string="Categories",
        compute="_compute_member_category_ids",
        store=True,
        readonly=False,
        precompute=True,
        help="All that this one record is to us: member, customer, supplier, dealer.",
    )
    member_properties = fields.Properties(
        "Extra Fields",
        definition="member_category_id.member_properties_definition",
        copy=True,
    )
    member_sector_ids = fields.Many2many(
        "community.member.sector",
        "community_member_sector_partner_rel",
        "partner_id",
        "sector_id",
        string="Sectors",
    )
    member_region_id = fields.Many2one(
        "community.member.region", string="Region", index="btree_not_null"
    )
    member_team_id = fields.Many2one(
        "community.member.team",
        string="Responsible Team",
        company_dependent=True,
        help="Team inside your company; each group company has its own.",
    )
    mobile = fields.Char()

    # Firm
    tax_office = fields.Char()
    trade_registry_number = fields.Char()
    sales_volume = fields.Monetary(
        "Yearly Sales Volume", groups=PERSONAL_GROUP, help="As the member stated it."
    )
    headcount = fields.Integer("Staff", groups=PERSONAL_GROUP)

    # Person
    identity_number = fields.Char(
        "Identity No.", groups=IDENTITY_GROUP, copy=False, index="btree_not_null"
    )
    birthdate_date = fields.Date("Birth Date", groups=PERSONAL_GROUP)
    birth_place = fields.Char(groups=PERSONAL_GROUP)
    age = fields.Integer(compute="_compute_age", groups=PERSONAL_GROUP)
    gender = fields.Selection(GENDERS, groups=PERSONAL_GROUP)
    nationality_id = fields.Many2one("res.country", groups=PERSONAL_GROUP)
    marital_status = fields.Selection(MARITAL_STATUSES, groups=PERSONAL_GROUP)
    education_level = fields.Selection(EDUCATION_LEVELS, groups=PERSONAL_GROUP)
    school = fields.Char(groups=PERSONAL_GROUP)
    profession = fields.Char(groups=PERSONAL_GROUP)
    employer = fields.Char(groups=PERSONAL_GROUP)

    _member_number_uniq = models.UniqueIndex(
        "(member_number) WHERE member_number IS NOT NULL",
        "This member number is taken already.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """The main category is one of the categories, also where both are given."""
        return super().create([self._with_main_category(vals) for vals in vals_list])

    @api.model
    def _with_main_category(self, vals):
        main, given = vals.get("member_category_id"), vals.get("member_category_ids")
        if not (main and given):
            return vals
        return vals | {"member_category_ids": [*given, fields.Command.link(main)]}

    @api.depends("member_category_id")
    def _compute_member_category_ids(self):
        for partner in self:
            partner.member_category_ids |= partner.member_category_id

    @api.depends("birthdate_date", "deceased_on")
    def _compute_age(self):
        today = fields.Date.context_today(self)
        for partner in self:
            born, last = partner.birthdate_date, partner.deceased_on or today
            partner.age = born and (
                last.year
                - born.year
                - ((last.month, last.day) < (born.month, born.day))
            )

    @api.constrains("birthdate_date")
    def _check_birthdate(self):
        today = fields.Date.context_today(self)
        for partner in self:
            born = partner.birthdate_date
            if born and not (born.year >= 1900 and born <= today):
                raise ValidationError(
                    self.env._(
                        "%(name)s cannot have been born on %(date)s.",
                        name=partner.name,
                        date=fields.Date.to_string(born),
                    )
                )
