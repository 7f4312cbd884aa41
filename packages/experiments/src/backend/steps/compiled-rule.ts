import type { Optimizer } from "@vae-lab/core";
import type { OptimizerRule } from "@vae-lab/core/optimizers";
import { adam, adamw, sgd, type Optimizer as Traced, UntraceableError } from "tfjs-jit";

/** The optimizer in a graph, and what the graph calls each of its slots. */
export interface CompiledRule {
  readonly optimizer: Traced;
  readonly slots: Readonly<Record<string, string>>;
}

const moments = { mean: "firstMoment", square: "secondMoment" };

const ruleOf = (rule: OptimizerRule): CompiledRule => {
  switch (rule.name) {
    case "adam": {
      const { name: _, ...numbers } = rule;
      return { optimizer: adam(numbers), slots: moments };
    }
    case "adamw": {
      const { name: _, ...numbers } = rule;
      return { optimizer: adamw(numbers), slots: moments };
    }
    case "sgd": {
      const { name: _, ...numbers } = rule;
      const slots = rule.momentum === 0 ? {} : { momentum: "momentum" };
      return { optimizer: sgd(numbers), slots: slots as Record<string, string> };
    }
  }
};

/** @throws UntraceableError when the optimizer has no rule */
export const compiledRule = ({ rule }: Optimizer): CompiledRule => {
  if (rule === undefined) throw new UntraceableError("the optimizer names no rule to compile");
  return ruleOf(rule);
};
