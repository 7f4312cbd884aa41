import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterAll } from "vitest";
import { folderOfPackage } from "./folder-of-package.ts";

export interface Installed {
  /** An empty project in which the packed package is installed. */
  readonly project: string;
  readonly tarball: string;
  /** The installed package: what the tarball holds. */
  readonly folder: string;
  write(name: string, text: string): string;
  run(file: string, environment?: Record<string, string>): string;
}

export interface InstallOptions {
  /** The folder of the package. */
  readonly home: string;
  /** Names of installed packages that it needs: packed too, as there may be no registry. */
  readonly packed?: readonly string[];
  /** Those that are too large to pack: linked to where they are installed, with what they need. */
  readonly linked?: readonly string[];
}

/** Builds a package, packs it by plain `npm pack` in its folder, and installs it without a registry. */
export const install = ({ home, packed = [], linked = [] }: InstallOptions): Installed => {
  const { name } = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
  const temporary = mkdtempSync(join(tmpdir(), `${basename(name)}-`));
  afterAll(() => rmSync(temporary, { recursive: true, force: true }));
  const project = join(temporary, "project");
  mkdirSync(project);
  const pack = (cwd: string, ...args: string[]): string[] =>
    execFileSync("npm", ["pack", "--silent", "--pack-destination", temporary, ...args], {
      cwd,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    })
      .trim()
      .split("\n")
      .map((file) => join(temporary, file));
  const [tarball = ""] = pack(home);
  const others = packed.length > 0 ? pack(temporary, ...packed.map(folderOfPackage)) : [];
  writeFileSync(join(project, "package.json"), '{ "private": true }');
  execFileSync(
    "npm",
    [
      ...["install", "--offline", "--no-package-lock", "--legacy-peer-deps", "--ignore-scripts"],
      ...["--no-audit", "--no-fund", tarball, ...others],
    ],
    { cwd: project, stdio: ["ignore", "pipe", "pipe"] },
  );
  for (const dependency of linked) {
    const link = join(project, "node_modules", dependency);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(folderOfPackage(dependency), link, "dir");
  }
  return {
    project,
    tarball,
    folder: join(project, "node_modules", name),
    write: (file, text) => {
      writeFileSync(join(project, file), text);
      return join(project, file);
    },
    run: (file, environment = {}) =>
      execFileSync(process.execPath, [file], {
        cwd: project,
        encoding: "utf8",
        env: { ...process.env, NODE_OPTIONS: "", ...environment },
      }),
  };
};
