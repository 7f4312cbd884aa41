import { anyText, valueOption } from "../command-line/value-option.ts";

/** `--label`, the class that a conditional model is given. */
export const labelOption = (description: string) =>
  valueOption("--label <class>", description, anyText);
