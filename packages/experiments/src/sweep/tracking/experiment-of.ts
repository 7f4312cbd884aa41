import { type CallOptions, type MlflowClient, MlflowError } from "mlflow-js-client";
import { InputError } from "../../input-error.ts";

const isTaken = (error: unknown): boolean =>
  MlflowError.isInstance(error) && error.errorCode === "RESOURCE_ALREADY_EXISTS";

/** The experiment of a study, made at its first sweep. Several sweeps may make it at the same time. */
export const experimentOf = async (
  client: MlflowClient,
  study: string,
  call: CallOptions = {},
): Promise<string> => {
  const known = await client.experiments.getByName(study, call);
  if (known === undefined)
    return client.experiments.create({ name: study }, call).catch((error) => {
      if (!isTaken(error)) throw error;
      return experimentOf(client, study, call);
    });
  if (known.lifecycleStage === "deleted")
    throw new InputError(`experiment ${study} is deleted; restore it or use another store`);
  return known.experimentId;
};
