import { createHash } from "node:crypto";

const digits = 64;
const label = Buffer.from('"sha256":"');

/** Metadata that `withDigest` completes. */
export type DigestMetadata = Readonly<{ sha256: string }>;

const blank: DigestMetadata = { sha256: "0".repeat(digits) };

/** Where the digest's digits begin: quotes in other metadata are escaped, so the label is unique. */
const positionIn = (bytes: Buffer): number | undefined => {
  const at = bytes.indexOf(label);
  return at < 0 ? undefined : at + label.length;
};

const viewOf = (bytes: Uint8Array): Buffer =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * A safetensors file with the SHA-256 of all its bytes in its metadata, under `sha256`. The digest is
 * taken while its own digits are zeros.
 */
export const withDigest = (encode: (digest: DigestMetadata) => Uint8Array): Uint8Array => {
  const bytes = encode(blank);
  const view = viewOf(bytes);
  const at = positionIn(view);
  if (at === undefined) throw new Error("cannot write a digest: the file has no sha256 metadata");
  view.write(createHash("sha256").update(view).digest("hex"), at, "latin1");
  return bytes;
};

/** Whether a file is as `withDigest` made it. Files of earlier versions have no digest: "absent". */
export const checkDigest = (bytes: Uint8Array): "intact" | "damaged" | "absent" => {
  const view = viewOf(bytes);
  const at = positionIn(view);
  if (at === undefined) return "absent";
  const found = view.toString("latin1", at, at + digits);
  const hash = createHash("sha256")
    .update(view.subarray(0, at))
    .update(blank.sha256)
    .update(view.subarray(at + digits));
  return hash.digest("hex") === found ? "intact" : "damaged";
};
