import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterAll } from "vitest";
import { folderOfPackage } from "./folder-of-package.ts";

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

export interface InstallOptions {
  /** The folder of the package, which has a script that builds it into a given folder. */
  readonly home: string;
  /** Names of installed packages that it needs: packed too, as there may be no registry. */
  readonly packed?: readonly string[];
  /** Those that are too large to pack: linked to where they are installed, with what they need. */
  readonly linked?: readonly string[];
}

/** Builds, packs and installs the package as somebody else would have it, without a registry. */
export const install = ({ home, packed = [], linked = [] }: InstallOptions): Installed => {
  const { name } = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
  const folder = mkdtempSync(join(tmpdir(), `${basename(name)}-`));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const dist = join(folder, "dist");
  const project = join(folder, "project");
  mkdirSync(project);
  execFileSync(process.execPath, [buildScript, home, dist]);
  npm(folder, "pack", dist, ...packed.map(folderOfPackage), "--silent");
  const tarballs = readdirSync(folder)
    .filter((file) => file.endsWith(".tgz"))
    .map((file) => join(folder, file));
  writeFileSync(join(project, "package.json"), '{ "private": true }');
  npm(project, "install", "--offline", "--no-package-lock", "--legacy-peer-deps", ...tarballs);
  for (const dependency of linked) {
    const link = join(project, "node_modules", dependency);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(folderOfPackage(dependency), link, "dir");
  }
  const own = name.replace(/^@/, "").replace("/", "-");
  const tarball = tarballs.find((file) => basename(file).startsWith(`${own}-0`)) ?? "";
  return {
    project,
    tarball,
    dist,
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

const buildScript = join(import.meta.dirname, "..", "..", "..", "scripts", "build-package.mjs");
