import { expect, test } from "vitest";
import { objectiveFormula } from "./objective-formula.ts";
import { regularisers, TrialConfig } from "./trial-config.ts";

const formulaOf = (parts: object) =>
  objectiveFormula(
    TrialConfig.parse({
      dataset: { name: "mnist-14" },
      model: { kind: "vae", latent: 2 },
      ...parts,
    }),
  );
const pathwise = { estimator: { kind: "pathwise" } };

test.each([
  [{ objective: {} }, "E_{q(z|x)} [log p(x|z)] − KL(q(z|x) ‖ p(z))"],
  [
    { objective: { regulariser: "forward-kl", beta: 4 } },
    "E_{q(z|x)} [log p(x|z)] − 4 KL(p(z) ‖ q(z|x))",
  ],
  [{ objective: { beta: 4, capacity: 5 } }, "E_{q(z|x)} [log p(x|z)] − 4 |KL(q(z|x) ‖ p(z)) − 5|"],
  [{ objective: { freeBits: { nats: 0.5 } } }, "E_{q(z|x)} [log p(x|z)] − ∑_j max(0.5, D_j)"],
  [
    { objective: { beta: 2, schedule: { kind: "linear" } } },
    "E_{q(z|x)} [log p(x|z)] − β_t KL(q(z|x) ‖ p(z))",
  ],
  [{ objective: { regulariser: "none", beta: 0 } }, "E_{q(z|x)} [log p(x|z)]"],
  [{ objective: { beta: 0, aggregate: {} } }, "E_{q(z|x)} [log p(x|z)] − 10 MMD(q(z), p(z))"],
])("the objective %j reads %s", (parts, formula) => {
  expect(formulaOf({ ...parts, ...pathwise }).formula).toBe(formula);
});

test("every regulariser but none has a divergence, in which q and p both occur", () => {
  for (const regulariser of regularisers) {
    const alpha = /renyi|amari|geometric/.test(regulariser) ? { alpha: 0.5 } : {};
    const beta = regulariser === "none" ? 0 : 1;
    const [, divergence = ""] = formulaOf({
      objective: { regulariser, beta, ...alpha },
      ...pathwise,
    }).formula.split("[log p(x|z)]");
    if (regulariser === "none") expect(divergence).toBe("");
    else expect(divergence).toMatch(/^ − .*(q.*p|p.*q)/);
  }
});

test("a schedule and a Gaussian likelihood say what beta is in effect", () => {
  const { where } = formulaOf({
    objective: { beta: 2, schedule: { kind: "linear", share: 0.25 } },
    ...pathwise,
  });
  expect(where).toContain("β_t rises linearly from 0 to 2 over the first 25 % of the steps.");
  const gaussian = formulaOf({
    model: { kind: "vae", latent: 2, likelihood: { kind: "gaussian", variance: 0.1 } },
    objective: { beta: 2 },
    ...pathwise,
  });
  expect(gaussian.where).toContain(
    "The optimum depends on β and σ² by their product alone: τ = βσ² = 0.2.",
  );
});

test("importance-weighted bounds, autoencoders and denoising ones have their own formula", () => {
  const iwae = formulaOf({
    inference: { kind: "iwae" },
    estimator: { kind: "dreg", samples: 20 },
  });
  expect(iwae.formula).toBe("E log {1/20} ∑_k w_k");
  expect(iwae.where.join(" ")).toContain("dreg, 20 samples per example");
  const renyi = formulaOf({ inference: { kind: "vr", alpha: 0.75 }, ...pathwise });
  expect(renyi.formula).toBe("{1/0.25} E log {1/1} ∑_k w_k^{0.25}");
  const denoising = formulaOf({
    model: {
      ...{ kind: "denoising-autoencoder", latent: 2 },
      corruption: { kind: "masking", rate: 0.25 },
    },
  });
  expect(denoising).toEqual({
    formula: "log p(x|z = f(x′))",
    where: [
      "f is the encoder.",
      "x′ is x with each value set to 0 with probability 0.25.",
      "p(x|z): Bernoulli likelihood.",
    ],
  });
});

test.each([
  [{ prior: { kind: "mixture", components: 7 } }, "p(z) is a mixture of 7 normal distributions"],
  [{ prior: { kind: "vamp" } }, "p(z) is the mean of q(z|u) over 500 learned pseudo-inputs u."],
  [{ codes: { kind: "two-layers" } }, "p(z) = p(z_2) p(z_1|z_2)"],
])("a model with %j says what its prior is", (part, text) => {
  const { formula, where } = formulaOf({
    model: { kind: "vae", latent: 2, ...part },
    inference: { kind: "monte-carlo-elbo" },
    ...pathwise,
  });
  expect(formula).toBe("E_{q(z|x)} [log p(x, z) − log q(z|x)]");
  expect(where.join(" ")).toContain(text);
});

test("dynamic binarisation says that the likelihood is of bits", () => {
  const { where } = formulaOf({
    dataset: { name: "mnist", binarise: "dynamic" },
    objective: {},
    ...pathwise,
  });
  expect(where).toContain(
    "p(x|z): Bernoulli likelihood of bits x, which are drawn anew at each step with the grey values as probabilities.",
  );
});
