import { createHash } from "node:crypto";
import type { LoggedModel, MlflowClient, Run } from "mlflow-js-client";

/** The tag of a copy that names its source, and the tag with the source's state when it was copied. */
const sourceTag = "vae_lab.copied_from";
const stateTag = "vae_lab.copied";
const nameTag = "mlflow.runName";

const hash = (state: unknown): string =>
  createHash("sha256").update(JSON.stringify(state)).digest("hex");

/** Changes when a run is logged to further. */
const stateOf = ({ info, data }: Run): string => {
  const latest = data.metrics.map(({ key, step, timestamp }) => `${key} ${step} ${timestamp}`);
  const stage = info.lifecycleStage === "deleted" ? ["deleted"] : [];
  const params = Object.keys(data.params).length;
  return hash([info.status, info.endTime, params, latest.toSorted(), ...stage]);
};

const stateOfModel = ({ status, params, metrics, lastUpdateTime }: LoggedModel): string =>
  hash([status, Object.keys(params).length, metrics.length, lastUpdateTime]);

const withoutMarks = (tags: Readonly<Record<string, string>>): Record<string, string> => {
  const { [sourceTag]: _, [stateTag]: __, [nameTag]: ___, ...own } = tags;
  return own;
};

export const isDeleted = ({ info }: Run): boolean => info.lifecycleStage === "deleted";

/** Recognises by tags what was copied before, and tags what is copied. */
export class CopyMarks {
  readonly #to: MlflowClient;
  readonly #copies = new Map<string, Run>();
  readonly #ids = new Set<string>();
  readonly #targetIds = new Map<string, string>();

  constructor(to: MlflowClient) {
    this.#to = to;
  }

  /** Reads the runs of an experiment of the target. */
  async read(experimentId: string): Promise<void> {
    const query = { experimentIds: [experimentId], viewType: "ALL" } as const;
    for await (const run of this.#to.runs.search(query)) {
      this.#ids.add(run.info.runId);
      const source = run.data.tags[sourceTag];
      if (source === undefined) continue;
      this.#copies.set(source, run);
      this.#targetIds.set(source, run.info.runId);
    }
  }

  /** The incomplete copy of a run; "whole" if it needs none, "from there" if the target is its source. */
  of(run: Run): Run | "whole" | "from there" | undefined {
    const { [sourceTag]: source = run.info.runId } = run.data.tags;
    if (this.#ids.has(source) || this.#ids.has(run.info.runId)) return "from there";
    const copy = this.#copies.get(run.info.runId);
    const isWhole = copy?.data.tags[stateTag] === stateOf(run);
    // A deleted run takes no tags, so a copy is deleted last; one deleted at the target stays deleted.
    const isToDelete = isDeleted(run) && copy !== undefined && !isDeleted(copy);
    return isWhole && !isToDelete ? "whole" : copy;
  }

  /** The target's id of a run that has been copied. */
  targetOf(runId: string): string | undefined {
    return this.#targetIds.get(runId);
  }

  /** The tags with which a copy is created. */
  begun(run: Run): Record<string, string> {
    return { ...withoutMarks(run.data.tags), [sourceTag]: run.info.runId };
  }

  /** Remembers the copy of a run. */
  copied(run: Run, runId: string): void {
    this.#targetIds.set(run.info.runId, runId);
  }

  /** Writes the tags of a copy; `isWhole` says that all of the run has been copied. */
  async finish(run: Run, runId: string, isWhole: boolean): Promise<void> {
    await this.#to.runs.logBatch({ runId, tags: withoutMarks(run.data.tags) });
    if (isWhole) await this.#to.runs.setTag({ runId, key: stateTag, value: stateOf(run) });
  }
}

/** The same for the logged models of one experiment. */
export const modelMarks = (copies: readonly LoggedModel[]) => {
  const ids = new Set(copies.map(({ modelId }) => modelId));
  const bySource = new Map(copies.map((copy) => [copy.tags[sourceTag] ?? "", copy]));
  return {
    of: (model: LoggedModel): LoggedModel | "whole" | "from there" | undefined => {
      if (ids.has(model.tags[sourceTag] ?? model.modelId) || ids.has(model.modelId))
        return "from there";
      const copy = bySource.get(model.modelId);
      return copy?.tags[stateTag] === stateOfModel(model) ? "whole" : copy;
    },
    begun: (model: LoggedModel): Record<string, string> => ({
      ...withoutMarks(model.tags),
      [sourceTag]: model.modelId,
    }),
    finished: (model: LoggedModel): Record<string, string> => ({
      ...withoutMarks(model.tags),
      [stateTag]: stateOfModel(model),
    }),
  };
};
