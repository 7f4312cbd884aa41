import { z } from "zod";
import type { ModelRecord, RunRecord } from "./run-source.ts";

const Answer = z.object({
  models: z
    .array(
      z.object({
        info: z.object({
          model_id: z.string(),
          name: z.string().default(""),
          model_type: z.string().default(""),
          status: z.union([z.string(), z.number()]).transform(String).default(""),
        }),
      }),
    )
    .default([]),
});

/** Models that the run logged, as MLflow 3 keeps them; none where the server is older. */
export const loggedModels = async (
  trackingUri: string,
  run: RunRecord,
  signal?: AbortSignal,
): Promise<ModelRecord[]> => {
  const response = await fetch(`${trackingUri}/api/2.0/mlflow/logged-models/search`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      experiment_ids: [run.experimentId],
      filter: `source_run_id = '${run.id}'`,
      max_results: 100,
    }),
    ...(signal !== undefined && { signal }),
  });
  if (!response.ok) return [];
  const { models } = Answer.parse(await response.json());
  return models.map(({ info }) => ({
    id: info.model_id,
    name: info.name,
    type: info.model_type,
    status: info.status.replace("LOGGED_MODEL_", "").toLowerCase(),
  }));
};
