import { expect, test } from "vitest";
import { toWire } from "../codec.ts";
import { limits } from "../limits.ts";
import { type Batch, legalBatches } from "./batches.ts";

/** A minimal standard random generator, which produces the same cases every time. */
const numbers = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
};

const randomBatch = (seed: number): Batch => {
  const below = numbers(seed);
  const text = (most: number) => "aü試😀\n".charAt(below(5)).repeat(below(most));
  return {
    metrics: Array.from({ length: below(4_000) }, (_, step) => ({
      key: `m/${text(200)}`,
      value: below(2) ? Number.NaN : below(1_000_000) / 7,
      step,
      timestamp: 1_700_000_000_000 + step,
    })),
    params: Array.from({ length: below(400) }, (_, n) => ({ key: `p${n}`, value: text(6_000) })),
    tags: Array.from({ length: below(300) }, (_, n) => ({ key: `t${n}`, value: text(8_000) })),
  };
};

test.each(Array.from({ length: 30 }, (_, seed) => seed + 1))(
  "whatever is logged (case %i) goes out whole, in order, and within every limit",
  (seed) => {
    const all = randomBatch(seed);
    const batches = [...legalBatches(all)];
    for (const { metrics, params, tags } of batches) {
      expect(metrics.length).toBeLessThanOrEqual(limits.metricsPerBatch);
      expect(params.length).toBeLessThanOrEqual(limits.paramsPerBatch);
      expect(tags.length).toBeLessThanOrEqual(limits.tagsPerBatch);
      const count = metrics.length + params.length + tags.length;
      expect(count).toBeGreaterThan(0);
      expect(count).toBeLessThanOrEqual(limits.entitiesPerBatch);
      const body = JSON.stringify(toWire({ runId: "r".repeat(256), metrics, params, tags }));
      expect(new TextEncoder().encode(body).length).toBeLessThanOrEqual(limits.bytesPerBatch);
    }
    for (const kind of ["metrics", "params", "tags"] as const)
      expect(batches.flatMap((batch) => [...batch[kind]])).toEqual(all[kind]);
  },
);

test("an empty log is no request, a full one is one, and one more entity needs two", () => {
  const metrics = (count: number) =>
    Array.from({ length: count }, (_, step) => ({ key: "m", value: 1, step, timestamp: 0 }));
  const requests = (count: number) =>
    [...legalBatches({ metrics: metrics(count), params: [], tags: [] })].length;
  expect([0, 1, 1_000, 1_001, 2_000, 2_001].map(requests)).toEqual([0, 1, 1, 2, 2, 3]);
});
