import type { Finding as StudyFinding } from "../studies/finding.ts";
import type { FittedRow, ModelAxisMeasures } from "./rows.ts";
import { correlation, toys } from "./toys.ts";
import type { NoisyOr } from "./two-units.ts";
import { bestIndependent, boundOf, gapOf, logLikelihoodOf } from "./two-units.ts";

const n = (value: number | undefined, digits = 4): string =>
  value === undefined ? "none" : value.toFixed(digits);

/** A claim of the report and its verdict. */
export type Finding = Pick<StudyFinding, "claim" | "verdict" | "evidence">;

const finding = (claim: string, holds: boolean, evidence: string): Finding => ({
  claim,
  verdict: holds ? "holds" : "fails",
  evidence,
});

const isNear = (value: number | undefined, exact: number, tolerance: number): boolean =>
  value !== undefined && Math.abs(value - exact) <= tolerance;

const global = (rows: readonly FittedRow[], toy: string, divergence: string) =>
  rows.find((row) => row.toy === toy && row.divergence === divergence && row.isGlobal);

const sdOf = (row: FittedRow | undefined): number | undefined =>
  row && Math.exp(row.parameters[row.parameters.length / 2] ?? Number.NaN);

const momentMatching = ({ fits }: ModelAxisMeasures): Finding => {
  const sd = sdOf(global(fits, toys.far.name, "forward KL"));
  return finding(
    "Forward KL matches moments: one normal for two modes at ±3 has mean 0 and sd √10",
    isNear(sd, Math.sqrt(10), 1e-7),
    `sd ${n(sd, 6)}`,
  );
};

const seekingOnlyBeyond = ({ fits, transitions }: ModelAxisMeasures): Finding => {
  const [near, far] = [toys.near, toys.far].map(({ name }) => global(fits, name, "reverse KL"));
  const at = transitions.find(({ divergence }) => divergence === "reverse KL");
  const [nearMean = Number.NaN, farMean = Number.NaN] = [near, far].map((r) => r?.parameters[0]);
  return finding(
    "Reverse KL seeks a mode only beyond a separation: at ±2 its best normal covers both",
    Math.abs(nearMean) < 1e-6 && Math.abs(farMean) > 2.9 && at?.switchAt !== undefined,
    `mean ${n(Math.abs(nearMean))} at ±2, ±${n(Math.abs(farMean))} at ±3; the best one changes at ±${n(at?.switchAt)}`,
  );
};

const coexistence = ({ transitions }: ModelAxisMeasures): Finding => {
  const at = transitions.find(({ divergence }) => divergence === "reverse KL");
  const holds =
    at?.seekingFrom !== undefined &&
    at.switchAt !== undefined &&
    at.seekingFrom < at.switchAt &&
    at.coveringCurvature > 0;
  return finding(
    "Two kinds of minimum of reverse KL coexist, so where a fit begins decides what it finds",
    holds,
    `both from ±${n(at?.seekingFrom)} on; the covering one is still a minimum at ±${at?.upTo} (least curvature ${n(at?.coveringCurvature)})`,
  );
};

const order = ({ transitions }: ModelAxisMeasures): Finding => {
  const alphas = transitions.filter(({ divergence }) => divergence !== "JS");
  const onsets = alphas.map(({ seekingFrom }) => seekingFrom ?? Infinity);
  const switches = alphas.map(({ switchAt }) => switchAt ?? Infinity);
  const rises = (values: readonly number[]) =>
    values.every((v, i) => i === 0 || v >= (values[i - 1] ?? 0));
  return finding(
    "The nearer to forward KL, the later a mode is sought, and forward KL never seeks one",
    rises(onsets) && rises(switches) && onsets.at(-1) === Infinity,
    alphas.map((t) => `${t.divergence}: ${n(t.seekingFrom, 3)}, ${n(t.switchAt, 3)}`).join("; "),
  );
};

const betweenMarginalAndConditional = ({ fits }: ModelAxisMeasures): Finding => {
  const variance = (divergence: string) =>
    (sdOf(global(fits, toys.correlated.name, divergence)) ?? Number.NaN) ** 2;
  const conditional = 1 - correlation ** 2;
  const [reverse, half, forward] = [
    variance("reverse KL"),
    variance("α = 0.5"),
    variance("forward KL"),
  ];
  return finding(
    "Without correlations, reverse KL has the conditional variance 1 − ρ², forward KL the marginal 1, and α = ½ their geometric mean",
    isNear(reverse, conditional, 1e-6) &&
      isNear(half, Math.sqrt(conditional), 1e-6) &&
      isNear(forward, 1, 1e-6),
    `variances ${n(reverse)}, ${n(half)}, ${n(forward)}`,
  );
};

const coverageAgainstSpurious = ({ fits }: ModelAxisMeasures): Finding => {
  const pairs = Object.values(toys).map(({ name }) => ({
    name,
    reverse: global(fits, name, "reverse KL"),
    forward: global(fits, name, "forward KL"),
  }));
  const holds = pairs.every(
    ({ reverse, forward }) =>
      reverse !== undefined &&
      forward !== undefined &&
      reverse.coverage < forward.coverage &&
      reverse.spurious < forward.spurious,
  );
  return finding(
    "On every toy forward KL reaches more of the data and puts more mass where there are none",
    holds,
    pairs
      .map(
        ({ name, reverse, forward }) =>
          `${name}: coverage ${n(reverse?.coverage, 2)} against ${n(forward?.coverage, 2)}, spurious ${n(reverse?.spurious, 2)} against ${n(forward?.spurious, 2)}`,
      )
      .join("; "),
  );
};

const symmetry = ({ symmetries }: ModelAxisMeasures): Finding => {
  const predicted = (name: string): number => {
    if (name === "reverse KL") return 1;
    const alpha = name === "forward KL" ? 1 : Number(name.slice(4));
    return alpha < 0.5 ? -Math.log(1 - 2 * alpha) / (2 * alpha) : Infinity;
  };
  return finding(
    "Of two coupled bits, fair coins are a minimum up to J = −log(1 − 2α)/2α, and for ever from α = ½ on",
    symmetries.every(({ divergence, lostAt = Infinity }) => {
      const exact = predicted(divergence);
      return lostAt === exact || Math.abs(lostAt - exact) < 1e-5;
    }),
    symmetries.map(({ divergence, lostAt }) => `${divergence}: ${n(lostAt)}`).join("; "),
  );
};

const likelihoodIsForward = ({ likelihoods }: ModelAxisMeasures): Finding =>
  finding(
    "Maximum likelihood is forward KL: −log-likelihood = H(data) + KL(data‖model)",
    likelihoods.every(
      ({ negativeLogLikelihood, entropy, forwardKl }) =>
        Math.abs(negativeLogLikelihood - entropy - forwardKl) < 1e-12,
    ),
    likelihoods
      .map((l) => `${l.toy}: ${n(l.negativeLogLikelihood)} = ${n(l.entropy)} + ${n(l.forwardKl)}`)
      .join("; "),
  );

const biased = ({ normalUnits, binaryUnits }: ModelAxisMeasures): Finding =>
  finding(
    "With a q that cannot be exact, the parameters that maximise the ELBO are not the likelihood's",
    isNear(normalUnits.byLikelihood.parameter, 1.5, 1e-5) &&
      isNear(normalUnits.byBound.parameter, Math.sqrt(3) / 2, 1e-5) &&
      binaryUnits.byBound.parameter < binaryUnits.byLikelihood.parameter - 0.01,
    `two normal units: w² ${n(normalUnits.byBound.parameter)} instead of ${n(normalUnits.byLikelihood.parameter)}; two causes of one effect: strength ${n(binaryUnits.byBound.parameter)} instead of ${n(binaryUnits.byLikelihood.parameter)}`,
  );

/** The ELBO and the divergence add to a constant for fixed parameters only. */
const fixedOnly = ({ binaryUnits }: ModelAxisMeasures, model: NoisyOr): Finding => {
  const strength = binaryUnits.byLikelihood.parameter;
  const evidence = logLikelihoodOf(strength, { ...model, seen: 1 });
  const best = bestIndependent(strength, model, 1);
  const others = [
    [0, 0],
    [1, 1],
    [2, -1],
  ];
  const bound = boundOf(best.point, strength, model, 1);
  const isConstant = Math.abs(bound + best.value - evidence) < 1e-12;
  const isBest = others.every((logits) => boundOf(logits, strength, model, 1) < bound);
  const without = logLikelihoodOf(1e-9, model) - gapOf(1e-9, model);
  return finding(
    "Minimising KL(q‖p(z|x)) is maximising the ELBO for fixed model parameters only",
    isConstant && isBest && gapOf(1e-9, model) < 1e-9 && without < binaryUnits.byBound.value,
    `at strength ${n(strength)}: ELBO ${n(bound)} + KL ${n(best.value)} = log p(x) ${n(evidence)}; over strengths KL is least, 0, at strength 0, where the ELBO is ${n(without)}, not ${n(binaryUnits.byBound.value)}`,
  );
};

/** Findings whose verdicts are computed from the measurements. */
export const findingsOf = (measures: ModelAxisMeasures, model: NoisyOr): Finding[] => [
  momentMatching(measures),
  seekingOnlyBeyond(measures),
  coexistence(measures),
  order(measures),
  betweenMarginalAndConditional(measures),
  coverageAgainstSpurious(measures),
  symmetry(measures),
  likelihoodIsForward(measures),
  biased(measures),
  fixedOnly(measures, model),
];
