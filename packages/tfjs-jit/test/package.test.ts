import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { complaints, folderOfPackage, install, lintPackage } from "@vae-lab/testing";
import { expect, test } from "vitest";

const installed = install({
  home: join(import.meta.dirname, ".."),
  linked: ["@tensorflow/tfjs", "@tensorflow/tfjs-node"],
});

const [, example = ""] =
  /```ts\n(.*?)```/s.exec(readFileSync(join(installed.folder, "README.md"), "utf8")) ?? [];

test("the README's example runs with the installed tarball and classifies the points", () => {
  expect(example).toContain("compileTrainingStep");
  const code = example
    .replaceAll(/<tf\.[\w.]+>/g, "")
    .replaceAll(/: (number|tf\.Tensor2D)/g, "")
    .replaceAll(" as const", "");
  const file = installed.write("main.mjs", `${code}console.log(centre, corner);`);
  expect(installed.run(file).trim().split("\n").at(-1)).toBe("1 0");
});

test("a strict TypeScript project compiles with its types under node16 and bundler resolution", () => {
  installed.write("use.mts", example);
  const types = `--types node --typeRoots ${join(folderOfPackage("@types/node"), "..")}`;
  for (const resolution of [
    "--module node16 --moduleResolution node16",
    "--module esnext --moduleResolution bundler",
  ])
    expect(
      complaints(installed.project, `${resolution} --lib es2022,dom --skipLibCheck ${types}`, [
        "use.mts",
      ]),
    ).toBe("");
});

test("publint and are-the-types-wrong report no problems", () => {
  const { publint, types } = lintPackage(installed, "--profile", "esm-only");
  expect(publint).toContain("All good!");
  expect(types).toContain("(ignoring resolutions: 'node10', 'node16-cjs')");
});

test("the tarball holds compiled code, types, sources and three texts, and no tests", () => {
  const files = readdirSync(installed.folder, { recursive: true, encoding: "utf8" });
  expect(files.filter((name) => name.includes(".test."))).toEqual([]);
  expect(readdirSync(installed.folder).sort()).toEqual(
    ["CHANGELOG.md", "LICENSE", "README.md", "dist", "package.json", "src"].sort(),
  );
  const manifest = JSON.parse(readFileSync(join(installed.folder, "package.json"), "utf8"));
  expect(manifest.private).toBeUndefined();
  expect(Object.keys(manifest.peerDependencies)).toEqual([
    "@tensorflow/tfjs",
    "@tensorflow/tfjs-node",
  ]);
});
