import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Holds each build of the page that a test asked for, in a folder named for its mode. */
    readonly pages: string;
  }
}

const folder = mkdtempSync(join(tmpdir(), "vae-lab-pages-"));

export const setup = (project: TestProject): void => project.provide("pages", folder);

export const teardown = (): void => rmSync(folder, { recursive: true, force: true });
