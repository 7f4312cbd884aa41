import { expect, test } from "vitest";
import { philoxBlock } from "./philox.ts";

const block = (counter: number[], key: number[]) => {
  const [c0 = 0, c1 = 0, c2 = 0, c3 = 0] = counter;
  const [k0 = 0, k1 = 0] = key;
  const out = new Uint32Array(4);
  philoxBlock(out, 0, c0, c1, c2, c3, k0, k1);
  return [...out];
};

// Random123 1.14, tests/kat_vectors, lines "philox4x32 10"
test.each([
  {
    counter: [0, 0, 0, 0],
    key: [0, 0],
    words: [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
  },
  {
    counter: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    key: [0xffffffff, 0xffffffff],
    words: [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  },
  {
    counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    key: [0xa4093822, 0x299f31d0],
    words: [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  },
])("a block has the words of its authors' test vector for $counter", ({ counter, key, words }) => {
  expect(block(counter, key)).toEqual(words);
});
