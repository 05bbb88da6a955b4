import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/** Shows what the chosen category asks for, and the photo that was chosen. */
export class ApplicationForm extends Interaction {
    static selector = ".o_community_apply_form";
    dynamicContent = {
        "input[name='category_id'], input[name='is_company']": { "t-on-change": this.update },
        "input[name='photo']": { "t-on-change": this.showPhoto },
        _root: { "t-on-submit": this.onSubmit },
    };

    start() {
        this.update();
        this.el.querySelector(".alert-danger")?.focus();
    }

    destroy() {
        URL.revokeObjectURL(this.photoUrl);
    }

    update() {
        const chosen = this.el.querySelector("input[name='category_id']:checked");
        const asked = chosen ? chosen.dataset : {};
        const isAny = asked.kind === "any";
        this.show(".o_community_asks_kind", () => isAny);
        const isCompany = isAny
            ? this.el.querySelector("#apply_company").checked
            : asked.kind === "corporate";
        this.show(".o_community_extras", (el) => el.dataset.category === chosen?.value);
        this.show(".o_community_asks", (el) => this.isAsked(el, asked));
        this.show(
            ".o_community_needed",
            (el) => asked[el.closest(".o_community_asks")?.dataset.asks] === "required"
        );
        this.show(".o_community_for_company", () => isCompany);
        this.show(".o_community_for_person", (el) => !isCompany && this.isAsked(el, asked));
    }

    isAsked(el, asked) {
        return !el.dataset.asks || ["optional", "required"].includes(asked[el.dataset.asks]);
    }

    show(selector, isShown) {
        for (const el of this.el.querySelectorAll(selector)) {
            el.hidden = !isShown(el);
        }
    }

    showPhoto(ev) {
        const [file] = ev.currentTarget.files;
        URL.revokeObjectURL(this.photoUrl);
        if (file) {
            this.photoUrl = URL.createObjectURL(file);
            this.el.querySelector(".o_community_photo_preview").src = this.photoUrl;
        }
    }

    onSubmit(ev) {
        if (this.isSent) {
            ev.preventDefault();
        }
        this.isSent = true;
    }
}

registry.category("public.interactions").add("community_members.application_form", ApplicationForm);
