import type { ExactValue } from "../studies/evidence.ts";
import { descents, shareAtOneMode } from "./descents.ts";
import { forwardKl, reverseKl } from "./model-divergence.ts";
import { covering, seeking } from "./modes-by-separation.ts";
import { type ModelAxisReport, modelAxis, noisyOr } from "./report.ts";
import type { FittedRow } from "./rows.ts";
import { toys } from "./toys.ts";
import { bestIndependent, boundOf, logLikelihoodOf } from "./two-units.ts";
import { vaeOnTwoModes } from "./vae-on-two-modes.ts";

/** Of minima: descents end at gradients below 1e-10. Of thresholds: bisections end at 1e-6. */
const errors = { minimum: 1e-7, threshold: 2e-6, identity: 1e-12 };

const value = (
  quantity: string,
  number: number,
  error: number,
  at?: ExactValue["at"],
  unit = "",
): ExactValue => ({ quantity, value: number, error, unit, ...(at && { at }) });

const ofFit = ({ toy: data, divergence, ...row }: FittedRow): ExactValue[] => {
  const at = { data, divergence };
  const means = row.parameters.slice(0, row.parameters.length / 2);
  return [
    value("divergence of the best model", row.value, errors.minimum, at, "nats"),
    value("coverage", row.coverage, 1e-4, at),
    value("mass of the model where there are no data", row.spurious, 1e-4, at),
    ...(data === toys.near.name || data === toys.far.name
      ? [
          value(
            "distance of the best model's mean from the middle",
            Math.abs(means[0] ?? 0),
            errors.minimum,
            at,
          ),
        ]
      : []),
  ];
};

const ofTransitions = ({ transitions }: ModelAxisReport): ExactValue[] =>
  transitions.flatMap(({ divergence, seekingFrom, switchAt }) => [
    ...(seekingFrom === undefined
      ? []
      : [
          value(
            "separation from which one mode is a minimum",
            seekingFrom,
            errors.threshold,
            { divergence },
            "sd",
          ),
        ]),
    ...(switchAt === undefined
      ? []
      : [
          value(
            "separation from which one mode is the best",
            switchAt,
            errors.threshold,
            { divergence },
            "sd",
          ),
        ]),
  ]);

/** Both minima by the distance of the modes, for a figure. */
const ofCurves = ({ curves }: ModelAxisReport): ExactValue[] =>
  curves.flatMap(({ separation, covering: both, seeking: one }) => [
    value("reverse KL of a minimum", both, errors.minimum, { modes: "both", separation }, "nats"),
    ...(one === undefined
      ? []
      : [
          value(
            "reverse KL of a minimum",
            one,
            errors.minimum,
            { modes: "one", separation },
            "nats",
          ),
        ]),
  ]);

const ofLikelihoods = ({ likelihoods }: ModelAxisReport): ExactValue[] =>
  likelihoods.map(({ toy: data, negativeLogLikelihood, entropy, forwardKl: kl }) =>
    value(
      "|−log-likelihood − H(data) − KL(data‖model)|",
      Math.abs(negativeLogLikelihood - entropy - kl),
      errors.identity,
      { data },
      "nats",
    ),
  );

/** E9: KL and the ELBO for fixed parameters, and the parameters that maximise the ELBO. */
const ofInference = ({ normalUnits, binaryUnits }: ModelAxisReport): ExactValue[] => {
  const strength = binaryUnits.byLikelihood.parameter;
  const evidence = logLikelihoodOf(strength, { ...noisyOr, seen: 1 });
  const best = bestIndependent(strength, noisyOr, 1);
  const bound = boundOf(best.point, strength, noisyOr, 1);
  const others = [
    [0, 0],
    [1, 1],
    [2, -1],
    [-1, 3],
  ].map((q) => boundOf(q, strength, noisyOr, 1));
  return [
    value(
      "ELBO + min KL(q‖p(z|x)) − log p(x), fixed parameters",
      Math.abs(bound + best.value - evidence),
      errors.identity,
      undefined,
      "nats",
    ),
    value(
      "ELBO of the q with the least KL, minus the best ELBO of other q",
      bound - Math.max(...others),
      errors.minimum,
      undefined,
      "nats",
    ),
    value("w² that maximises the ELBO", normalUnits.byBound.parameter, 1e-5, {
      model: "two normal units",
    }),
    value("w² that maximises the likelihood", normalUnits.byLikelihood.parameter, 1e-5, {
      model: "two normal units",
    }),
    value(
      "parameter by the ELBO / by the likelihood",
      normalUnits.byBound.parameter / normalUnits.byLikelihood.parameter,
      1e-5,
      { model: "two normal units" },
    ),
    value(
      "parameter by the ELBO / by the likelihood",
      binaryUnits.byBound.parameter / binaryUnits.byLikelihood.parameter,
      1e-5,
      { model: "two causes of one effect" },
    ),
  ];
};

/** E24: what a VAE on two modes at ±3 minimises. */
const ofVae = (): ExactValue[] => {
  const vae = vaeOnTwoModes(3);
  const reverse = Math.min(seeking(reverseKl, 3)?.value ?? Infinity, covering(reverseKl, 3).value);
  return [
    value("KL(q‖p(z|x)) of the trained VAE", vae.posteriorKl, errors.minimum, undefined, "nats"),
    value(
      "KL(data‖model) of the trained VAE minus the smallest possible",
      vae.forward - covering(forwardKl, 3).value,
      errors.minimum,
      undefined,
      "nats",
    ),
    value(
      "KL(model‖data) of the trained VAE minus the smallest possible",
      vae.reverse - reverse,
      errors.minimum,
      undefined,
      "nats",
    ),
    value("sd of the trained VAE's p(x)", vae.sd, errors.minimum),
  ];
};

/** The error is two standard errors over random starts. */
const ofDescents = (): ExactValue[] =>
  [2, 2.6, 3, 4].flatMap((separation) =>
    [reverseKl, forwardKl].map((divergence) => {
      const share = shareAtOneMode(divergence, separation);
      return value(
        "share of descents that end at one mode",
        share,
        2 * Math.sqrt((share * (1 - share)) / descents),
        { divergence: divergence.name, separation },
      );
    }),
  );

/** The numbers of the report of model directions, and of a VAE on the same data. Takes some seconds. */
export const modelDirectionValues = async (): Promise<ExactValue[]> => {
  const report = await modelAxis();
  return [
    ...report.fits.filter(({ isGlobal }) => isGlobal).flatMap(ofFit),
    ...ofTransitions(report),
    ...ofCurves(report),
    ...ofLikelihoods(report),
    ...ofInference(report),
    ...ofVae(),
    ...ofDescents(),
  ];
};
