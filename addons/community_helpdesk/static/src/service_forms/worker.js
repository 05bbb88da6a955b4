// Keeps the page and its files for the time without network; nothing of the customers.
// The server puts `KEPT` (version, files) before this text.
const KEPT = globalThis.KEPT;
const CACHE = `community-service-${KEPT.version}`;
const PAGE = "/service/forms";

async function keep() {
    const cache = await caches.open(CACHE);
    await cache.addAll(KEPT.files);
    const page = await fetch(PAGE, { credentials: "same-origin" });
    if (page.ok && !page.redirected) {
        await cache.put(PAGE, page);
    }
}

async function tidy() {
    for (const name of await caches.keys()) {
        if (name.startsWith("community-service-") && name !== CACHE) {
            await caches.delete(name);
        }
    }
    await globalThis.clients.claim();
}

// The newest page, unless the network is away or slow.
async function answerPage(request) {
    const cache = await caches.open(CACHE);
    try {
        const response = await fetch(request, { signal: AbortSignal.timeout(5000) });
        if (response.ok && !response.redirected) {
            await cache.put(PAGE, response.clone());
        }
        return response.status < 500 ? response : (await cache.match(PAGE)) || response;
    } catch {
        return (await cache.match(PAGE)) || Response.error();
    }
}

async function answerFile(request) {
    const cache = await caches.open(CACHE);
    return (await cache.match(request, { ignoreSearch: true })) || fetch(request);
}

globalThis.addEventListener("install", (event) => {
    globalThis.skipWaiting();
    event.waitUntil(keep());
});

globalThis.addEventListener("activate", (event) => event.waitUntil(tidy()));

globalThis.addEventListener("fetch", (event) => {
    const url = new URL(event.request.url);
    if (event.request.method !== "GET" || url.origin !== globalThis.location.origin) {
        return;
    }
    if (url.pathname === PAGE) {
        event.respondWith(answerPage(event.request));
    } else if (KEPT.files.includes(url.pathname)) {
        event.respondWith(answerFile(event.request));
    }
});
