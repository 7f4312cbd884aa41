/** A file is no checkpoint that can be loaded: it is damaged, or another program wrote it. */
export class CheckpointError extends Error {
  override readonly name = "CheckpointError";
}
