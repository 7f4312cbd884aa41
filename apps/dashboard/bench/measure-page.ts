import type { Browser, CDPSession, Page } from "playwright-core";

/** What a stretch of time cost the page. */
export interface Cost {
  /** Seconds on the clock. */
  readonly wall: number;
  /** Seconds of the main thread. */
  readonly cpu: number;
  /** Bytes that came over the network, compressed as they came. */
  readonly bytes: number;
  /** Of these, answers of the tracking API. */
  readonly apiBytes: number;
  readonly requests: number;
}

/** A page whose main thread and network are watched. */
export interface WatchedPage {
  readonly page: Page;
  /** Runs `work` and says what it cost. */
  cost(work: () => Promise<unknown>): Promise<Cost>;
  /** Elements in the page, and megabytes of its heap after a collection. */
  size(): Promise<{ readonly nodes: number; readonly heap: number }>;
  close(): Promise<void>;
}

const taskSeconds = async (session: CDPSession): Promise<number> => {
  const { metrics } = await session.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0;
};

export const watchedPage = async (browser: Browser): Promise<WatchedPage> => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const session = await context.newCDPSession(page);
  // In seconds of the processor, whatever else the machine is doing.
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  await session.send("Network.enable");
  let [bytes, apiBytes, requests] = [0, 0, 0];
  const ofApi = new Set<string>();
  session.on("Network.responseReceived", ({ requestId, response }) => {
    requests += 1;
    if (/\/(ajax-)?api\//.test(response.url)) ofApi.add(requestId);
  });
  session.on("Network.dataReceived", ({ requestId, encodedDataLength }) => {
    bytes += encodedDataLength;
    if (ofApi.has(requestId)) apiBytes += encodedDataLength;
  });
  return {
    page,
    cost: async (work) => {
      const before = { bytes, apiBytes, requests, cpu: await taskSeconds(session) };
      const from = performance.now();
      await work();
      const wall = (performance.now() - from) / 1_000;
      return {
        wall,
        cpu: (await taskSeconds(session)) - before.cpu,
        bytes: bytes - before.bytes,
        apiBytes: apiBytes - before.apiBytes,
        requests: requests - before.requests,
      };
    },
    size: async () => {
      await session.send("HeapProfiler.collectGarbage");
      const { usedSize } = await session.send("Runtime.getHeapUsage");
      const nodes = await page.evaluate(() => document.querySelectorAll("*").length);
      return { nodes, heap: usedSize / 1e6 };
    },
    close: () => context.close(),
  };
};

/** Frames that are drawn while the table scrolls down for two seconds. */
export const scrollFrames = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const scroller = document.querySelector(".scroller");
    let frames = 0;
    const from = performance.now();
    while (performance.now() - from < 2_000) {
      await new Promise(requestAnimationFrame);
      scroller?.scrollBy(0, 120);
      frames += 1;
    }
    return frames;
  });

/** Milliseconds from a key in the filter to the table that it asks for. */
export const filterTime = (page: Page, text: string): Promise<number> =>
  page.evaluate(async (wanted) => {
    const field = document.querySelector<HTMLInputElement>(".filter input");
    const count = document.querySelector(".count");
    if (field === null || count === null) throw new Error("the page has no filter");
    const before = count.textContent;
    const from = performance.now();
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(field, wanted);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    while (count.textContent === before && performance.now() - from < 10_000)
      await new Promise((resolve) => setTimeout(resolve));
    await new Promise(requestAnimationFrame);
    return performance.now() - from;
  }, text);
