import { useEffect } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { FormController } from "@web/views/form/form_controller";
import { formView } from "@web/views/form/form_view";

const DECISIONS = ["action_approve", "action_reject", "action_return"];

/**
 * After a decision the next request that waits comes by itself, so that ten of them take
 * ten keys. When none is left, the list comes back.
 */
export class RequestFormController extends FormController {
    setup() {
        super.setup();
        this.notification = useService("notification");
        this.decided = new Set();
        useEffect(
            (resId, canDecide) => {
                if (resId && resId === this.deciding && !canDecide) {
                    this.showNext(resId);
                }
            },
            () => [this.model.root.resId, this.model.root.data.can_decide]
        );
    }

    async beforeExecuteActionButton(clickParams) {
        if (DECISIONS.includes(clickParams.name)) {
            this.deciding = this.model.root.resId;
        }
        return super.beforeExecuteActionButton(clickParams);
    }

    /** The next one takes its place at once: say what became of this one. */
    tellDecided() {
        const { data, fields } = this.model.root;
        const [, state] = fields.state.selection.find(([value]) => value === data.state);
        this.notification.add(_t("%(request)s: %(state)s", { request: data.name, state }), {
            type: data.state === "rejected" ? "warning" : "success",
        });
    }

    async showNext(resId) {
        this.deciding = false;
        this.decided.add(resId);
        this.tellDecided();
        const { resIds } = this.model.root;
        if (resIds.length < 2) {
            return;
        }
        const position = resIds.indexOf(resId);
        const inOrder = [...resIds.slice(position + 1), ...resIds.slice(0, position)];
        const next = inOrder.find((id) => !this.decided.has(id));
        if (next) {
            await this.model.load({ resId: next });
        } else {
            this.notification.add(_t("That was the last one."), { type: "success" });
            this.env.config.historyBack();
        }
    }
}

registry.category("views").add("community_change_request_form", {
    ...formView,
    Controller: RequestFormController,
});
