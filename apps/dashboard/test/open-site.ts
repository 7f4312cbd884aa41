import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openChromium } from "@vae-lab/testing";
import { openTrackingServer, type TrackingServer } from "@vae-lab/tracking-server";
import { type MlflowClient, mlflowClient } from "mlflow-js-client";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { onTestFinished } from "vitest";
import { builtPage } from "./built-page.ts";
import { type Api, apiAt, serve } from "./serve.ts";

interface Opened {
  readonly page: Page;
  /** Uncaught errors of the page. */
  readonly faults: string[];
}

/** The built page, a browser and optionally a store. */
export interface Site {
  readonly url: string;
  readonly browser: Browser;
  /** Opens a path until the test ends; a training in it would go on beside the next tests. */
  open(path: string, options?: BrowserContextOptions): Promise<Opened>;
  /** Opens a path for all tests. */
  openForAll(path: string, options?: BrowserContextOptions): Promise<Opened>;
  close(): Promise<void>;
}

interface SiteOptions {
  /** Fills the store. Without it the page shows made-up runs. */
  readonly fill?: (client: MlflowClient, fetch: TrackingServer["fetch"]) => Promise<unknown>;
  /** Address of a server whose store is filled. Default: an embedded server with a store of its own. */
  readonly server?: string | undefined;
  /** May respond to a request before the page and the store. */
  readonly before?: (request: Request) => Response | undefined;
}

type Store = Api & Pick<TrackingServer, "fetch" | "close">;

/** A server at this address; its store stays. */
const storeAt = (address: string): Store => ({
  ...apiAt(address),
  fetch: globalThis.fetch,
  close: () => undefined,
});

/** The store that a test fills; undefined without `fill`. */
const filledStore = async (
  folder: string,
  { fill, server }: SiteOptions,
): Promise<Store | undefined> => {
  if (fill === undefined) return undefined;
  const store: Store =
    server === undefined ? openTrackingServer({ folder: join(folder, "store") }) : storeAt(server);
  const trackingUri = server ?? "http://127.0.0.1:5050";
  await fill(mlflowClient({ trackingUri, fetch: store.fetch }), store.fetch);
  return store;
};

export const openSite = async (options: SiteOptions = {}): Promise<Site> => {
  const folder = mkdtempSync(join(tmpdir(), "vae-lab-site-"));
  const pages = await builtPage(options.fill === undefined ? "fixture" : "production");
  const store = await filledStore(folder, options);
  const served = await serve(pages, store, options.before);
  const browser = await openChromium();
  const openForAll: Site["openForAll"] = async (path, options = {}) => {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      ...options,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(40_000);
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    await page.goto(`${served.url}${path}`);
    return { page, faults };
  };
  return {
    url: served.url,
    browser,
    openForAll,
    open: async (...asked) => {
      const opened = await openForAll(...asked);
      onTestFinished(() => opened.page.context().close());
      return opened;
    },
    close: async () => {
      await browser.close();
      await served.close();
      store?.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
