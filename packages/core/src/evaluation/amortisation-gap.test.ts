import { expect, test } from "vitest";
import { at } from "../../test/at.ts";
import { linearWithEncoder } from "../../test/linear-encoder.ts";
import { rng } from "../random/rng.ts";
import { amortisationGap } from "./amortisation-gap.ts";
import { linearGaussian } from "./linear-gaussian.ts";

const [D, K, N] = [5, 2, 60];
const x = rng(1).normals(N * D);

test("of a linear model it is the difference of the exact KL(q‖p(z|x)), within 4 standard errors", async () => {
  const trained = linearWithEncoder({ dataSize: D, latentSize: K, offset: 0.5, spread: 2 });
  const options = { rng: rng(2), samples: 400, refinement: { steps: 300, samples: 8 } };
  const { rows, drawErrors, encoder, refined, mean } = amortisationGap(trained, x, options);
  await expect(() =>
    amortisationGap(trained, x, { rng: rng(2), refinement: { steps: 3 } }),
  ).toLeakNoTensors();
  const exact = linearGaussian(trained);
  let total = 0;
  for (let n = 0; n < N; n++) {
    const { reverseKl } = exact.at(x.subarray(n * D, (n + 1) * D));
    const of = (q: typeof encoder) =>
      reverseKl({
        mean: q.mean.subarray(n * K, (n + 1) * K),
        logVariance: q.logVariance.subarray(n * K, (n + 1) * K),
      });
    const gap = of(encoder) - of(refined);
    total += gap / N;
    expect(Math.abs(at(rows, n) - gap)).toBeLessThan(5 * at(drawErrors, n) + 1e-4);
  }
  expect(total).toBeGreaterThan(0.2);
  expect(Math.abs(mean.value - total)).toBeLessThan(0.05);
  trained.dispose();
});

test("of an encoder that is optimal it is 0", () => {
  const trained = linearWithEncoder({ dataSize: D, latentSize: K });
  const { mean } = amortisationGap(trained, x, { rng: rng(3), samples: 100 });
  expect(Math.abs(mean.value)).toBeLessThan(0.02);
  trained.dispose();
});
