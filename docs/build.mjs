import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Application, LogLevel } from "typedoc";
import { publishedPackages, root } from "./published-packages.mjs";
import { reflect } from "./reflect.mjs";

const out = join(root, "docs/api");
const temporary = mkdtempSync(join(tmpdir(), "vae-lab-docs-"));

/** Writes TypeDoc's models of the packages into files, for `merge` to read. */
const writeModels = async () => {
  const files = [];
  for (const folder of publishedPackages) {
    const { app, project } = await reflect(folder);
    const file = join(temporary, `${files.length}.json`);
    await app.generateJson(project, file);
    files.push(file);
  }
  return files;
};

try {
  const app = await Application.bootstrap({
    name: "vae-lab",
    entryPoints: await writeModels(),
    entryPointStrategy: "merge",
    readme: join(root, "README.md"),
    highlightLanguages: ["ts", "sh", "json", "http"],
    logLevel: LogLevel.Warn,
  });
  const project = await app.convert();
  if (!project) throw new Error("TypeDoc cannot merge the packages");
  await app.generateDocs(project, out);
  if (app.logger.hasErrors()) process.exitCode = 1;
  else console.log(`The API reference is at ${join(out, "index.html")}`);
} finally {
  rmSync(temporary, { recursive: true });
}
