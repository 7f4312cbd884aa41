import { adam, type Optimizer } from "@vae-lab/core";
import {
  adamw,
  cosineDecay,
  type LearningRate,
  linearDecay,
  sgd,
  stepDecay,
} from "@vae-lab/core/optimizers";
import type { PartOf } from "../config/trial-config.ts";
import { optionsOf } from "./options-of.ts";

type OptimizerConfig = PartOf<"optimizer">;

const learningRateOf = ({ learningRate, schedule }: OptimizerConfig): LearningRate => {
  switch (schedule?.kind) {
    case undefined:
      return learningRate;
    case "cosine":
      return cosineDecay({ ...optionsOf(schedule), from: learningRate });
    case "linear":
      return linearDecay({ ...optionsOf(schedule), from: learningRate });
    case "step":
      return stepDecay({ ...optionsOf(schedule), from: learningRate });
  }
};

export const optimizerOf = (config: OptimizerConfig): Optimizer => {
  const learningRate = learningRateOf(config);
  switch (config.kind) {
    case "adam":
      return adam({ ...withoutSchedule(config), learningRate });
    case "adamw":
      return adamw({ ...withoutSchedule(config), learningRate });
    case "sgd":
      return sgd({ ...withoutSchedule(config), learningRate });
  }
};

const withoutSchedule = <T extends OptimizerConfig>(config: T) => {
  const { schedule: _, ...options } = optionsOf(config);
  return options;
};
