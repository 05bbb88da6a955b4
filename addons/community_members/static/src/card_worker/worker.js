// Keeps the last member card of this phone for places without a network. It answers
// for one address, keeps one page, and forgets it as soon as the server no longer
// shows a card to whoever is signed in.
const CACHE = "community-member-card";
const CARD = "/my/card";

async function keep(response) {
    const cache = await caches.open(CACHE);
    if (response.ok && !response.redirected) {
        await cache.put(CARD, response.clone());
    } else {
        await cache.delete(CARD);
    }
    return response;
}

async function answer(request) {
    let response;
    try {
        response = await fetch(request);
    } catch {
        const cache = await caches.open(CACHE);
        return (await cache.match(CARD)) || Response.error();
    }
    // An answer that says "try later" does not take the card away.
    return response.status >= 500 ? (await caches.match(CARD)) || response : keep(response);
}

globalThis.addEventListener("install", (event) => {
    globalThis.skipWaiting();
    event.waitUntil(fetch(CARD, { credentials: "same-origin" }).then(keep));
});

globalThis.addEventListener("activate", (event) => event.waitUntil(globalThis.clients.claim()));

globalThis.addEventListener("fetch", (event) => {
    const url = new URL(event.request.url);
    if (url.pathname === CARD && event.request.method === "GET") {
        event.respondWith(answer(event.request));
    }
});
