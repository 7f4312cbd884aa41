// The part of Protocol Buffers' wire format that writing a TensorFlow graph needs.

const varintField = 0;
const lengthField = 2;
const floatField = 5;

export function varint(value: number): Uint8Array {
  let rest = BigInt.asUintN(64, BigInt(value)); // negative numbers as 64-bit two's complement
  const bytes: number[] = [];
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}

export function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** A field of an integer, enum or bool type. */
export function integer(field: number, value: number): Uint8Array {
  return join([varint((field << 3) | varintField), varint(value)]);
}

export function float(field: number, value: number): Uint8Array {
  return join([varint((field << 3) | floatField), new Uint8Array(Float32Array.of(value).buffer)]);
}

/** A field of type bytes, string or message. A message is its fields, joined. */
export function bytes(field: number, value: Uint8Array): Uint8Array {
  return join([varint((field << 3) | lengthField), varint(value.length), value]);
}

export function text(field: number, value: string): Uint8Array {
  return bytes(field, new TextEncoder().encode(value));
}

export function message(field: number, fields: readonly Uint8Array[]): Uint8Array {
  return bytes(field, join(fields));
}
