/** Small helpers to build the page. Texts go in as text, never as markup. */

/**
 * @param {string} tag
 * @param {Object} attributes `on…` are listeners, `null` and `false` are left out
 * @param {...(Node|string|null)} children
 */
export function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
        if (value === null || value === undefined || value === false) {
            continue;
        }
        if (name.startsWith("on")) {
            element.addEventListener(name.slice(2), value);
        } else if (name === "value" || name === "checked") {
            element[name] = value;
        } else {
            element.setAttribute(name, value === true ? "" : value);
        }
    }
    element.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return element;
}

/** A labelled control; `problem` stands beside it and is read out with it. */
export function field(name, label, control, problem = "") {
    control.id ||= `field-${name}`;
    control.name ||= name;
    const hint = make("p", { class: "problem", id: `problem-${name}`, role: "alert" }, problem);
    if (problem) {
        control.setAttribute("aria-invalid", "true");
        control.setAttribute("aria-describedby", hint.id);
    }
    return make(
        "div",
        { class: "field", "data-field": name },
        make("label", { for: control.id }, label),
        control,
        problem ? hint : null
    );
}

export function button(label, onclick, kind = "", attributes = {}) {
    return make("button", { type: "button", class: kind, onclick, ...attributes }, label);
}

export function card(title, ...children) {
    return make("section", { class: "card" }, title ? make("h2", {}, title) : null, ...children);
}
