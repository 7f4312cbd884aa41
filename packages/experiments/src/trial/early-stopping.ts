import { type PlainTensor, type TrainedModel, toTensors } from "@vae-lab/core";
import type { PartOf } from "../config/trial-config.ts";

type PlainTensors = Readonly<Record<string, PlainTensor>>;

/** The epoch whose held-out value was the best so far. */
export interface BestEpoch {
  readonly epoch: number;
  readonly value: number;
  readonly parameters: PlainTensors;
}

/** Watches the held-out value of each epoch. */
export interface EarlyStopping {
  /** Takes the held-out value of an epoch; a value that is NaN is no improvement. */
  see(epoch: number, value: number, trained: TrainedModel): void;
  /** The best epoch seen; undefined before the first and while every value was NaN. */
  best(): BestEpoch | undefined;
  /** Why training should end after the last epoch seen; undefined while it should go on. */
  reason(): string | undefined;
}

/** `from` is the best epoch of a training that is resumed. */
export const earlyStopping = (
  { patience, minDelta }: Pick<PartOf<"earlyStopping">, "patience" | "minDelta">,
  from?: BestEpoch,
): EarlyStopping => {
  let best = from;
  let last = from?.epoch ?? 0;
  return {
    see: (epoch, value, trained) => {
      last = epoch;
      if (!(value > (best ? best.value + minDelta : Number.NEGATIVE_INFINITY))) return;
      best = { epoch, value, parameters: toTensors(trained) };
    },
    best: () => best,
    reason: () => {
      const waited = last - (best?.epoch ?? 0);
      if (waited < patience) return undefined;
      const better = minDelta > 0 ? ` by more than ${minDelta} nats` : "";
      return `stopped after epoch ${last}: no held-out value of the last ${patience} exceeded the best${better}`;
    },
  };
};
