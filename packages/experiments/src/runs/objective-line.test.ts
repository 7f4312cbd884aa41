import { expect, test } from "vitest";
import { completeConfig } from "../config/complete-config.ts";
import { regularisers } from "../config/objective.ts";
import { objectiveLine } from "./objective-line.ts";

test.each<[object, string]>([
  [{}, "E_q log p(x|z) − β KL(q‖p), β = 1"],
  [{ objective: { regulariser: "forward-kl", beta: 4 } }, "E_q log p(x|z) − β KL(p‖q), β = 4"],
  [
    { objective: { regulariser: "reverse-renyi", alpha: 0.5, beta: 2 } },
    "E_q log p(x|z) − β D_α(q‖p), β = 2, α = 0.5",
  ],
  [
    { objective: { beta: 1, capacity: 25 } },
    "E_q log p(x|z) − β |KL(q‖p) − C|, β = 1, C = 25 nats",
  ],
  [
    { objective: { schedule: { kind: "linear" } } },
    "E_q log p(x|z) − β KL(q‖p), β linear from 0 to 1",
  ],
  [{ objective: { regulariser: "none" } }, "E_q log p(x|z)"],
  [{ inference: { kind: "iwae" } }, "E log (1/K) Σ_k w_k, K = 5"],
  [
    { model: { condition: "labels" } },
    "E_q log p(x|z, y) − β KL(q‖p), β = 1, given the label y, q = q(z|x, y)",
  ],
  [
    { model: { prior: { kind: "mixture" } } },
    "E log w, by 1 draw, p = a mixture of 50 normal distributions, whose weights, means and variances are learned",
  ],
  [
    { model: { prior: { kind: "vamp" } }, inference: { kind: "iwae" } },
    "E log (1/K) Σ_k w_k, K = 5, p = the mean of q(z|u) over 500 learned pseudo-inputs u",
  ],
  [
    { model: { codes: { kind: "two-layers" } } },
    "E log w, by 1 draw, q = q(z₁|x) q(z₂|z₁), p = p(z₂) p(z₁|z₂)",
  ],
  [{ model: { kind: "autoencoder" } }, "log p(x|z), z = f(x)"],
])("the formula of %j", (part, formula) => {
  expect(objectiveLine(completeConfig(part))).toBe(formula);
});

test("every regulariser has a formula of its own", () => {
  const formulas = regularisers.map((regulariser) =>
    objectiveLine(
      completeConfig({
        objective: { regulariser, ...(/renyi|amari|geo/.test(regulariser) && { alpha: 0.5 }) },
      }),
    ),
  );
  expect(new Set(formulas).size).toBe(regularisers.length);
});
