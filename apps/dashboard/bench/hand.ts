import type { Locator, Page } from "playwright-core";

/** What a task took. */
export interface Effort {
  readonly clicks: number;
  /** Keys pressed, and characters typed. */
  readonly keys: number;
  /** Scrolls that brought into view what came next. */
  readonly scrolls: number;
  /** Wall-clock seconds until the answer was in view. */
  readonly seconds: number;
}

/** Does what a user does with a page, and counts it. */
export interface Hand {
  click(target: Locator): Promise<void>;
  press(key: string): Promise<void>;
  type(text: string): Promise<void>;
  /** Waits until the answer is in view. */
  see(answer: Locator): Promise<void>;
  effort(): Effort;
}

const patienceMs = 4_000;

/** Whether the middle of an element is in the viewport and nothing covers it. */
const isSeen = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    if (width === 0 || height === 0) return false;
    const found = document.elementFromPoint(left + width / 2, top + height / 2);
    return found !== null && (element.contains(found) || found.contains(element));
  });

export const handOn = (page: Page): Hand => {
  let [clicks, keys, scrolls] = [0, 0, 0];
  const start = performance.now();
  let end = start;
  const bring = async (target: Locator, patience: number): Promise<void> => {
    await target.waitFor();
    const until = performance.now() + patience;
    while (!(await isSeen(target))) {
      if (performance.now() > until) {
        scrolls++;
        await target.scrollIntoViewIfNeeded();
        return;
      }
      await page.waitForTimeout(10);
    }
  };
  return {
    click: async (target) => {
      await bring(target, 0);
      await target.click();
      clicks++;
    },
    press: async (key) => {
      await page.keyboard.press(key);
      keys++;
    },
    type: async (text) => {
      await page.keyboard.type(text);
      keys += text.length;
    },
    see: async (answer) => {
      await bring(answer, patienceMs);
      end = performance.now();
    },
    effort: () => ({ clicks, keys, scrolls, seconds: (end - start) / 1_000 }),
  };
};
