// The only thing that stays on somebody's own phone: one neutral page for “no connection”, with its style and its script. It
// answers when a page cannot be fetched and keeps nothing else: no words, no other page, no pictures. Leaving, signing out or a shared phone takes it away
// (offline.js, leave.js, and Clear-Site-Data from the server).

const SHELF = "offline";
const PAGE = "/offline";

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const shelf = await caches.open(SHELF);
    const page = await fetch(PAGE, { cache: "reload" });
    const parts = [...(await page.clone().text()).matchAll(/"(\/static\/[^"]+\?offline)"/g)].map(([, path]) => path);
    await shelf.put(PAGE, page);
    await shelf.addAll(parts);
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    // the browser asks for the page while it still wakes this worker up, as if the worker were not there
    await self.registration.navigationPreload?.enable();
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  if (new URL(event.request.url).search === "?offline") {
    event.respondWith((async () => (await caches.match(event.request)) ?? fetch(event.request))());
    return;
  }
  if (event.request.mode !== "navigate" || event.request.method !== "GET") return;
  event.respondWith((async () => {
    try {
      return (await event.preloadResponse) ?? (await fetch(event.request));
    } catch {
      return (await caches.match(PAGE)) ?? Response.error();
    }
  })());
});
