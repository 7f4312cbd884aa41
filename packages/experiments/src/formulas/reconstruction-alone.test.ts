import { expect, test } from "vitest";
import { reconstructionAlone } from "./reconstruction-alone.ts";

const spectrum = [4, 2, 1, 0.5, 0.25];
const variance = 0.1;

/** E f(x), x ~ N(0, s), by the trapezoidal rule. */
const meanOf = (s: number, f: (x: number) => number): number => {
  let sum = 0;
  for (let i = -6000; i <= 6000; i++)
    sum += (f((i / 500) * Math.sqrt(s)) * Math.exp(-((i / 500) ** 2) / 2)) / 500;
  return sum / Math.sqrt(2 * Math.PI);
};
const logNormal = (x: number, s: number): number => -(Math.log(2 * Math.PI * s) + (x * x) / s) / 2;
/** E log p(x) of a linear VAE with weights w on the first two directions, direction by direction. */
const logLikelihood = (first: number, second: number): number =>
  spectrum.reduce((sum, lambda, i) => {
    const marginal = ([first ** 2, second ** 2][i] ?? 0) + variance;
    return sum + meanOf(lambda, (x) => logNormal(x, marginal));
  }, 0);

test("log p(x) that linear VAEs of equal reconstruction lack agrees with quadrature from the best weights on", () => {
  const best = logLikelihood(Math.sqrt(4 - variance), Math.sqrt(2 - variance));
  const values = reconstructionAlone();
  const lacks = values.filter(({ quantity }) => quantity.startsWith("largest"));
  expect(lacks.length).toBeGreaterThan(3);
  for (const { value, at } of lacks) {
    const w = Number(at?.w);
    expect(value).toBeCloseTo(best - logLikelihood(w, w), 6);
    expect(value).toBeGreaterThan(0);
  }
  for (const { value } of values.filter(({ quantity }) => quantity.startsWith("supremum"))) {
    expect(value).toBeGreaterThan(0);
    expect(value).toBeLessThan(1e-5);
  }
});
