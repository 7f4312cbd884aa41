// Loads tfjs-node, whose folder is given, as a trial does and multiplies two matrices; says on which backend, as JSON.
const tf = require(process.argv[2]);
const product = tf.tensor2d([1, 2, 3, 4], [2, 2]).matMul(tf.tensor2d([5, 6, 7, 8], [2, 2]));
const values = Array.from(product.dataSync());
const { binding } = tf.backend();
process.stdout.write(
  `\n${JSON.stringify({
    backend: tf.getBackend(),
    library: binding?.TF_Version,
    right: String(values) === "19,22,43,50",
  })}\n`,
);
