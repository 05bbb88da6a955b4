import {
    Component,
    onWillUnmount,
    onWillUpdateProps,
    useExternalListener,
    useState,
} from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const NEWS = "community.ticket.presence";
const EVERY = 30000; // milliseconds; the server forgets after ninety seconds

/** Says who else has this ticket open, before two agents write the same answer. */
export class TicketPresence extends Component {
    static template = "community_helpdesk.TicketPresence";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.bus = useService("bus_service");
        this.state = useState({ others: [] });
        this.isWriting = false;
        this.onNews = ({ ticket_id }) => ticket_id === this.ticketId && this.ask();
        this.bus.subscribe(NEWS, this.onNews);
        this.timer = browser.setInterval(() => this.tell(), EVERY);
        useExternalListener(window, "focusin", (event) => this.look(event));
        useExternalListener(window, "focusout", () => this.look({ target: null }));
        onWillUpdateProps((next) => this.follow(next.record.resId));
        onWillUnmount(() => {
            browser.clearInterval(this.timer);
            this.bus.unsubscribe(NEWS, this.onNews);
            this.leave();
        });
        this.follow(this.props.record.resId);
    }

    follow(ticketId) {
        if (ticketId !== this.ticketId) {
            this.leave();
            this.ticketId = ticketId;
            this.state.others = [];
            this.tell();
        }
    }

    /** Whoever types into the conversation writes an answer. */
    look({ target }) {
        const isWriting = Boolean(target?.closest?.(".o-mail-Composer, .o_dialog"));
        if (isWriting !== this.isWriting) {
            this.isWriting = isWriting;
            this.tell();
        }
    }

    async call(options) {
        return this.orm.silent.call(
            "community.ticket",
            "note_presence",
            [[this.ticketId]],
            options
        );
    }

    async tell() {
        if (this.ticketId) {
            const ticketId = this.ticketId;
            const others = await this.call({ is_writing: this.isWriting }).catch(() => []);
            if (ticketId === this.ticketId) {
                this.state.others = others;
            }
        }
    }

    async ask() {
        browser.clearTimeout(this.asking);
        this.asking = browser.setTimeout(async () => {
            this.state.others = await this.orm.silent
                .call("community.ticket", "get_presence", [[this.ticketId]])
                .catch(() => []);
        }, 200);
    }

    leave() {
        if (this.ticketId) {
            this.call({ is_leaving: true }).catch(() => {});
        }
    }

    say({ name, is_writing }) {
        return is_writing
            ? _t("%(name)s is writing an answer.", { name })
            : _t("%(name)s is looking at this ticket.", { name });
    }
}

registry.category("view_widgets").add("community_ticket_presence", { component: TicketPresence });
