import type { Database } from "./database.ts";
import type { RunStore } from "./runs.ts";

/** Records the logged models that a run used or made. */
export const logRunModels = (
  database: Database,
  runs: RunStore,
  runId: string,
  direction: "input" | "output",
  models: readonly { readonly model_id: string; readonly step?: number | undefined }[],
): void =>
  database.transaction(() => {
    const { id } = runs.active(runId);
    for (const { model_id, step = 0 } of models)
      database.run(
        "INSERT OR IGNORE INTO run_models VALUES (?, ?, ?, ?)",
        id,
        direction,
        model_id,
        step,
      );
  });
