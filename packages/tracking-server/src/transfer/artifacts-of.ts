import type { ArtifactFile, CallOptions, MlflowClient } from "mlflow-js-client";

/** All files of a run, folder by folder. */
export async function* artifactsOf(
  client: MlflowClient,
  runId: string,
  call: CallOptions,
  path?: string,
): AsyncGenerator<ArtifactFile> {
  const files = await client.artifacts.list({ runId, ...(path !== undefined && { path }) }, call);
  for (const file of files) {
    if (file.isDir) yield* artifactsOf(client, runId, call, file.path);
    else yield file;
  }
}
