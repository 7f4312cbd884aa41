import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import {
  bundle,
  complaints,
  folderOfPackage,
  install,
  lintPackage,
  openChromium,
} from "@vae-lab/testing";
import { expect, test } from "vitest";
import { served } from "./served.ts";

const installed = install({
  home: join(import.meta.dirname, ".."),
  packed: ["zod"],
});
const { project, folder } = installed;
const folderOfTypes = dirname(folderOfPackage("@types/node"));

/** Steps for both module systems: logging to a server over HTTP and into a journal. */
const steps = `
  const client = mlflowClient({ trackingUri: process.env.MLFLOW_TRACKING_URI });
  const { info } = await client.runs.create({ experimentId: "0", runName: "installed" });
  const writer = client.run(info.runId);
  for (let step = 0; step < 3; step++) await writer.log({ loss: step / 3 }, step);
  await writer.close();
  const spool = await openSpool(client, await fileJournal({ path: "journal" }));
  await spool.logBatch({ runId: info.runId, tags: { spooled: "yes" } });
  await spool.send();
  await spool.close();
  const same = fromEnvironment().client.trackingUri === client.trackingUri;
  const failed = await client.runs.get("none").catch((error) => error);
  console.log(JSON.stringify([info.runId, same, MlflowError.isInstance(failed), failed.errorCode]));
`;

test.each([
  [
    "an ES module",
    "main.mjs",
    `import { MlflowError, mlflowClient, openSpool } from "mlflow-js-client";
     import { fileJournal, fromEnvironment } from "mlflow-js-client/node";${steps}`,
  ],
  [
    "CommonJS",
    "main.cjs",
    `const { MlflowError, mlflowClient, openSpool } = require("mlflow-js-client");
     const { fileJournal, fromEnvironment } = require("mlflow-js-client/node");
     (async () => {${steps}})();`,
  ],
])("the installed tarball works from %s", async (_, name, text) => {
  const { server, url, close } = await served();
  const file = installed.write(name, text);
  const { stdout } = await promisify(execFile)(process.execPath, [file], {
    cwd: project,
    env: { PATH: process.env.PATH, MLFLOW_TRACKING_URI: url },
  });
  expect(JSON.parse(stdout)).toEqual(["run1", true, true, "RESOURCE_DOES_NOT_EXIST"]);
  expect(server.runs[0]?.points.size).toBe(3);
  expect(server.runs[0]?.tags.spooled).toBe("yes");
  await close();
});

const page = `
import { memoryJournal, mlflowClient, MlflowError, openSpool } from "mlflow-js-client";

const client = mlflowClient({ trackingUri: location.origin });
const { info } = await client.runs.create({ experimentId: "0", runName: "from a page" });
const writer = client.run(info.runId);
for (let step = 0; step < 2500; step++) await writer.log({ loss: step === 7 ? NaN : step }, step);
await writer.close();
const spool = await openSpool(client, memoryJournal());
await spool.upload({ runId: info.runId, path: "a.txt", body: "β" });
await spool.send();
const failed = await client.runs.get("none").catch((error) => error);
globalThis.outcome = [info.runId, MlflowError.isInstance(failed), failed.errorCode];
`;

test("the installed tarball, bundled by Vite, works in Chromium", async () => {
  installed.write("main.js", page);
  installed.write("index.html", '<!doctype html><script type="module" src="/main.js"></script>');
  const files = await bundle(project);
  const { server, url, close } = await served(files);
  const browser = await openChromium();
  try {
    const tab = await browser.newPage();
    const problems: string[] = [];
    tab.on("pageerror", (error) => problems.push(error.message));
    await tab.goto(url);
    const outcome = await tab.waitForFunction(() => Reflect.get(globalThis, "outcome"));
    expect(await outcome.jsonValue()).toEqual(["run1", true, "RESOURCE_DOES_NOT_EXIST"]);
    expect(problems).toEqual([]);
    const points = [...(server.runs[0]?.points.values() ?? [])];
    expect(points.map(({ step }) => step)).toEqual(Array.from({ length: 2_500 }, (_, n) => n));
    expect(points[7]?.value).toBe("NaN");
    expect(server.runs[0]?.artifacts["a.txt"]).toBe("β");
  } finally {
    await browser.close();
    await close();
  }
});

test("MlflowError.isInstance recognises errors of both module systems", () => {
  const file = installed.write(
    "both.mjs",
    `import { createRequire } from "node:module";
     import { MlflowError } from "mlflow-js-client";
     const cjs = createRequire(import.meta.url)("mlflow-js-client");
     const error = new cjs.MlflowError("no", { errorCode: "X" });
     console.log(error instanceof MlflowError, MlflowError.isInstance(error));`,
  );
  expect(installed.run(file)).toBe("false true\n");
});

const imports = `import type { MlflowClient, Run } from "mlflow-js-client";
import { fromEnvironment } from "mlflow-js-client/node";
`;
const use = `
interface Mine { loss: number }
export const log = async (client: MlflowClient): Promise<Run> => {
  await using writer = client.run<Mine>("r");
  await writer.log({ loss: 1 }, 1);
  // @ts-expect-error: not one of Mine
  await writer.log({ lost: 1 }, 1);
  return client.runs.get("r");
};
export const { client } = fromEnvironment();
`;

test("a strict TypeScript project takes its types from both module systems, without Node's", () => {
  const files = ["use.mts", "use.cts"];
  for (const file of files) installed.write(file, imports + use);
  expect(complaints(project, "--module nodenext --lib es2022,dom", files)).toBe("");
});

test("the examples of the README and the guide are well typed", () => {
  const texts = ["README.md", "docs/guide.md"].map((name) =>
    readFileSync(join(folder, name), "utf8"),
  );
  const examples = [...texts.join("\n").matchAll(/```ts\n([\s\S]*?)```/g)];
  const files = examples.map(([, code = ""], n) => {
    installed.write(`example-${n}.mts`, code);
    return `example-${n}.mts`;
  });
  expect(files.length).toBeGreaterThanOrEqual(10);
  const types = `--types node --typeRoots ${folderOfTypes}`;
  expect(
    complaints(project, `--module nodenext --lib es2022,dom,dom.iterable ${types}`, files),
  ).toBe("");
});

test("publint and are-the-types-wrong report nothing", () => {
  const { publint, types } = lintPackage(installed);
  expect(publint).toContain("All good!");
  expect(types).toContain("No problems found");
});

test("the tarball holds compiled code, types, sources and three texts, and no tests", () => {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  expect(files.filter((name) => name.includes(".test."))).toEqual([]);
  expect(readdirSync(folder).sort()).toEqual(
    ["CHANGELOG.md", "LICENSE", "README.md", "dist", "docs", "package.json", "src"].sort(),
  );
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  expect(Object.keys(manifest.dependencies)).toEqual(["zod"]);
  expect(readFileSync(join(folder, "CHANGELOG.md"), "utf8")).toContain(`## ${manifest.version}`);
});

test("only the node folder uses Node's modules", () => {
  const esm = join(folder, "dist", "esm");
  const browserFree = readdirSync(esm, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".js") && !name.startsWith("node/"))
    .filter((name) =>
      /from "node:|\bprocess\.|(?<!globalThis\.)\bBuffer\b/.test(
        readFileSync(join(esm, name), "utf8"),
      ),
    );
  expect(browserFree).toEqual([]);
});
