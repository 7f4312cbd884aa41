import { createHash } from "node:crypto";
import type { MlflowClient, Run } from "mlflow-js-client";

/** The run that a run is a copy of, and what that run was like when all of it had been copied. */
const sourceTag = "vae_lab.copied_from";
const wholeTag = "vae_lab.copied";
const nameTag = "mlflow.runName";

/** Of what changes when a run is written further. */
const fingerprint = ({ info, data }: Run): string => {
  const latest = data.metrics.map(({ key, step, timestamp }) => `${key} ${step} ${timestamp}`);
  const stage = info.lifecycleStage === "deleted" ? ["deleted"] : [];
  const params = Object.keys(data.params).length;
  const state = [info.status, info.endTime, params, latest.toSorted(), ...stage];
  return createHash("sha256").update(JSON.stringify(state)).digest("hex");
};

export const isDeleted = ({ info }: Run): boolean => info.lifecycleStage === "deleted";

/** Tells from tags what was copied before, and marks what is. */
export class CopyMarks {
  readonly #to: MlflowClient;
  readonly #copies = new Map<string, Run>();
  readonly #ids = new Set<string>();

  constructor(to: MlflowClient) {
    this.#to = to;
  }

  /** Reads which runs an experiment of the target has. */
  async read(experimentId: string): Promise<void> {
    const query = { experimentIds: [experimentId], viewType: "ALL" } as const;
    for await (const run of this.#to.runs.search(query)) {
      this.#ids.add(run.info.runId);
      const source = run.data.tags[sourceTag];
      if (source !== undefined) this.#copies.set(source, run);
    }
  }

  /** The copy of a run as far as it came; or that it needs none. */
  of(run: Run): Run | "whole" | "from there" | undefined {
    const { [sourceTag]: source = run.info.runId } = run.data.tags;
    if (this.#ids.has(source) || this.#ids.has(run.info.runId)) return "from there";
    const copy = this.#copies.get(run.info.runId);
    const isWhole = copy?.data.tags[wholeTag] === fingerprint(run);
    // A copy is deleted last, for what is deleted takes no marks; one that is deleted at the target stays so.
    const isToDelete = isDeleted(run) && copy !== undefined && !isDeleted(copy);
    return isWhole && !isToDelete ? "whole" : copy;
  }

  /** A copy's tags from its start. */
  begun(run: Run): Record<string, string> {
    return { ...this.#own(run), [sourceTag]: run.info.runId };
  }

  async finish(run: Run, runId: string): Promise<void> {
    await this.#to.runs.logBatch({ runId, tags: this.#own(run) });
    await this.#to.runs.setTag({ runId, key: wholeTag, value: fingerprint(run) });
  }

  #own(run: Run): Record<string, string> {
    const { [sourceTag]: _, [wholeTag]: __, [nameTag]: ___, ...own } = run.data.tags;
    return own;
  }
}
