import { shown } from "../arguments.ts";
import { isLearned } from "../estimators/learned-estimator.ts";
import type { Trainable } from "./trainable.ts";

/** The functions by which a part is recognised in what JavaScript users pass. */
const partsOf = {
  model: {
    functions: ["init", "posterior", "logLikelihood", "requireData"],
    example: "vae({ … })",
  },
  objective: { functions: ["bound"], example: "elbo()" },
  optimizer: { functions: ["init", "update"], example: "adam()" },
} as const;

const requirePart = (trainable: object, name: keyof typeof partsOf): void => {
  const part: unknown = Reflect.get(trainable, name);
  const { functions, example } = partsOf[name];
  const has = (key: string) =>
    typeof part === "object" && part !== null && typeof Reflect.get(part, key) === "function";
  if (functions.every(has)) return;
  const missing = functions.filter((key) => !has(key)).join(", ");
  const got = typeof part === "object" && part !== null ? `one without ${missing}` : shown(part);
  const hint = typeof part === "function" ? "call it, as in" : "pass one such as";
  throw new TypeError(
    `a trainable must have the ${name} that is trained with, got ${got}; ${hint} ${example}`,
  );
};

/**
 * Checks that what JavaScript users pass can be trained.
 * @throws TypeError naming the part that is missing or invalid, for example a function that was not
 * called
 */
export const requireTrainable = (trainable: Trainable): void => {
  if (typeof trainable !== "object" || trainable === null) {
    const hint = typeof trainable === "function" ? "; call it" : "";
    throw new TypeError(
      `a trainable must be an object of a model and an optimizer, as recipes return it, got ${shown(trainable)}${hint}`,
    );
  }
  requirePart(trainable, "model");
  requirePart(trainable, "optimizer");
  const isVariational = "prior" in trainable.model;
  if (!("objective" in trainable)) {
    if (isVariational)
      throw new TypeError(
        "a trainable with a prior must have an objective and an estimator, got neither; add objective: elbo(), estimator: pathwise()",
      );
    return;
  }
  requirePart(trainable, "objective");
  const { estimator } = trainable as { estimator?: unknown };
  if (estimator === undefined && "estimator" in trainable) return; // the objective has its own gradient
  const isEstimator =
    typeof estimator === "object" &&
    estimator !== null &&
    ("expectation" in estimator || isLearned(estimator));
  if (isEstimator) return;
  const hint = typeof estimator === "function" ? "call it, as in" : "pass one such as";
  throw new TypeError(
    `a trainable must have an estimator of the objective's gradient, got ${shown(estimator)}; ${hint} pathwise()`,
  );
};
