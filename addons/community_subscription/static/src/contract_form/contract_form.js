import { registry } from "@web/core/registry";
import { formView } from "@web/views/form/form_view";

/** Once a contract is accepted its schedule is what one wants to see. */
export class ContractFormController extends formView.Controller {
    async afterExecuteActionButton(clickParams) {
        await super.afterExecuteActionButton(...arguments);
        if (clickParams.name === "action_confirm") {
            this.rootRef.el?.querySelector(".o_notebook .nav-link[name='schedule']")?.click();
        }
    }
}

registry.category("views").add("community_contract_form", {
    ...formView,
    Controller: ContractFormController,
});
