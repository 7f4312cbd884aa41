import { expect, test } from "vitest";
import { inferenceDirections } from "./bimodal-posterior.ts";

const values = inferenceDirections();
const of = (quantity: string, objective: string): number =>
  values.find((each) => each.quantity === quantity && each.at?.objective === objective)?.value ??
  Number.NaN;

test("wake-φ in the limit has the moments of the posterior, by a sum over a fine grid", () => {
  let [mass, square] = [0, 0];
  for (let z = -8; z <= 8; z += 0.001) {
    const density = Math.exp(-(z ** 2) / 2 - (3 - z * z) ** 2 / (2 * 0.64));
    mass += density;
    square += density * z * z;
  }
  expect(of("|mean of q|", "wake-φ in the limit, and sleep")).toBeCloseTo(0, 6);
  expect(of("sd of q", "wake-φ in the limit, and sleep")).toBeCloseTo(Math.sqrt(square / mass), 6);
});

test("no other objective has a smaller KL in the direction that it minimises", () => {
  const all = [...new Set(values.map(({ at }) => `${at?.objective}`))];
  for (const objective of all) {
    expect(of("KL(q‖p(z|x))", objective)).toBeGreaterThanOrEqual(of("KL(q‖p(z|x))", "ELBO") - 1e-9);
    expect(of("KL(p(z|x)‖q)", objective)).toBeGreaterThanOrEqual(
      of("KL(p(z|x)‖q)", "wake-φ in the limit, and sleep") - 1e-9,
    );
  }
});

test("wake-φ tends to its limit as 1/K", () => {
  const limit = of("sd of q", "wake-φ in the limit, and sleep");
  const [few, many] = [5, 50].map((K) => limit - of("sd of q", `wake-φ, ${K} samples`));
  expect((few ?? 0) / (many ?? 1)).toBeGreaterThan(5);
  expect((few ?? 0) / (many ?? 1)).toBeLessThan(40);
});
