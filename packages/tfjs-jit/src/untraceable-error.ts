/** Thrown for a function that a graph cannot repeat. The message names the op or the reason. */
export class UntraceableError extends Error {
  override readonly name = "UntraceableError";
}
