import { type MlflowClient, MlflowError, type Run } from "mlflow-js-client";
import { InputError } from "../input-error.ts";
import { tags } from "../metrics/metrics.ts";

/** The fewest characters of an id by which a run is found. */
const minPrefix = 4;
const maxListed = 10;

const isId = (text: string): boolean => /^[0-9a-f]+$/.test(text);

const trialOf = ({ data }: Run): string => data.tags[tags.trial] ?? "";

/** Whether a source names a run: by its id, its trial's id, a beginning of one, or its label. */
const isNamedBy = (source: string) => {
  const isPrefix = isId(source) && source.length >= minPrefix;
  return (run: Run): boolean =>
    run.info.runName === source ||
    (isPrefix && (run.info.runId.startsWith(source) || trialOf(run).startsWith(source)));
};

/** `1a2b3c4d  reverse-kl · β 4 · pathwise (FINISHED, 2026-11-30 05:26)` */
const line = ({ info }: Run): string =>
  `  ${info.runId}  ${info.runName} (${info.status}, ${new Date(info.startTime).toISOString().slice(0, 16).replace("T", " ")})`;

const ambiguous = (source: string, runs: readonly Run[]): InputError => {
  const more = runs.length > maxListed ? [`  and ${runs.length - maxListed} more`] : [];
  return new InputError(
    [
      `cannot choose a run: ${JSON.stringify(source)} names ${runs.length} of them; pass the id of one:`,
      ...runs.slice(0, maxListed).map(line),
      ...more,
    ].join("\n"),
  );
};

const byId = async (client: MlflowClient, runId: string): Promise<Run | undefined> => {
  try {
    return await client.runs.get(runId);
  } catch (error) {
    if (MlflowError.isInstance(error) && error.status !== undefined && error.status < 500)
      return undefined;
    throw error;
  }
};

const finished = ({ info }: Run): boolean => info.status === "FINISHED";

/**
 * The one run that a source names. Of several runs of one trial it is the latest finished one: they
 * have the same model.
 * @throws InputError listing the candidates if it names runs of several trials, or none
 */
export const findRun = async (client: MlflowClient, source: string): Promise<Run> => {
  const exact = /^[0-9a-f]{32}$/.test(source) ? await byId(client, source) : undefined;
  if (exact !== undefined) return exact;
  const found: Run[] = [];
  const isNamed = isNamedBy(source);
  for await (const { experimentId } of client.experiments.search({}))
    for await (const run of client.runs.search({ experimentIds: [experimentId] }))
      if (isNamed(run)) found.push(run);
  found.sort((a, b) => b.info.startTime - a.info.startTime);
  const [latest] = found;
  if (latest === undefined)
    throw new InputError(
      `cannot find the run ${JSON.stringify(source)}: it must be a run's id, ${minPrefix} or more of its first characters, a label, a trial's folder or a checkpoint file; \`vae-lab runs\` lists all runs`,
    );
  const ofOneTrial = found.every((run) => trialOf(run) !== "" && trialOf(run) === trialOf(latest));
  if (found.length > 1 && !ofOneTrial) throw ambiguous(source, found);
  return found.find(finished) ?? latest;
};
