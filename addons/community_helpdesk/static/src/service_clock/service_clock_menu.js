import { Component, onWillUnmount, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { useDropdownState } from "@web/core/dropdown/dropdown_hooks";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { RecordSelector } from "@web/core/record_selectors/record_selector";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { formatSeconds } from "./format_seconds";

const MODEL = "community.service.record";
const NEWS = "community.service.clock";
const COLOURS = { good: "success", soon: "warning", ended: "danger", none: "secondary" };

/** The own clock above every screen: choose the customer, and it runs. */
export class ServiceClockMenu extends Component {
    static template = "community_helpdesk.ServiceClockMenu";
    static components = { Dropdown, RecordSelector };
    static props = [];

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.bus = useService("bus_service");
        this.dropdown = useDropdownState();
        this.state = useState({ clock: false, passed: 0, isBusy: false });
        this.notification = useService("notification");
        useService("lazy_session").getValue("service_clock", (clock) => {
            this.show(clock);
            this.tellForgotten();
        });
        this.onNews = () => this.load();
        this.bus.subscribe(NEWS, this.onNews);
        this.timer = browser.setInterval(() => this.tick(), 1000);
        onWillUnmount(() => {
            browser.clearInterval(this.timer);
            this.bus.unsubscribe(NEWS, this.onNews);
        });
    }

    get running() {
        return this.state.clock.running;
    }

    get time() {
        return formatSeconds(this.running.seconds + this.running.running + this.state.passed);
    }

    /** The ticket on the screen, if there is one. */
    get ticketId() {
        const controller = this.action.currentController;
        const isTicket = controller?.action.res_model === "community.ticket";
        return (isTicket && controller.currentState?.resId) || 0;
    }

    get standingClass() {
        return `text-bg-${COLOURS[this.running.standing]}`;
    }

    get agreementEnd() {
        const end = this.running.agreement_end;
        return end ? formatDate(deserializeDate(end)) : "";
    }

    formatSeconds(seconds) {
        return formatSeconds(seconds);
    }

    tick() {
        if (this.running) {
            this.state.passed = Math.floor((browser.performance.now() - this.shownAt) / 1000);
        }
    }

    show(clock) {
        this.shownAt = browser.performance.now();
        this.state.passed = 0;
        this.state.clock = clock || false;
    }

    get forgotten() {
        return (this.state.clock && this.state.clock.paused.filter((r) => r.is_forgotten)) || [];
    }

    /** At login: a clock that nobody stopped asks to be corrected. */
    tellForgotten() {
        for (const record of this.forgotten) {
            this.notification.add(
                _t("The clock for %(customer)s was forgotten and stopped. Correct its time.", {
                    customer: record.customer,
                }),
                {
                    type: "warning",
                    buttons: [{ name: _t("Open"), onClick: () => this.open(record.id) }],
                }
            );
        }
    }

    async load() {
        this.show(await this.orm.silent.call(MODEL, "get_clock"));
    }

    /** One step at a time: a double click starts nothing twice. */
    async call(method, args) {
        if (this.state.isBusy) {
            return;
        }
        this.state.isBusy = true;
        try {
            const answer = await this.orm.call(MODEL, method, args);
            await this.load();
            await this.refreshScreen();
            return answer;
        } finally {
            this.state.isBusy = false;
        }
    }

    async refreshScreen() {
        const model = this.action.currentController?.action.res_model;
        if (model === MODEL || model === "community.ticket") {
            await this.action.doAction({ type: "ir.actions.client", tag: "soft_reload" });
        }
    }

    isOnScreen(recordId) {
        const controller = this.action.currentController;
        const isRecord = controller?.action.res_model === MODEL;
        return isRecord && controller.currentState?.resId === recordId;
    }

    async start(partnerId) {
        if (partnerId) {
            await this.call("start_for_customer", [partnerId]);
        }
    }

    async startTicket() {
        await this.call("start_for_ticket", [this.ticketId]);
    }

    async goOn(recordId) {
        await this.call("action_start", [[recordId]]);
    }

    async pause() {
        await this.call("action_pause", [[this.running.id]]);
    }

    async stop() {
        const recordId = this.running.id;
        const action = await this.call("action_stop", [[recordId]]);
        this.dropdown.close();
        if (action && !this.isOnScreen(recordId)) {
            this.action.doAction(action, { onClose: () => this.load() });
        }
    }

    open(recordId) {
        this.dropdown.close();
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: MODEL,
            res_id: recordId,
            views: [[false, "form"]],
            target: "current",
        });
    }
}

registry
    .category("systray")
    .add("community_helpdesk.service_clock", { Component: ServiceClockMenu }, { sequence: 102 });
