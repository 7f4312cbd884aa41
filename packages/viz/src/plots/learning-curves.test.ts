import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { type CurvePoint, curvesOf, dottedPoints, undrawable } from "./curves.ts";
import { type LearningCurvesOptions, learningCurves } from "./learning-curves.ts";

const { document } = parseHTML("<!doctype html><html><body></body></html>");

const curve = (values: readonly number[], run = "a"): CurvePoint[] =>
  values.map((value, step) => ({ run, label: run, step, value }));

const draw = (points: readonly CurvePoint[], options: LearningCurvesOptions = {}): SVGElement =>
  learningCurves(points, { document, ...options });

const texts = (svg: SVGElement): string[] =>
  [...svg.querySelectorAll("text")].map((text) => text.textContent ?? "");

const noisy = Array.from({ length: 40 }, (_, step) => 30 - step / 2 + 5 * Math.sin(7 * step));

test("a curve of few points is not smoothed, and its dots are the logged values", () => {
  const [short] = curvesOf(curve([49.89, 40.4]), { smoothing: 0.95, logY: false });
  expect(short?.smoothed).toBeUndefined();
  expect(short && dottedPoints(short).map(({ value }) => value)).toEqual([49.89, 40.4]);
  expect(texts(draw(curve([49.89, 40.4]), { smoothing: 0.95 })).join()).not.toContain("smoothed");
});

test("a smoothed curve keeps the logged values, and the axis label says that it is smoothed", () => {
  const [long] = curvesOf(curve(noisy), { smoothing: 0.95, logY: false });
  expect(long?.points.map(({ value }) => value)).toEqual(noisy);
  expect(long?.smoothed?.at(-1)?.value).not.toBeCloseTo(noisy.at(-1) ?? 0, 1);
  expect(texts(draw(curve(noisy), { smoothing: 0.95, yLabel: "rate" }))).toContain(
    "rate, smoothed 0.95",
  );
});

test("a line has a gap and a mark at each value that is not finite", () => {
  const values = noisy.map((value, step) => (step === 10 || step === 20 ? Number.NaN : value));
  values[30] = Number.POSITIVE_INFINITY;
  values[35] = Number.NEGATIVE_INFINITY;
  const svg = draw(curve(values));
  const [path] = svg.querySelectorAll('[data-label="line"] path');
  expect(path?.getAttribute("d")?.match(/M/g)).toHaveLength(5);
  expect(texts(svg).filter((text) => /^[×↑↓]$/.test(text))).toEqual(["×", "×", "↑", "↓"]);
});

test("an isolated finite value has a dot", () => {
  const values = noisy.map((value, step) => ([10, 12].includes(step) ? Number.NaN : value));
  const [only] = curvesOf(curve(values), { smoothing: 0, logY: false });
  expect(only && dottedPoints(only).map(({ step }) => step)).toEqual([11]);
});

test("a diverged run has at most one mark per column of the frame", () => {
  const broken = curve(Array.from({ length: 5000 }, () => Number.NaN));
  expect(undrawable(broken, { columns: 120, logY: false })).toHaveLength(121);
});

test("a log axis marks values ≤ 0, and stays linear if no value is positive", () => {
  const negative = draw(curve([-100, -90]), { logY: true, yLabel: "ELBO" });
  expect(texts(negative)).toContain("ELBO (linear: no value > 0)");
  expect(negative.querySelectorAll("circle")).toHaveLength(2);
  const mixed = draw(curve([0, 10, 1]), { logY: true, yLabel: "rate" });
  expect(texts(mixed)).toContain("rate, log scale (↓: 1 value ≤ 0)");
  expect(texts(mixed)).toContain("↓");
});
