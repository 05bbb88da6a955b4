import { Component, onWillStart, useState } from "@odoo/owl";
import { deserializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { formatFloat } from "@web/core/utils/numbers";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const ADDON = "community_subscription";
const CONTRACTS = `${ADDON}.community_contract_action`;
const PAYMENTS = `${ADDON}.community_subscriber_payment_action`;
const PERIODS = `${ADDON}.community_contract_period_action_forecast`;
const MOVEMENTS = `${ADDON}.community_contract_movement_action`;
const BILLING = `${ADDON}.community_bill_run_action_new`;
const CHARGES = `${ADDON}.community_charge_action`;
const shorten = (amount) =>
    formatFloat(amount, { humanReadable: true, decimals: Math.abs(amount) < 1000 ? 0 : 1 });
const UP = ["new", "expansion", "reactivation"];
const DOWN = ["contraction", "churn"];

/** The treasurer's morning: what comes in, what waits, what moves; each number opens. */
export class SubscriptionOverview extends Component {
    static template = "community_subscription.Overview";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ data: null });
        onWillStart(async () => {
            this.state.data = await this.orm.call(
                "community.subscription.overview",
                "get_overview",
                []
            );
        });
    }

    get figures() {
        const { figures } = this.state.data;
        const sign = figures.grows > 0 ? "+" : "";
        return [
            {
                name: "running",
                label: _t("Monthly revenue"),
                value: figures.mrr,
                note: _t("%(amount)s a year", { amount: figures.arr }),
                action: CONTRACTS,
            },
            {
                name: "movements",
                label: _t("Change this month"),
                value: `${sign}${figures.change}`,
                note: _t("%(number)s running contracts", { number: figures.running }),
                action: MOVEMENTS,
                color: ["danger", "body", "success"][figures.grows + 1],
            },
            {
                name: "new",
                label: _t("New this month"),
                value: figures.new,
                note: _t("began or came back"),
                action: MOVEMENTS,
            },
            {
                name: "churn",
                label: _t("Left this month"),
                value: figures.churn,
                note: _t("%(rate)s % of all", { rate: figures.churn_rate }),
                action: MOVEMENTS,
            },
        ];
    }

    get attention() {
        const looks = {
            overdue: [_t("Overdue"), "fa-exclamation-circle", "danger", PAYMENTS],
            due: [_t("Due within a week"), "fa-calendar", "info", PAYMENTS],
            to_bill: [_t("To be invoiced"), "fa-file-text-o", "primary", PERIODS],
            bill_error: [_t("Cannot be billed"), "fa-ban", "danger", CONTRACTS],
            charge_failed: [_t("Failed charges"), "fa-credit-card", "danger", CHARGES],
            no_card: [_t("Charged, but no card"), "fa-credit-card", "warning", CONTRACTS],
            ends_soon: [_t("End within 30 days"), "fa-clock-o", "warning", CONTRACTS],
            hold: [_t("On hold"), "fa-pause-circle", "info", CONTRACTS],
            draft: [_t("Wait for acceptance"), "fa-pencil", "info", CONTRACTS],
        };
        return this.state.data.attention.map((tile) => {
            const [label, icon, look, action] = looks[tile.name];
            const note = tile.credit_count
                ? _t("and %(number)s credit notes: %(amount)s", {
                      number: tile.credit_count,
                      amount: tile.credit_amount,
                  })
                : "";
            // Rows of one contract become one invoice, which is what is counted.
            const groupBy = tile.name === "to_bill" ? ["contract_id"] : [];
            const color = tile.count ? look : "muted";
            return { ...tile, label, icon, action, note, groupBy, color };
        });
    }

    get months() {
        const months = this.state.data.months;
        const total = (month, names) => names.reduce((sum, name) => sum + month.movements[name], 0);
        const highest = Math.max(1, ...months.map((month) => total(month, UP)));
        const lowest = Math.max(0, ...months.map((month) => -total(month, DOWN)));
        const bars = (month, names, most) =>
            names
                .filter((name) => month.movements[name])
                .map((name) => ({
                    name,
                    height: Math.round((100 * Math.abs(month.movements[name])) / (most || 1)),
                    title: `${this.movementNames[name]}: ${month.texts[name]}`,
                }));
        return months.map((month) => ({
            ...month,
            label: deserializeDate(month.month).toFormat("LLL"),
            short: shorten(month.closing),
            closingTitle: _t("%(amount)s a month at the end", { amount: month.closing_text }),
            up: bars(month, UP, highest),
            down: bars(month, DOWN, lowest),
            upShare: highest,
            downShare: Math.max(lowest, highest / 10),
        }));
    }

    get movementNames() {
        return this.state.data.movement_names;
    }

    get forecast() {
        const months = this.state.data.forecast;
        const most = Math.max(1, ...months.map((month) => month.amount));
        return months.map((month) => ({
            ...month,
            label: deserializeDate(month.month).toFormat("LLL"),
            short: shorten(month.amount),
            height: Math.max(0, Math.round((100 * month.amount) / most)),
        }));
    }

    get plans() {
        const plans = this.state.data.plans;
        const most = Math.max(1, ...plans.map((plan) => plan.mrr));
        return plans.map((plan) => ({ ...plan, width: Math.round((100 * plan.mrr) / most) }));
    }

    get toBill() {
        return this.state.data.attention.some(
            (tile) => tile.name === "to_bill" && (tile.count || tile.credit_count)
        );
    }

    bill() {
        return this.action.doAction(BILLING);
    }

    openTile(tile) {
        if (tile.name === "movements") {
            return this.openMonth(this.state.data.months.at(-1));
        }
        const domain = this.state.data.domains[tile.name];
        return this.open(tile.action, domain, tile.label, tile.groupBy);
    }

    openPlan(plan) {
        const domain = ["&", ["plan_id", "=", plan.id], ...this.state.data.domains.running];
        return this.open(CONTRACTS, domain, plan.name);
    }

    openMonth({ month }) {
        return this.openBetween(MOVEMENTS, "date", month, this.state.data.domains.company);
    }

    openForecast({ month }) {
        return this.openBetween(PERIODS, "bill_date", month, this.state.data.domains.forecast);
    }

    openBetween(action, field, month, domain) {
        const first = deserializeDate(month);
        const next = first.plus({ months: 1 });
        const days = ["&", [field, ">=", first.toISODate()], [field, "<", next.toISODate()]];
        return this.open(action, ["&", ...days, ...domain], first.toFormat("LLLL yyyy"));
    }

    async open(xmlid, domain, name, groupBy = []) {
        const action = await this.action.loadAction(xmlid);
        const views = [...action.views].sort(
            ([, left], [, right]) => (right === "list") - (left === "list")
        );
        return this.action.doAction({
            ...action,
            views,
            domain,
            context: groupBy.length ? { group_by: groupBy } : {},
            name,
            display_name: name,
        });
    }
}

registry.category("actions").add("community_subscription_overview", SubscriptionOverview);
