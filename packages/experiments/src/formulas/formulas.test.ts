import { afterAll, beforeAll, expect, test } from "vitest";
import { loadBackend } from "../backend/native.ts";
import type { ExactValue } from "../studies/evidence.ts";
import { elboIdentities } from "./elbo-identities.ts";
import { likelihoodsAsErrors } from "./likelihoods.ts";
import { linearAutoencoders } from "./linear-autoencoders.ts";
import { pseudoCodeLoss } from "./pseudo-code.ts";
import { scoreFunctionMean } from "./score-function-mean.ts";
import { type SmallModel, smallModel } from "./small-model.ts";

let model: SmallModel | undefined;
beforeAll(async () => {
  await loadBackend();
  model = await smallModel({ trainSize: 1000, images: 6, epochs: 2, hidden: [20] });
}, 60_000);
afterAll(() => model?.trained.dispose());

const those = (values: readonly ExactValue[], quantity: string) => {
  const found = values.filter((value) => value.quantity === quantity);
  expect(found.length).toBeGreaterThan(0);
  return found;
};

test("gains of a linear denoising autoencoder are λ/(λ + ν), by its normal equations", () => {
  const values = linearAutoencoders();
  // E.g. argmin of E(x − a(x + n))² over a is E x² / (E x² + E n²)
  for (const { value, at } of those(values, "gain")) {
    const [lambda, noise] = [Number(at?.lambda), Number(at?.noise)];
    expect(value).toBeCloseTo(lambda >= 1 ? lambda / (lambda + noise) : 0, 9);
  }
  for (const { value } of those(values, "sine of the angle to the principal directions"))
    expect(Math.abs(value)).toBeLessThan(1e-9);
});

test("likelihoods differ from the errors of the essay by float32 rounding only", () => {
  for (const { value, error } of likelihoodsAsErrors()) expect(value).toBeLessThan(4 * error);
});

test("the identities of the ELBO hold for every image within the errors of quadrature", () => {
  if (model === undefined) throw new Error("the model was not trained");
  const values = elboIdentities(model);
  for (const name of [
    "|(reconstruction − KL) − (entropy + joint)|",
    "|log p(x) − ELBO − KL(q‖p(z|x))|",
  ])
    for (const { value, error } of those(values, name)) expect(value).toBeLessThan(2 * error);
  // Both are KL divergences of unlike distributions
  for (const { value } of those(values, "KL(q‖p(z|x))")) expect(value).toBeGreaterThan(0.01);
});

test("the pseudo-code's gradient is that of the ELBO with the stated beta, and of no other", () => {
  for (const { value, error } of pseudoCodeLoss()) expect(value).toBeLessThan(error);
});

test("no parameter's mean gradient is beyond the threshold, and pathwise has less variance", () => {
  const values = scoreFunctionMean(60);
  for (const { value } of those(values, "largest deviation from the exact gradient / threshold"))
    expect(value).toBeLessThan(1);
  const [ratio] = those(values, "variance of the score function / pathwise");
  expect(ratio?.value).toBeGreaterThan(10);
});
