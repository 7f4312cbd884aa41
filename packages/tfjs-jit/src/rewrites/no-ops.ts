import { producedBy, sameShape } from "../program.ts";
import type { Rule } from "./rule.ts";

const castToSameType: Rule = {
  name: "a cast to its own type is removed",
  ops: ["Cast"],
  rewrite: ({ inputs: [x], type }) => (x?.dtype === type.dtype ? x : undefined),
};

const reshapeToSameShape: Rule = {
  name: "a reshape to its own shape is removed",
  ops: ["Reshape"],
  rewrite: ({ inputs: [x], type }) =>
    x !== undefined && sameShape(x.shape, type.shape) ? x : undefined,
};

const reshapeTwice: Rule = {
  name: "two reshapes become the last one",
  ops: ["Reshape"],
  rewrite: ({ op, inputs: [x, shape], attributes, type }, { op: make }) => {
    const source = x && producedBy(x, "Reshape")?.inputs[0];
    return source && shape ? make(op, [source, shape], attributes, type) : undefined;
  },
};

export const noOps = [castToSameType, reshapeToSameShape, reshapeTwice] as const;
