import { loadBackend } from "../backend/native.ts";
import type { ExactValue } from "../studies/evidence.ts";
import { elboIdentities } from "./elbo-identities.ts";
import { likelihoodsAsErrors } from "./likelihoods.ts";
import { linearAutoencoders } from "./linear-autoencoders.ts";
import { pseudoCodeLoss } from "./pseudo-code.ts";
import { scoreFunctionMean } from "./score-function-mean.ts";
import { smallModel } from "./small-model.ts";

/** The formulas of Saghir's essay beside exact answers. Takes half a minute. */
export const formulas = async (): Promise<ExactValue[]> => {
  await loadBackend();
  const model = await smallModel();
  try {
    return [
      ...linearAutoencoders(),
      ...likelihoodsAsErrors(),
      ...elboIdentities(model),
      ...pseudoCodeLoss(),
      ...scoreFunctionMean(),
    ];
  } finally {
    model.trained.dispose();
  }
};
