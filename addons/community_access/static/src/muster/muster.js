import { Component, onWillStart, onWillUnmount, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { normalize } from "@web/core/l10n/utils/normalize";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const CHANNEL = "community_access.gates";
const NEWS = "community_access.muster";
const MODEL = "community.access.muster";
const SAFETY = 10000; // milliseconds after which it asks without being told

/** The muster on a phone: who is safe, shared live with everybody who looks. */
export class Muster extends Component {
    static template = "community_access.Muster";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.bus = useService("bus_service");
        this.state = useState({ data: null, isLost: false, search: "", isMissingOnly: false });
        const { context, params } = this.props.action;
        this.musterId = context.muster_id || (params && params.muster_id) || 0;
        this.siteId = 0;
        this.onNews = () => this.load();
        this.bus.addChannel(CHANNEL);
        this.bus.subscribe(NEWS, this.onNews);
        useBus(this.bus, "BUS:DISCONNECT", () => (this.state.isLost = true));
        useBus(this.bus, "BUS:RECONNECT", () => this.load());
        onWillStart(() => this.load());
        onWillUnmount(() => {
            browser.clearTimeout(this.timer);
            this.bus.unsubscribe(NEWS, this.onNews);
        });
    }

    async load() {
        browser.clearTimeout(this.timer);
        try {
            this.state.data = await this.orm.silent.call(MODEL, "get_muster", [
                this.musterId,
                this.siteId,
            ]);
            this.state.isLost = false;
        } catch (error) {
            this.state.isLost = true;
            if (!this.state.data) {
                throw error;
            }
        }
        this.timer = browser.setTimeout(() => this.load(), SAFETY);
    }

    get muster() {
        return this.state.data && this.state.data.muster;
    }

    get safeCount() {
        return this.muster.lines.filter((line) => line.is_safe).length;
    }

    get missingCount() {
        return this.muster.lines.length - this.safeCount;
    }

    /** [zone, its people by name], as the search leaves them. */
    get zones() {
        const wanted = normalize(this.state.search.trim());
        const zones = new Map();
        for (const line of this.muster.lines) {
            const isHidden = this.state.isMissingOnly && line.is_safe;
            if (!isHidden && normalize(line.name).includes(wanted)) {
                zones.set(line.zone, [...(zones.get(line.zone) || []), line]);
            }
        }
        const byName = (one, other) => one.name.localeCompare(other.name);
        return [...zones].map(([name, lines]) => ({ name, lines: lines.sort(byName) }));
    }

    time(value) {
        return deserializeDateTime(value).toFormat("HH:mm");
    }

    chooseSite(ev) {
        this.siteId = Number(ev.target.value);
        return this.load();
    }

    async start() {
        this.musterId = await this.orm.call(MODEL, "action_start", [this.state.data.site]);
        return this.load();
    }

    async tick(line) {
        const isSafe = !line.is_safe;
        // The thumb sees it at once; the server has the last word.
        line.is_safe = isSafe;
        try {
            await this.orm.call(MODEL, "action_tick", [[this.muster.id], line.id, isSafe]);
        } finally {
            await this.load();
        }
    }

    close() {
        const missing = this.missingCount;
        this.dialog.add(ConfirmationDialog, {
            title: _t("Close the Muster?"),
            body: missing
                ? _t("%(count)s people are not ticked. Nobody can tick after that.", {
                      count: missing,
                  })
                : _t("Everybody is safe. Nobody can tick after that."),
            confirmLabel: _t("Close Muster"),
            confirm: async () => {
                await this.orm.call(MODEL, "action_close", [[this.muster.id]]);
                await this.load();
            },
            cancel: () => {},
        });
    }

    startAnother() {
        this.musterId = 0;
        return this.load();
    }

    async run(name) {
        const action = await this.orm.call(MODEL, name, [[this.muster.id]]);
        return this.action.doAction(action);
    }
}

registry.category("actions").add("community_access.muster", Muster);
