import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stepTimes } from "@vae-lab/viz";
import { svgOf } from "@vae-lab/viz/node";
import type { StepReport } from "../step/bench-step.ts";
import type { BenchFile } from "./bench-file.ts";
import { performanceText } from "./performance.ts";

const figureOf = ({ models }: StepReport): string =>
  svgOf((document) =>
    stepTimes(
      models.flatMap(({ title, results }) =>
        results.flatMap((result) =>
          "failure" in result
            ? []
            : {
                model: title,
                name: result.name,
                isOurs: result.name.startsWith("compiled"),
                ...result.cpu,
              },
        ),
      ),
      { document },
    ),
  );

/** Writes performance.md, and its figure beside it, into the folder. Returns the page's path. */
export const writePerformance = async (file: BenchFile, folder: string): Promise<string> => {
  await mkdir(folder, { recursive: true });
  const { step } = file.parts;
  if (step !== undefined) await writeFile(join(folder, "step-times.svg"), `${figureOf(step)}\n`);
  const page = join(folder, "performance.md");
  await writeFile(page, performanceText(file));
  return page;
};
