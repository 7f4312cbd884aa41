import { type Parameters, pick } from "../networks/parameters.ts";
import { isEncoderParameter } from "../posteriors/per-observation.ts";
import { rng } from "../random/rng.ts";
import type { Snapshot } from "./snapshot.ts";
import type { MakeSteps, Steps, StepsOptions } from "./steps.ts";
import type { Metrics } from "./train-step.ts";
import type { Trainable } from "./trainable.ts";

export interface AlternationOptions extends StepsOptions {
  readonly make: MakeSteps;
  /** Steps of the encoder before each of the decoder, at most. */
  readonly maxEncoderSteps: number;
  /** Steps of the encoder at a time. */
  readonly window: number;
}

export interface Alternation extends Steps {
  /** All that training as usual goes on from. */
  joined(): Snapshot;
}

/** In a snapshot: how many steps the encoder has made. */
const [slot, count] = ["alternation", "encoder.steps"];

const isOthers = (name: string) => !isEncoderParameter(name);

/** Steps of the encoder alone, as long as they help, before each step of all the rest alone. */
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
    isTrainable: isOthers,
    from: from && partOf(from, isOthers, from.step),
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
        encoder.replaceParameters(among(others.parameters(), isOthers));
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

/** Of a snapshot what one of the two goes on from. */
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

/** Rows in an order that belongs to a step, whole minibatches only, without end. */
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
