import type { TrialConfig } from "../config/trial-config.ts";
import { InputError } from "../input-error.ts";
import { runFiles } from "../metrics/metrics.ts";
import type { StartFiles } from "../trial/start.ts";
import { readStart } from "../workspace/start-files.ts";
import type { SweepContext } from "./sweep-context.ts";
import type { PlannedTrial } from "./sweep-events.ts";

/** What the config of a planned trial says that it starts from, if it does: a trial or a checkpoint. */
const sourceOf = ({ from }: TrialConfig) => {
  if (typeof from?.trial === "string") return { trial: from.trial };
  return from?.checkpoint === undefined ? undefined : { checkpoint: from.checkpoint };
};

/** The trial's id or the SHA-256 of the checkpoint that a planned trial starts from, if it does. */
export const startIdOf = (config: TrialConfig): string | undefined =>
  Object.values(sourceOf(config) ?? {})[0];

/**
 * The files that a trial starts from, if it does: from the workspace, or its checkpoint from tracking.
 * @throws InputError if neither has them
 */
export const startFilesOf = async (
  { config }: PlannedTrial,
  { workspace, client, runOfStart }: Pick<SweepContext, "workspace" | "client" | "runOfStart">,
): Promise<StartFiles | undefined> => {
  const source = sourceOf(config);
  if (source === undefined) return undefined;
  const kept = await readStart(workspace.path, source);
  if (kept !== undefined) return kept;
  const [id = ""] = Object.values(source);
  const runId = runOfStart(id);
  const sent =
    runId &&
    (await client.artifacts.download({ runId, path: runFiles.checkpoint }).catch(() => undefined));
  if (sent) return { checkpoint: sent };
  const what = "trial" in source ? `trial ${id}` : `the checkpoint with the SHA-256 ${id}`;
  throw new InputError(
    `cannot start from ${what}: the workspace ${workspace.path} has no such checkpoint; name its file in from.file, or its run in from.run`,
  );
};
