import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { pool: "forks", include: ["src/**/*.test.{ts,tsx}", "test/**/*.test.{ts,tsx}"] },
});
