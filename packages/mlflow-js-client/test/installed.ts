import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { folderOfPackage } from "./bin.ts";

const home = join(import.meta.dirname, "..");

const npm = (cwd: string, ...args: string[]): string =>
  execFileSync("npm", [...args, "--ignore-scripts", "--no-audit", "--no-fund"], {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });

export interface Installed {
  /** An empty project in which the packed package is installed. */
  readonly project: string;
  readonly tarball: string;
  /** What would be published, unpacked. */
  readonly dist: string;
  write(name: string, text: string): string;
  run(file: string, environment?: Record<string, string>): string;
}

/** Builds, packs and installs the package as somebody else would have it, without a registry. */
export const install = (): Installed => {
  const folder = mkdtempSync(join(tmpdir(), "mlflow-js-client-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const dist = join(folder, "dist");
  const project = join(folder, "project");
  mkdirSync(project);
  execFileSync(process.execPath, [join(home, "scripts", "build.mjs"), dist]);
  npm(folder, "pack", dist, folderOfPackage("zod"), "--silent");
  const tarballs = readdirSync(folder)
    .filter((name) => name.endsWith(".tgz"))
    .map((name) => join(folder, name));
  writeFileSync(join(project, "package.json"), '{ "private": true }');
  npm(project, "install", "--offline", "--no-package-lock", ...tarballs);
  const tarball = tarballs.find((name) => name.includes("mlflow-js-client-0")) ?? "";
  return {
    project,
    tarball,
    dist,
    write: (name, text) => {
      writeFileSync(join(project, name), text);
      return join(project, name);
    },
    run: (file, environment = {}) =>
      execFileSync(process.execPath, [file], {
        cwd: project,
        encoding: "utf8",
        env: { ...process.env, NODE_OPTIONS: "", ...environment },
      }),
  };
};
