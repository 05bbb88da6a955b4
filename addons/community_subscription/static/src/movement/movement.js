import { MemberStateField } from "@community_members/fields/member_state/member_state_field";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

const ICONS = {
    new: "fa-plus",
    expansion: "fa-arrow-up",
    reactivation: "fa-repeat",
    contraction: "fa-arrow-down",
    churn: "fa-sign-out",
};
const LOOKS = Object.fromEntries(
    Object.entries(ICONS).map(([name, icon]) => [name, [`o_community_movement_${name}`, icon]])
);

/** A movement of the monthly revenue: the same word and colour as in the graph. */
export class MovementField extends MemberStateField {
    static looks = LOOKS;
}

registry.category("fields").add("community_movement", {
    component: MovementField,
    displayName: _t("Movement of the Monthly Revenue"),
    supportedTypes: ["selection"],
});
