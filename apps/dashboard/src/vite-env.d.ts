/// <reference types="vite/client" />

declare module "virtual:mnist-digits" {
  /** The number of digits in the file. */
  export const count: number;
  /** The file: 784 grey bytes for each digit, then a byte for each label. */
  export const url: string;
}
