import { dataType } from "../data-type.ts";
import { producedBy, sameShape, type Value } from "../program.ts";
import { integersOf, type Rule, splatOf } from "./rule.ts";

// tfjs composes these from several ops; TensorFlow has one fast kernel, which Grappler fuses further.

const channelsLast = { T: { type: dataType.float32 }, data_format: { string: "NHWC" } } as const;

const matMul: Rule = {
  name: "a batch product of two matrices becomes a plain product",
  ops: ["BatchMatMulV2"],
  rewrite: ({ inputs: [a, b], attributes, type }, { op }) => {
    const { T, adj_x, adj_y } = attributes;
    if (!a || !b || !T || !adj_x || !adj_y) return undefined;
    if (a.shape.length !== 2 || b.shape.length !== 2) return undefined;
    return op("MatMul", [a, b], { T, transpose_a: adj_x, transpose_b: adj_y }, type);
  },
};

const biasAdd: Rule = {
  name: "a vector added to every row becomes a bias",
  ops: ["Add", "AddV2"],
  rewrite: ({ inputs: [x, bias], type }, { op }) => {
    if (!x || bias?.shape.length !== 1 || type.dtype !== dataType.float32) return undefined;
    if (x.shape.length < 2 || !sameShape(x.shape, type.shape)) return undefined;
    return x.shape.at(-1) === bias.shape[0]
      ? op("BiasAdd", [x, bias], channelsLast, type)
      : undefined;
  },
};

const biasAddGrad: Rule = {
  name: "a sum over all axes but the last becomes the gradient of a bias",
  ops: ["Sum"],
  rewrite: ({ inputs: [x, axes], attributes, type }, { op }) => {
    const { keep_dims } = attributes;
    const summed = integersOf(axes);
    if (!x || !summed || !keep_dims || !("bool" in keep_dims) || keep_dims.bool) return undefined;
    const leading = x.shape.slice(1).map((_, axis) => axis);
    if (leading.length === 0 || type.dtype !== dataType.float32) return undefined;
    return sameShape(summed, leading) ? op("BiasAddGrad", [x], channelsLast, type) : undefined;
  },
};

const reluGrad: Rule = {
  name: "a product with the step of x, or the sign of relu(x), becomes the gradient of relu(x)",
  ops: ["Mul"],
  rewrite: ({ inputs, type }, { op, find }) => {
    const place = inputs.findIndex((input) => stepArgument(input) !== undefined);
    const [step, dy] = [inputs[place], inputs[1 - place]];
    const x = step && stepArgument(step);
    if (!x || !dy || !sameShape(dy.shape, type.shape)) return undefined;
    const T = { T: { type: dataType.float32 } };
    const features = find("Relu", [x], T) ?? x; // of the same sign; x itself may be freed
    return op("ReluGrad", [dy, features], T, type);
  },
};

const tanhGrad: Rule = {
  name: "a product with 1 − tanh(x)² becomes the gradient of tanh(x)",
  ops: ["Mul"],
  rewrite: ({ inputs, type }, { op }) => {
    const place = inputs.findIndex((input) => tanhOf(input) !== undefined);
    const [slope, dy] = [inputs[place], inputs[1 - place]];
    const tanh = slope && tanhOf(slope);
    if (!tanh || !dy || !sameShape(dy.shape, type.shape) || !sameShape(tanh.shape, type.shape))
      return undefined;
    return op("TanhGrad", [tanh, dy], { T: { type: dataType.float32 } }, type);
  },
};

/** The tanh(x) in 1 − tanh(x)². */
function tanhOf(value: Value): Value | undefined {
  const [one, square] = producedBy(value, "Sub")?.inputs ?? [];
  const [tanh] = (square && producedBy(square, "Square")?.inputs) ?? [];
  const isSlope = splatOf(one) === 1 && tanh !== undefined && producedBy(tanh, "Tanh");
  return isSlope && tanh.dtype === dataType.float32 ? tanh : undefined;
}

/** The x in tfjs-node's step function, isNaN(x) ? x : x > 0 ? 1 : 0, or in sign(relu(x)). */
function stepArgument(value: Value): Value | undefined {
  const signed = producedBy(value, "Sign")?.inputs[0];
  if (signed !== undefined) return producedBy(signed, "Relu") && signed;
  const [nan, x, step] = producedBy(value, "Select")?.inputs ?? [];
  const [positive, one, zero] = (step && producedBy(step, "Select")?.inputs) ?? [];
  if (!nan || !x || !positive || splatOf(one) !== 1 || splatOf(zero) !== 0) return undefined;
  const [compared, bound] = producedBy(positive, "Greater")?.inputs ?? [];
  const isStep =
    producedBy(nan, "IsNan")?.inputs[0] === x && compared === x && splatOf(bound) === 0;
  return isStep && x.dtype === dataType.float32 ? x : undefined;
}

export const composites: readonly Rule[] = [matMul, biasAdd, biasAddGrad, reluGrad, tanhGrad];
