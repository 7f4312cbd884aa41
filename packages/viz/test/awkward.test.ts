import { expect, test } from "vitest";
import {
  differences,
  latentScatter,
  learningCurves,
  metricAgainstBeta,
  metricScatter,
  parallelAxis,
  parallelCoordinates,
  rateDistortion,
  shares,
  stepTimes,
  unitRates,
} from "../src/index.ts";
import { svgOf } from "../src/node.ts";

const bad = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
const trial = { run: "a", label: "a", direction: "reverse-kl", estimator: "pathwise", beta: 1 };

const figures: Record<string, (document: Document, values: number[]) => SVGElement> = {
  learningCurves: (document, values) =>
    learningCurves(
      values.map((value, step) => ({ ...trial, step, value })),
      { document, smoothing: 0.6, interactive: true },
    ),
  "learningCurves on a log axis": (document, values) =>
    learningCurves(
      values.map((value, step) => ({ ...trial, step, value })),
      { document, logY: true },
    ),
  metricAgainstBeta: (document, values) =>
    metricAgainstBeta(
      values.map((value) => ({ ...trial, value })),
      { document, interactive: true },
    ),
  rateDistortion: (document, values) =>
    rateDistortion(
      values.map((value) => ({ ...trial, rate: value, distortion: value })),
      { document, interactive: true },
    ),
  latentScatter: (document, values) =>
    latentScatter(
      values.map((value) => ({ x: value, y: value, label: 3 })),
      { document, prior: true },
    ),
  metricScatter: (document, values) =>
    metricScatter(
      values.map((value) => ({ ...trial, x: value, y: value })),
      { document, logX: true, interactive: true },
    ),
  differences: (document, values) =>
    differences(
      values.map((mean) => ({ ...trial, mean, n: 3, interval: [mean - 1, mean + 1] as const })),
      { document, interactive: true },
    ),
  shares: (document, values) =>
    shares(
      values.map((share) => ({
        ...{ label: "a", share, interval: [share - 1, share + 1] as const, chance: 0.1 },
      })),
      { document, interactive: true },
    ),
  parallelCoordinates: (document, values) => {
    const axes = ["a", "b"].map((key) => parallelAxis({ key, label: key }, values));
    return parallelCoordinates(
      values.map((value) => ({ run: "a", colour: "#000000", values: [value, value] })),
      axes,
      { document },
    );
  },
  stepTimes: (document, values) =>
    stepTimes(
      values.map((median) => ({
        ...{ model: "a", name: "b", isOurs: true, median },
        p10: 1,
        p90: 2,
      })),
      { document },
    ),
  unitRates: (document, values) =>
    unitRates(
      values.map((rate, unit) => ({ unit, rate })),
      { document, interactive: true },
    ),
};

const inputs: Record<string, number[]> = {
  nothing: [],
  "one value": [2],
  "one zero": [0],
  "nothing finite": bad,
  "some not finite": [1, ...bad, 3],
  "one value many times": [5, 5, 5],
};

for (const [name, draw] of Object.entries(figures))
  test.for(Object.keys(inputs))(`${name} of %s is a figure with no NaN in it`, (input) => {
    const svg = svgOf((document) => draw(document, inputs[input] ?? []));
    expect(svg).toMatch(/^<svg /);
    expect(svg.replaceAll(/>[^<]*</g, "><")).not.toMatch(/NaN|Infinity|undefined/);
  });

test("without a document the error says what to pass", () => {
  expect(() => unitRates([])).toThrow("pass { document }");
});
