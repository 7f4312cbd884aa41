// Multiplies two matrices on the backend that a trial loads and prints which it was, as JSON.
import { createRequire } from "node:module";
import { join } from "node:path";
import { importSource } from "../sources/import-source.mjs";
import { root } from "./paths.mjs";

const jit = join(root, "packages/tfjs-jit");
const { oneDnn } = await importSource(join(jit, "src/tfjs-node.ts"));
const { bfloat16, kernels } = await importSource(join(jit, "src/kernels.ts"));
const tf = createRequire(join(jit, "package.json"))("@tensorflow/tfjs");

const product = tf.tensor2d([1, 2, 3, 4], [2, 2]).matMul(tf.tensor2d([5, 6, 7, 8], [2, 2]));
// Ops on lists of tensors take another path through tfjs-node, which breaks on newer Nodes.
const values = Array.from(tf.concat([product, product]).dataSync());
process.stdout.write(
  `\n${JSON.stringify({
    backend: tf.getBackend(),
    library: tf.backend().binding?.TF_Version,
    oneDnn,
    kernels: kernels(),
    bfloat16: bfloat16(),
    isRight: String(values) === "19,22,43,50,19,22,43,50",
  })}\n`,
);
