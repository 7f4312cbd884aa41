/** Takes the packages of the workspace from their sources, not from what is built for npm. */
export const fromSources = {
  ssr: { resolve: { conditions: ["@vae-lab/source", "module", "node", "development|production"] } },
};

/** All files of a project in one process: one of its own for each takes longer to start than its tests take. */
export const oneProcess = { pool: "forks", isolate: false } as const;

/** `expect.poll` waits as long as `playwright` does here: its default of a second is too short on a busy machine. */
export const patientPolls = { poll: { timeout: 40_000 } };
