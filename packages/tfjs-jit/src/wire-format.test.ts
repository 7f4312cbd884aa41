import { expect, test } from "vitest";
import { float, integer, message, text, varint } from "./wire-format.ts";

// The expected bytes follow Protocol Buffers' encoding guide by hand.

test("a varint has seven bits per byte, least significant first", () => {
  expect([...varint(1)]).toEqual([0x01]);
  expect([...varint(150)]).toEqual([0x96, 0x01]);
  expect([...varint(2 ** 32)]).toEqual([0x80, 0x80, 0x80, 0x80, 0x10]);
});

test("a negative number is ten bytes of two's complement", () => {
  expect([...varint(-1)]).toEqual([...new Array<number>(9).fill(0xff), 0x01]);
});

test("a field begins with its number and wire type", () => {
  expect([...integer(1, 150)]).toEqual([0x08, 0x96, 0x01]);
  expect([...text(2, "testing")]).toEqual([0x12, 7, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67]);
  expect([...float(4, 1)]).toEqual([0x25, 0x00, 0x00, 0x80, 0x3f]);
  expect([...message(3, [integer(1, 150)])]).toEqual([0x1a, 0x03, 0x08, 0x96, 0x01]);
});

test("field numbers above 15 take two bytes", () => {
  expect([...integer(17, 1)]).toEqual([0x88, 0x01, 0x01]);
});
