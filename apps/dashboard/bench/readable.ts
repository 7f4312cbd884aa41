import type { Page } from "playwright-core";

/** The ELBO of the test images after an epoch, and when it was shown. */
interface Evaluated {
  readonly epoch: number;
  readonly elbo: number;
  /** Seconds since the page was opened. */
  readonly seconds: number;
}

const epochs = 50;
const nats = 3;

/**
 * A manifold is readable from the first epoch whose ELBO on the test images is within 3 nats per example
 * of that after 50 epochs.
 */
export const readableRule = `within ${nats} nats of the test ELBO after ${epochs} epochs`;

/** The training's evaluations until the last epoch of the rule. */
const evaluations = async (page: Page): Promise<Evaluated[]> => {
  const found: Evaluated[] = [];
  while ((found.at(-1)?.epoch ?? 0) < epochs) {
    const text = (await page.locator(".training .progress").textContent()) ?? "";
    const [, epoch, elbo = ""] = /test ELBO after epoch (\d+): (\S+) nats/.exec(text) ?? [];
    if (epoch !== undefined && Number(epoch) !== found.at(-1)?.epoch)
      found.push({
        epoch: Number(epoch),
        elbo: Number(elbo.replace("−", "-").replaceAll(",", "")),
        seconds: (await page.evaluate(() => performance.now())) / 1_000,
      });
    await page.waitForTimeout(50);
  }
  return found;
};

/** The epoch from which the manifold of the page's training is readable, and the last one seen. */
export const readableEpoch = async (
  page: Page,
): Promise<{ readonly first: Evaluated; readonly last: Evaluated }> => {
  const found = await evaluations(page);
  const last = found.at(-1) as Evaluated;
  const first = found.find(({ elbo }) => elbo >= last.elbo - nats) ?? last;
  return { first, last };
};
