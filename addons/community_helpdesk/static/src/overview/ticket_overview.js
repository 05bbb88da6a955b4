import { Component, onWillStart, useState } from "@odoo/owl";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const TICKETS = "community_helpdesk.community_ticket_action";

/** Backlog, load, promises and trend; each number opens its tickets. */
export class TicketOverview extends Component {
    static template = "community_helpdesk.TicketOverview";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ data: null });
        onWillStart(() => this.load());
    }

    async load() {
        this.state.data = await this.orm.call("community.ticket.overview", "get_overview", []);
    }

    get tiles() {
        const words = {
            open: [_t("Open"), "fa-inbox", "info"],
            unassigned: [_t("Nobody's yet"), "fa-user-o", "warning"],
            waiting: [_t("Waiting"), "fa-pause", "secondary"],
            missed: [_t("Promise broken"), "fa-exclamation-triangle", "danger"],
            soon: [_t("Due in four hours"), "fa-clock-o", "warning"],
        };
        return this.state.data.tiles.map(({ name, value }) => {
            const [label, icon, color] = words[name];
            return { name, value, label, icon, color: value ? color : "secondary" };
        });
    }

    get isEmpty() {
        const { groups, trend } = this.state.data;
        return !groups.length && !trend.some((day) => day.created);
    }

    get days() {
        const { trend } = this.state.data;
        const most = Math.max(1, ...trend.flatMap((day) => [day.created, day.solved]));
        return trend.map((day) => ({
            ...day,
            label: formatDate(deserializeDate(day.day)),
            short: deserializeDate(day.day).toFormat("d"),
            up: Math.round((100 * day.created) / most),
            down: Math.round((100 * day.solved) / most),
        }));
    }

    get agents() {
        return this.state.data.agents.map((agent) => {
            const width = agent.capacity
                ? Math.min(100, Math.round((100 * agent.count) / agent.capacity))
                : 0;
            return { ...agent, width, color: width >= 100 ? "danger" : "primary" };
        });
    }

    /** "12 of 20", or the number alone where there is no limit. */
    sayLoad({ count, capacity }) {
        return capacity ? _t("%(count)s of %(capacity)s", { count, capacity }) : String(count);
    }

    sayDays(count) {
        return count === 1 ? _t("1 day") : _t("%(count)s days", { count });
    }

    openTile({ name, label }) {
        return this.open(this.state.data.domains[name], label);
    }

    openGroup(group, name) {
        const domain = [["group_id", "=", group.id], ...this.state.data.domains[name]];
        return this.open(["&", ...domain], group.name);
    }

    openAgent(agent) {
        const domain = [["user_id", "=", agent.id], ...this.state.data.domains.open];
        return this.open(["&", ...domain], agent.name);
    }

    async open(domain, name) {
        const action = await this.action.loadAction(TICKETS);
        const context = { ...action.context };
        return this.action.doAction({ ...action, domain, name, display_name: name, context });
    }

    openPromises() {
        return this.action.doAction("community_helpdesk.community_ticket_promise_action");
    }
}

registry.category("actions").add("community_ticket_overview", TicketOverview);
