import { expect, test } from "vitest";
import { readCodesName, readImageName } from "./image-name.ts";

test("kind and epoch are in the name, as MLflow writes it and as it used to", () => {
  const read = { kind: "reconstructions", epoch: 2 };
  expect(readImageName("images/reconstructions+step+2+timestamp+1700+ab-cd.png")).toEqual(read);
  expect(readImageName("images/reconstructions%step%2%timestamp%1700%ab-cd.png")).toEqual(read);
});

test("other files are no images of ours, nor are MLflow's thumbnails", () => {
  expect(readImageName("images/cat.png")).toBeUndefined();
  expect(readImageName("images/samples+step+2+timestamp+1700+ab+compressed.webp")).toBeUndefined();
});

test("codes are found by their epoch", () => {
  expect(readCodesName("codes/epoch-0012.json")).toBe(12);
  expect(readCodesName("codes/readme.txt")).toBeUndefined();
});
