"""Ask every ledger whether it is as it was written. For click-odoo.

A ledger is a model with ``_check_ledger()``, which returns a sentence for each row that
is not as the suite wrote it, and nothing when all is well.
"""

for name in sorted(env.registry):  # noqa: F821 - click-odoo gives env
    check = getattr(env[name], "_check_ledger", None)  # noqa: F821
    if check is None or env[name]._abstract:  # noqa: F821
        continue
    found = check()
    title = env[name]._description  # noqa: F821
    print(f"✗ {title}: {len(found)} altered" if found else f"✓ {title}")
    for sentence in found:
        print(f"  {sentence}")
