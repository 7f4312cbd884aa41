import { type Parameters, pick } from "../networks/parameters.ts";
import { isEncoderParameter } from "../posteriors/per-observation.ts";
import { rng } from "../random/rng.ts";
import type { Snapshot } from "./snapshot.ts";
import type { MakeSteps, Steps, StepsOptions } from "./steps.ts";
import type { Metrics } from "./train-step.ts";
import type { Trainable } from "./trainable.ts";

export interface AlternationOptions extends StepsOptions {
  readonly make: MakeSteps;
  /** The maximum number of encoder steps before each step of the other parameters. */
  readonly maxEncoderSteps: number;
  /** The number of encoder steps over which the loss is averaged. */
  readonly window: number;
}

export interface Alternation extends Steps {
  /** A snapshot from which ordinary training can continue. */
  joined(): Snapshot;
}

/** The slot and the name under which a snapshot stores the number of encoder steps. */
const [slot, count] = ["alternation", "encoder.steps"];

const isOtherParameter = (name: string) => !isEncoderParameter(name);

/** Trains the encoder alone, as long as its loss falls, before each step of the other parameters alone. */
export const alternation = (
  trainable: Trainable,
  data: Float32Array,
  { make, maxEncoderSteps, window, from, ...options }: AlternationOptions,
): Alternation => {
  const rows = data.length / trainable.model.dataSize;
  const encoder = make(trainable, data, {
    ...options,
    isTrainable: isEncoderParameter,
    from: from && partOf(from, isEncoderParameter, from.slots[slot]?.[count]?.values[0] ?? 0),
  });
  const others = make(trainable, data, {
    ...options,
    isTrainable: isOtherParameter,
    from: from && partOf(from, isOtherParameter, from.step),
  });
  let made = from?.step ?? 0;
  const joined = (): Snapshot => {
    const [e, o] = [encoder.snapshot(), others.snapshot()];
    const slots = Object.entries(o.slots).map(([name, tensors]) => [
      name,
      { ...e.slots[name], ...tensors },
    ]);
    return { step: o.step, parameters: o.parameters, slots: Object.fromEntries(slots) };
  };
  return {
    run: function* (minibatches) {
      for (const minibatch of minibatches) {
        made++;
        const more = minibatchesFrom(options.seed, made, rows, options.batchSize);
        let before = Number.POSITIVE_INFINITY;
        for (let step = 0; step + window <= maxEncoderSteps; step += window) {
          const mean = meanLoss(encoder.run(firstOf(more, window)));
          if (!(mean < before)) break;
          before = mean;
        }
        others.replaceParameters(among(encoder.parameters(), isEncoderParameter));
        yield* others.run([minibatch]);
        encoder.replaceParameters(among(others.parameters(), isOtherParameter));
      }
    },
    parameters: others.parameters,
    replaceParameters: others.replaceParameters,
    joined,
    snapshot: () => {
      const whole = joined();
      const values = Float32Array.of(encoder.snapshot().step);
      return { ...whole, slots: { ...whole.slots, [slot]: { [count]: { shape: [], values } } } };
    },
    dispose: () => {
      encoder.dispose();
      others.dispose();
    },
  };
};

const among = (parameters: Parameters, wanted: (name: string) => boolean): Parameters =>
  pick(parameters, Object.keys(parameters).filter(wanted));

/** The part of a snapshot from which one of the two continues. */
const partOf = (
  { parameters, slots }: Snapshot,
  wanted: (name: string) => boolean,
  step: number,
): Snapshot => {
  const { [slot]: _, ...own } = slots;
  const parts = Object.entries(own).map(([name, tensors]) => [
    name,
    Object.fromEntries(Object.entries(tensors).filter(([parameter]) => wanted(parameter))),
  ]);
  return { step, parameters, slots: Object.fromEntries(parts) };
};

/** An endless sequence of full minibatches, in an order that depends on the step. */
function* minibatchesFrom(
  seed: number,
  step: number,
  rows: number,
  batchSize: number,
): Generator<Uint32Array, never, undefined> {
  const size = Math.min(batchSize, rows);
  for (let round = 0; ; round++) {
    const order = rng(seed).fold("alternation", step, round).permutation(rows);
    for (let start = 0; start + size <= rows; start += size)
      yield order.subarray(start, start + size);
  }
}

const firstOf = <T>(items: Iterator<T, never>, n: number): T[] =>
  Array.from({ length: n }, () => items.next().value);

const meanLoss = (steps: Iterable<Metrics>): number => {
  const losses = Array.from(steps, ({ loss }) => loss);
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
};
