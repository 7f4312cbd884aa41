import { fromTensors, rng, toTensors } from "@vae-lab/core";
import { iwaeLadder, quadrature } from "@vae-lab/core/evaluation";
import { conditionalVae, conditionOn, withLabels } from "@vae-lab/core/models";
import { mean, standardError } from "@vae-lab/statistics";
import type { Check } from "../matrix/check.ts";

const classes = 3;
const x = Float32Array.of(1, 0, 1, 1, 0);
const model = conditionalVae({ dataSize: x.length, latentSize: 2, hidden: [6], classes });

/** A decoder that the label matters to, and a wide q(z|x, y), whose importance weights are bounded. */
const scales: Readonly<Record<string, number>> = {
  "decoder.hidden.1.weights": 2,
  "encoder.mean.weights": 0.3,
  "encoder.logVariance.weights": 0.1,
};

/** `count` times x, as rows. */
const repeated = (count: number): Float32Array => {
  const rows = new Float32Array(count * x.length);
  for (let n = 0; n < count; n++) rows.set(x, n * x.length);
  return rows;
};

const randomModel = () => {
  const parameters = model.init(rng(5).fold("weights"));
  const drawn = toTensors({ model, parameters, dispose: () => {} });
  for (const tensor of Object.values(parameters)) tensor.dispose();
  const tensors = Object.entries(drawn).map(([name, { shape, values }]) => [
    name,
    {
      shape,
      values:
        name === "encoder.logVariance.bias"
          ? values.fill(0.5)
          : values.map((value) => value * (scales[name] ?? 1)),
    },
  ]);
  return fromTensors(model, Object.fromEntries(tensors));
};

/** log p(x|y) = log ∫ p(x|z, y) p(z) dz for each y, beside weights w = p(x, z|y) / q(z|x, y) of rows with y. */
const ofEachLabel: Check = {
  property:
    "of rows with their label, importance weights average to p(x|y) and log weights to less than log p(x|y)",
  divergence: "conditional VAE, two units, three labels",
  estimator: "IWAE ladder",
  measure: (_, { seed, estimates }) => {
    const trained = randomModel();
    const count = Math.max(2, Math.ceil(estimates / 5));
    const found = Array.from({ length: classes }, (_, label) => {
      const alone = conditionOn(trained, label);
      const exact = quadrature(alone, x).logProbability[0] ?? Number.NaN;
      alone.dispose();
      const labels = new Array<number>(count).fill(label);
      const { rungs } = iwaeLadder(trained, withLabels(repeated(count), labels, classes), {
        rng: rng(seed).fold("verify", "conditional", label),
        ladder: [1],
      });
      const logWeights = rungs[0]?.rows ?? new Float64Array();
      const ratios = Float64Array.from(logWeights, (log) => Math.exp(log - exact));
      return [
        {
          of: `y = ${label}: E w / p(x|y)`,
          ...{ exact: 1, estimate: mean(ratios), standardError: standardError(ratios) },
        },
        {
          of: `y = ${label}: E log w`,
          ...{ exact, estimate: mean(logWeights), standardError: standardError(logWeights) },
          relation: "at-most" as const,
        },
      ];
    });
    trained.dispose();
    return found.flat();
  },
};

export const conditionalProperties: readonly Check[] = [ofEachLabel];
