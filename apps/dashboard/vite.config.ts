import react from "@vitejs/plugin-react";
import { defaultClientConditions, defineConfig } from "vite";
import { mnistDigits } from "./digits-plugin.ts";
import { withoutExactValues } from "./exact-values-plugin.ts";

const tracking = process.env.VAE_LAB_TRACKING ?? "http://127.0.0.1:5050";

export default defineConfig({
  plugins: [withoutExactValues(), react(), mnistDigits()],
  worker: { format: "es" },
  resolve: { conditions: ["@vae-lab/source", ...defaultClientConditions] },
  build: { target: "es2023", chunkSizeWarningLimit: 400 },
  server: {
    host: "127.0.0.1",
    proxy: { "/api": tracking, "/ajax-api": tracking, "/get-artifact": tracking },
  },
});
