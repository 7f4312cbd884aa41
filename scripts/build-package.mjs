import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";

/**
 * Builds a package as it is published, into its `dist` or the folder that is given second: ES
 * modules, CommonJS too where there is a tsconfig.build-cjs.json, and a manifest that points to
 * them in place of the sources, which the workspace itself uses.
 */
const [home = ".", folder = join(home, "dist")] = process.argv
  .slice(2)
  .map((path) => resolve(path));
const out = resolve(folder);
const typescript = dirname(createRequire(import.meta.url).resolve("typescript/package.json"));
const hasCommonJs = existsSync(join(home, "tsconfig.build-cjs.json"));

const compile = (config, to) =>
  execFileSync(
    process.execPath,
    [join(typescript, "bin", "tsc"), "-p", join(home, config), "--outDir", join(out, to)],
    { stdio: "inherit" },
  );

/** The compiler turns "./x.ts" into "./x.js" in what it emits, except in declarations. */
const rewriteDeclarations = () => {
  for (const name of readdirSync(out, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".d.ts")) continue;
    const path = join(out, name);
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.replace(/((?:from|import\() ?"\.{1,2}\/[^"]+)\.ts"/g, '$1.js"'));
  }
};

const writeManifest = (to, fields) => {
  mkdirSync(join(out, to), { recursive: true });
  writeFileSync(join(out, to, "package.json"), `${JSON.stringify(fields, null, 2)}\n`);
};

/** "./src/node/index.ts" as it is called in the folder of a module system. */
const built = (source, system) => {
  const path = `./${system}/${source.slice("./src/".length).replace(/\.ts$/, "")}`;
  return { types: `${path}.d.ts`, default: `${path}.js` };
};

const published = ({ scripts, devDependencies, exports, ...manifest }) => {
  const main = built(exports["."], hasCommonJs ? "cjs" : "esm");
  return {
    ...manifest,
    main: main.default,
    types: main.types,
    exports: {
      ...Object.fromEntries(
        Object.entries(exports).map(([entry, source]) => [
          entry,
          hasCommonJs
            ? { import: built(source, "esm"), require: built(source, "cjs") }
            : built(source, "esm"),
        ]),
      ),
      "./package.json": "./package.json",
    },
  };
};

rmSync(out, { recursive: true, force: true });
const manifest = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
compile("tsconfig.build.json", "esm");
if (hasCommonJs) compile("tsconfig.build-cjs.json", "cjs");
rewriteDeclarations();
writeManifest(".", published(manifest));
if (hasCommonJs) writeManifest("cjs", { type: "commonjs" });
// For tools from before there were "exports".
for (const [entry, source] of Object.entries(manifest.exports)) {
  if (entry === ".") continue;
  const { default: main, types } = built(source, hasCommonJs ? "cjs" : "esm");
  writeManifest(entry, { main: `.${main}`, types: `.${types}` });
}
for (const name of ["README.md", "CHANGELOG.md", "docs"])
  if (existsSync(join(home, name))) cpSync(join(home, name), join(out, name), { recursive: true });
cpSync(join(import.meta.dirname, "..", "LICENSE"), join(out, "LICENSE"));
