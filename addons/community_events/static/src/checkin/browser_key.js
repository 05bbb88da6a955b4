/**
 * A key pair that stays in this browser: its private half cannot be read, not even here.
 *
 * It says "the same browser as before", nothing more. Without a secure context (http) or
 * without storage (private windows) there is none, and the page works all the same.
 */

const STORE = "keys";
const NAME = "checkin";
const ALGORITHM = { name: "ECDSA", namedCurve: "P-256" };

function openStore() {
    return new Promise((resolve, reject) => {
        const request = indexedDB.open("community-checkin", 1);
        request.onupgradeneeded = () => request.result.createObjectStore(STORE);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
}

function ask(store, mode, work) {
    return new Promise((resolve, reject) => {
        const request = work(store.transaction(STORE, mode).objectStore(STORE));
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
}

async function findPair() {
    const store = await openStore();
    const known = await ask(store, "readonly", (keys) => keys.get(NAME));
    if (known) {
        return known;
    }
    const made = await crypto.subtle.generateKey(ALGORITHM, false, ["sign", "verify"]);
    await ask(store, "readwrite", (keys) => keys.put(made, NAME));
    return made;
}

function encode(buffer) {
    return btoa(String.fromCharCode(...new Uint8Array(buffer)));
}

/** {publicKey, sign(text)} of this browser, or null where it can keep no key. */
export async function getBrowserKey() {
    try {
        const pair = await findPair();
        const spki = await crypto.subtle.exportKey("spki", pair.publicKey);
        return {
            publicKey: encode(spki),
            async sign(text) {
                const raw = await crypto.subtle.sign(
                    { name: "ECDSA", hash: "SHA-256" },
                    pair.privateKey,
                    new TextEncoder().encode(text)
                );
                return encode(raw).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
            },
        };
    } catch {
        return null;
    }
}
