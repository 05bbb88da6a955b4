/** Questions to the server. The cookie of this phone goes along by itself. */

const PATH = "/checkin/gate/";
const PATIENCE = 5000; // milliseconds, then the phone decides alone

/** The server cannot be reached, or cannot answer now. */
export class NoNetwork extends Error {}

/** The server does not know this phone (any more). */
export class NoDevice extends Error {}

export async function ask(what, values = {}, patience = PATIENCE) {
    let response, answer;
    try {
        response = await fetch(PATH + what, {
            method: "POST",
            credentials: "same-origin",
            headers: { "Content-Type": "application/json", "X-Community-Gate": "1" },
            body: JSON.stringify(values),
            signal: AbortSignal.timeout(patience),
        });
        answer = response.ok ? await response.json() : null;
    } catch (error) {
        throw new NoNetwork(String(error));
    }
    if (response.status === 401) {
        throw new NoDevice();
    }
    if (!answer) {
        throw new NoNetwork(String(response.status));
    }
    return answer;
}
