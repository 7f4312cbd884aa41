import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openChromium } from "@vae-lab/testing";
import { openTrackingServer, type TrackingServer } from "@vae-lab/tracking-server";
import { type MlflowClient, mlflowClient } from "mlflow-js-client";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { onTestFinished } from "vitest";
import { builtPage } from "./built-page.ts";
import { serve } from "./serve.ts";

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
  /** May respond to a request before the page and the store. */
  readonly before?: (request: Request) => Response | undefined;
}

const filled = async (
  folder: string,
  fill: NonNullable<SiteOptions["fill"]>,
): Promise<TrackingServer> => {
  const store = openTrackingServer({ folder: join(folder, "store") });
  const client = mlflowClient({ trackingUri: "http://127.0.0.1:5050", fetch: store.fetch });
  await fill(client, store.fetch);
  return store;
};

export const openSite = async ({ fill, before }: SiteOptions = {}): Promise<Site> => {
  const folder = mkdtempSync(join(tmpdir(), "vae-lab-site-"));
  const pages = await builtPage(fill === undefined ? "fixture" : "production");
  const store = fill === undefined ? undefined : await filled(folder, fill);
  const served = await serve(pages, store, before);
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
