/**
 * Translates links to MLflow's UI, as its clients print them: `#/experiments/1/runs/0123…` and
 * `#/experiments/1`. Undefined for any other hash.
 */
export const fromMlflowHash = (hash: string): string | undefined => {
  const [, experiment, run] = /^#\/experiments\/([^/?]+)(?:\/runs\/([^/?]+))?/.exec(hash) ?? [];
  if (run !== undefined) return `/run/${run}`;
  return experiment === undefined ? undefined : `/?experiment=${experiment}`;
};
