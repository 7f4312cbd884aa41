import { directionLook, nameOf, seriesFigure } from "../src/index.ts";

// Active units of two directions against tau, three seeds each, beside the threshold law.
const eigenvalues = [4, 2, 1, 0.5, 0.25];
const active = (tau: number): number => eigenvalues.filter((value) => value > tau).length;
const directions = ["reverse-kl", "forward-kl"];
const points = directions.flatMap((direction, d) =>
  [0.1, 0.3, 0.7, 1.5, 3, 6].flatMap((tau) =>
    [0, 1, 2].map((seed) => ({
      ...{ series: nameOf(direction), run: `${direction}/${tau}/${seed}`, x: tau },
      value: Math.max(0, active(tau * (1 + 0.5 * d)) - (seed === 2 && tau < 2 ? 1 : 0)),
    })),
  ),
);
const law = [...eigenvalues].reverse().flatMap((x, i) => [
  { x, value: eigenvalues.length - i },
  { x, value: eigenvalues.length - i - 1 },
]);

export const draw = (document: Document): SVGElement =>
  seriesFigure(points, {
    ...{ document, title: "Active units against τ", logX: true, xLabel: "τ = βσ², log scale" },
    yLabel: "active units",
    dodge: 6,
    looks: new Map(directions.map((one) => [nameOf(one), directionLook(one, "light")])),
    laws: [{ name: "threshold law", points: [{ x: 0.05, value: 5 }, ...law, { x: 8, value: 0 }] }],
  });
