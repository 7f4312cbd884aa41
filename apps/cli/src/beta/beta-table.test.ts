import { expect, test } from "vitest";
import { betaRows, betaText } from "./beta-table.ts";

const named = (library: string, what: string) =>
  betaRows({}).find((row) => row.library === library && row.what.startsWith(what));

// In units of the unit-variance Gaussian ELBO, worked out by hand.
test.each([
  ["pythae", "VAE, ½", 1],
  ["tfjs-examples", "fashion", 0.5],
  ["PyTorch-VAE", "VanillaVAE in training", 1.536],
  ["PyTorch-VAE", "VanillaVAE in validation", 6144],
  ["disent", "BetaVae, loss_reduction mean, beta 1", 245.76],
])("%s, %s: beta %d", (library, what, beta) => {
  expect(named(library, what)?.beta).toBeCloseTo(beta, 9);
});

test("a mean of squares over 28 × 28 pixels with a summed KL trains a beta of 392", () => {
  const own = {
    reconstruction: { of: "squared-error", reduction: "mean" },
    kl: { reduction: "sum" },
  } as const;
  const [row] = betaRows({ own });
  expect(row).toMatchObject({ library: "yours", dataSize: 784, latentSize: 20 });
  expect(row?.beta).toBeCloseTo(392, 9);
  const [weighed] = betaRows({ own, weight: 1 / 392 });
  expect(weighed?.beta).toBeCloseTo(1, 12);
});

test("a library that multiplies its mean by the number of pixels does so at every size", () => {
  const keras = betaRows({ dataSize: 12_288 }).filter(({ library }) => library === "Keras");
  expect(keras.map(({ beta }) => beta)).toEqual(
    [12_288, 1, 0.5].map((beta) => expect.closeTo(beta, 9)),
  );
});

test("the variance changes beta and leaves tau", () => {
  const [one, half] = [1, 0.5].map((variance) =>
    betaRows({ variance }).find(({ library }) => library === "tfjs-examples"),
  );
  expect([one?.beta, half?.beta]).toEqual([0.5, 1]);
  expect([one?.tau, half?.tau]).toEqual([0.5, 0.5]);
});

test("the table says which losses are the ELBO, and has no tau where there is no variance", () => {
  const text = betaText(betaRows({}));
  expect(text).toMatch(/^pythae {2,}VAE, ½ squared error .* 1 {2,}1 {2,}the ELBO$/m);
  expect(text).toMatch(/^PyTorch examples .* — {2}the ELBO$/m);
  expect(text).toContain("6144 times the KL");
});
