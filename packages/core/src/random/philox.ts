const roundMultiplier0 = 0xd2511f53;
const roundMultiplier1 = 0xcd9e8d57;
const keyIncrement0 = 0x9e3779b9;
const keyIncrement1 = 0xbb67ae85;

const low0 = roundMultiplier0 & 0xffff;
const high0 = roundMultiplier0 >>> 16;
const low1 = roundMultiplier1 & 0xffff;
const high1 = roundMultiplier1 >>> 16;

/**
 * One block of Philox4x32-10 (Salmon et al. 2011): writes the four 32-bit words that belong to
 * the counter (c0, c1, c2, c3) under the key (k0, k1) to `out[at]` … `out[at + 3]`.
 */
export const philoxBlock = (
  out: Int32Array | Uint32Array,
  at: number,
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  k0: number,
  k1: number,
): void => {
  let [x0, x1, x2, x3, key0, key1] = [c0 | 0, c1 | 0, c2 | 0, c3 | 0, k0 | 0, k1 | 0];
  for (let round = 0; round < 10; round++) {
    // High halves of two 32 × 32 bit products from 16-bit pieces: JavaScript has no mulhi.
    const a = x0 & 0xffff;
    const b = x0 >>> 16;
    const ha = Math.imul(high0, a);
    const lb = Math.imul(low0, b);
    const middle0 = (Math.imul(low0, a) >>> 16) + (ha & 0xffff) + (lb & 0xffff);
    const upper0 = Math.imul(high0, b) + (ha >>> 16) + (lb >>> 16) + (middle0 >>> 16);
    const c = x2 & 0xffff;
    const d = x2 >>> 16;
    const hc = Math.imul(high1, c);
    const ld = Math.imul(low1, d);
    const middle1 = (Math.imul(low1, c) >>> 16) + (hc & 0xffff) + (ld & 0xffff);
    const upper1 = Math.imul(high1, d) + (hc >>> 16) + (ld >>> 16) + (middle1 >>> 16);

    const lower0 = Math.imul(roundMultiplier0, x0);
    const lower1 = Math.imul(roundMultiplier1, x2);
    x0 = upper1 ^ x1 ^ key0;
    x1 = lower1;
    x2 = upper0 ^ x3 ^ key1;
    x3 = lower0;
    key0 = (key0 + keyIncrement0) | 0;
    key1 = (key1 + keyIncrement1) | 0;
  }
  out[at] = x0;
  out[at + 1] = x1;
  out[at + 2] = x2;
  out[at + 3] = x3;
};
