import { markRaw, useState } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { FormController } from "@web/views/form/form_controller";

import { getRequestAction, tellHeld } from "./held_creation";
import { fetchPending, isControlled } from "./pending";
import { PendingBanner } from "./pending_banner";

/** Forms of controlled models say what waits; others are as they were. */
patch(FormController.prototype, {
    setup() {
        if (isControlled(this.props.resModel)) {
            this.communityPending = useState({ changes: [], Banner: markRaw(PendingBanner) });
        }
        super.setup();
        if (this.communityPending) {
            this.model.onCreationHeld = (requestId) => this.onCreationHeld(requestId);
        }
    },

    onWillLoadRoot(config) {
        if (this.communityPending) {
            this.loadPending(config.resId);
        }
        return super.onWillLoadRoot(...arguments);
    },

    async loadPending(resId) {
        this.communityPending.resId = resId;
        const pending = await fetchPending(this.orm, this.props.resModel, resId ? [resId] : []);
        if (this.communityPending.resId === resId) {
            this.communityPending.changes = pending[resId] || [];
        }
    },

    async onCreationHeld(requestId) {
        if (this.env.inDialog) {
            tellHeld(this.env, requestId);
            this.env.dialogData.close();
            return;
        }
        await this.actionService.doAction(getRequestAction(requestId), {
            stackPosition: "replaceCurrentAction",
        });
    },
});
