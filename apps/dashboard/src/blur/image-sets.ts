/** Sets of images whose blur is compared, by the ending of their metrics. */
export const imageSets = [
  { set: "data", label: "test images" },
  { set: "mean_code", label: "decode(E z)" },
  { set: "reconstruction", label: "decode(z ~ q)" },
  { set: "samples", label: "decode(z ~ p)" },
  { set: "noisy_samples", label: "x ~ p(x|z), z ~ p" },
] as const;
