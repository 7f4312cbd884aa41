import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { rateCells } from "./rate-cells.ts";
import { rateDistortion } from "./rate-distortion.ts";

const { document } = parseHTML("<!doctype html><html><body></body></html>");

const points = [1, 4, 16].flatMap((beta) =>
  [0, 1, 2].map((seed) => ({
    ...{ run: `${beta}/${seed}`, label: "", direction: "reverse-kl", estimator: "pathwise", beta },
    rate: 30 / beta + seed,
    distortion: 80 + 10 * beta - 3 * seed,
  })),
);

test("runs that differ only in their seed have one mean; means are ordered by beta", () => {
  expect(
    rateCells(points.toReversed()).map(({ beta, rate, distortion, n }) => [
      beta,
      rate,
      distortion,
      n,
    ]),
  ).toEqual([
    [1, 31, 87, 3],
    [4, 8.5, 117, 3],
    [16, 2.875, 237, 3],
  ]);
});

test("a line joins the means of a direction, and each run has its own mark", () => {
  const svg = rateDistortion(points, { document });
  const lines = [...svg.querySelectorAll('[data-label="line"] path')];
  expect(lines).toHaveLength(1);
  expect(lines[0]?.getAttribute("d")?.match(/[ML]/g)).toHaveLength(3);
  expect(svg.querySelectorAll("[data-run]")).toHaveLength(points.length);
});

test("cells outside the frame are listed in at most a few lines", () => {
  const away = Array.from({ length: 9 }, (_, index) => ({
    ...{ run: `far ${index}`, label: "", direction: "none", estimator: `e${index}`, beta: 0 },
    rate: 900 + index,
    distortion: 40,
  }));
  const svg = rateDistortion([...points, ...away], { document });
  const note = [...svg.querySelectorAll("text")].find((text) => text.textContent?.includes("→"));
  expect(note?.textContent).toContain("and 5 more →");
});
