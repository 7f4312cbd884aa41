import type { Rng } from "@vae-lab/core";
import type { PhiloxRng } from "@vae-lab/core/random";
import { type Draw, type Seed, UntraceableError } from "tfjs-jit";

type Labels = readonly (string | number)[];

/** The noise of a loss in a graph: its random streams, and their seeds at any step. */
export interface TracedNoise {
  /** The noise of a step while the loss is traced. */
  from(draw: Draw): Rng;
  /** The seeds by which the graph samples what the eager loss would sample. */
  seeds(noise: PhiloxRng): Record<string, Seed>;
}

export const tracedNoise = (): TracedNoise => {
  const streams = new Map<string, Labels>();
  const under = (labels: Labels, draw: Draw): Rng => {
    const name = JSON.stringify(labels);
    const drawing = (kind: keyof Draw) => (shape: number[]) => {
      streams.set(name, labels);
      return draw[kind](name, shape);
    };
    const refusing = (method: string) => () => {
      throw new UntraceableError(
        `cannot compile the loss: it calls ${method}(), whose numbers would be constant in the graph`,
      );
    };
    return {
      fold: (...more) => under([...labels, ...more], draw),
      normal: drawing("normal"),
      uniform: drawing("uniform"),
      normals: refusing("normals"),
      uniforms: refusing("uniforms"),
      permutation: refusing("permutation"),
    };
  };
  return {
    from: (draw) => under([], draw),
    seeds: (noise) =>
      Object.fromEntries([...streams].map(([name, labels]) => [name, noise.fold(...labels).seed])),
  };
};
