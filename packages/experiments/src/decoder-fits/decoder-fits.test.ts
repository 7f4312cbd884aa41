import { expect, test } from "vitest";
import { decoderFits } from "./decoder-fits.ts";
import { generatedSets } from "./generated-sets.ts";

test("each set of images has its measures at each seed, and decoded means have less detail than draws with independent noise", async () => {
  const values = await decoderFits(
    { epochs: 1, seeds: 2, dataset: "mnist-14", trainSize: 600 },
    {
      ...{ latent: 4, hidden: [20], images: 80 },
      likelihood: { batchSize: 50, learningRate: 0.003 },
      energy: { batchSize: 50, learningRate: 0.003, epochFactor: 2 },
    },
    11,
  );
  const of = (quantity: string, images: string, seed = 11) => {
    const [found, ...more] = values.filter(
      ({ quantity: own, at }) => own === quantity && at?.images === images && at.seed === seed,
    );
    expect(more).toEqual([]);
    return found?.value ?? Number.NaN;
  };
  for (const quantity of ["high frequencies", "detail", "coverage", "precision"])
    for (const images of Object.values(generatedSets))
      for (const seed of [11, 12])
        expect(of(quantity, images, seed), `${quantity} of ${images}`).toBeGreaterThanOrEqual(0);
  expect(of("detail", generatedSets.means)).toBeLessThan(of("detail", generatedSets.draws) / 2);
  // Training images are the same at both seeds: what differs is the test images beside them
  const { training } = generatedSets;
  expect(of("detail", training, 11)).not.toBe(of("detail", training, 12));
});
