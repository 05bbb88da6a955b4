import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { useAutofocus, useService } from "@web/core/utils/hooks";

/** Opens a gate for one person; without a reason the button does nothing. */
export class OpenOnce extends Component {
    static template = "community_access.OpenOnce";
    static components = { Dialog };
    static props = {
        gate: Object,
        side: { type: String, optional: true },
        event: { type: Object, optional: true },
        reasons: Array,
        onOpened: Function,
        close: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.state = useState({
            reason: "",
            side: this.sides.includes(this.props.side) ? this.props.side : this.sides[0],
            isBusy: false,
        });
        useAutofocus({ refName: "reason" });
    }

    get sides() {
        const { sides } = this.props.gate;
        return sides === "both" ? ["in", "out"] : [sides];
    }

    get canOpen() {
        return Boolean(this.state.reason.trim()) && !this.state.isBusy;
    }

    onKeydown(ev) {
        if (ev.key === "Enter") {
            ev.preventDefault();
            ev.stopPropagation();
            this.open();
        }
    }

    async open() {
        if (!this.canOpen) {
            return;
        }
        this.state.isBusy = true;
        const { gate, event } = this.props;
        try {
            await this.orm.call("community.access.gate", "action_open_once", [
                [gate.id],
                this.state.side,
                this.state.reason.trim(),
                event ? event.id : false,
            ]);
            this.props.close();
            this.props.onOpened(gate);
        } finally {
            this.state.isBusy = false;
        }
    }
}
