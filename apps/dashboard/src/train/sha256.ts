/**
 * The SHA-256 of some bytes, one part after another, in hexadecimal.
 * @throws TypeError where WebCrypto is missing: in pages that are not served over HTTPS or from localhost
 */
export const sha256 = async (parts: readonly Uint8Array[]): Promise<string> => {
  if (globalThis.crypto?.subtle === undefined)
    throw new TypeError(
      "cannot hash data: the browser does so only on pages from localhost or over HTTPS; open the page there",
    );
  const bytes = await new Blob(parts.map((part) => new Uint8Array(part))).arrayBuffer();
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
};
