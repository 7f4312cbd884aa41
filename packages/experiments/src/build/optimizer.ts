import { adam, type Optimizer } from "@vae-lab/core";
import { adamw, sgd } from "@vae-lab/core/optimizers";
import type { PartOf } from "../config/trial-config.ts";

export const optimizerOf = (config: PartOf<"optimizer">): Optimizer => {
  switch (config.kind) {
    case "adam":
      return adam(config);
    case "adamw":
      return adamw(config);
    case "sgd":
      return sgd(config);
  }
};
