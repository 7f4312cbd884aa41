import { anyText, valueOption } from "../command-line/value-option.ts";

/** How a file of data is read, beyond what the run's own config says. */
export const labelsOption = valueOption(
  "--labels <name>",
  "Column, array or .npy file with the labels of the data",
  anyText,
);

export const keyOption = valueOption(
  "--data-key <name>",
  "Array of the .npz or safetensors file",
  anyText,
);
