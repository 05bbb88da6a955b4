import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

import { getRequestAction } from "./held_creation";

/** What waits for approval on the record of this form. */
export class PendingBanner extends Component {
    static template = "community_approval.PendingBanner";
    static props = { changes: Array };

    setup() {
        this.action = useService("action");
    }

    get title() {
        const { length } = this.props.changes;
        return length === 1
            ? _t("A change waits for approval")
            : _t("%(count)s changes wait for approval", { count: length });
    }

    open(change) {
        this.action.doAction(getRequestAction(change.id));
    }
}
