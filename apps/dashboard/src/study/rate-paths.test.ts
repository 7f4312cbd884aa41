import { expect, test } from "vitest";
import type { RunRecord } from "../sources/run-source.ts";
import { predictedPaths, trajectoriesOf } from "./rate-paths.ts";

const run = (beta: number, seed: number, theory: Record<string, number> = {}): RunRecord => ({
  ...{ id: `${beta}/${seed}`, name: `β ${beta}`, experimentId: "1", status: "FINISHED" },
  ...{ startTime: 0, lastSeen: 0, tags: new Map() },
  params: new Map(
    Object.entries({
      ...{ "objective.regulariser": "reverse-kl", "objective.beta": String(beta) },
      seed: String(seed),
    }),
  ),
  metrics: new Map(Object.entries(theory).map(([key, value]) => [key, { value, step: 1 }])),
});

const history = (id: string, values: readonly number[]) =>
  values.map((value, i) => ({ runId: id, step: i + 1, value, timestamp: i }));

test("a trajectory is the mean over seeds after each epoch that all seeds have", () => {
  const paths = trajectoriesOf([run(1, 1), run(1, 2)], {
    rates: [...history("1/1", [1, 3, 5]), ...history("1/2", [2, 5])],
    reconstructions: [...history("1/1", [-90, -80, -70]), ...history("1/2", [-100, -82])],
  });
  const places = [
    { rate: 1.5, distortion: 95 },
    { rate: 4, distortion: 81 },
  ];
  expect(paths).toEqual([{ direction: "reverse-kl", places }]);
});

test("the predicted curve rises in beta and leaves out runs without a prediction", () => {
  const of = (rate: number) => ({ "theory/rate": rate, "theory/reconstruction": -10 - rate });
  expect(predictedPaths([run(4, 1, of(1)), run(1, 1, of(3)), run(2, 1)])).toEqual([
    {
      direction: "reverse-kl",
      places: [
        { rate: 3, distortion: 13 },
        { rate: 1, distortion: 11 },
      ],
    },
  ]);
});
