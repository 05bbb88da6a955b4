import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/** Shows the invitation as it will be sent while the form is filled in. */
export class InvitationPreview extends Interaction {
    static selector = ".o_community_employee_form";
    dynamicContent = {
        _root: { "t-on-input": this.update, "t-on-change": this.update },
        ".o_community_preview_name": { "t-out": () => this.valueOf("name") },
        ".o_community_preview_email": { "t-out": () => this.valueOf("email") },
        ".o_community_preview_unit": { "t-out": () => this.unitName },
        ".o_community_preview_rights": {
            "t-att-class": () => ({ "d-none": !this.grantedWords.length }),
        },
    };

    start() {
        this.update();
    }

    valueOf(name) {
        return this.el.elements[name].value || "…";
    }

    get unitName() {
        return this.el.elements.unit_id.selectedOptions[0]?.textContent || "…";
    }

    get grantedWords() {
        return [...this.el.querySelectorAll("[data-word]:checked")].map((box) => box.dataset.word);
    }

    update() {
        const items = this.grantedWords.map((word) => {
            const item = document.createElement("li");
            item.textContent = word;
            return item;
        });
        this.el.querySelector(".o_community_preview_rights ul").replaceChildren(...items);
    }
}

registry
    .category("public.interactions")
    .add("community_members.invitation_preview", InvitationPreview);
