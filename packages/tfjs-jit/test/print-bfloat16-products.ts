// Prints the arithmetic of products in bfloat16 and the bits of all cases, for a test that starts it once
// for each instruction set.
import "../src/tfjs-node.ts";
import "@tensorflow/tfjs";
import { bfloat16 } from "../src/kernels.ts";
import { productCases, roundingCases } from "./bfloat16-cases.ts";
import { kernelProduct } from "./bfloat16-products.ts";

const arithmetic = bfloat16();
const products = [...roundingCases, ...productCases].map((each) =>
  Buffer.from(kernelProduct(each).buffer).toString("hex"),
);
process.stdout.write(JSON.stringify({ arithmetic, products }));
process.exit(0); // TensorFlow's threads would keep it
