import type { MetricInfo } from "./metric-info.ts";

/** Sets of images whose blur is compared, by the ending of the key. */
const sets = [
  { set: "data", label: "of test images", of: "the first 1,000 test images" },
  {
    set: "mean_code",
    label: "of decoded means",
    of: "their reconstructions from the mean of q(z|x), which lies off what a collapsed decoder was trained on",
  },
  {
    set: "reconstruction",
    label: "of reconstructions",
    of: "their reconstructions from a sample of q(z|x)",
  },
  { set: "samples", label: "of samples", of: "decoded draws from the prior, without noise" },
  {
    set: "noisy_samples",
    label: "of samples with noise",
    of: "draws from p(x|z) at draws from the prior: samples of the model itself",
  },
] as const;

const blur: readonly MetricInfo[] = [
  {
    key: "test/spectrum_slope",
    label: "spectral slope",
    unit: "",
    meaning:
      "Slope of log power against log spatial frequency, of images less their mean image; steeper (more negative) is blurrier.",
  },
  {
    key: "test/high_frequencies",
    label: "share of high frequencies",
    unit: "0 to 1",
    meaning:
      "Share of power above 0.25 cycles per pixel, of images less their mean image. Noise raises it; fading leaves it.",
  },
  {
    key: "test/laplacian",
    label: "variance of the Laplacian",
    unit: "squared data units",
    meaning:
      "Variance of the Laplacian over an image, the mean over images: larger for sharper images.",
  },
  {
    key: "test/detail",
    label: "detail",
    unit: "ratio to data",
    meaning:
      "Power above 0.25 cycles per pixel relative to that of the test images, each set less its mean image: 1 as sharp as the data.",
  },
  {
    key: "test/power",
    label: "power",
    unit: "squared data units",
    meaning:
      "Mean power at k/n cycles per pixel (n the shorter side), of images less their mean image; white noise has its variance.",
    series: "frequency",
  },
];

/** Of how sharp images are: measured at the end of a trial. */
export const blurMetrics: readonly MetricInfo[] = [
  ...blur.flatMap((info) =>
    sets
      .filter(({ set }) => info.key !== "test/detail" || set !== "data")
      .map(
        ({ set, label, of }): MetricInfo => ({
          ...info,
          key: `${info.key}_${set}`,
          label: `${info.label} ${label}`,
          meaning: `${info.meaning} Of ${of}.`,
        }),
      ),
  ),
  ...[
    ["capacity", "what no code shows: data against the codes that maximise log p(x|z)"],
    ["regulariser", "what is lost between these codes and samples of q(z|x)"],
    ["mismatch", "what is lost between decoded samples of q(z|x) and of the prior"],
    ["likelihood", "what p(x|z) has in its noise and not in its mean, of prior samples"],
  ].map(
    ([key, of]): MetricInfo => ({
      key: `test/blur_${key}`,
      label: `detail, cost of the ${key}`,
      unit: "share of the data's",
      meaning: `Power above 0.25 cycles per pixel: ${of}. Capacity, regulariser and mismatch add up to 1 minus the detail of samples.`,
    }),
  ),
  ...sets
    .filter(({ set }) => set !== "noisy_samples")
    .map(
      ({ set, label, of }): MetricInfo => ({
        key: `test/edge_width_${set}`,
        label: `edge width ${label}`,
        unit: "pixels",
        meaning: `Distance over which an edge rises from 10 to 90 %, the mean over images. Of ${of}. Only of the data set shifted-edges, whose own edges are 1.33 pixels wide.`,
      }),
    ),
  ...sets
    .filter(({ set }) => set === "mean_code" || set === "reconstruction")
    .map(
      ({ set, label, of }): MetricInfo => ({
        key: `test/edge_width_predicted_${set}`,
        label: `predicted edge width ${label}`,
        unit: "pixels",
        meaning: `Edge width of the mean image over the positions that a code leaves open under q(z|x), by quadrature, without the decoder. For the codes of ${of}.`,
      }),
    ),
  {
    key: "test/edge_spread",
    label: "spread of edges given the code",
    unit: "pixels",
    meaning:
      "Standard deviation of the edge's position given a sample of q(z|x), by quadrature over all positions.",
  },
  {
    key: "test/edge_information",
    label: "information on the edge",
    unit: "nats per example",
    meaning:
      "Mutual information of the edge's position and the code, by quadrature over positions at samples of q(z|x).",
  },
  {
    key: "test/squared_error",
    label: "squared error of reconstructions",
    unit: "squared data units per value",
    meaning:
      "Mean squared difference between the first 1,000 test images and their reconstructions from a sample of q(z|x): a distortion in the same unit for every likelihood.",
    better: "smaller",
  },
  {
    key: "test/mode_gain",
    label: "gain of an eigenmode",
    unit: "",
    meaning:
      "Slope of the reconstruction's coordinate on the data's, along each of the data's first eigenmodes: 1 kept, 0 lost.",
    series: "component",
  },
  {
    key: "test/mode_gain_wiener",
    label: "gain of the Wiener filter",
    unit: "",
    meaning:
      "1 − τ/λ, or 0 where λ ≤ τ, for each of the data's first eigenmodes, whatever the number of units. A linear VAE with K units has this gain on the first K eigenmodes and 0 beyond. Only of trials of beta · KL(q‖p) with a Gaussian likelihood of fixed variance, without labels as a condition.",
    series: "component",
  },
];
