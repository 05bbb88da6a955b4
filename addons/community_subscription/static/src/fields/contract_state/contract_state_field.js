import { MemberStateField } from "@community_members/fields/member_state/member_state_field";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

// One look per state wherever it is shown: green in order, amber soon, red act now, grey ended.
const LOOKS = {
    draft: ["text-bg-light border", "fa-pencil"],
    active: ["text-bg-success", "fa-check-circle"],
    hold: ["text-bg-info", "fa-pause-circle"],
    grace: ["text-bg-warning", "fa-hourglass-half"],
    past_due: ["text-bg-danger", "fa-exclamation-circle"],
    closing: ["text-bg-warning", "fa-sign-out"],
    ended: ["text-bg-secondary", "fa-stop-circle"],
    // Rows of the payment schedule, and what is open of them
    planned: ["text-bg-light border", "fa-calendar-o"],
    billed: ["text-bg-info", "fa-file-text-o"],
    free: ["text-bg-light border text-muted", "fa-minus"],
    paid: ["text-bg-success", "fa-check"],
    open: ["text-bg-info", "fa-file-text-o"],
    partial: ["text-bg-warning", "fa-adjust"],
    overdue: ["text-bg-danger", "fa-exclamation-circle"],
    failed: ["text-bg-danger", "fa-credit-card"],
    credit: ["text-bg-light border", "fa-undo"],
};

export class ContractStateField extends MemberStateField {
    static looks = LOOKS;
}

registry.category("fields").add("contract_state", {
    component: ContractStateField,
    displayName: _t("State of a Contract"),
    supportedTypes: ["selection"],
});
