/// <reference types="vite/client" />

declare module "virtual:mnist-digits" {
  /** The number of training digits in the file. */
  export const count: number;
  /** The number of test digits. */
  export const testCount: number;
  /** The file: for each split 784 grey bytes for each digit, then a byte for each label. */
  export const url: string;
}
