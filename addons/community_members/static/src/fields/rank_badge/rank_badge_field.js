import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** The rank as a badge in its own colour; the view holds the field rank_color as well. */
export class RankBadgeField extends Component {
    static template = "community_members.RankBadgeField";
    static props = { ...standardFieldProps };

    get label() {
        return this.props.record.data[this.props.name]?.display_name;
    }

    get color() {
        return this.props.record.data.rank_color || 0;
    }
}

registry.category("fields").add("rank_badge", {
    component: RankBadgeField,
    displayName: _t("Rank of a Member"),
    supportedTypes: ["many2one"],
    fieldDependencies: [{ name: "rank_color", type: "integer" }],
});
