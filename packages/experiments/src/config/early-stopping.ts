import { z } from "zod";
import { count, part, rule } from "./rules.ts";

const share = rule("earlyStopping.heldOutShare must be a number in (0, 1)");
const delta = rule("earlyStopping.minDelta must be a number ≥ 0");

/**
 * Ends training when the ELBO of a held-out part of the training set no longer rises, and keeps the
 * parameters of the best epoch. `patience` and `minDelta` mean what they mean in Keras and Lightning:
 * training ends after `patience` epochs in a row that did not exceed the best by more than `minDelta`
 * nats.
 */
export const EarlyStopping = part("earlyStopping", {
  heldOutShare: z.number(share).positive(share).lt(1, share).default(0.1),
  patience: count("earlyStopping.patience").default(5),
  minDelta: z.number(delta).min(0, delta).default(0),
});
