import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const MEMBERS_ACTION = "community_members.res_partner_action_activity";

/** Most active, silent, at risk, ranks and points per month; each number opens its rows. */
export class ActivityDashboard extends Component {
    static template = "community_members.ActivityDashboard";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ data: null });
        onWillStart(() => this.load());
    }

    async load() {
        this.state.data = await this.orm.call("community.activity.dashboard", "get_dashboard", []);
    }

    get tiles() {
        const words = {
            recent: [_t("Active in the last 30 days"), "fa-bolt", "success"],
            silent: [_t("Silent for 60 days"), "fa-moon-o", "warning"],
            risk: [_t("High risk of leaving"), "fa-sign-out", "danger"],
            danger: [_t("Rank in danger"), "fa-level-down", "info"],
        };
        return this.state.data.tiles.map(({ name, value }) => {
            const [label, icon, color] = words[name];
            return { name, value, label, icon, color };
        });
    }

    get columns() {
        const { active, silent, risk } = this.state.data;
        return [
            { name: "active", title: _t("Most active"), people: active },
            { name: "silent", title: _t("Silent the longest"), people: silent },
            { name: "risk", title: _t("May be leaving"), people: risk },
        ];
    }

    note(column, person) {
        if (column.name === "risk") {
            return person.why;
        }
        return column.name === "silent" ? this.day(person.last) : person.rank;
    }

    get months() {
        const months = this.state.data.months;
        const most = Math.max(1, ...months.map((month) => month.points));
        return months.map((month) => ({
            ...month,
            label: deserializeDate(month.month).toFormat("LLL"),
            height: Math.max(0, Math.round((100 * month.points) / most)),
        }));
    }

    get ranks() {
        const ranks = this.state.data.ranks;
        const most = Math.max(1, ...ranks.map((rank) => rank.count));
        return ranks.map((rank) => ({ ...rank, width: Math.round((100 * rank.count) / most) }));
    }

    day(value) {
        return value && formatDate(deserializeDate(value));
    }

    openList(name, title) {
        return this.open(this.state.data.domains[name], title);
    }

    openRank(rank) {
        const domain = [...this.state.data.domains.members, ["rank_id", "=", rank.id]];
        return this.open(["&", ...domain], rank.name);
    }

    async open(domain, name) {
        const action = await this.action.loadAction(MEMBERS_ACTION);
        return this.action.doAction({ ...action, domain, name, display_name: name });
    }

    openPerson(id) {
        return this.action.doActionButton({
            type: "object",
            name: "action_open_member",
            resModel: "res.partner",
            resId: id,
        });
    }

    openMonth(month) {
        const first = deserializeDate(month.month);
        const next = first.plus({ months: 1 });
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: first.toFormat("LLLL yyyy"),
            res_model: "community.points.entry",
            views: [
                [false, "list"],
                [false, "kanban"],
            ],
            domain: [
                ["counted_on", ">=", first.toISODate()],
                ["counted_on", "<", next.toISODate()],
                ["counts_for_rank", "=", true],
            ],
        });
    }
}

registry.category("actions").add("community_activity_dashboard", ActivityDashboard);
