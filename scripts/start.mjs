import { vaeLab } from "./vae-lab.mjs";

await vaeLab(["start", ...process.argv.slice(2)]);
