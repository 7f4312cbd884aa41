import { learningCurves } from "../src/index.ts";

// Five seeds of two cells: thick lines are means, bands are 95 % intervals, thin lines are the runs.
const cells = [
  { key: "a", label: "reverse KL · β 1", end: 105 },
  { key: "b", label: "forward KL · β 1", end: 150 },
];
const runs = cells.flatMap((cell, place) =>
  [1, 2, 3, 4, 5].map((seed) => ({ ...cell, run: `${cell.key}${seed}`, place, seed })),
);
const points = runs.flatMap(({ run, label, end, place, seed }) =>
  Array.from({ length: 60 }, (_, step) => {
    const wobble = 14 * Math.sin(seed * 12.9898 + step * 0.15) + 4 * Math.sin(step * (place + 3));
    return { run, label, step, value: end + (400 - end) * Math.exp(-step / 9) + wobble };
  }),
);

export const draw = (document: Document): SVGElement =>
  learningCurves(points, {
    document,
    cells: new Map(runs.map(({ run, key, label }) => [run, { key, label }])),
    members: true,
    looks: new Map(
      runs.map(({ run, place }) => [
        run,
        { colour: place === 0 ? "#0072b2" : "#d55e00", symbol: "circle", dash: "" },
      ]),
    ),
    title: "Test ELBO over five seeds",
    xLabel: "epoch",
    yLabel: "−ELBO, nats per example",
  });
