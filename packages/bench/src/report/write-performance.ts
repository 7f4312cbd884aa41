import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { InputError } from "@vae-lab/experiments/input-error";
import { makeFolder } from "@vae-lab/experiments/workspace";
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

/**
 * Writes performance.md and its figure into a folder and returns the path of the page.
 * @throws InputError if the folder cannot be written
 */
export const writePerformance = async (file: BenchFile, folder: string): Promise<string> => {
  const text = performanceText(file);
  const { step } = file.parts;
  const page = join(folder, "performance.md");
  try {
    await makeFolder(folder);
    if (step !== undefined) await writeFile(join(folder, "step-times.svg"), `${figureOf(step)}\n`);
    await writeFile(page, text);
  } catch (cause) {
    const { message } = cause as Error;
    throw new InputError(`cannot write the page to ${folder} (${message})`, { cause });
  }
  return page;
};
