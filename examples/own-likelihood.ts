// Trains a VAE with a likelihood of your own, Poisson counts: npm run example own-likelihood
import "tfjs-jit/tfjs-node";
import * as tf from "@tensorflow/tfjs";
import { codes, elboTerms, fit, type Likelihood, recipes, rng, vae } from "@vae-lab/core";

const maxCount = 200;
const logFactorials = new Float32Array(maxCount + 1);
for (let n = 1; n <= maxCount; n++) logFactorials[n] = (logFactorials[n - 1] ?? 0) + Math.log(n);
const logFactorialTable = tf.tensor1d(logFactorials);

/** x [B, D] are counts, the decoder's outputs [S, B, D] their log-rates. */
const poisson = (): Likelihood => ({
  outputSize: (dataSize) => dataSize,
  logProb: (logRates, x) => {
    const logFactorial = logFactorialTable.gather(x.cast("int32"));
    return logRates.mul(x).sub(logRates.exp()).sub(logFactorial).sum(-1); // [S, B]
  },
  mean: (logRates) => logRates.exp(),
  sample: (logRates, rng) => {
    // The number of arrivals before time 1, with exponential times between them.
    const times = rng
      .uniform([maxCount, ...logRates.shape])
      .neg()
      .log1p()
      .neg()
      .cumsum(0);
    return times.lessEqual(logRates.exp()).sum(0).cast("float32");
  },
  measureOf: () => ({ kind: "counting", description: "a probability of counts" }),
  requireData: (name, values) => {
    const i = values.findIndex((x) => !(Number.isInteger(x) && x >= 0 && x <= maxCount));
    if (i >= 0)
      throw new RangeError(`${name}[${i}] must be a count up to ${maxCount}, got ${values[i]}`);
  },
});

// 400 texts on two subjects: of 12 words, each subject uses six often and six rarely.
const [texts, words] = [400, 12];
const subjectOf = (text: number): number => text % 2;
const rateOf = (subject: number, word: number): number => (word < 6 === (subject === 0) ? 6 : 1);
const rates = Float32Array.from({ length: texts * words }, (_, i) =>
  rateOf(subjectOf(Math.floor(i / words)), i % words),
);
const counts = tf.tidy(() =>
  poisson()
    .sample(tf.tensor2d(rates, [texts, words]).log(), rng(1))
    .dataSync<"float32">(),
);

const sizes = { dataSize: words, hidden: [32], latentSize: 2 };
const counting = { ...recipes.essayVae(sizes), model: vae({ ...sizes, likelihood: poisson() }) };
const trained = await fit(counting, counts, { epochs: 40, batchSize: 40, seed: 1 });

const meanOf = (values: Iterable<number>): number => {
  const list = [...values];
  return list.reduce((sum, value) => sum + value, 0) / list.length;
};
const { reconstruction, rate } = elboTerms(trained, counts, { rng: rng(2), samples: 10 });
const elbo = meanOf(reconstruction) - meanOf(rate);
console.log(`ELBO ${elbo.toFixed(2)} nats per text`);

/** How far apart the codes of the two subjects are. */
const { mean } = codes(trained, counts);
const centre = (subject: number, unit: number): number =>
  meanOf(mean.filter((_, i) => i % 2 === unit && subjectOf(Math.floor(i / 2)) === subject));
const distance = Math.hypot(...[0, 1].map((unit) => centre(0, unit) - centre(1, unit)));
console.log(`distance of the subjects' codes ${distance.toFixed(2)}`);
trained.dispose();
