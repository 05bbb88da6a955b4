import { toRaw } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { ORM } from "@web/core/orm_service";
import { registry } from "@web/core/registry";
import { patch } from "@web/core/utils/patch";
import { Record } from "@web/model/relational_model/record";

/**
 * A new record that waits for approval is not there yet. The draft is put away and the
 * request is shown; that is no error.
 */
export class HeldCreation extends Error {
    constructor(requestIds) {
        super("held");
        this.requestIds = requestIds;
    }
}

patch(ORM.prototype, {
    async webSave() {
        const records = await super.webSave(...arguments);
        const held = records?.[0]?.id === false && records[0].community_change_request_id;
        if (held?.length) {
            throw new HeldCreation(held);
        }
        return records;
    },
});

export function getRequestAction(requestId) {
    return {
        type: "ir.actions.act_window",
        res_model: "community.change.request",
        res_id: requestId,
        views: [[false, "form"]],
    };
}

export function tellHeld(env, requestId) {
    const close = env.services.notification.add(
        _t("It will be created as soon as it is approved."),
        {
            title: _t("Sent for approval"),
            type: "info",
            buttons: [
                {
                    name: _t("Open the Request"),
                    primary: true,
                    onClick: () => {
                        close();
                        env.services.action.doAction(getRequestAction(requestId));
                    },
                },
            ],
        }
    );
}

patch(Record.prototype, {
    async _save(options = {}) {
        const { onError } = options;
        const guarded = onError && {
            onError: (error, helpers) =>
                error instanceof HeldCreation
                    ? this._onHeld(error, options)
                    : onError(error, helpers),
        };
        try {
            const saved = await super._save({ ...options, ...guarded });
            const model = toRaw(this.model);
            model.communitySaves = (model.communitySaves || 0) + Number(saved);
            return saved;
        } catch (error) {
            if (error instanceof HeldCreation) {
                return this._onHeld(error, options);
            }
            throw error;
        }
    },

    /** @returns {boolean} whether whoever saved may go on, as when leaving the page */
    _onHeld({ requestIds }, { reload }) {
        const { model } = this;
        const leaving = reload === false && !model.env.inDialog;
        this._discard();
        if (model.onCreationHeld && !leaving) {
            model.onCreationHeld(requestIds.at(-1));
        } else {
            tellHeld(model.env, requestIds.at(-1));
            // A row of a list is left only when the running save is over.
            Promise.resolve().then(() => model.root.leaveEditMode?.({ discard: true }));
        }
        return leaving;
    },
});

function heldCreationHandler(env, error, originalError) {
    if (originalError instanceof HeldCreation) {
        error.unhandledRejectionEvent?.preventDefault();
        tellHeld(env, originalError.requestIds.at(-1));
        return true;
    }
}

registry
    .category("error_handlers")
    .add("community_approval.held", heldCreationHandler, { sequence: 5 });
