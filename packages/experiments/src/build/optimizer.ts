import { adam, type Optimizer } from "@vae-lab/core";
import { adamw, sgd } from "@vae-lab/core/optimizers";
import type { PartOf } from "../config/trial-config.ts";
import { optionsOf } from "./options-of.ts";

export const optimizerOf = (config: PartOf<"optimizer">): Optimizer => {
  switch (config.kind) {
    case "adam":
      return adam(optionsOf(config));
    case "adamw":
      return adamw(optionsOf(config));
    case "sgd":
      return sgd(optionsOf(config));
  }
};
