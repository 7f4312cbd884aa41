import { expect, test } from "vitest";
import { at } from "../../test/at.ts";
import { linearWithEncoder } from "../../test/linear-encoder.ts";
import { rng } from "../random/rng.ts";
import { ShapeError } from "../tensors/shapes.ts";
import { codes } from "./codes.ts";
import { decode } from "./decode.ts";
import { likeliestCodes } from "./likeliest-codes.ts";

const [D, K, N] = [6, 2, 9];
const x = rng(4).normals(N * D);

test("of a linear decoder it is the least-squares code: what is left is orthogonal to all weights", async () => {
  const trained = linearWithEncoder({ dataSize: D, latentSize: K });
  const start = codes(trained, x).mean;
  const options = { start, steps: 600 };
  const found = likeliestCodes(trained, x, options);
  await expect(() => likeliestCodes(trained, x, options)).toLeakNoTensors();
  const weights = trained.parameters["decoder.output.weights"]?.dataSync() ?? [];
  const shown = decode(trained, found);
  for (let n = 0; n < N; n++)
    for (let k = 0; k < K; k++) {
      let product = 0;
      for (let d = 0; d < D; d++)
        product += at(weights, k * D + d) * (at(x, n * D + d) - at(shown, n * D + d));
      expect(Math.abs(product)).toBeLessThan(2e-3);
    }
  trained.dispose();
});

test("codes that are too few are refused", () => {
  const trained = linearWithEncoder({ dataSize: D, latentSize: K });
  expect(() => likeliestCodes(trained, x, { start: new Float32Array(K) })).toThrow(ShapeError);
  trained.dispose();
});
