import { Command } from "@commander-js/extra-typings";
import { printResult } from "../command-line/output.ts";
import { jsonOption } from "../command-line/shared-options.ts";
import { anyText, valueOption } from "../command-line/value-option.ts";

export const story = new Command("story")
  .summary("Write the story of how a VAE works as a page that opens from disk")
  .description(
    "Write the dashboard's page Story into a folder: text, live figures, models, and the verdicts with their reports. Open index.html in a browser; it needs no server and no network.",
  )
  .addOption(
    valueOption(
      "--export <folder>",
      "Write the page into this folder, new or empty",
      anyText,
    ).makeOptionMandatory(),
  )
  .option("--force", "Write into a folder that is not empty, over files of the same names")
  .addOption(jsonOption)
  .action(async ({ export: folder, force = false, json = false }) => {
    const { exportStory } = await import("../story/export-story.ts");
    const written = await exportStory(folder, { force });
    printResult(
      json,
      written,
      () =>
        `wrote the story to ${folder} (${(written.bytes / 1e6).toFixed(1)} MB): open ${written.page} in a browser`,
    );
  });
