import type { Database } from "./database.ts";
import type { WirePair } from "./entities.ts";
import type { RunStore } from "./runs.ts";

export interface DatasetInput {
  readonly tags: readonly WirePair[];
  readonly name: string;
  readonly digest: string;
  readonly sourceType: string;
  readonly source: string;
  readonly schema?: string | undefined;
  readonly profile?: string | undefined;
}

const contextTag = "mlflow.data.context";

/** The data a run used, one row for each (name, digest). The first input stays, as in MLflow. */
export const logDatasetInputs = (
  database: Database,
  runs: RunStore,
  runId: string,
  inputs: readonly DatasetInput[],
): void =>
  database.transaction(() => {
    const { id } = runs.active(runId);
    for (const input of inputs)
      database.run(
        `INSERT OR IGNORE INTO dataset_inputs
         (run, name, digest, source_type, source, schema, profile, context, tags)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        id,
        input.name,
        input.digest,
        input.sourceType,
        input.source,
        input.schema ?? null,
        input.profile ?? null,
        input.tags.find((tag) => tag.key === contextTag)?.value ?? null,
        JSON.stringify(input.tags),
      );
  });
