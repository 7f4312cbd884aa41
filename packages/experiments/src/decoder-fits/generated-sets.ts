/** The sets of images that are measured, by the value of the coordinate `images`. */
export const generatedSets = {
  means: "factorised, means",
  draws: "factorised, draws",
  autoregressive: "autoregressive, draws",
  energy: "energy distance, decoded",
  training: "training images",
} as const;
