import { requireCount } from "../arguments.ts";
import { withOptions } from "../options.ts";
import { isEncoderParameter } from "../posteriors/per-observation.ts";
import { alternation } from "./alternation.ts";
import type { Snapshot } from "./snapshot.ts";
import { eagerSteps, type MakeSteps, type Steps } from "./steps.ts";

/** Options of `lagging`. */
export interface LaggingOptions {
  /** The first epochs, in which the encoder is trained aggressively; 1 when not given. */
  readonly epochs?: number;
  /** At most so many steps of the encoder before each of the decoder; 100 when not given. */
  readonly maxEncoderSteps?: number;
  /** So many steps of the encoder at a time: it goes on while their mean loss falls; 10 when not given. */
  readonly window?: number;
  /** How steps are made; eagerly when not given. */
  readonly steps?: MakeSteps;
}

/**
 * In the first epochs, before each step of the decoder and of all else, steps of the encoder alone on
 * other minibatches until the bound no longer improves, so that q(z|x) does not lag behind p(z|x);
 * then training as usual (He et al. 2019, algorithm 1). Until then encoder and decoder have an
 * optimizer state each; they become one, of as many steps as the decoder has made. The steps that are
 * told are the decoder's.
 * @throws RangeError for options that break a rule, where an objective is controlled by feedback, and where
 * a model has no encoder to train
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
          "an objective must have no feedback where an encoder is trained alone",
        );
      if (!Object.keys(trainable.model.shapes).some(isEncoderParameter))
        throw new RangeError("a model must have an encoder where an encoder is trained alone");
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
