import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { metricAgainstBeta } from "./plots/metric-against-beta.ts";
import { rateDistortion } from "./plots/rate-distortion.ts";

const { document } = parseHTML("<!doctype html><html><body></body></html>");

/** Runs of two directions and three betas, with so many seeds. */
const runsOf = (seeds: number) =>
  ["reverse-kl", "forward-kl"].flatMap((direction) =>
    [1, 4, 16].flatMap((beta) =>
      Array.from({ length: seeds }, (_, seed) => ({
        ...{ run: `${direction}/${beta}/${seed}`, label: "", direction, beta },
        ...{ estimator: "pathwise", rate: 30 / beta + seed / seeds, distortion: 80 + beta },
        value: 10 / beta + seed / seeds,
      })),
    ),
  );

const dotsOf = (svg: SVGElement): number =>
  [...svg.querySelectorAll("path[stroke-linecap=round]")]
    .map((path) => path.getAttribute("d")?.match(/h0/g)?.length ?? 0)
    .reduce((sum, count) => sum + count, 0);

for (const [name, draw] of [
  ["a metric against beta", metricAgainstBeta],
  ["the rate–distortion plane", rateDistortion],
] as const)
  test(`in ${name}, a few runs have an element each, and the dots of many are one per direction`, () => {
    const few = draw(runsOf(10), { document });
    expect(few.querySelectorAll("[data-run]")).toHaveLength(60);
    expect(dotsOf(few)).toBe(0);
    const many = draw(runsOf(200), { document });
    expect(dotsOf(many)).toBe(1_200);
    expect(many.querySelectorAll("[data-run]")).toHaveLength(0);
    expect(many.querySelectorAll("*").length).toBeLessThan(few.querySelectorAll("*").length + 100);
  });
