"""Many bands, by SQL: what is measured is the gate, not the making of people."""

import os
import time

import psycopg2

from odoo.sql_db import connection_info_for
from odoo.tools import SQL

COPY_CREDENTIALS = """
INSERT INTO community_access_credential
       (uid, key, medium_id, kind, company_id, state, partner_id)
SELECT upper(lpad(to_hex(%(first)s + number), 14, '0')),
       upper(lpad(to_hex(%(first)s + number), 14, '0')),
       %(medium)s, 'band', %(company)s, 'issued', holder.id
  FROM generate_series(1, %(size)s) AS number
  JOIN (SELECT id, row_number() OVER (ORDER BY id DESC) AS place
          FROM res_partner WHERE name = %(holder)s) AS holder
    ON holder.place = 1 + number %% %(holders)s
RETURNING id
"""
COPY_PASSES = """
INSERT INTO community_access_pass
       (credential_id, company_id, partner_id, key, row, digest)
SELECT credential.id, credential.company_id, credential.partner_id, credential.key,
       replace(%(row)s, '"credential":' || %(model)s, '"credential":' || credential.id),
       md5(credential.id::text)
  FROM community_access_credential credential
 WHERE credential.medium_id = %(medium)s
   AND NOT EXISTS (SELECT FROM community_access_pass known
                    WHERE known.credential_id = credential.id)
"""
# Whoever swipes is locked by the database for a moment: many people, as in a club.
HOLDER, HOLDERS = "Bench holder", 2000
FIRST = 0x04100000000000


def make_club(env, size):
    """A paired box, a gate with a reader, a member with a contract, and his many bands.

    In a company of its own, so that it can be measured again in the same database.

    :return: dict of what the clients need: token, identifier, uids
    """
    company = env["res.company"].create({"name": f"Bench Club {time.time():.0f}"})
    env = env(context={**env.context, "allowed_company_ids": company.ids})
    member = env["res.partner"].create({"name": "Elif", "in_member_register": True})
    product = env["product.product"].create({"name": "Dues", "type": "service"})
    plan = env["community.plan"].create(
        {
            "name": "Bench",
            "company_id": company.id,
            "require_signature": False,
            "line_ids": [(0, 0, {"product_id": product.id})],
        }
    )
    env["community.contract"].create(
        {"plan_id": plan.id, "partner_id": member.id, "company_id": company.id}
    )._confirm()
    site = env["community.access.site"].create({"name": "House", "tz": "UTC"})
    zone = env["community.access.zone"].create({"name": "Hall", "site_id": site.id})
    env["community.access.rule"].create({"name": "Contract"})
    medium = env["community.access.medium"].create({"name": "Band"})
    model = env["community.access.credential"].create(
        {"uid": "04AABBCCDDEE01", "medium_id": medium.id}
    )
    model._issue(member)
    env.flush_all()
    env["res.partner"].create([{"name": HOLDER} for _ in range(HOLDERS)])
    env.flush_all()
    add_bands(env, model, size)
    box = env["community.access.box"].create({"name": "Bench"})
    box.action_pair()
    box._bind(f"bench-box-{company.id}")
    token = box._get_token()
    env["community.access.gate"].create(
        {"name": "Gate", "zone_id": zone.id, "box_id": box.id, "device_in": "reader"}
    )
    return {"token": token, "identifier": box.identifier, "company": company.id}


def add_bands(env, model, size):
    """Rows like that of the model, as if they had been compiled one by one."""
    env.cr.execute(
        SQL(
            COPY_CREDENTIALS,
            first=FIRST,
            medium=model.medium_id.id,
            company=model.company_id.id,
            holder=HOLDER,
            holders=HOLDERS,
            size=size,
        )
    )
    env.cr.execute(
        SQL(
            COPY_PASSES,
            row=model.access_pass_ids.row,
            model=str(model.id),
            medium=model.medium_id.id,
        )
    )


def settle():
    """What the database does by itself after so many new rows, it does now."""
    database = os.environ["BENCH_DATABASE"]
    _name, info = connection_info_for(database)
    connection = psycopg2.connect(**info)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")
            cursor.execute("CHECKPOINT")
    finally:
        connection.close()


def uid_of(number):
    return f"{FIRST + number:014X}"
