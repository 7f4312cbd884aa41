/** What every command that uses a finished run says of its first argument. */
export const runArgument = {
  name: "<run>",
  description: "Run: id or a beginning of it, label, folder of a trial, checkpoint file",
} as const;

/** What commands say of their data. */
export const dataArgument = {
  name: "[data]",
  description: "File, folder or built-in data set (default: the run's test split)",
} as const;
