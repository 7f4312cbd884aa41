import { SetupError } from "./setup-error.mjs";

/** tfjs-node calls util.isNullOrUndefined, which Node 23 took away; Vite and Vitest want 20.19. */
export const supportsNode = (version) => {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major < 23 && (major > 20 || (major === 20 && minor >= 19));
};

export const requireNode = (version = process.versions.node) => {
  if (!supportsNode(version))
    throw new SetupError(
      `Node.js must be ≥ 20.19 and < 23, got ${version}: install Node.js 20 or 22 (\`nvm install\` reads .nvmrc).`,
    );
};
