import { defineConfig } from "vitest/config";
import { fromSources } from "../../vitest.shared.ts";

export default defineConfig({
  ...fromSources,
  test: { pool: "forks", include: ["src/**/*.test.ts", "test/**/*.test.ts"] },
});
