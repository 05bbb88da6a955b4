import { Component, onWillStart, onWillUnmount, useExternalListener, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { ArrivalsGraph } from "./arrivals_graph";

const EVERY = 4000; // milliseconds between two questions
const PATIENCE = 60000; // at most, while the server does not answer

/** An event while it is on: asks every few seconds, and only while somebody looks. */
export class LiveCheckin extends Component {
    static template = "community_events.LiveCheckin";
    static components = { ArrivalsGraph, Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ data: null, isBehind: false });
        const { context, params } = this.props.action;
        this.eventId = context.active_id || (params && params.active_id);
        this.wait = EVERY;
        onWillStart(() => this.eventId && this.load());
        this.plan();
        useExternalListener(document, "visibilitychange", () => this.onVisibilityChange());
        onWillUnmount(() => browser.clearTimeout(this.timer));
    }

    plan() {
        browser.clearTimeout(this.timer);
        this.timer = browser.setTimeout(() => this.tick(), this.wait);
    }

    async tick() {
        if (document.hidden || !this.eventId) {
            return;
        }
        try {
            await this.load();
            this.wait = EVERY;
            this.state.isBehind = false;
        } catch {
            this.wait = Math.min(PATIENCE, this.wait * 2);
            this.state.isBehind = true;
        }
        this.plan();
    }

    async load() {
        const known = this.state.data ? this.state.data.version : null;
        const data = await this.orm.silent.call("event.event", "get_live_checkin", [
            [this.eventId],
            known,
        ]);
        if (!data.is_same) {
            this.state.data = data;
        }
    }

    onVisibilityChange() {
        if (!document.hidden) {
            this.wait = EVERY;
            this.tick();
        }
    }

    get tiles() {
        const words = {
            came: [_t("Came"), "fa-sign-in", "success"],
            inside: [_t("Inside now"), "fa-users", "primary"],
            expected: [_t("Still expected"), "fa-hourglass-half", "body"],
            refused: [_t("Refused"), "fa-ban", "danger"],
            to_check: [_t("To look at"), "fa-eye", "warning"],
            conflicts: [_t("Conflicts"), "fa-random", "danger"],
        };
        return this.state.data.tiles.map((tile) => {
            const [label, icon, color] = words[tile.name];
            return { ...tile, label, icon, color: tile.value ? color : "muted" };
        });
    }

    color(standing) {
        const colors = {
            flag: "warning",
            deny: "danger",
            annulled: "secondary",
            left: "secondary",
        };
        return { ...colors, upheld: "secondary" }[standing] || "success";
    }

    time(value) {
        // By the clock of the venue, wherever the organiser is.
        return deserializeDateTime(value, { tz: this.state.data.event.tz }).toFormat("HH:mm:ss");
    }

    openTile(tile) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: tile.label,
            res_model: tile.model,
            views: [
                [false, "list"],
                [false, "kanban"],
                [false, "form"],
            ],
            domain: tile.domain,
        });
    }

    openEvent() {
        return this.openRecord("event.event", this.eventId);
    }

    openRecord(model, id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
    }

    openVenueScreen() {
        return this.action.doActionButton({
            type: "object",
            name: "action_open_venue_screen",
            resModel: "event.event",
            resId: this.eventId,
        });
    }

    callRoll() {
        return this.action.doActionButton({
            type: "object",
            name: "action_roll_call",
            resModel: "event.event",
            resId: this.eventId,
        });
    }

    async judge(attempt, judgement) {
        const action = await this.orm.call("community.checkin.attempt", "action_judge", [
            [attempt.id],
        ]);
        const context = { ...action.context, default_kind: judgement };
        return this.action.doAction({ ...action, context }, { onClose: () => this.load() });
    }
}

registry.category("actions").add("community_events.live", LiveCheckin);
