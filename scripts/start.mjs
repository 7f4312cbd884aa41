import { buildPage } from "./setup/page.mjs";
import { vaeLab } from "./vae-lab.mjs";

const asksForHelp = (args) => args.includes("--help") || args.includes("-h");

await vaeLab(["start", ...process.argv.slice(2)], async (args) => {
  if (!asksForHelp(args) && !args.includes("--no-serve")) await buildPage();
});
