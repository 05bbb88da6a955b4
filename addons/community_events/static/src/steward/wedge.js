/**
 * Scanners that type: what is typed anywhere on the page and ends with Enter is a code.
 */

const FORGOTTEN_AFTER = 1500; // milliseconds between two keys
const SHORTEST = 4;

export function listen(onCode) {
    let typed = "";
    let last = 0;
    document.addEventListener("keydown", (event) => {
        const isField = event.target.closest("input, textarea, select, dialog[open]");
        if (isField || event.ctrlKey || event.altKey || event.metaKey) {
            return;
        }
        if (event.timeStamp - last > FORGOTTEN_AFTER) {
            typed = "";
        }
        last = event.timeStamp;
        if (event.key === "Enter") {
            if (typed.length >= SHORTEST) {
                // Enter would press the button that has the focus.
                event.preventDefault();
                onCode(typed);
            }
            typed = "";
        } else if (event.key.length === 1) {
            typed += event.key;
            event.preventDefault();
        }
    });
}
