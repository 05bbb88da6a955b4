/** Choosing the customer: the known ones at once, the others when there is network. */
import { ask } from "./api.js";
import { field, make } from "./elements.js";

const SHOWN = 8;
const REST = 250; // milliseconds without a key before the server is asked

export function findKnown(customers, typed) {
    const words = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    return customers
        .filter((each) => {
            const text = `${each.name} ${each.code} ${each.email}`.toLocaleLowerCase();
            return words.every((word) => text.includes(word));
        })
        .slice(0, SHOWN);
}

/** The field with what it finds below; `onChoose` gets the customer. */
export function makeCustomerField(page, form, problem, onChoose) {
    const { words } = page;
    const list = make("div", { class: "found", role: "list" });
    let timer = null;
    const show = (customers) =>
        list.replaceChildren(
            ...customers.map((customer) =>
                make(
                    "button",
                    {
                        type: "button",
                        class: "item",
                        "data-customer": customer.id,
                        onclick: () => onChoose(customer),
                    },
                    make("strong", {}, customer.name),
                    make("span", { class: "soft" }, customer.address)
                )
            )
        );
    const search = async (typed) => {
        const known = findKnown(page.facts?.customers ?? [], typed);
        show(known);
        if (typed.trim().length < 2) {
            return;
        }
        const answer = await ask("find", { words: typed }).catch(() => null);
        if (answer && input.value === typed) {
            const ids = new Set(known.map((each) => each.id));
            show([...known, ...answer.customers.filter((each) => !ids.has(each.id))]);
        }
    };
    const input = make("input", {
        type: "search",
        autocomplete: "off",
        placeholder: words.say("customer_hint"),
        oninput: (event) => {
            clearTimeout(timer);
            timer = setTimeout(() => search(event.target.value), REST);
        },
        onfocus: (event) => search(event.target.value),
    });
    return make(
        "div",
        {},
        field("customer", words.say("customer"), input, problem),
        form.customer ? null : list
    );
}

/** Who it is, how to reach him and how his agreement stands: in words and colour. */
export function makeCustomerCard(page, form, onChange) {
    const { words } = page;
    const { customer } = form;
    const { standing, words: agreement } = customer.agreement;
    return make(
        "div",
        { class: "customer" },
        make(
            "div",
            { class: "row spread" },
            make("h2", {}, customer.name),
            form.visit_id
                ? null
                : make(
                      "button",
                      { type: "button", class: "quiet", name: "other_customer", onclick: onChange },
                      words.say("change")
                  )
        ),
        make("span", { class: `chip ${standing}` }, agreement),
        make(
            "p",
            { class: "soft" },
            [customer.code, customer.region, customer.address].filter(Boolean).join(" · ")
        )
    );
}

/** What was done here before; asked for when somebody opens it. */
export function makeHistory({ words }, form) {
    const list = make("div", { class: "history" });
    const show = async (event) => {
        if (!event.target.open) {
            return;
        }
        const asked = { customer_id: form.customer.id, serial: form.serial };
        const answer = await ask("history", asked).catch(() => null);
        const empty = words.say(answer ? "no_history" : "needs_network");
        const rows = (answer?.visits ?? []).map((row) => {
            const parts = [words.tellDay(row.day), row.type, row.officer];
            return make("p", {}, `${parts.filter(Boolean).join(" · ")}: ${row.result}`);
        });
        list.replaceChildren(...(rows.length ? rows : [make("p", { class: "soft" }, empty)]));
    };
    return make("details", { ontoggle: show }, make("summary", {}, words.say("history")), list);
}
