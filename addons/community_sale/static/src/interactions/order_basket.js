import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/** Steps of one piece, the number of pieces on the button, choices that take effect at once. */
export class OrderBasket extends Interaction {
    static selector = ".o_community_order_form";
    dynamicContent = {
        "[data-step]": { "t-on-click": this.step },
        ".o_community_order_choice": { "t-on-change": () => this.el.requestSubmit() },
        _root: { "t-on-input": () => this.updateContent() },
        ".o_community_order_count": { "t-out": () => this.pieces || "" },
    };

    get pieces() {
        const inputs = [...this.el.querySelectorAll("input[name^='q_']")];
        return inputs.reduce((total, input) => total + (parseInt(input.value) || 0), 0);
    }

    step(ev) {
        const button = ev.currentTarget;
        const input = button.parentElement.querySelector("input");
        const pieces = (parseInt(input.value) || 0) + parseInt(button.dataset.step);
        input.value = pieces > 0 ? Math.min(pieces, 9999) : "";
        button.closest(".o_community_order_product").classList.toggle("border-primary", pieces > 0);
        this.updateContent();
    }
}

registry.category("public.interactions").add("community_sale.order_basket", OrderBasket);
