import { expect, test } from "vitest";
import { reconstructionTable } from "./reconstruction-table.ts";

const shape = { kind: "vector", length: 2, columns: ["a", 'b, "wide"'] } as const;

test("samples stand above their reconstructions, below the error of each column, in the data's units", () => {
  const transform = { shift: [10, 0], scale: [2, 100] };
  const data = Float32Array.of(0, 0, 1, 1, 9, 9);
  const decoded = Float32Array.of(1.5, 0, 1, 3); // errors 1.5 and 0 of a, 0 and 2 of b
  expect(reconstructionTable(data, decoded, shape, transform).split("\n")).toEqual([
    'row,sample,a,"b, ""wide"""',
    `root mean squared error,all,${Number((3 / Math.SQRT2).toPrecision(6))},${Number((200 / Math.SQRT2).toPrecision(6))}`,
    "data,0,10,0",
    "reconstruction,0,13,0",
    "data,1,12,100",
    "reconstruction,1,12,300",
    "",
  ]);
});

test("columns without names are numbered, and at most twenty samples are shown", () => {
  const values = new Float32Array(100);
  const lines = reconstructionTable(values, values, { kind: "vector", length: 2 }).split("\n");
  expect(lines[0]).toBe("row,sample,0,1");
  expect(lines).toHaveLength(2 + 40 + 1);
});
