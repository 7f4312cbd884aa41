import { runOf } from "../sources/run-of.ts";

/** For tests: a run with this likelihood, ELBO and rate. */
export const runOfLikelihood = (id: string, kind: string, elbo: number, rate: number) =>
  runOf({
    id,
    params: { "model.likelihood.kind": kind },
    metrics: { "test/elbo": elbo, "test/rate": rate },
  });

/** For tests: a Gaussian and two Bernoulli likelihoods. */
export const runsOfTwoLikelihoods = [
  runOfLikelihood("g1", "gaussian", 500, 10),
  runOfLikelihood("b1", "bernoulli", -100, 20),
  runOfLikelihood("b2", "bernoulli", -200, 0),
];
