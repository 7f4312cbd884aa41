import { expect, test } from "vitest";
import { configId } from "../trial/trial-id.ts";
import { studies } from "./studies.ts";
import { studySizes } from "./study.ts";

const all = Object.values(studies);

test.each(all)(
  "$name has distinct trials at every size, claims with distinct names, and says what would change our mind",
  (study) => {
    for (const size of studySizes) {
      const ids = study.trials(study.sizes[size]).map(configId);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.length > 0 || study.exact !== undefined).toBe(true);
    }
    const names = study.claims.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { claim } of study.claims) expect(claim).toMatch(/\.$/);
    expect(study.wouldChangeOurMind.length).toBeGreaterThan(40);
  },
);

test.each(all)("every quantity of $name finds its trials", (study) => {
  const configs = study.trials(study.sizes.default);
  const rows = configs.map((config) => ({
    ...{ id: configId(config), label: "", config, dataHash: "", runId: "", seconds: 0 },
    metrics: new Proxy({}, { get: () => 1 + config.seed }) as Record<string, number>,
  }));
  const parts = study.claims.flatMap(({ rule }) => rule.parts);
  for (const { quantity } of parts.filter(({ quantity: { isExact } }) => !isExact))
    if (!/onset|slope/.test(quantity.short))
      expect(quantity.measure({ rows, exact: [] })?.n, quantity.text).toBe(
        study.sizes.default.seeds,
      );
});

test.each(all)("the figures of $name can be drawn without evidence", (study) => {
  const figures = study.figures({ rows: [], exact: [] });
  expect(new Set(figures.map(({ name }) => name)).size).toBe(figures.length);
});
