/** Takes the packages of the workspace from their sources, not from what is built for npm. */
export const fromSources = {
  ssr: { resolve: { conditions: ["@vae-lab/source", "module", "node", "development|production"] } },
};
