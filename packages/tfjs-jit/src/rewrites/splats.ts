import { dataType } from "../data-type.ts";
import { producedBy, sameShape } from "../program.ts";
import { elementwise, integersOf, type Rule, splatOf } from "./rule.ts";

// Gradients of sums and means multiply by tensors of equal elements ("splats"): these rules replace
// such tensors by scalars.

const round = Math.fround; // rounding + − × ÷ of doubles gives the correctly rounded float32 result

const unary: Readonly<Record<string, (x: number) => number>> = {
  Neg: (x) => -x,
  Reshape: (x) => x,
};

const binary: Readonly<Record<string, (x: number, y: number) => number>> = {
  Add: (x, y) => round(x + y),
  AddV2: (x, y) => round(x + y),
  Sub: (x, y) => round(x - y),
  Mul: (x, y) => round(x * y),
  RealDiv: (x, y) => round(x / y),
};

const filled: Rule = {
  name: "a tensor filled with a constant becomes a constant",
  ops: ["Fill"],
  rewrite: ({ inputs: [shape, value], type }, { splat }) => {
    const known = splatOf(value);
    return known !== undefined && integersOf(shape) ? splat(known, type.shape) : undefined;
  },
};

const foldedUnary: Rule = {
  name: "an op on a splat becomes a splat",
  ops: Object.keys(unary),
  rewrite: ({ op, inputs: [x], type }, { splat }) => {
    const value = splatOf(x);
    const apply = unary[op];
    return value !== undefined && apply ? splat(apply(value), type.shape) : undefined;
  },
};

const foldedBinary: Rule = {
  name: "an op on two splats becomes a splat",
  ops: Object.keys(binary),
  rewrite: ({ op, inputs: [x, y], type }, { splat }) => {
    const [a, b] = [splatOf(x), splatOf(y)];
    const apply = binary[op];
    if (a === undefined || b === undefined || apply === undefined) return undefined;
    return splat(apply(a, b), type.shape);
  },
};

const timesOne: Rule = {
  name: "a product with ones becomes the other factor, broadcast where needed",
  ops: ["Mul"],
  rewrite: ({ inputs, type }, { broadcast }) => {
    if (type.dtype !== dataType.float32) return undefined;
    const other = inputs.find((_, index) => splatOf(inputs[1 - index]) === 1);
    if (other === undefined || sameShape(other.shape, type.shape)) return other;
    return broadcast(other, type.shape);
  },
};

const smallerSplat: Rule = {
  name: "a splat combined with a tensor of the result's shape becomes a scalar",
  ops: elementwise,
  rewrite: ({ op, inputs, attributes, type }, { op: make, splat }) => {
    const place = inputs.findIndex((x) => x.shape.length > 0 && splatOf(x) !== undefined);
    const [value, whole] = [splatOf(inputs[place]), inputs[1 - place]];
    if (value === undefined || !whole || !sameShape(whole.shape, type.shape)) return undefined;
    const scalar = splat(value, []);
    return make(op, place === 0 ? [scalar, whole] : [whole, scalar], attributes, type);
  },
};

const implicitBroadcast: Rule = {
  name: "a broadcast before an op that broadcasts is removed",
  ops: elementwise,
  rewrite: ({ op, inputs, attributes, type }, { op: make }) => {
    const place = inputs.findIndex((x) => producedBy(x, "BroadcastTo"));
    const [spread, whole] = [inputs[place], inputs[1 - place]];
    const source = spread && producedBy(spread, "BroadcastTo")?.inputs[0];
    if (!source || !whole || !sameShape(whole.shape, type.shape)) return undefined;
    return make(op, place === 0 ? [source, whole] : [whole, source], attributes, type);
  },
};

const negationFirst: Rule = {
  name: "a negation moves before a broadcast",
  ops: ["Neg"],
  rewrite: ({ op, inputs: [x], attributes, type }, { op: make, broadcast }) => {
    const source = x && producedBy(x, "BroadcastTo")?.inputs[0];
    return source && broadcast(make(op, [source], attributes, source), type.shape);
  },
};

export const splats = [
  filled,
  foldedUnary,
  foldedBinary,
  timesOne,
  smallerSplat,
  implicitBroadcast,
  negationFirst,
] as const;
