import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/** Shows requests and articles that look like the subject typed, and sends a form once. */
export class TicketForm extends Interaction {
    static selector = ".o_community_ticket_form";
    dynamicContent = {
        ".o_community_ticket_subject": {
            "t-on-input": this.debounced(this.look, 400),
        },
        _root: { "t-on-submit": this.onSubmit },
    };

    async look(ev) {
        const subject = ev.target.value.trim();
        const found =
            subject.length < 4 ? [] : await this.waitFor(rpc("/my/tickets/similar", { subject }));
        const links = found.map((ticket) => {
            const link = document.createElement("a");
            link.href = ticket.url;
            link.textContent = ticket.name;
            return link;
        });
        this.el.querySelector(".o_community_similar_links").replaceChildren(...links);
        this.el.querySelector(".o_community_similar").classList.toggle("d-none", !links.length);
    }

    onSubmit() {
        this.el.querySelector("button[type='submit']").disabled = true;
    }
}

registry.category("public.interactions").add("community_helpdesk.ticket_form", TicketForm);
