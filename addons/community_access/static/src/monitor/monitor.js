import { Component, onWillStart, useExternalListener, useState } from "@odoo/owl";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { CheckboxItem } from "@web/core/dropdown/checkbox_item";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { useGateFeed } from "./gate_feed";
import { OpenOnce } from "./open_once";
import { Sound } from "./sound";

const { DateTime } = luxon;

const FRESH = 90; // seconds in which a refusal is still worth a sound
const ICONS = {
    success: "fa-check-circle",
    warning: "fa-exclamation-circle",
    danger: "fa-times-circle",
    info: "fa-unlock-alt",
    secondary: "fa-info-circle",
};

/** The gates while they are on: who stands there, what was answered, and what helps. */
export class GateMonitor extends Component {
    static template = "community_access.GateMonitor";
    static components = { CheckboxItem, Dropdown, Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.ui = useService("ui");
        this.sound = new Sound();
        this.feed = useGateFeed((rows) => this.onNew(rows));
        this.state = useState({ selected: 0, isMuted: this.sound.isMuted });
        onWillStart(() => this.feed.load());
        useExternalListener(window, "keydown", (ev) => this.onKeydown(ev));
        useExternalListener(document, "visibilitychange", () => {
            if (!document.hidden) {
                this.feed.load();
            }
        });
    }

    get data() {
        return this.feed.state.data;
    }

    get rows() {
        return this.feed.state.rows;
    }

    get selected() {
        return this.rows.find((row) => row.id === this.state.selected);
    }

    /** The gates that are looked at, each with its last swipe; on a phone the last of all. */
    get cards() {
        const gates = this.data.gates.filter((gate) => gate.is_chosen);
        if (this.selected) {
            return [{ gate: this.gateOf(this.selected), row: this.selected }];
        }
        if (this.ui.isSmall && this.rows.length) {
            return [{ gate: this.gateOf(this.rows[0]), row: this.rows[0] }];
        }
        const cards = gates.map((gate) => ({
            gate,
            row: this.rows.find((row) => row.gate === gate.id),
        }));
        return this.ui.isSmall ? cards.slice(0, 1) : cards;
    }

    gateOf(row) {
        return this.data.gates.find((gate) => gate.id === row.gate);
    }

    icon(row) {
        return ICONS[row.tone];
    }

    time(row) {
        const at = deserializeDateTime(row.at);
        const isToday = at.hasSame(DateTime.now(), "day");
        return at.toFormat(isToday ? "HH:mm:ss" : "dd.MM. HH:mm");
    }

    modeWords(gate) {
        const words = {
            free: _t("Free passage"),
            closed: _t("Closed"),
            lockdown: _t("Lockdown"),
        };
        return gate.is_fire ? _t("Fire: all open") : words[gate.mode];
    }

    onNew(rows) {
        const now = DateTime.now();
        const fresh = rows.filter(
            (row) => Math.abs(now.diff(deserializeDateTime(row.at), "seconds").seconds) < FRESH
        );
        if (fresh.length) {
            // Whoever stands at the gate now matters more than what was looked at.
            this.state.selected = 0;
            this.sound.play(fresh.some((row) => row.tone === "danger") ? "danger" : fresh[0].tone);
        }
    }

    // ---- what a guard does ---------------------------------------------------

    toggleSound() {
        this.state.isMuted = this.sound.toggle();
    }

    toggleGate(gate) {
        const chosen = this.data.gates.filter((one) => one.is_chosen !== (one.id === gate.id));
        return this.feed.choose(chosen.map((one) => one.id));
    }

    select(row) {
        this.state.selected = this.state.selected === row.id ? 0 : row.id;
    }

    openOnce(gate, row) {
        this.dialog.add(OpenOnce, {
            gate,
            side: row ? row.side : "in",
            event: row && row.kind === "swipe" ? row : undefined,
            reasons: this.data.reasons,
            onOpened: () => this.onOpened(gate),
        });
    }

    async changeMode(gate) {
        const action = await this.orm.call("community.access.gate", "action_change_mode", [
            [gate.id],
        ]);
        return this.action.doAction(action, { onClose: () => this.feed.load() });
    }

    onOpened(gate) {
        this.notification.add(_t("%(gate)s is open for one person.", { gate: gate.name }), {
            type: "success",
        });
        this.state.selected = 0;
        return this.feed.load();
    }

    async fix(row) {
        if (row.fix.code === "open_once") {
            return this.openOnce(this.gateOf(row), row);
        }
        const result = await this.orm.call("community.access.event", "action_fix", [[row.id]]);
        return result && this.action.doAction(result, { onClose: () => this.feed.load() });
    }

    async openPerson(row) {
        const name = this.data.is_desk ? "action_open_person" : "action_open_event";
        return this.action.doAction(
            await this.orm.call("community.access.event", name, [[row.id]])
        );
    }

    openRefused() {
        return this.action.doAction("community_access.community_access_event_refused_action");
    }

    openInside(zone) {
        return this.action.doAction("community_access.community_access_visit_inside_action", {
            additionalContext: { search_default_zone_id: zone.id },
        });
    }

    // ---- by keyboard ---------------------------------------------------------

    onKeydown(ev) {
        const isElsewhere = ev.target.closest(".modal, .o_popover, input, textarea, select");
        if (isElsewhere || ev.ctrlKey || ev.altKey || ev.metaKey || !this.rows.length) {
            return;
        }
        const act = {
            ArrowDown: () => this.move(1),
            ArrowUp: () => this.move(-1),
            Enter: () => this.fixSelected(ev),
            Escape: () => (this.state.selected = 0),
            o: () => this.openSelected(),
            O: () => this.openSelected(),
        }[ev.key];
        if (act) {
            act();
        }
    }

    move(step) {
        const place = this.rows.findIndex((row) => row.id === this.state.selected);
        const next = Math.min(Math.max(place + step, 0), this.rows.length - 1);
        this.state.selected = this.rows[next].id;
        const row = document.querySelector(`[data-event="${this.rows[next].id}"]`);
        row && row.scrollIntoView({ block: "nearest" });
    }

    fixSelected(ev) {
        if (ev.target.closest("button, a")) {
            return;
        }
        const row = this.selected || this.rows.find((one) => one.fix);
        return row && (row.fix ? this.fix(row) : this.openPerson(row));
    }

    openSelected() {
        const row = this.selected || this.rows[0];
        return this.openOnce(this.gateOf(row), row);
    }
}

registry.category("actions").add("community_access.monitor", GateMonitor);
