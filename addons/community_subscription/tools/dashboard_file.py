"""The spreadsheet dashboard as Odoo's spreadsheets read it.

``python3 tools/dashboard_file.py`` in the add-on writes ``data/files`` anew; a test
compares both, and looks at every field that is named.
"""

import json
from pathlib import Path

ADDON = "community_subscription"
TARGET = Path(__file__).parents[1] / "data/files/subscriptions_dashboard.json"
PLAN_FILTER = "plan"
RUNNING = [["state", "not in", ["draft", "ended"]]]
OVERDUE = [["state", "=", "overdue"]]
PLANNED = [["state", "=", "planned"], ["bill_date", "<", "+12m"]]
LAST_YEAR = [["date", ">=", "=1d -11m"]]
MATCHING = {PLAN_FILTER: {"chain": "plan_id", "type": "many2one"}}
WIDTH = 1000


def build() -> dict:
    """The whole file."""
    cards, charts = _cards(), _charts()
    return {
        "version": "18.5.10",
        "sheets": [_front(cards + charts), _data()],
        "styles": {
            "1": {"textColor": "#01666b", "bold": True, "fontSize": 16},
            "2": {"fillColor": "#f2f2f2", "bold": True},
        },
        "formats": {},
        "borders": {"1": {"bottom": {"style": "thin", "color": "#CCCCCC"}}},
        "revisionId": "START_REVISION",
        "uniqueFigureIds": True,
        "settings": {"locale": _locale()},
        "pivots": _pivots(),
        "pivotNextId": 4,
        "customTableStyles": {},
        "globalFilters": [
            {
                "id": PLAN_FILTER,
                "type": "relation",
                "label": "Plan",
                "modelName": "community.plan",
                "defaultValueDisplayNames": [],
            }
        ],
        "lists": {},
        "listNextId": 1,
        "chartOdooMenusReferences": _menus(),
    }


def _locale() -> dict:
    return {
        "name": "English (US)",
        "code": "en_US",
        "thousandsSeparator": ",",
        "decimalSeparator": ".",
        "dateFormat": "mm/dd/yyyy",
        "timeFormat": "hh:mm:ss",
        "formulaArgSeparator": ",",
        "weekStart": 7,
    }


def _menus() -> dict:
    menus = {
        "card_revenue": "contract_all",
        "card_contracts": "contract_all",
        "card_overdue": "payments",
        "chart_revenue": "movements",
        "chart_movements": "movements",
        "chart_forecast": "forecast",
        "chart_plans": "contract_all",
        "chart_payments": "payments",
    }
    return {key: f"{ADDON}.{ADDON}_menu_{menu}" for key, menu in menus.items()}


def _pivot(
    number: int, name: str, model: str, *, domain: list, measures: list, rows=()
) -> dict:
    return {
        "type": "ODOO",
        "id": str(number),
        "formulaId": str(number),
        "name": name,
        "model": model,
        "domain": domain,
        "context": {},
        "measures": [
            {"id": field, "fieldName": field, "userDefinedName": label}
            for field, label in measures
        ],
        "columns": [],
        "rows": [{"fieldName": field} for field in rows],
        "sortedColumn": None,
        "fieldMatching": MATCHING,
    }


def _pivots() -> dict:
    contracts = [("mrr", "Monthly revenue"), ("__count", "Contracts")]
    overdue = [("amount_open", "Open"), ("__count", "Invoices")]
    profit = [("income", "Income"), ("cost", "Cost"), ("margin", "Margin")]
    profit.append(("margin_percent", "Margin (%)"))
    payment = "community.subscriber.payment"
    return {
        "1": _pivot(
            1,
            "Running contracts",
            "community.contract",
            domain=RUNNING,
            measures=contracts,
        ),
        "2": _pivot(2, "Overdue", payment, domain=OVERDUE, measures=overdue),
        "3": _pivot(
            3,
            "Profit",
            "community.contract.profit",
            domain=[],
            measures=profit,
            rows=["plan_id"],
        ),
    }


def _card(
    key: str, title: str, value: str, *, base: str, words: str, place: int
) -> dict:
    return {
        "id": key,
        "width": 320,
        "height": 108,
        "tag": "chart",
        "col": 0,
        "row": 0,
        "offset": {"x": place * 340, "y": 12},
        "data": {
            "type": "scorecard",
            "chartId": key,
            "title": {"text": title, "color": "#434343", "bold": True},
            "background": "#EFF6FF",
            "baselineColorDown": "#DC6965",
            "baselineColorUp": "#00A04A",
            "baselineMode": "text",
            "baseline": base,
            "baselineDescr": {"text": words},
            "keyValue": value,
            "humanize": False,
        },
    }


def _cards() -> list[dict]:
    return [
        _card(
            "card_revenue",
            "Monthly revenue",
            "Data!B1",
            base="Data!B5",
            words="a year",
            place=0,
        ),
        _card(
            "card_contracts",
            "Contracts",
            "Data!B2",
            base="Data!B6",
            words="each, a month",
            place=1,
        ),
        _card(
            "card_overdue",
            "Overdue",
            "Data!B3",
            base="Data!B4",
            words="invoices",
            place=2,
        ),
    ]


def _chart(key, kind, model, *, measure, groups, domain, place, **options) -> dict:
    """:param place: (left, top, width) in points"""
    left, top, width = place
    mode = kind.removeprefix("odoo_")
    return {
        "id": key,
        "width": width,
        "height": 300,
        "tag": "chart",
        "col": 0,
        "row": 0,
        "offset": {"x": left, "y": top},
        "data": {
            "type": kind,
            "chartId": key,
            "title": {"text": ""},
            "background": "#FFFFFF",
            "legendPosition": "top" if len(groups) > 1 or mode == "pie" else "none",
            "metaData": {
                "groupBy": groups,
                "measure": measure,
                "order": None,
                "resModel": model,
                "mode": mode,
            },
            "searchParams": {
                "comparison": None,
                "context": {},
                "domain": domain,
                "groupBy": groups,
                "orderBy": [],
            },
            "dataSets": [{}],
            "verticalAxisPosition": "left",
            "stacked": True,
            "fieldMatching": MATCHING,
            **options,
        },
    }


def _charts() -> list[dict]:
    movement = "community.contract.movement"
    return [
        _chart(
            "chart_revenue",
            "odoo_line",
            movement,
            measure="mrr",
            groups=["date:month"],
            domain=LAST_YEAR,
            place=(0, 180, WIDTH),
            cumulative=True,
            cumulatedStart=True,
            fillArea=True,
        ),
        _chart(
            "chart_movements",
            "odoo_bar",
            movement,
            measure="mrr",
            groups=["date:month", "movement"],
            domain=LAST_YEAR,
            place=(0, 540, 490),
        ),
        _chart(
            "chart_plans",
            "odoo_pie",
            "community.contract",
            measure="mrr",
            groups=["plan_id"],
            domain=RUNNING,
            place=(510, 540, 490),
        ),
        _chart(
            "chart_forecast",
            "odoo_bar",
            "community.contract.period",
            measure="amount_untaxed",
            groups=["bill_date:month"],
            domain=PLANNED,
            place=(0, 900, 490),
        ),
        _chart(
            "chart_payments",
            "odoo_bar",
            "community.subscriber.payment",
            measure="amount",
            groups=["date_due:month", "state"],
            domain=[["date_due", ">=", "=1d -5m"], ["date_due", "<", "=1d +1m"]],
            place=(510, 900, 490),
        ),
    ]


def _sheet(key: str, name: str, cells: dict, **values) -> dict:
    return {
        "id": key,
        "name": name,
        "colNumber": 12,
        "rowNumber": 80,
        "rows": {},
        "cols": {},
        "merges": [],
        "cells": cells,
        "styles": {},
        "formats": {},
        "borders": {},
        "conditionalFormats": [],
        "dataValidationRules": [],
        "figures": [],
        "tables": [],
        "areGridLinesVisible": True,
        "isVisible": True,
        "headerGroups": {"ROW": [], "COL": []},
        "comments": {},
        **values,
    }


def _front(figures: list[dict]) -> dict:
    """Rows are 23 points high: headings stand above their charts."""
    titles = {
        "A7": ("Monthly revenue", "movements"),
        "A22": ("Movements of the monthly revenue", "movements"),
        "F22": ("Monthly revenue by plan", "contract_all"),
        "A38": ("Planned invoices", "forecast"),
        "F38": ("Payments", "payments"),
        "A54": ("Profit by plan", "profit"),
    }
    cells = {
        cell: f"[{title}](odoo://ir_menu_xml_id/{ADDON}.{ADDON}_menu_{menu})"
        for cell, (title, menu) in titles.items()
    }
    cells["A55"] = "=PIVOT(3, 12, TRUE, FALSE)"
    columns = {str(number): {"size": 102} for number in range(10)}
    return _sheet(
        "front",
        "Dashboard",
        cells,
        cols=columns | {"0": {"size": 180}},
        styles=dict.fromkeys(cells, 1) | {"A55": 2, "B55:E55": 2},
        borders={"A55:E55": 1},
        figures=figures,
        areGridLinesVisible=False,
    )


def _data() -> dict:
    cells = {
        "A1": '=_t("Monthly revenue")',
        "B1": '=PIVOT.VALUE(1,"mrr")',
        "A2": '=_t("Contracts")',
        "B2": '=PIVOT.VALUE(1,"__count")',
        "A3": '=_t("Overdue")',
        "B3": '=PIVOT.VALUE(2,"amount_open")',
        "A4": '=_t("Overdue invoices")',
        "B4": '=PIVOT.VALUE(2,"__count")',
        "A5": '=_t("Yearly revenue")',
        "B5": "=B1*12",
        "A6": '=_t("Revenue of a contract")',
        "B6": "=IFERROR(ROUND(B1/B2,2),0)",
    }
    return _sheet("data", "Data", cells, cols={"0": {"size": 200}})


def text() -> str:
    return json.dumps(build(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
