import { expect, test } from "vitest";
import { bootstrapInterval } from "./bootstrap.ts";
import { mean } from "./mean.ts";

const values = [1, 2, 4];

/** Every resample of three values, once. */
const everyResample = () =>
  Array.from({ length: 27 }, (_, k) => [k % 3, Math.floor(k / 3) % 3, Math.floor(k / 9)])
    .flat()
    .map((i) => (i + 0.5) / 3);

test("over all resamples the interval consists of quantiles of their means", () => {
  // means = [numpy.mean(r) for r in itertools.product([1, 2, 4], repeat=3)]
  // numpy.quantile(means, [.1, .9]) → [1.333…, 3.333…]
  const [low, high] = bootstrapInterval(values, mean, {
    uniforms: everyResample,
    resamples: 27,
    level: 0.8,
  });
  expect(low).toBeCloseTo(4 / 3, 12);
  expect(high).toBeCloseTo(10 / 3, 12);
});

test("values that agree have an interval without width; no values have none", () => {
  const uniforms = (count: number) => new Float64Array(count);
  expect(bootstrapInterval([3, 3], mean, { uniforms })).toEqual([3, 3]);
  expect(() => bootstrapInterval([], mean, { uniforms })).toThrow("at least one value");
});
