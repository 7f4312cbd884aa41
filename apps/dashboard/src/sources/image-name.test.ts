import { expect, test } from "vitest";
import { readCodesName, readImageName } from "./image-name.ts";

test("kind and epoch are parsed from the file names of current and older MLflow versions", () => {
  const read = { kind: "reconstructions", epoch: 2 };
  expect(readImageName("images/reconstructions+step+2+timestamp+1700+ab-cd.png")).toEqual(read);
  expect(readImageName("images/reconstructions%step%2%timestamp%1700%ab-cd.png")).toEqual(read);
});

test("other files and MLflow's thumbnails are not images by step", () => {
  expect(readImageName("images/cat.png")).toBeUndefined();
  expect(readImageName("images/samples+step+2+timestamp+1700+ab+compressed.webp")).toBeUndefined();
});

test("the epoch of codes is parsed from the file name", () => {
  expect(readCodesName("codes/epoch-0012.json")).toBe(12);
  expect(readCodesName("codes/readme.txt")).toBeUndefined();
});
