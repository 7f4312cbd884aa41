import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Metric, MlflowClient, Run } from "mlflow-js-client";
import { makeFolder } from "../store/make-folder.ts";
import type { CopyContext } from "./copy-context.ts";
import { filesOf } from "./copy-files.ts";
import type { Attempts } from "./copy-report.ts";
import { treeOf } from "./copy-run.ts";
import { fileKeys } from "./file-keys.ts";
import { within } from "./within.ts";

interface RunFiles {
  readonly from: MlflowClient;
  readonly call: CopyContext["call"];
  readonly trying: Attempts;
  readonly folder: string;
  readonly warnings: string[];
}

/** Writes metrics, params, tags and artifacts of a run as files below a folder. */
export const writeRunFiles = async (run: Run, options: RunFiles): Promise<void> => {
  const { from, call, trying, folder, warnings } = options;
  const { runId } = run.info;
  for (const kind of ["metrics", "params", "tags", "artifacts"]) makeFolder(join(folder, kind));
  const namesOf = (kind: string, keys: readonly string[]): Map<string, string> => {
    const names = fileKeys(keys);
    for (const [key, name] of names)
      if (name !== key)
        warnings.push(
          `${kind} "${key}" of run ${runId} is named "${name}": a folder cannot contain it beside the keys below it`,
        );
    return names;
  };
  const keys = run.data.metrics.map(({ key }) => key);
  for (const [key, name] of namesOf("metrics", keys))
    await trying.copy(`metric ${JSON.stringify(key)}`, async () => {
      const path = within(join(folder, "metrics"), name);
      const lines: string[] = [];
      for await (const metric of from.metrics.history({ runId, key }, call))
        lines.push(metricLine(metric));
      await writeWithParents(path, lines.join(""));
    });
  for (const kind of ["params", "tags"] as const)
    for (const [key, name] of namesOf(kind, Object.keys(run.data[kind])))
      await trying.copy(`${kind} ${JSON.stringify(key)}`, () =>
        writeWithParents(within(join(folder, kind), name), run.data[kind][key] ?? ""),
      );
  const tree = treeOf(from, runId, { call });
  await trying.copy("the list of artifacts", async () => {
    for await (const { path } of filesOf(tree))
      await trying.copy(`artifact ${JSON.stringify(path)}`, async () =>
        writeWithParents(within(join(folder, "artifacts"), path), await tree.download(path)),
      );
  });
};

/** Writes a file and creates missing folders above it. */
export const writeWithParents = async (path: string, body: string | Uint8Array): Promise<void> => {
  makeFolder(dirname(path));
  await writeFile(path, body);
};

/** Python's float() reads NaN, Infinity and every number as JavaScript writes it. */
const metricLine = ({ timestamp, value, step }: Metric): string =>
  `${timestamp} ${value} ${step}\n`;
