import { checkBackend, checkPackages } from "./doctor/backend.mjs";
import { checkBrowser } from "./doctor/browser.mjs";
import { checkDatasets } from "./doctor/datasets.mjs";
import { asText, exitCode } from "./doctor/finding.mjs";
import { checkCache, checkCores, checkDisk, checkNode } from "./doctor/machine.mjs";
import { checkStore, checkTracking } from "./doctor/store.mjs";

const known = new Set(["--json", "--help", "-h"]);
const args = process.argv.slice(2);
const unknown = args.find((arg) => !known.has(arg));

const checkAll = async () => [
  checkNode(),
  checkPackages(),
  ...(await checkBackend()),
  checkCores(),
  ...(await checkDatasets()),
  await checkStore(),
  await checkTracking(),
  await checkBrowser(),
  checkCache(),
  checkDisk(),
];

if (unknown) {
  console.error(`cannot use ${unknown}: the options are --json and --help`);
  process.exitCode = 2;
} else if (args.includes("--help") || args.includes("-h")) {
  console.log(
    "npm run doctor -- [--json]\n\nChecks your setup and suggests fixes.\nExit code 0 if vae-lab can run, 1 if something that it needs is missing.",
  );
} else {
  const findings = await checkAll();
  const code = exitCode(findings);
  console.log(
    args.includes("--json")
      ? JSON.stringify({ usable: code === 0, findings }, null, 2)
      : asText(findings),
  );
  process.exitCode = code;
}
