import type { TrainedModel, Vae } from "@vae-lab/core";
import type { FamilyVae } from "@vae-lab/core/models";

export const isVae = (trained: TrainedModel): trained is TrainedModel<FamilyVae> =>
  "prior" in trained.model;

/** Whether the codes should be distributed as N(0, I). This is expected of an autoencoder, too. */
export const expectsNormalCodes = (trained: TrainedModel): boolean =>
  !isVae(trained) || "whiten" in trained.model.prior(trained.parameters);

/** Whether posterior and prior are normal, so that both have moments in each unit. */
export const isNormalVae = (trained: TrainedModel): trained is TrainedModel<Vae> =>
  isVae(trained) && expectsNormalCodes(trained);
