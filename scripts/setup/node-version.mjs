import { SetupError } from "./setup-error.mjs";

/** Vite and Vitest need ES modules by `require`, which Node has since 20.19 and 22.12. */
export const supportsNode = (version) => {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
};

export const supportedNode = "20.19 or a later 20, 22.12 or later";

/** The releases that `npm run test:node` runs. */
export const testedNode = [22, 24, 26];

/** npm test runs under the first of these, test:node under the others. */
export const isTestedNode = (version) =>
  [20, ...testedNode].includes(Number(version.split(".")[0])) && supportsNode(version);

export const requireNode = (version = process.versions.node) => {
  if (!supportsNode(version))
    throw new SetupError(
      `cannot run on Node.js ${version}: vae-lab needs ${supportedNode}; install Node.js 24 (\`nvm install\` reads .nvmrc)`,
    );
};
