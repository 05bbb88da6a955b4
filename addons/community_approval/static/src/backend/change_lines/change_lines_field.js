import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { imageUrl } from "@web/core/utils/urls";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const RELATED = [
    { name: "field_name", type: "char" },
    { name: "field_label", type: "char" },
    { name: "field_type", type: "char" },
    { name: "before_text", type: "char" },
    { name: "after_text", type: "char" },
    { name: "now_text", type: "char" },
    { name: "standing", type: "selection", selection: [] },
];

/**
 * What was, what is asked and, when the record moved meanwhile, what is now.
 */
export class ChangeLinesField extends Component {
    static template = "community_approval.ChangeLinesField";
    static props = { ...standardFieldProps };

    get lines() {
        return this.props.record.data[this.props.name].records;
    }

    get isCreation() {
        return this.props.record.data.operation === "create";
    }

    get hasConflict() {
        return this.lines.some((line) => line.data.standing === "conflict");
    }

    isImage(line) {
        return line.data.field_type === "binary" && /image|photo|logo/.test(line.data.field_name);
    }

    getBeforeUrl(line) {
        const { res_model: model, res_id: id } = this.props.record.data;
        const resId = typeof id === "object" ? id.resId : id;
        return imageUrl(model, resId, line.data.field_name, { height: 128 });
    }

    getAfterUrl(line) {
        return `/web/image/community.change.request.line/${line.resId}/file`;
    }

    getFileUrl(line) {
        return `/web/content/community.change.request.line/${line.resId}/file?download=1`;
    }

    getStanding(line) {
        return {
            conflict: { icon: "fa-random", text: _t("Changed meanwhile"), row: "table-warning" },
            done: { icon: "fa-check", text: _t("Already so"), row: "table-success" },
        }[line.data.standing];
    }
}

registry.category("fields").add("community_change_lines", {
    component: ChangeLinesField,
    supportedTypes: ["one2many"],
    relatedFields: () => RELATED,
    fieldDependencies: [
        { name: "res_model", type: "char" },
        { name: "res_id", type: "many2one_reference" },
        { name: "operation", type: "selection" },
    ],
});
