import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";

/**
 * Builds the package as it is published, into `dist` or the folder that is given: both module
 * systems, and a manifest that points to them. The workspace itself uses the sources.
 */
const home = resolve(import.meta.dirname, "..");
const out = resolve(process.argv[2] ?? join(home, "dist"));
const typescript = dirname(createRequire(import.meta.url).resolve("typescript/package.json"));

const compile = (config, folder) =>
  execFileSync(
    process.execPath,
    [join(typescript, "bin", "tsc"), "-p", join(home, config), "--outDir", join(out, folder)],
    { stdio: "inherit" },
  );

/** The compiler turns "./x.ts" into "./x.js" in what it emits, except in declarations. */
const rewriteDeclarations = (folder) => {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".d.ts")) continue;
    const path = join(folder, name);
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.replace(/((?:from|import\() ?"\.{1,2}\/[^"]+)\.ts"/g, '$1.js"'));
  }
};

const { scripts, devDependencies, publishConfig, ...manifest } = JSON.parse(
  readFileSync(join(home, "package.json"), "utf8"),
);

rmSync(out, { recursive: true, force: true });
compile("tsconfig.build.json", "esm");
compile("tsconfig.build-cjs.json", "cjs");
rewriteDeclarations(out);
const writeManifest = (folder, fields) => {
  mkdirSync(join(out, folder), { recursive: true });
  writeFileSync(join(out, folder, "package.json"), `${JSON.stringify(fields, null, 2)}\n`);
};
writeManifest(".", { ...manifest, ...publishConfig });
writeManifest("cjs", { type: "commonjs" });
// For tools from before there were "exports".
writeManifest("node", { main: "../cjs/node/index.js", types: "../cjs/node/index.d.ts" });
for (const name of ["README.md", "CHANGELOG.md", "docs"])
  cpSync(join(home, name), join(out, name), { recursive: true });
cpSync(join(home, "..", "..", "LICENSE"), join(out, "LICENSE"));
