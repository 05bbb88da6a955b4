import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const SHOWN_FIELDS = 6;

/**
 * What else would change if the request were approved: the server tries it and takes it
 * back. Asked for once for each request that is opened.
 */
export class Consequences extends Component {
    static template = "community_approval.Consequences";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ status: "loading", error: "", effects: [] });
        this.shownFields = SHOWN_FIELDS;
        onWillStart(() => {
            this.load(this.props.record);
        });
        onWillUpdateProps(({ record }) => {
            if (this.getKey(record) !== this.key) {
                this.load(record);
            }
        });
    }

    getKey(record) {
        return [record.resId, record.data.state, record.data.conflict].join();
    }

    async load(record) {
        const key = this.getKey(record);
        this.key = key;
        this.state.status = "loading";
        let found;
        try {
            found = await this.orm.silent.call(record.resModel, "get_consequences", [
                [record.resId],
            ]);
        } catch (error) {
            found = { error: error.data?.message || _t("It could not be tried."), effects: [] };
        }
        if (key !== this.key) {
            return; // another request is shown by now
        }
        this.state.error = found.error || "";
        this.state.effects = found.effects;
        this.state.status = found.error ? "error" : found.effects.length ? "effects" : "none";
    }

    get groups() {
        const groups = new Map();
        for (const effect of this.state.effects) {
            if (!groups.has(effect.label)) {
                groups.set(effect.label, []);
            }
            groups.get(effect.label).push(effect);
        }
        return [...groups].map(([label, effects]) => ({ label, effects }));
    }

    getKind(effect) {
        return {
            changed: { icon: "fa-pencil text-info", text: _t("changes") },
            created: { icon: "fa-plus-circle text-success", text: _t("is created") },
            deleted: { icon: "fa-trash text-danger", text: _t("is deleted") },
        }[effect.kind];
    }

    open(effect) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: effect.model,
            res_id: effect.id,
            views: [[false, "form"]],
        });
    }
}

registry.category("view_widgets").add("community_consequences", {
    component: Consequences,
    fieldDependencies: [
        { name: "state", type: "selection" },
        { name: "conflict", type: "boolean" },
    ],
});
