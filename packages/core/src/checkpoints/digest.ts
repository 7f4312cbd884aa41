const digits = 64;
const label = new TextEncoder().encode('"sha256":"');
const zeros = "0".repeat(digits);

/** Metadata that `withDigest` completes. */
export type DigestMetadata = Readonly<{ sha256: string }>;

/** Where the digest's digits begin: quotes in other metadata are escaped, so the label is unique. */
const positionIn = (bytes: Uint8Array): number | undefined => {
  for (
    let at = bytes.indexOf(label[0] as number);
    at >= 0;
    at = bytes.indexOf(label[0] as number, at + 1)
  )
    if (label.every((byte, i) => bytes[at + i] === byte)) return at + label.length;
  return undefined;
};

/** The SHA-256 of the bytes while the digest's own digits are zeros, in hexadecimal. */
const digestOf = async (bytes: Uint8Array, at: number): Promise<string> => {
  const copy = new Uint8Array(bytes); // slice of a Buffer would share its memory
  copy.set(new TextEncoder().encode(zeros), at);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", copy));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
};

/**
 * A safetensors file with the SHA-256 of all its bytes in its metadata, under `sha256`. The digest is
 * taken while its own digits are zeros.
 * @throws TypeError where WebCrypto is missing: in pages that are not served over HTTPS or from localhost
 */
export const withDigest = async (
  encode: (digest: DigestMetadata) => Uint8Array,
): Promise<Uint8Array> => {
  const bytes = encode({ sha256: zeros });
  const at = positionIn(bytes);
  if (at === undefined)
    throw new TypeError("cannot write a digest: the file has no sha256 metadata");
  bytes.set(new TextEncoder().encode(await digestOf(bytes, at)), at);
  return bytes;
};

/**
 * Whether a file is as `withDigest` made it. Files of earlier versions and of other programs have no
 * digest: "absent". Where WebCrypto is missing, a digest is "unchecked".
 */
export const checkDigest = async (
  bytes: Uint8Array,
): Promise<"intact" | "damaged" | "absent" | "unchecked"> => {
  const at = positionIn(bytes);
  if (at === undefined) return "absent";
  if (globalThis.crypto?.subtle === undefined) return "unchecked";
  const written = new TextDecoder("latin1").decode(bytes.subarray(at, at + digits));
  return written === (await digestOf(bytes, at)) ? "intact" : "damaged";
};
