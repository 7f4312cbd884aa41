import react from "@vitejs/plugin-react";
import { defaultClientConditions, defineConfig, type Plugin } from "vite";
import { withoutExactValues } from "./exact-values-plugin.ts";

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>How a variational autoencoder works</title>
    <link rel="icon" href="data:," />
    <script>
      document.documentElement.dataset.theme =
        localStorage.getItem("vae-lab.theme") ??
        (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
    </script>
    <link rel="stylesheet" href="story.css" />
  </head>
  <body>
    <div id="root"></div>
    <script src="story.js"></script>
  </body>
</html>
`;

const withPage: Plugin = {
  name: "story-page",
  generateBundle() {
    this.emitFile({ type: "asset", fileName: "index.html", source: page });
  },
};

// Builds the story as one classic script: browsers load no modules from file:// addresses.
export default defineConfig({
  plugins: [withoutExactValues(), react(), withPage],
  resolve: { conditions: ["@vae-lab/source", ...defaultClientConditions] },
  define: { "process.env.NODE_ENV": JSON.stringify("production") },
  build: {
    target: "es2023",
    outDir: "dist-story",
    chunkSizeWarningLimit: 5_000,
    minify: true,
    lib: {
      entry: "src/story/exported-story.tsx",
      name: "story",
      formats: ["iife"],
      fileName: () => "story.js",
      cssFileName: "story",
    },
  },
});
