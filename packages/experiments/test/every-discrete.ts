import { adam, type Estimator, elbo, type Trainable, vae } from "@vae-lab/core";
import type { BernoulliCodes, CategoricalCodes } from "@vae-lab/core/distributions";
import {
  baselinedScoreFunction,
  gumbelSoftmax,
  inputBaseline,
  type LearnedEstimator,
  learnedRebar,
  measureValued,
  nvil,
  rebar,
  runningMean,
  scoreFunction,
  straightThrough,
  vimco,
} from "@vae-lab/core/estimators";
import { families } from "@vae-lab/core/families";
import { iwae, reweightedWakeSleep } from "@vae-lab/core/objectives";

const sizes = { dataSize: 12, hidden: [8], latentSize: 3 };
const { bernoulli, categorical } = families;
const coins = vae({ ...sizes, family: bernoulli });
const learned = vae({ ...sizes, prior: "learned", family: bernoulli });
const classes = vae({
  ...sizes,
  latentSize: 2,
  classes: 3,
  prior: "learned",
  family: categorical,
});

type Discrete = Estimator<BernoulliCodes> & Estimator<CategoricalCodes>;

const estimators: Record<string, Discrete | LearnedEstimator<Discrete>> = {
  "score function": scoreFunction({ samples: 2 }),
  "leave-one-out": scoreFunction({ samples: 3, baseline: "leave-one-out" }),
  "running mean": baselinedScoreFunction({ baselines: [runningMean({ decay: 0.9 })] }),
  "a network for baseline": baselinedScoreFunction({
    samples: 2,
    baselines: [inputBaseline({ dataSize: 12, hidden: [] })],
  }),
  NVIL: nvil({ dataSize: 12, hidden: [5] }),
  "measure-valued": measureValued({ samples: 2 }),
  "straight-through": straightThrough({ samples: 2 }),
  Concrete: gumbelSoftmax({ samples: 2, temperature: 0.7 }),
  "straight-through Concrete": gumbelSoftmax({ straightThrough: true }),
  "REBAR that learns its scale": learnedRebar({ temperature: 0.4 }),
  REBAR: rebar({ samples: 2, temperature: 0.4, scale: 0.8 }),
};

const optimizer = adam();

/** Discrete codes: every estimator with coins and with classes, and the bounds of weights. */
export const everyDiscrete: readonly [string, Trainable][] = [
  ...Object.entries(estimators).flatMap(([how, estimator]): [string, Trainable][] => [
    [
      `coins, ${how}`,
      { model: coins, objective: elbo({ family: bernoulli }), estimator, optimizer },
    ],
    [
      `classes, ${how}`,
      { model: classes, objective: elbo({ family: categorical }), estimator, optimizer },
    ],
  ]),
  [
    "coins with a learned prior and forward KL",
    {
      model: learned,
      objective: elbo({ family: bernoulli, regulariser: bernoulli.forwardKl, beta: 0.5 }),
      estimator: rebar(),
      optimizer,
    },
  ],
  [
    "classes with forward KL",
    {
      model: classes,
      objective: elbo({ family: categorical, regulariser: categorical.forwardKl }),
      estimator: gumbelSoftmax(),
      optimizer,
    },
  ],
  [
    "classes, VIMCO",
    { model: classes, objective: iwae({ samples: 3 }), estimator: vimco(), optimizer },
  ],
  [
    "classes, wake and sleep",
    {
      model: classes,
      objective: reweightedWakeSleep({ samples: 3, inference: "both" }),
      estimator: undefined,
      optimizer,
    },
  ],
];
