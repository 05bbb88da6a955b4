import { toRaw, useEffect, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { ListRenderer } from "@web/views/list/list_renderer";

import { fetchPending, isControlled } from "./pending";

function getRecords(list) {
    return list.isGrouped ? list.groups.flatMap((group) => getRecords(group.list)) : list.records;
}

/** Lists of controlled models mark the rows on which a change waits. */
patch(ListRenderer.prototype, {
    setup() {
        super.setup();
        const { list } = this.props;
        if (!isControlled(list.resModel) || list !== list.model.root) {
            return;
        }
        this.communityPending = useState({
            byId: {},
            getTitle: (resId) => this.getPendingTitle(resId),
            isMarked: (column) => column === this.getPendingColumn(),
        });
        const getStored = () => getRecords(this.props.list).filter(({ resId }) => resId);
        useEffect(
            () => {
                this.loadPending(getStored().map(({ resId }) => resId));
            },
            // New data points after each load; the count after each row that was saved.
            () => [
                getStored()
                    .map(({ id }) => id)
                    .join(),
                toRaw(list.model).communitySaves,
            ]
        );
    },

    async loadPending(resIds) {
        const key = (this.pendingKey = resIds.join());
        const pending = await fetchPending(this.orm, this.props.list.resModel, resIds);
        if (key === this.pendingKey) {
            this.communityPending.byId = pending; // else another page is shown by now
        }
    },

    /** The mark stands before the first plain text, where one looks for the name. */
    getPendingColumn() {
        const shown = this.columns.filter(({ type }) => type === "field");
        return shown.find(({ widget, fieldType }) => !widget && fieldType === "char") || shown[0];
    },

    getPendingTitle(resId) {
        return this.communityPending.byId[resId]
            .map((change) =>
                change.summary
                    ? _t("Waits for approval: %(change)s", { change: change.summary })
                    : _t("A change waits for approval")
            )
            .join("\n");
    },
});
