import { Component, onWillUnmount, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { formatSeconds } from "./format_seconds";

const { DateTime } = luxon;

/** Seconds as a clock; it goes on as long as the record runs. */
export class ServiceClockField extends Component {
    static template = "community_helpdesk.ServiceClockField";
    static props = { ...standardFieldProps };

    setup() {
        this.state = useState({ now: DateTime.now() });
        this.timer = browser.setInterval(() => {
            if (this.since) {
                this.state.now = DateTime.now();
            }
        }, 1000);
        onWillUnmount(() => browser.clearInterval(this.timer));
    }

    get since() {
        return this.props.name === "seconds" && this.props.record.data.running_since;
    }

    get text() {
        const closed = this.props.record.data[this.props.name] || 0;
        const open = this.since ? this.state.now.diff(this.since).as("seconds") : 0;
        return formatSeconds(closed + Math.max(0, open));
    }
}

export const serviceClockField = {
    component: ServiceClockField,
    displayName: _t("Service clock"),
    supportedTypes: ["integer"],
};

registry.category("fields").add("service_clock", serviceClockField);
