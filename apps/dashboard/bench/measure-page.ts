import type { Browser, CDPSession, Page } from "playwright-core";

/** Resources that the page used during a task. */
export interface Cost {
  /** Wall-clock time in seconds. */
  readonly wall: number;
  /** CPU time of the main thread in seconds. */
  readonly cpu: number;
  /** Bytes received, as transferred. */
  readonly bytes: number;
  /** Bytes received from the tracking API. */
  readonly apiBytes: number;
  readonly requests: number;
}

/** A page with measurements of its main thread and network. */
export interface WatchedPage {
  readonly page: Page;
  /** Runs a task and measures it. */
  cost(work: () => Promise<unknown>): Promise<Cost>;
  /** Number of elements, and size of the heap in MB after garbage collection. */
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
  // CPU time does not depend on the load of the machine.
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

/** Number of frames while the table scrolls for two seconds. */
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

/** Milliseconds from a change of the filter to the updated table. */
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

/** CPU seconds of all renderers so far: of main threads and workers. */
export const rendererSeconds = async (browser: Browser): Promise<number> => {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  return processInfo
    .filter(({ type }) => type === "renderer")
    .reduce((sum, { cpuTime }) => sum + cpuTime, 0);
};
