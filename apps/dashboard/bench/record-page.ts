import type { Page } from "playwright-core";

/** What a page records of itself while it works. Times are those of its `performance.now`. */
interface Records {
  /** Times at which images were put into canvases, by the canvas' label. */
  readonly draws: Record<string, number[]>;
  /** Durations of tasks that held up the main thread for more than 50 ms. */
  readonly longTasks: number[];
}

declare global {
  interface Window {
    readonly records: Records;
  }
}

/** Records draws and long tasks from the start of every page that is opened. */
export const recordPage = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const records: Records = { draws: {}, longTasks: [] };
    Object.assign(window, { records });
    const { putImageData } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.putImageData = function (
      this: CanvasRenderingContext2D,
      ...given: unknown[]
    ) {
      const label = this.canvas.getAttribute("aria-label") ?? "";
      records.draws[label] ??= [];
      records.draws[label].push(performance.now());
      Reflect.apply(putImageData, this, given);
    };
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) records.longTasks.push(duration);
    }).observe({ type: "longtask", buffered: true });
  });

/** Durations of long tasks since the last call, in milliseconds. */
export const takeLongTasks = (page: Page): Promise<number[]> =>
  page.evaluate(() => window.records.longTasks.splice(0));

/** The number of draws of the canvas with this label so far. */
export const drawsOf = (page: Page, label: string): Promise<number> =>
  page.evaluate((of) => window.records.draws[of]?.length ?? 0, label);
