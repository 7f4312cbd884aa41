import { getRun } from "../endpoints/runs.ts";
import type { RunInfo } from "../entities.ts";
import { type CallOptions, type Connection, call } from "../request.ts";

/** Where runs keep their artifacts. It never changes: asked for once, or not at all. */
export interface ArtifactRoots {
  of(runId: string, options?: CallOptions): Promise<string>;
  /** Keeps what an answer told by the way, as that to the run's creation does. */
  learn(info: RunInfo): void;
}

const mostKept = 1_000;

export const artifactRoots = (connection: Connection): ArtifactRoots => {
  const known = new Map<string, string>();
  const learn = ({ runId, artifactUri }: RunInfo): void => {
    if (artifactUri === "") return;
    if (known.size >= mostKept) known.clear();
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
