import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";

/**
 * Compiles a package that is published into its `dist`: ES modules, and CommonJS too where there is a
 * tsconfig.build-cjs.json. The manifest is published as it is: its "exports" give "@vae-lab/source" to
 * the workspace and the compiled files to everyone else.
 */
const home = resolve(process.argv[2] ?? ".");
const manifest = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
const typescript = dirname(createRequire(import.meta.url).resolve("typescript/package.json"));
const systems = existsSync(join(home, "tsconfig.build-cjs.json")) ? ["esm", "cjs"] : ["esm"];
const configOf = { esm: "tsconfig.build.json", cjs: "tsconfig.build-cjs.json" };

/** What an entry of "exports" must say, given its source. */
const entryOf = (source) => {
  const built = (system) => {
    const path = `./dist/${system}/${source.slice("./src/".length).replace(/\.ts$/, "")}`;
    return { types: `${path}.d.ts`, default: `${path}.js` };
  };
  const targets =
    systems.length === 1 ? built("esm") : { import: built("esm"), require: built("cjs") };
  return { "@vae-lab/source": source, ...targets };
};

const requireExports = () => {
  for (const [entry, found] of Object.entries(manifest.exports)) {
    if (entry === "./package.json") continue;
    const wanted = JSON.stringify(entryOf(found["@vae-lab/source"] ?? found), undefined, 2);
    if (JSON.stringify(found, undefined, 2) !== wanted)
      throw new Error(
        `cannot build ${manifest.name}: exports["${entry}"] in its package.json must be ${wanted}`,
      );
  }
};

const compile = (system, out) =>
  execFileSync(
    process.execPath,
    [
      join(typescript, "bin", "tsc"),
      ...["-p", join(home, configOf[system]), "--outDir", join(out, system)],
    ],
    { stdio: "inherit" },
  );

/** The compiler turns "./x.ts" into "./x.js" in what it emits, except in declarations. */
const rewriteDeclarations = (out) => {
  for (const name of readdirSync(out, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".d.ts")) continue;
    const path = join(out, name);
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.replace(/((?:from|import\() ?"\.{1,2}\/[^"]+)\.ts"/g, '$1.js"'));
  }
};

/** Puts `made` in the place of `dist`, at once for whoever reads it meanwhile. */
const replaceDist = async (made) => {
  const dist = join(home, "dist");
  const old = `${made}-old`;
  await rename(dist, old).catch((error) => {
    if (error.code !== "ENOENT") throw error;
  });
  await rename(made, dist);
  await rm(old, { recursive: true, force: true });
};

requireExports();
const made = mkdtempSync(join(home, "dist-"));
try {
  for (const system of systems) compile(system, made);
  rewriteDeclarations(made);
  if (systems.includes("cjs"))
    writeFileSync(join(made, "cjs", "package.json"), '{ "type": "commonjs" }\n');
  await replaceDist(made);
} finally {
  rmSync(made, { recursive: true, force: true });
}
