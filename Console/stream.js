// The stream of events, once for all pages of a browser: a browser opens six connections to a host, and each stream
// holds one (HTML Standard, 10.2.4: shared workers). A page says when it goes and when somebody signs out.

const pages = new Set();
let source = null;
let isReady = false;

const tell = (message, ...except) => {
  for (const page of pages) if (!except.includes(page)) page.postMessage(message);
};

function end() {
  source?.close();
  source = null;
  isReady = false;
}

function begin() {
  if (source && source.readyState !== EventSource.CLOSED) return;
  source = new EventSource("/api/v1/events");
  source.addEventListener("ready", () => {
    isReady = true;
    tell({ ready: true });
  });
  source.addEventListener("today", (event) => tell({ today: JSON.parse(event.data) }));
  source.addEventListener("real", () => tell({ real: true }));
}

addEventListener("connect", ({ ports: [page] }) => {
  pages.add(page);
  page.addEventListener("message", ({ data }) => {
    pages.delete(page);
    if (data === "signing-out") tell({ ended: true });
    if (data === "signing-out" || !pages.size) end();
  });
  page.start();
  begin();
  if (isReady) page.postMessage({ ready: true });
});
