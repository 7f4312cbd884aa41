/**
 * The address of this page for one of MLflow's own, as its clients print them:
 * `#/experiments/1/runs/0123…` is a run, `#/experiments/1` its experiment. Undefined for any other hash.
 */
export const fromMlflowHash = (hash: string): string | undefined => {
  const [, experiment, run] = /^#\/experiments\/([^/?]+)(?:\/runs\/([^/?]+))?/.exec(hash) ?? [];
  if (run !== undefined) return `/run/${run}`;
  return experiment === undefined ? undefined : `/?experiment=${experiment}`;
};
