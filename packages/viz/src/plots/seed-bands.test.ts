import { expect, test } from "vitest";
import { curvesOf } from "./curves.ts";
import { seedBands } from "./seed-bands.ts";

const points = (run: string, values: readonly number[]) =>
  values.map((value, step) => ({ run, label: run, step, value }));
const cells = new Map(["a", "b", "c"].map((run) => [run, { key: "cell", label: "the cell" }]));
const bandsOf = (own: ReturnType<typeof points>) =>
  seedBands(curvesOf(own, { smoothing: 0, logY: false }), cells);

test("a band is the mean of the seeds with Student's 95 % interval", () => {
  const [band, ...rest] = bandsOf([
    ...points("a", [1, 10]),
    ...points("b", [2, 20]),
    ...points("c", [3, 60]),
  ]);
  expect(rest).toEqual([]);
  expect(band?.run).toBe("a b c");
  expect(band?.points[1]).toMatchObject({ step: 1, value: 30, n: 3 });
  // scipy.stats.t.interval(0.95, 2, loc=2, scale=1 / 3**0.5)
  expect(band?.points[0]?.low).toBeCloseTo(-0.484138, 5);
  expect(band?.points[0]?.high).toBeCloseTo(4.484138, 5);
});

test("two seeds have a mean and no interval, and a value that is not finite is left out", () => {
  const [band] = bandsOf([...points("a", [1, Number.NaN]), ...points("b", [3, 5])]);
  expect(band?.points).toEqual([
    { run: "a b", label: "the cell", step: 0, n: 2, value: 2 },
    { run: "a b", label: "the cell", step: 1, n: 1, value: 5 },
  ]);
});

test("a step that a longer run has not logged is left out; after a run has ended, the others go on", () => {
  const [band] = bandsOf([
    ...points("a", [1, 1, 1]),
    ...points("b", [3]),
    ...points("c", [5, 5, 5]).filter(({ step }) => step !== 1),
  ]);
  expect(band?.points.map(({ step, value }) => [step, value])).toEqual([
    [0, 3],
    [2, 3],
  ]);
});
