import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    pool: "forks",
    include: ["src/**/*.test.{ts,tsx}", "test/**/*.test.{ts,tsx}"],
    // Some tests start processes, which on a busy machine takes long.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
