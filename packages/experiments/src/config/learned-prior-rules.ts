import type { AddIssue, Given } from "./given.ts";

/** What KL(q(z|x)‖p(z)) has no closed form with; undefined where it has one. */
export const withoutClosedForm = ({ model }: Given): string | undefined => {
  if (model?.kind !== "vae") return undefined;
  if (model.codes?.kind === "two-layers") return "model.codes.kind two-layers";
  // A prior that is invalid in itself breaks its own rule
  const kind: unknown = model.prior?.kind;
  return typeof kind === "string" ? `model.prior.kind ${kind}` : undefined;
};

/** A learned prior is one of normal codes, and an objective with a divergence from it has no closed form. */
export const learnedPriorRules = (given: Given, complain: AddIssue) => {
  const { model, objective, inference } = given;
  const of = withoutClosedForm(given);
  if (of === undefined || model?.kind !== "vae") return;
  const { prior, codes, posterior, condition } = model;
  if (objective !== undefined && inference === undefined)
    complain(
      ["objective"],
      `${of} needs an inference in place of the objective, because KL(q(z|x)‖p(z)) has no closed form: choose one, such as monte-carlo-elbo, got an objective of ${Object.keys(objective).join(", ")}`,
    );
  if (prior?.kind !== undefined && codes?.kind !== undefined)
    complain(
      ["model", "prior"],
      codes.kind === "two-layers"
        ? `model.codes.kind two-layers learns its own prior, p(z₁|z₂): model.prior must be left out, got kind ${prior.kind}`
        : `${of} needs normal codes, got model.codes.kind ${codes.kind}; set model.codes.prior learned to learn theirs`,
    );
  const isFloor = posterior?.kind === "variance-floor" && codes === undefined;
  if (posterior?.kind !== undefined && !isFloor)
    complain(
      ["model", "posterior"],
      codes?.kind === "two-layers"
        ? `${of} leaves no use for a model.posterior, got kind ${posterior.kind}`
        : `${of} does not go with model.posterior.kind ${posterior.kind}, which rests on the prior N(0, I): leave one of them out, or use variance-floor`,
    );
  if (condition !== undefined && condition !== null)
    complain(
      ["model", "condition"],
      `model.condition ${condition} does not go with ${of}: the prior must be N(0, I)`,
    );
};
