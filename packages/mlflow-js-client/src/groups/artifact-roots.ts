import { getRun } from "../endpoints/runs.ts";
import type { RunInfo } from "../entities.ts";
import { type CallOptions, type Connection, call } from "../request.ts";

/** The artifact URIs of runs. They never change, so each is requested at most once. */
export interface ArtifactRoots {
  of(runId: string, options?: CallOptions): Promise<string>;
  /** Remembers the URI that another answer, such as to the run's creation, contained. */
  learn(info: RunInfo): void;
}

const maxRemembered = 1_000;

export const artifactRoots = (connection: Connection): ArtifactRoots => {
  const known = new Map<string, string>();
  const learn = ({ runId, artifactUri }: RunInfo): void => {
    if (artifactUri === "") return;
    if (known.size >= maxRemembered) known.clear();
    known.set(runId, artifactUri);
  };
  return {
    learn,
    of: async (runId, options) => {
      const root = known.get(runId);
      if (root !== undefined) return root;
      const { run } = await call(connection, getRun, { runId }, options);
      learn(run.info);
      return run.info.artifactUri;
    },
  };
};
