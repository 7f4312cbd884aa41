/** Whether a write failed because its disk, or the user's quota on it, is full. */
export const isDiskFull = (error: unknown): boolean =>
  error instanceof Error &&
  (("code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT")) ||
    isDiskFull(error.cause));
