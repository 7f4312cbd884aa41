import type { Normal } from "./distributions/normal.ts";
import type { Estimator } from "./estimators/estimator.ts";
import type { Autoencoder, Vae } from "./models/model.ts";
import type { Objective } from "./objectives/objective.ts";
import type { Optimizer } from "./optimizers/optimizer.ts";

/** A VAE, what is maximised, how its gradient is got, and how it is followed. */
export interface VaeTrainable {
  readonly model: Vae;
  readonly objective: Objective<Normal, Estimator<Normal>>;
  readonly estimator: Estimator<Normal>;
  readonly optimizer: Optimizer;
}

/** An autoencoder leaves nothing to choose but the optimizer: it has one draw and no regulariser. */
export interface AutoencoderTrainable {
  readonly model: Autoencoder;
  readonly optimizer: Optimizer;
}

/** What a recipe returns and what is trained. */
export type Trainable = VaeTrainable | AutoencoderTrainable;
