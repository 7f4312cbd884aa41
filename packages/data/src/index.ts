// Read data of your own.

export { type ReadData, type ReadOptions, readData } from "./read-data.ts";
export { type Labels, type Samples, sampleText } from "./samples.ts";
export { type ValueRange, valueRange } from "./value-range.ts";

// The formats, one by one.

export { type CsvOptions, readCsv } from "./csv.ts";
export { parseIdx } from "./idx.ts";
export { type ImageOptions, readImageFolder } from "./image-folder.ts";
export { parseNpy } from "./npy.ts";
export { parseNpz } from "./npz.ts";
export { type NumericArray, type NumericValues, shapeText } from "./numeric-array.ts";
export { parseSafetensors } from "./safetensors.ts";
export { type ShapeOptions, samplesFromArray } from "./sample-shape.ts";

// Files to write.

export { encodeNpy, type WritableArray } from "./encode-npy.ts";
export { encodeNpz } from "./encode-npz.ts";

// Errors.

export { InputError } from "./input-error.ts";
