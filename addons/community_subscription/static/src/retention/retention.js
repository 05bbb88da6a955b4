import { Component, onWillStart, useState } from "@odoo/owl";
import { deserializeDate } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

/** How many of those who joined in a month are still there so many months later. */
export class Retention extends Component {
    static template = "community_subscription.Retention";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ data: null });
        onWillStart(async () => {
            this.state.data = await this.orm.call("community.contract.cohort", "get_cohorts", []);
        });
    }

    get rows() {
        return this.state.data.rows.map((row) => ({
            ...row,
            label: deserializeDate(row.month).toFormat("LLL yyyy"),
        }));
    }

    get columns() {
        return [...Array(this.state.data.width).keys()];
    }

    style(percent) {
        return `--heat: ${percent}%`;
    }

    open(row) {
        const first = deserializeDate(row.month);
        const next = first.plus({ months: 1 });
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: first.toFormat("LLLL yyyy"),
            res_model: "community.contract.cohort",
            views: [
                [false, "list"],
                [false, "pivot"],
            ],
            domain: [
                ["joined_on", ">=", first.toISODate()],
                ["joined_on", "<", next.toISODate()],
            ],
        });
    }
}

registry.category("actions").add("community_subscription_retention", Retention);
