/** The part of Node's Buffer that is used here. Browsers have none. */
interface NodeBuffer {
  from(bytes: ArrayBufferLike, offset: number, length: number): { toString(as: "base64"): string };
  from(text: string, as: "base64"): Uint8Array<ArrayBuffer>;
}

/** Node's encoder, which is about 50 times as fast as the loops below. */
const node = (globalThis as { Buffer?: NodeBuffer }).Buffer;

/** Bytes per call of String.fromCharCode, below the limit of arguments. */
const chunk = 0x8000;

export const toBase64 = (bytes: Uint8Array): string => {
  if (node) return node.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("base64");
  let binary = "";
  for (let at = 0; at < bytes.length; at += chunk)
    binary += String.fromCharCode(...bytes.subarray(at, at + chunk));
  return btoa(binary);
};

export const fromBase64 = (text: string): Uint8Array<ArrayBuffer> => {
  if (node) return node.from(text, "base64");
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
};
