import type { LossConvention } from "./effective-beta.ts";

/** The loss of a library or an example, with its source. */
export interface LibraryConvention extends LossConvention {
  readonly library: string;
  /** Which of the library's losses it is. */
  readonly description: string;
  /** The file or page that defines it. */
  readonly source: string;
}

const squares = "squared-error";
const logLikelihood = "negative-log-likelihood";
const mnist = { dataSize: 784 };
const colour64 = { dataSize: 64 * 64 * 3 };

/** The losses of popular libraries and examples, for `effectiveBeta`. */
export const libraryConventions: readonly LibraryConvention[] = [
  {
    library: "pythae",
    description: "VAE, ½ squared error",
    source: "src/pythae/models/vae/vae_model.py",
    reconstruction: { of: squares, reduction: "sum", weight: 0.5 },
    kl: { reduction: "sum" },
    ...mnist,
    latentSize: 10,
  },
  {
    library: "pythae",
    description: "VAE of its first releases, squared error without the half",
    source: "src/pythae/models/vae/vae_model.py at 06d582a",
    reconstruction: { of: squares, reduction: "sum" },
    kl: { reduction: "sum" },
    ...mnist,
    latentSize: 10,
  },
  {
    library: "PyTorch-VAE",
    description: "VanillaVAE in training, kld_weight 0.00025",
    source: "models/vanilla_vae.py, configs/vae.yaml",
    reconstruction: { of: squares, reduction: "mean" },
    kl: { reduction: "sum", weight: 0.00025 },
    ...colour64,
    latentSize: 128,
  },
  {
    library: "PyTorch-VAE",
    description: "VanillaVAE in validation, weight 1, by which checkpoints are chosen",
    source: "experiment.py, validation_step",
    reconstruction: { of: squares, reduction: "mean" },
    kl: { reduction: "sum" },
    ...colour64,
    latentSize: 128,
  },
  {
    library: "disent",
    description: "BetaVae, loss_reduction mean, beta 1",
    source: "disent/frameworks/vae/_unsupervised__betavae.py",
    reconstruction: { of: squares, reduction: "mean" },
    kl: { reduction: "mean" },
    ...colour64,
    latentSize: 25,
  },
  {
    library: "disent",
    description: "BetaVae, loss_reduction mean, its default beta 0.003",
    source: "disent/frameworks/vae/_unsupervised__betavae.py",
    reconstruction: { of: squares, reduction: "mean" },
    kl: { reduction: "mean", weight: 0.003 },
    ...colour64,
    latentSize: 25,
  },
  {
    library: "disentanglement_lib",
    description: "vae with l2_loss, beta 1",
    source: "disentanglement_lib/methods/shared/losses.py, l2_loss",
    reconstruction: { of: squares, reduction: "sum" },
    kl: { reduction: "sum" },
    ...colour64,
    latentSize: 10,
  },
  {
    library: "disentanglement_lib",
    description: "vae with bernoulli_loss, beta 1",
    source: "disentanglement_lib/methods/shared/losses.py, bernoulli_loss",
    reconstruction: { of: logLikelihood, reduction: "sum" },
    kl: { reduction: "sum" },
    ...colour64,
    latentSize: 10,
  },
  {
    library: "tfjs-examples",
    description: "fashion-mnist-vae, squared error without the half",
    source: "fashion-mnist-vae/model.js, vaeLoss",
    reconstruction: { of: squares, reduction: "mean", weight: 784 },
    kl: { reduction: "sum" },
    ...mnist,
    latentSize: 2,
  },
  {
    library: "Keras blog",
    description: "Building Autoencoders in Keras, 2016: mean cross-entropy, mean KL",
    source: "blog.keras.io/building-autoencoders-in-keras.html, vae_loss as first published",
    reconstruction: { of: logLikelihood, reduction: "mean" },
    kl: { reduction: "mean" },
    ...mnist,
    latentSize: 2,
  },
  {
    library: "Keras",
    description: "example of 2016: mean cross-entropy, summed KL",
    source: "examples/variational_autoencoder.py at 05e727f",
    reconstruction: { of: logLikelihood, reduction: "mean" },
    kl: { reduction: "sum" },
    ...mnist,
    latentSize: 2,
  },
  {
    library: "Keras",
    description: "example since: mean cross-entropy times 784, summed KL",
    source: "examples/variational_autoencoder.py",
    reconstruction: { of: logLikelihood, reduction: "mean", weight: 784 },
    kl: { reduction: "sum" },
    ...mnist,
    latentSize: 2,
  },
  {
    library: "Keras",
    description: "example since, with --mse",
    source: "examples/variational_autoencoder.py",
    reconstruction: { of: squares, reduction: "mean", weight: 784 },
    kl: { reduction: "sum" },
    ...mnist,
    latentSize: 2,
  },
  {
    library: "keras.io",
    description: "convolutional example of 2020: cross-entropy times 784, mean KL",
    source: "examples/generative/vae.py as first published",
    reconstruction: { of: logLikelihood, reduction: "mean", weight: 784 },
    kl: { reduction: "mean" },
    ...mnist,
    latentSize: 2,
  },
  {
    library: "keras.io",
    description: "convolutional example since: summed cross-entropy, summed KL",
    source: "examples/generative/vae.py at 09e02e1",
    reconstruction: { of: logLikelihood, reduction: "sum" },
    kl: { reduction: "sum" },
    ...mnist,
    latentSize: 2,
  },
  {
    library: "PyTorch examples",
    description: "vae: summed cross-entropy, summed KL",
    source: "vae/main.py, loss_function",
    reconstruction: { of: logLikelihood, reduction: "sum" },
    kl: { reduction: "sum" },
    ...mnist,
    latentSize: 20,
  },
  {
    library: "vae-lab",
    description: "Saghir's essay, pseudo-code: mean cross-entropy times 784, summed KL",
    source: "recipes.essayVae",
    reconstruction: { of: logLikelihood, reduction: "mean", weight: 784 },
    kl: { reduction: "sum" },
    ...mnist,
    latentSize: 20,
  },
];
