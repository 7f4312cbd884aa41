import { expect, test } from "vitest";
import { configId } from "../trial/trial-id.ts";
import { type Cell, isIn } from "./cell.ts";
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

test.each(all)(
  "every cell of $name has one trial for each seed of its claim, of which there are at least as many as planned",
  (study) => {
    const { seeds } = study.sizes.default;
    const configs = study.trials(study.sizes.default);
    const seedsIn = (cell: Cell) =>
      configs.filter((config) => isIn(config, cell)).map(({ seed }) => seed);
    for (const { quantity } of study.claims.flatMap(({ rule }) => rule.parts)) {
      expect(quantity.isExact === true || quantity.cells !== undefined).toBe(true);
      const [first] = (quantity.cells ?? []).map(seedsIn);
      expect(new Set(first).size).toBe(first?.length ?? 0);
      if (first !== undefined) expect(first.length).toBeGreaterThanOrEqual(seeds);
      for (const cell of quantity.cells ?? [])
        expect(seedsIn(cell), JSON.stringify(cell)).toEqual(first);
    }
  },
);

test.each(all)("the figures of $name can be drawn without evidence", (study) => {
  const figures = study.figures({ rows: [], exact: [] });
  expect(new Set(figures.map(({ name }) => name)).size).toBe(figures.length);
});
