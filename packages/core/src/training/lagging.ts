import { requireCount } from "../arguments.ts";
import { withOptions } from "../options.ts";
import { isEncoderParameter } from "../posteriors/per-observation.ts";
import { alternation } from "./alternation.ts";
import type { Snapshot } from "./snapshot.ts";
import { eagerSteps, type MakeSteps, type Steps } from "./steps.ts";

/** Options of `lagging`. */
export interface LaggingOptions {
  /** The number of first epochs with additional encoder steps. Default: 1. */
  readonly epochs?: number;
  /** The maximum number of encoder steps before each decoder step. Default: 100. */
  readonly maxEncoderSteps?: number;
  /** Encoder steps continue while the mean loss over this many of them falls. Default: 10. */
  readonly window?: number;
  /** How steps are made. Default: eagerly. */
  readonly steps?: MakeSteps;
}

/**
 * Aggressive training of the encoder in the first epochs, against posterior collapse (He et al. 2019,
 * algorithm 1): before each step of the decoder and the other parameters, the encoder alone is trained
 * on other minibatches until the bound stops improving, so that q(z|x) does not lag behind p(z|x).
 * Training then continues as usual. Until then the encoder and the other parameters have separate
 * optimizer states; afterwards they share one, whose step count is the decoder's. Reported steps are
 * those of the decoder.
 * @throws RangeError for invalid options, an objective with feedback, or a model without an encoder
 */
export const lagging = withOptions(
  "lagging",
  { epochs: "optional", maxEncoderSteps: "optional", window: "optional", steps: "optional" },
  ({
    epochs = 1,
    maxEncoderSteps = 100,
    window = 10,
    steps: make = eagerSteps,
  }: LaggingOptions): MakeSteps => {
    requireCount("epochs", epochs);
    requireCount("window", window);
    requireCount("maxEncoderSteps", maxEncoderSteps, window);
    return (trainable, data, options) => {
      if ("objective" in trainable && Object.keys(trainable.objective.controllers ?? {}).length > 0)
        throw new RangeError(
          "cannot train the encoder alone: the objective has coefficients with feedback; use constant or scheduled ones",
        );
      if (!Object.keys(trainable.model.shapes).some(isEncoderParameter))
        throw new RangeError(
          "cannot train the encoder alone: the model has no parameters named encoder.…",
        );
      const rows = data.length / trainable.model.dataSize;
      const aggressive = epochs * Math.ceil(rows / options.batchSize);
      let made = options.from?.step ?? 0;
      const first =
        made < aggressive
          ? alternation(trainable, data, { ...options, make, maxEncoderSteps, window })
          : undefined;
      let current: Steps = first ?? make(trainable, data, options);
      const join = (from: Snapshot) => {
        current.dispose();
        current = make(trainable, data, { ...options, from });
      };
      return {
        run: function* (minibatches) {
          const left = minibatches[Symbol.iterator]();
          while (made < aggressive) {
            const { done, value } = left.next();
            if (done) return;
            made++;
            yield* current.run([value]);
          }
          if (current === first) join(first.joined());
          yield* current.run({ [Symbol.iterator]: () => left });
        },
        parameters: () => current.parameters(),
        replaceParameters: (parameters) => current.replaceParameters(parameters),
        snapshot: () => current.snapshot(),
        dispose: () => current.dispose(),
      };
    };
  },
);
