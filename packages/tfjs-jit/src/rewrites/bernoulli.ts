import { dataType } from "../data-type.ts";
import { kernels } from "../kernels.ts";
import { producedBy, sameShape, type Value } from "../program.ts";
import { type Rule, splatOf } from "./rule.ts";

// core's bernoulliLogMass and its gradient read and write the logits' memory eleven times; tfjs-jit's
// kernels do so once each.

const logMass: Rule = {
  name: "Σ x·l − relu(l) + log Π max(σ(l), 1 − σ(l)) over the last axis becomes one kernel",
  ops: ["Add", "AddV2"],
  rewrite: ({ inputs: [linear, likelier], type }, { op }) => {
    const [product, positive] = operandsOf(operandsOf(linear, "Sum")[0], "Sub");
    const [logits] = operandsOf(positive, "Relu");
    const factors = operandsOf(product, "Mul");
    const data = factors.find((factor) => factor !== logits);
    if (!logits || !data || !factors.includes(logits)) return undefined;
    if (!isLikelier(likelier, logits) || !repeats(data, logits)) return undefined;
    if (kernels() !== "tfjs-jit" || !sameShape(type.shape, logits.shape.slice(0, -1)))
      return undefined;
    return op("TfjsJitBernoulliLogMass", [logits, data], {}, type);
  },
};

const gradient: Rule = {
  name: "(x − σ(l))·d with one d for each row becomes one kernel",
  ops: ["Mul"],
  rewrite: ({ inputs: [residual, outer], type }, { op }) => {
    const [data, sigmoid] = operandsOf(residual, "Sub");
    const [logits] = operandsOf(sigmoid, "Sigmoid");
    if (!logits || !data || !outer || !repeats(data, logits)) return undefined;
    if (kernels() !== "tfjs-jit" || !sameShape(type.shape, logits.shape)) return undefined;
    return sameShape(outer.shape, [...logits.shape.slice(0, -1), 1])
      ? op("TfjsJitBernoulliGradient", [logits, data, outer], {}, type)
      : undefined;
  },
};

function operandsOf(value: Value | undefined, op: string): readonly Value[] {
  return (value && producedBy(value, op)?.inputs) ?? [];
}

/** Whether it is Σ log Π max(σ(l), 1 − σ(l)). */
function isLikelier(value: Value | undefined, logits: Value): boolean {
  const [logs] = operandsOf(value, "Sum");
  const [products] = operandsOf(logs, "Log");
  const [chunks] = operandsOf(products, "Prod");
  const [each] = operandsOf(chunks, "Reshape");
  const [sigmoid, other] = operandsOf(each, "Maximum");
  const [one, same] = operandsOf(other, "Sub");
  return operandsOf(sigmoid, "Sigmoid")[0] === logits && same === sigmoid && splatOf(one) === 1;
}

/** Whether rows of data repeat for rows of logits: its axes are the last of the logits', or 1. */
function repeats(data: Value, logits: Value): boolean {
  if (data.dtype !== dataType.float32 || logits.dtype !== dataType.float32) return false;
  const first = data.shape.findIndex((length) => length !== 1);
  const axes = first < 0 ? [] : data.shape.slice(first);
  return axes.length > 0 && sameShape(axes, logits.shape.slice(-axes.length));
}

export const bernoulli: readonly Rule[] = [logMass, gradient];
