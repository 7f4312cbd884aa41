import { requireCount } from "../arguments.ts";

/** How strongly the temperatures concentrate at both ends. */
const sharpness = 4;

/**
 * β from 0 to 1: as given, or T steps that are denser at both ends (Wu et al. 2017).
 * @throws RangeError unless they ascend from 0 to 1
 */
export const temperaturesOf = (given: number | readonly number[]): readonly number[] => {
  if (typeof given === "number") return sigmoidTemperatures(given);
  const ascends = given.every((beta, t) => t === 0 || beta > (given[t - 1] as number));
  if (given.length < 2 || given[0] !== 0 || given.at(-1) !== 1 || !ascends)
    throw new RangeError(`temperatures must ascend from 0 to 1, got ${given.join(", ")}`);
  return given;
};

const sigmoidTemperatures = (T: number): readonly number[] => {
  requireCount("temperatures", T);
  const sigmoid = (t: number) => 1 / (1 + Math.exp(-sharpness * ((2 * t) / T - 1)));
  const [first, last] = [sigmoid(0), sigmoid(T)];
  return Array.from({ length: T + 1 }, (_, t) =>
    t === T ? 1 : (sigmoid(t) - first) / (last - first),
  );
};
