import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import type { BetaPoint } from "./beta-point.ts";
import { dodges, type MetricAgainstBetaOptions, metricAgainstBeta } from "./metric-against-beta.ts";

const { document } = parseHTML("<!doctype html><html><body></body></html>");

const draw = (points: readonly BetaPoint[], options: MetricAgainstBetaOptions = {}): SVGElement =>
  metricAgainstBeta(points, { document, ...options });

const directions = ["reverse-kl", "forward-kl", "half-jeffreys"];

/** Five seeds for each direction and beta, all directions with the same values. */
const equal = (betas: readonly number[], estimators = ["pathwise"]): BetaPoint[] =>
  estimators.flatMap((estimator) =>
    directions.flatMap((direction) =>
      betas.flatMap((beta) =>
        [0, 1, 2, 3, 4].map((seed) => ({
          run: `${direction}/${beta}/${seed}`,
          ...{ beta, direction, estimator },
          value: 20 / (1 + beta) + seed,
        })),
      ),
    ),
  );

const labelled = (svg: SVGElement, label: string): SVGElement[] => [
  ...svg.querySelectorAll<SVGElement>(`[data-label="${label}"]`),
];

test("the whiskers at a beta cover less than a third of the gap to the next and are centred on the beta", () => {
  for (const closest of [4, 12, 40, 400]) {
    const places = [...dodges(directions, closest).values()];
    expect(Math.max(...places) - Math.min(...places)).toBeLessThanOrEqual(closest / 3);
    expect(places.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 12);
  }
  expect([...dodges(["reverse-kl"], 40).values()]).toEqual([0]);
});

test("directions with equal data have equal means and lines", () => {
  const svg = draw(equal([0.25, 0.5, 1, 2, 4, 8, 16, 32]));
  const lines = labelled(svg, "link").map((group) =>
    [...group.querySelectorAll("path")].map((path) => path.getAttribute("d")),
  );
  expect(lines).toHaveLength(3);
  expect(lines[1]).toEqual(lines[0]);
  expect(lines[2]).toEqual(lines[0]);
  const shifted = [...svg.querySelectorAll("[data-label=link], [data-label=dot]")].filter(
    (group) => group.querySelector("[r='3.5']") !== null && group.hasAttribute("transform"),
  );
  expect(shifted).toEqual([]);
});

test("with more than ten betas every tick label is inside its panel", () => {
  const betas = [0.25, 0.5, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512];
  for (const width of [360, 620]) {
    const svg = draw(equal(betas, ["pathwise", "score-function", "dreg"]), { width });
    const panels = labelled(svg, "x-axis tick label").flatMap((group) => [...group.children]);
    expect(panels.length).toBeGreaterThan(2);
    for (const text of svg.querySelectorAll('[data-label="x-axis tick label"] text')) {
      const x = Number(/translate\(([-\d.]+)/.exec(text.getAttribute("transform") ?? "")?.[1]);
      expect(x).toBeGreaterThanOrEqual(56 - 1);
      expect(x).toBeLessThanOrEqual(width - 20);
    }
  }
});

test("values outside the frame have one label per cell; labels neither overlap nor get cut off", () => {
  const point = (run: string, beta: number, value: number, direction = "reverse-kl") => ({
    ...{ run, beta, value, direction, estimator: "pathwise" },
  });
  const svg = draw([
    ...[1, 4, 16].map((beta) => point(`${beta}`, beta, -100 - beta)),
    point("a", 0, -558),
    point("b", 0, -612),
    point("c", 0, -700, "forward-kl"),
    point("d", 16, Number.NaN),
    point("e", 16, Number.POSITIVE_INFINITY),
  ]);
  const shiftOf = (element: Element): [x: number, y: number] => {
    const [, x, y] =
      /translate\(([-\d.]+),([-\d.]+)/.exec(element.getAttribute("transform") ?? "") ?? [];
    return [Number(x ?? 0), Number(y ?? 0)];
  };
  const labels = labelled(svg, "text").flatMap((group) =>
    [...group.querySelectorAll("text")].map((text) => {
      const [[dx, dy], [x, y]] = [shiftOf(group), shiftOf(text)];
      const half = (text.textContent ?? "").length * 3.4;
      const anchor = group.getAttribute("text-anchor") ?? "middle";
      const left = x + dx - (anchor === "start" ? 0 : anchor === "middle" ? half : 2 * half);
      return { text: text.textContent, left, right: left + 2 * half, y: y + dy };
    }),
  );
  expect(labels.map(({ text }) => text).sort()).toEqual(
    ["× NaN", "↑ ∞", "↓ −612 (2 runs)", "↓ −700"].sort(),
  );
  for (const { left, right } of labels) {
    expect(left).toBeGreaterThanOrEqual(56);
    expect(right).toBeLessThanOrEqual(620 - 20);
  }
  const [first, second] = labels.filter(({ text }) => text?.startsWith("↓"));
  expect(Math.abs((first?.y ?? 0) - (second?.y ?? 0))).toBeGreaterThan(11);
});

test("coincident marks have different sizes, so that none is hidden", () => {
  const points = directions.map((direction) => ({
    ...{ run: direction, beta: 1, value: 20, direction, estimator: "pathwise" },
  }));
  const radius = (svg: SVGElement, run: string) =>
    Number(svg.querySelector(`[data-run="${run}"]`)?.getAttribute("r"));
  expect(radius(draw(points), "reverse-kl")).toBe(
    radius(draw(points.slice(0, 1)), "reverse-kl") + 3,
  );
});

test("every run has a mark with its id", () => {
  const points = equal([1, 4]);
  const named = new Set(
    [...draw(points).querySelectorAll("[data-run]")].map((mark) => mark.getAttribute("data-run")),
  );
  expect(named).toEqual(new Set(points.map(({ run }) => run)));
});

test("only the figure itself has an accessible name", () => {
  const svg = draw(equal([1, 4]));
  expect(svg.getAttribute("aria-label")).toContain("against beta");
  expect(svg.querySelectorAll("[aria-label]")).toHaveLength(0);
});
