import type { StudyReport } from "@vae-lab/experiments/studies";

const files = import.meta.glob<StudyReport>("../../../../docs/findings/*/report.json", {
  import: "default",
});

const byStudy: ReadonlyMap<string, () => Promise<StudyReport>> = new Map(
  Object.entries(files).map(([path, load]) => [path.split("/").at(-2) ?? path, load]),
);

/** The report of a study in `docs/findings`; null if there is none. */
export const publishedReport = async (study: string): Promise<StudyReport | null> =>
  (await byStudy.get(study)?.()) ?? null;
