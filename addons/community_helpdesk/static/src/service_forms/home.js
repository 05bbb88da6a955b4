/** The first screen: the way of today, what waits on this phone, what became of the rest. */
import { button, card, make } from "./elements.js";

export function showHome(page) {
    const { words, facts, forms } = page;
    const drafts = forms.filter((form) => form.status !== "waiting");
    const waiting = forms.filter((form) => form.status === "waiting");
    const begun = new Set(forms.map((form) => form.visit_id));
    const visits = (facts?.visits ?? []).filter((visit) => !begun.has(visit.id));
    return make(
        "div",
        { class: "screen" },
        makeNetwork(page),
        makeKept(page, "unfinished", drafts),
        makeKept(page, "waiting", waiting),
        card(
            words.say("visits"),
            visits.length
                ? visits.map((visit) => makeVisit(page, visit))
                : make("p", { class: "soft" }, words.say("no_visits"))
        ),
        makeSent(page),
        make(
            "div",
            { class: "bar" },
            button(words.say("new_form"), () => page.openForm(null), "primary", {
                name: "new_form",
            })
        )
    );
}

function makeNetwork({ words, queue, forms }) {
    const count = forms.filter((form) => form.status === "waiting").length;
    if (queue.needsLogin) {
        return make(
            "p",
            { class: "notice warn", role: "status" },
            words.say("log_in"),
            " ",
            make("a", { href: "/web/login?redirect=/service/forms" }, words.say("log_in_link"))
        );
    }
    if (!queue.isOnline) {
        const name = count ? "offline_waiting" : "offline";
        return make("p", { class: "notice warn", role: "status" }, words.say(name, { count }));
    }
    return null;
}

function makeKept(page, title, forms) {
    const { words } = page;
    if (!forms.length) {
        return null;
    }
    return card(
        words.say(title),
        forms.map((form) =>
            make(
                "button",
                {
                    type: "button",
                    class: "item",
                    "data-form": form.key,
                    disabled: form.status === "waiting",
                    onclick: () => page.openKept(form.key),
                },
                make("strong", {}, form.customer?.name ?? words.say("no_customer")),
                make("span", { class: "soft" }, words.tellDay(form.started)),
                form.error ? make("span", { class: "problem" }, form.error) : null
            )
        )
    );
}

function makeVisit(page, visit) {
    const { words } = page;
    const { customer } = visit;
    const address = encodeURIComponent(customer.address);
    return make(
        "article",
        { class: "visit", "data-visit": visit.id },
        make(
            "div",
            { class: "row spread" },
            make("strong", {}, `${words.tellDay(visit.start)} ${words.tellTime(visit.start)}`),
            visit.region ? make("span", { class: "chip" }, visit.region) : null
        ),
        make("h3", {}, customer.name),
        visit.ticket ? make("p", { class: "soft" }, visit.ticket) : null,
        visit.task ? make("p", { class: "task" }, visit.task) : null,
        make(
            "div",
            { class: "row" },
            customer.address
                ? make(
                      "a",
                      {
                          class: "button",
                          href: `https://www.google.com/maps/search/?api=1&query=${address}`,
                          target: "_blank",
                          rel: "noopener noreferrer",
                      },
                      words.say("map")
                  )
                : null,
            customer.phone
                ? make("a", { class: "button", href: `tel:${customer.phone}` }, words.say("call"))
                : null,
            button(words.say("open_visit"), () => page.openForm(visit), "primary", {
                name: "open_visit",
            })
        )
    );
}

function makeSent({ words, facts }) {
    const sent = facts?.sent ?? [];
    if (!sent.length) {
        return null;
    }
    return card(
        words.say("sent"),
        sent.map((form) =>
            make(
                "div",
                { class: "item", "data-sent": form.number },
                make(
                    "div",
                    { class: "row spread" },
                    make("strong", {}, form.customer),
                    make("span", { class: `chip ${form.state}` }, form.state_words)
                ),
                make(
                    "span",
                    { class: "soft" },
                    `${form.number} · ${words.tellDay(form.day)}`,
                    form.score ? ` · ${words.say("score", { score: form.score })}` : ""
                ),
                form.state === "objected"
                    ? make("span", { class: "problem" }, form.objection)
                    : null
            )
        )
    );
}
