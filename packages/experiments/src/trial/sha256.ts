import { createHash } from "node:crypto";

/** The SHA-256 of a file in hexadecimal, as `sha256sum` prints it. */
export const sha256 = (file: Uint8Array): string => createHash("sha256").update(file).digest("hex");
