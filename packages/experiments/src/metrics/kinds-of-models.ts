import * as tf from "@tensorflow/tfjs";
import type { TrainedModel, Vae } from "@vae-lab/core";
import type { DescribedModel } from "@vae-lab/core/checkpoints";
import { hasExactRate } from "@vae-lab/core/evaluation";
import type { Autoencoder, FamilyVae } from "@vae-lab/core/models";

/** A VAE of any kind: with N(0, I), a prior of its family, a learned mixture, VampPrior or two layers. */
export type AnyVae = Exclude<DescribedModel, Autoencoder>;

export const isVae = (trained: TrainedModel): trained is TrainedModel<AnyVae> =>
  "prior" in trained.model;

/** Whether KL(q(z|x)‖p(z)) has a closed form: not of a learned mixture, VampPrior or two layers. */
export const isExactVae = (trained: TrainedModel): trained is TrainedModel<FamilyVae> =>
  isVae(trained) && hasExactRate(trained);

/** Whether the codes should be distributed as N(0, I). This is expected of an autoencoder, too. */
export const expectsNormalCodes = (trained: TrainedModel): boolean =>
  !isVae(trained) || tf.tidy(() => "whiten" in trained.model.prior(trained.parameters));

/** Whether posterior and prior are normal, so that both have moments in each unit. */
export const isNormalVae = (trained: TrainedModel): trained is TrainedModel<Vae> =>
  isVae(trained) && expectsNormalCodes(trained);
