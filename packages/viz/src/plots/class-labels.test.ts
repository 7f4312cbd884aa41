import { expect, test } from "vitest";
import { classLabels } from "./class-labels.ts";

const options = { perUnit: 100, clearance: { x: 12, y: 14 } };

test("classes with enough distance have a label each", () => {
  const centres = [0, 1, 2].map((label) => ({ label, name: String(label), x: label, y: 0 }));
  expect(classLabels(centres, options).map(({ text }) => text)).toEqual(["0", "1", "2"]);
});

test("classes that are close share a label that lists them", () => {
  const centres = [
    { label: 0, name: "0", x: 0, y: 0 },
    { label: 1, name: "1", x: 0.01, y: 0 },
    { label: 2, name: "2", x: 2, y: 0 },
  ];
  expect(classLabels(centres, options).map(({ text }) => text)).toEqual(["0 1", "2"]);
});

test("if all classes coincide, the label gives the radius that contains them", () => {
  const centres = Array.from({ length: 10 }, (_, label) => ({
    label,
    name: String(label),
    x: 0.01 * Math.cos((label * Math.PI) / 5),
    y: 0.01 * Math.sin((label * Math.PI) / 5),
  }));
  expect(classLabels(centres, options)).toMatchObject([
    { text: "10 classes centred within 0.01", isShared: true },
  ]);
});
