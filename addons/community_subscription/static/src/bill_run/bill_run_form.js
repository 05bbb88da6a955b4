import { onWillUnmount } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";
import { formView } from "@web/views/form/form_view";

const EVERY = 5000;
const AT_WORK = ["preparing", "running"];

/** While a billing works in the background, its form says how far it is. */
export class BillRunFormController extends formView.Controller {
    setup() {
        super.setup();
        const timer = browser.setInterval(() => this.follow(), EVERY);
        onWillUnmount(() => browser.clearInterval(timer));
    }

    async follow() {
        const { root } = this.model;
        if (!document.hidden && AT_WORK.includes(root?.data.state) && !(await root.isDirty())) {
            await root.load();
        }
    }
}

registry.category("views").add("community_bill_run_form", {
    ...formView,
    Controller: BillRunFormController,
});
