import { adam, type Estimator, type Trainable } from "@vae-lab/core";
import type { BernoulliCodes, CategoricalCodes } from "@vae-lab/core/distributions";
import { bernoulliForwardKl, categoricalForwardKl } from "@vae-lab/core/divergences";
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
import { bernoulliVae, categoricalVae } from "@vae-lab/core/models";
import {
  bernoulliElbo,
  categoricalElbo,
  iwae,
  reweightedWakeSleep,
} from "@vae-lab/core/objectives";

const sizes = { dataSize: 12, hidden: [8], latentSize: 3 };
const coins = bernoulliVae(sizes);
const learned = bernoulliVae({ ...sizes, prior: "learned" });
const classes = categoricalVae({ ...sizes, latentSize: 2, classes: 3, prior: "learned" });

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
    [`coins, ${how}`, { model: coins, objective: bernoulliElbo(), estimator, optimizer }],
    [`classes, ${how}`, { model: classes, objective: categoricalElbo(), estimator, optimizer }],
  ]),
  [
    "coins with a learned prior and forward KL",
    {
      model: learned,
      objective: bernoulliElbo({ regulariser: bernoulliForwardKl, beta: 0.5 }),
      estimator: rebar(),
      optimizer,
    },
  ],
  [
    "classes with forward KL",
    {
      model: classes,
      objective: categoricalElbo({ regulariser: categoricalForwardKl }),
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
