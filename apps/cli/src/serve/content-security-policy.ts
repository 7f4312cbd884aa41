import { createHash } from "node:crypto";

/**
 * The policy of a built page: it may load its own files and run its inline scripts, identified by
 * their hashes. Figures use style attributes; images of runs are blobs and data URLs.
 */
export const contentSecurityPolicy = (html: string): string => {
  const inline = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, script = ""]) => {
    const hash = createHash("sha256").update(script).digest("base64");
    return ` 'sha256-${hash}'`;
  });
  return [
    "default-src 'self'",
    `script-src 'self' 'wasm-unsafe-eval'${inline.join("")}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
};
