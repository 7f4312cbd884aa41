import { expect, test } from "vitest";
import { encoderAccuracy } from "./encoder-accuracy.ts";

test("the encoder is farther from the posterior than the best normal", async () => {
  const values = await encoderAccuracy({
    ...{ dataset: "mnist-14", trainSize: 1000, epochs: 3, hidden: [20] },
    ...{ seeds: [1], images: 4 },
  });
  const of = (quantity: string, over?: string) =>
    values.find((each) => each.quantity === quantity && each.at?.over === over) ?? {
      ...{ value: Number.NaN, error: Number.NaN },
    };
  const kl = of("KL(q‖p(z|x))", "mean");
  expect(kl.value).toBeGreaterThan(0);
  expect(kl.error).toBeLessThan(0.02 * kl.value);
  expect(of("KL(q‖p(z|x)) / rate").value).toBeCloseTo(kl.value / of("rate").value, 9);
  const left = of("share of the KL that the best normal q leaves").value;
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(1);
  expect(of("KL(q‖p(z|x))", "median").value).toBeLessThan(of("KL(q‖p(z|x))", "worst image").value);
});
