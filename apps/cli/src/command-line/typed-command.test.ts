import { expect, test } from "vitest";
import { typedCommand } from "./typed-command.ts";

test.each([
  ["start", ["start"], "npm start"],
  ["start", ["start", "--quick"], "npm start -- --quick"],
  ["vae-lab", ["sweep", "a.json"], "npm run vae-lab -- sweep a.json"],
  ["npx", ["sweep", "a.json"], "npx vae-lab sweep a.json"],
  ["test", ["start"], "vae-lab start"],
  ["", ["sweep", "a b.json", "--home", "it's"], "vae-lab sweep 'a b.json' --home 'it'\\''s'"],
])("from npm's script %j, %j is shown as `%s`", (script, argv, shown) => {
  expect(typedCommand(argv, script)).toBe(shown);
});

test("the password of a queue is left out", () => {
  const argv = ["sweep", "a.json", "--queue=rediss://me:s3cret@host:1/2"];
  expect(typedCommand(argv, "")).toBe("vae-lab sweep a.json --queue=rediss://host:1/2");
});
