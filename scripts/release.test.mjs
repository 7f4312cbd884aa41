import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { applyChangesets } from "./release/apply-changesets.mjs";
import { packed } from "./release/packed.mjs";
import { root } from "./setup/paths.mjs";
import { run } from "./setup/run.mjs";

const copy = mkdtempSync(join(tmpdir(), "vae-lab-release-"));
afterAll(() => rmSync(copy, { recursive: true }));

const copyFile = (path) => {
  mkdirSync(dirname(join(copy, path)), { recursive: true });
  cpSync(join(root, path), join(copy, path), { recursive: true });
};

const foldersIn = (folder) =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${folder}/${name}`);

/** The manifests of the workspace, without its sources, in a git repository of their own. */
const copyManifests = async () => {
  // Not the changesets that wait for the next release: they would change versions too
  for (const path of ["package.json", "package-lock.json", ".npmrc", ".changeset/config.json"])
    copyFile(path);
  for (const folder of [...foldersIn("packages"), ...foldersIn("apps"), "docs", "examples"])
    copyFile(`${folder}/package.json`);
  copyFile("packages/mlflow-js-client/CHANGELOG.md");
  for (const args of [
    ["init", "--quiet", "--initial-branch=main"],
    ["add", "."],
    ["-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "--message=a"],
  ])
    expect(await run("git", args, { cwd: copy })).toMatchObject({ code: 0 });
};

const json = (path) => JSON.parse(readFileSync(join(copy, path), "utf8"));

test("a changeset becomes a version, an entry of the changelog and a matching lock file", async () => {
  await copyManifests();
  const [major, minor] = json("packages/mlflow-js-client/package.json")
    .version.split(".")
    .map(Number);
  writeFileSync(
    join(copy, ".changeset/a-change.md"),
    '---\n"mlflow-js-client": minor\n---\n\nReads experiments by name.\n',
  );
  await applyChangesets(copy);
  const version = `${major}.${minor + 1}.0`;
  expect(json("packages/mlflow-js-client/package.json").version).toBe(version);
  expect(json("package-lock.json").packages["packages/mlflow-js-client"].version).toBe(version);
  expect(json("packages/core/package.json")).toEqual(
    JSON.parse(readFileSync(join(root, "packages/core/package.json"), "utf8")),
  );
  const changelog = readFileSync(join(copy, "packages/mlflow-js-client/CHANGELOG.md"), "utf8");
  expect(changelog.indexOf(`## ${version}`)).toBeGreaterThan(0);
  expect(changelog).toContain("Reads experiments by name.");
  expect(readdirSync(join(copy, ".changeset"))).toEqual(["config.json"]);
}, 60_000);

test("the dry run lists compiled files, README, licence and changelog, but no tests", async () => {
  const { name, files } = await packed(join(root, "packages/tfjs-jit"));
  expect(name).toBe("tfjs-jit");
  expect(files).toEqual(
    expect.arrayContaining([
      ...["CHANGELOG.md", "LICENSE", "README.md"],
      ...["dist/esm/index.d.ts", "dist/esm/index.js"],
    ]),
  );
  expect(files.filter((file) => /\.test\.|^test\//.test(file))).toEqual([]);
}, 120_000);
