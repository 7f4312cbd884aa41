import type { Page } from "playwright-core";

const map = '[role="application"]';

const boxOf = async (page: Page) => {
  const box = await page.locator(map).boundingBox();
  if (box === null) throw new Error("cannot measure the map: it is not shown");
  return box;
};

/**
 * Milliseconds from each pointer event of a drag, as the browser received it, to the image that the
 * decoder draws for it.
 */
export const dragLatencies = async (page: Page, moves: number): Promise<number[]> => {
  const box = await boxOf(page);
  await page.evaluate(() => {
    Object.assign(window, { pointerAt: 0 });
    window.addEventListener(
      "pointermove",
      (event) => Object.assign(window, { pointerAt: event.timeStamp }),
      { capture: true },
    );
  });
  const at = (share: number) =>
    [box.x + box.width * (0.3 + 0.4 * share), box.y + box.height * (0.6 - 0.2 * share)] as const;
  await page.mouse.move(...at(0));
  await page.mouse.down();
  await page.waitForTimeout(500);
  const latencies: number[] = [];
  for (let move = 1; move <= moves; move++) {
    await page.mouse.move(...at(move / moves));
    latencies.push(
      await page.evaluate(async () => {
        const { pointerAt } = window as unknown as { pointerAt: number };
        const label = Object.keys(window.records.draws).find((one) => /^Decoded code/.test(one));
        const until = performance.now() + 5_000;
        for (;;) {
          const draw = window.records.draws[label ?? ""]?.find((time) => time >= pointerAt);
          if (draw !== undefined) return draw - pointerAt;
          if (performance.now() > until) return Number.NaN;
          await new Promise((resolve) => setTimeout(resolve, 1));
        }
      }),
    );
  }
  await page.mouse.up();
  return latencies;
};

/** Frames per second while the pointer moves over the map with every frame. */
const framesWhileMoving = (page: Page): Promise<number> =>
  page.evaluate(async (selector) => {
    const element = document.querySelector(`${selector} canvas`);
    if (element === null) throw new Error("cannot measure the map: it is not shown");
    const box = element.getBoundingClientRect();
    let frames = 0;
    const from = performance.now();
    while (performance.now() - from < 3_000) {
      await new Promise(requestAnimationFrame);
      frames++;
      const clientX = box.left + box.width * (0.5 + 0.3 * Math.sin(frames / 20));
      const clientY = box.top + box.height * (0.5 + 0.3 * Math.cos(frames / 33));
      const init = { bubbles: true, pointerId: 1, clientX, clientY };
      element.dispatchEvent(new PointerEvent("pointermove", init));
    }
    return (1_000 * frames) / (performance.now() - from);
  }, map);

export const hoverFrames = framesWhileMoving;

/** Frames per second while the view follows the pointer. */
export const panFrames = async (page: Page): Promise<number> => {
  const box = await boxOf(page);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.keyboard.down("Control");
  await page.mouse.down();
  const frames = await framesWhileMoving(page);
  await page.mouse.up();
  await page.keyboard.up("Control");
  return frames;
};
