import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { forwardKl, halfJeffreys } from "../src/divergences/index.ts";
import { learnedRebar, measureValued, vimco } from "../src/estimators/index.ts";
import {
  adam,
  codes,
  decode,
  elbo,
  elboTerms,
  fit as fitted,
  fromTensors,
  type Model,
  recipes,
  reconstructionLogLikelihood,
  reverseKl,
  rng,
  sampleCodes,
  type TrainedModel,
  toTensors,
  train,
  trainedModel,
  type Vae,
} from "../src/index.ts";
import { maskingNoise } from "../src/models/index.ts";
import { lossOf, trainStep } from "../src/training/index.ts";

const sizes = { dataSize: 6, hidden: [8], latentSize: 2 };
// More rows than one chunk of the evaluation has
const data = rng(1).uniforms(1100 * 6);
const options = { epochs: 2, batchSize: 300, seed: 3 };

const trainables = {
  "the VAE of Saghir's essay": recipes.essayVae(sizes),
  "a Gaussian VAE": recipes.gaussianVae(sizes),
  "a VAE with forward KL": {
    ...recipes.essayVae(sizes),
    objective: elbo({ regulariser: forwardKl }),
  },
  "a VAE with half Jeffreys": {
    ...recipes.essayVae(sizes),
    objective: elbo({ regulariser: halfJeffreys, beta: 2 }),
  },
  "a VAE without KL": recipes.withoutKl(sizes),
  "a score-function VAE": recipes.scoreFunctionVae(sizes),
  "an importance-weighted autoencoder": recipes.iwae(sizes),
  "its doubly-reparameterised twin": recipes.dregIwae(sizes),
  "several importance-weighted bounds": recipes.miwae({ ...sizes, samples: 3, groups: 2 }),
  "a VAE between two bounds": recipes.ciwae({ ...sizes, samples: 4 }),
  "a variational Rényi bound": recipes.vrAlpha(sizes),
  "a VAE that sticks the landing": recipes.stickingTheLandingVae(sizes),
  VIMCO: { ...recipes.iwae(sizes), estimator: vimco() },
  "reweighted wake–sleep": recipes.reweightedWakeSleepVae({ ...sizes, inference: "both" }),
  "bits and leave-one-out": recipes.bernoulliCodesVae({ ...sizes, prior: "learned" }),
  "bits and NVIL": recipes.nvilVae(sizes),
  "bits and VIMCO": recipes.vimcoVae(sizes),
  "bits and wake–sleep": recipes.discreteWakeSleepVae({ ...sizes, inference: "both" }),
  "bits, straight through": recipes.straightThroughVae(sizes),
  "bits and REBAR": recipes.rebarVae(sizes),
  "bits, measure-valued": { ...recipes.rebarVae(sizes), estimator: measureValued() },
  "bits and REBAR that learns its scale": {
    ...recipes.rebarVae(sizes),
    estimator: learnedRebar(),
  },
  "a capacity that rises": recipes.capacityVae(sizes),
  "a Wasserstein autoencoder": recipes.waeMmd(sizes),
  "an InfoVAE": recipes.infoVae(sizes),
  "a VAE with Rényi's divergence": recipes.renyiVae(sizes),
  "a VAE with a geometric Jensen–Shannon divergence": recipes.geometricJsVae(sizes),
  "cyclical annealing": recipes.cyclicalVae(sizes),
  GECO: recipes.gecoVae({ ...sizes, reconstruction: -4 }),
  ControlVAE: recipes.controlledVae(sizes),
  "free bits": recipes.freeBitsVae(sizes),
  "a δ-VAE": recipes.deltaVae(sizes),
  "a BN-VAE": recipes.batchNormalisedVae(sizes),
  "a skip-VAE": recipes.skipVae(sizes),
  "a σ-VAE": recipes.sigmaVae(sizes),
  "a VAE with VampPrior": recipes.vampPriorVae({ ...sizes, components: 3 }),
  "a VAE with a mixture for its prior": recipes.mixturePriorVae({ ...sizes, components: 3 }),
  "two layers of codes": recipes.twoLayerVae({ ...sizes, topSize: 1, samples: 2 }),
  "an autoregressive decoder": recipes.autoregressiveVae(sizes),
  "a convolutional VAE": recipes.convolutionalVae({
    ...sizes,
    image: { width: 3, height: 2, channels: [2] },
  }),
  "a semi-amortised VAE": recipes.semiAmortisedVae({ ...sizes, steps: 2 }),
  "moments for each row": recipes.perObservationVae({ ...sizes, rows: 1100 }),
  "relaxed classes": recipes.gumbelSoftmaxVae({ ...sizes, classes: 3 }),
  "an autoencoder": recipes.plainAutoencoder(sizes),
  "a denoising autoencoder": recipes.denoisingAutoencoder(sizes),
  "a masking autoencoder": recipes.denoisingAutoencoder({
    ...sizes,
    corruption: maskingNoise({ rate: 0.3 }),
  }),
};

let vae: TrainedModel<Vae>;
let autoencoder: TrainedModel<Model>;
beforeAll(async () => {
  vae = await fitted(trainables["the VAE of Saghir's essay"], data, options);
  autoencoder = await fitted(trainables["an autoencoder"], data, options);
});

test.each(Object.entries(trainables))("training %s leaks no tensors", async (_, trainable) => {
  await expect(async () => {
    const trained = await fitted(trainable, data, options);
    trained.dispose();
    trained.dispose();
  }).toLeakNoTensors();
});

test.each([
  ["left at a step", "step"],
  ["left at an epoch", "epoch"],
] as const)("training that is %s leaks no tensors", async (_, kind) => {
  await expect(async () => {
    for await (const event of train(trainables["the VAE of Saghir's essay"], data, options))
      if (event.kind === kind) break;
  }).toLeakNoTensors();
});

test("training that fails leaks no tensors", async () => {
  const trainable = {
    ...trainables["the VAE of Saghir's essay"],
    optimizer: adam({ learningRate: 1e30 }),
  };
  await expect(() =>
    fitted(trainable, data, options).then(
      () => expect.unreachable(),
      () => undefined,
    ),
  ).toLeakNoTensors();
  await expect(() =>
    fitted(trainable, data.subarray(1), options).catch(() => undefined),
  ).toLeakNoTensors();
});

test("one step leaks no tensors beside its new state", async () => {
  const { model, optimizer } = trainables["the VAE of Saghir's essay"];
  const { parameters } = vae;
  const optimizerState = optimizer.init(parameters);
  const loss = lossOf(trainables["the VAE of Saghir's essay"]);
  await expect(() => {
    const batch = { values: data, size: data.length / model.dataSize };
    const next = trainStep(loss, optimizer, { parameters, optimizerState }, batch, rng(1));
    tf.dispose([next.state.parameters, next.state.optimizerState.slots]);
  }).toLeakNoTensors();
  tf.dispose(optimizerState.slots);
});

const z = rng(2).normals(1100 * 2);
const uses: Record<string, (trained: TrainedModel<Model>) => unknown> = {
  codes: (trained) => codes(trained, data),
  sampleCodes: (trained) => sampleCodes(trained, data, rng(1)),
  decode: (trained) => decode(trained, z),
  reconstructionLogLikelihood: (trained) => reconstructionLogLikelihood(trained, data, z),
  toTensors: (trained) => toTensors(trained),
  fromTensors: (trained) => fromTensors(trained.model, toTensors(trained)).dispose(),
  trainedModel: (trained) => trainedModel(trained.model, trained.parameters).dispose(),
};

test.each(Object.entries(uses))("%s leaks no tensors", async (_, use) => {
  await expect(() => use(vae)).toLeakNoTensors();
  await expect(() => use(autoencoder)).toLeakNoTensors();
});

test("elboTerms leaks no tensors", async () => {
  await expect(() =>
    elboTerms(vae, data, { rng: rng(1), samples: 3, regulariser: forwardKl }),
  ).toLeakNoTensors();
});

test("composing leaks no tensors: models, objectives and recipes hold none", async () => {
  await expect(() => {
    for (const regulariser of [reverseKl, forwardKl, halfJeffreys]) elbo({ regulariser });
    lossOf(recipes.essayVae());
    recipes.denoisingAutoencoder();
  }).toLeakNoTensors();
});
