import { type SampleShape, sampleLength } from "@vae-lab/core/data";
import { InputError } from "./input-error.ts";
import { elementCount, type NumericArray, type NumericValues, shapeText } from "./numeric-array.ts";
import type { Samples } from "./samples.ts";

export interface ShapeOptions {
  /** Height and width, and channels if there are several, of samples stored as flat rows. */
  readonly shape?: readonly number[] | undefined;
  /** Where an array of four axes has its channels. Default: last if that axis is 1 or 3, else first. */
  readonly layout?: "channels-last" | "channels-first" | undefined;
}

const isChannelCount = (size: number | undefined): boolean => size === 1 || size === 3;

const image = (height = 0, width = 0, channels = 1): SampleShape => ({
  kind: "image",
  height,
  width,
  channels,
});

const layoutOf = (
  [, first, , last]: readonly number[],
  { layout }: ShapeOptions,
  source: string,
  text: string,
) => {
  if (layout !== undefined) return layout;
  if (isChannelCount(last) && !isChannelCount(first)) return "channels-last";
  if (isChannelCount(first) && !isChannelCount(last)) return "channels-first";
  throw new InputError(
    `cannot tell the channels of ${source}: its shape is ${text}, and either the last or the second axis must be 1 or 3; set the layout to channels-last or channels-first`,
  );
};

/** Moves the channels of each sample from the first axis to the last. */
const channelsLast = <Values extends NumericValues>(
  values: Values,
  [size = 0, channels = 0, height = 0, width = 0]: readonly number[],
): Values => {
  const copy = values.slice() as Values;
  const area = height * width;
  let to = 0;
  for (let n = 0; n < size; n++)
    for (let pixel = 0; pixel < area; pixel++)
      for (let channel = 0; channel < channels; channel++)
        copy[to++] = values[(n * channels + channel) * area + pixel] as number;
  return copy;
};

/** Flat rows of the given height, width and channels. */
const reshaped = (wanted: readonly number[], found: readonly number[], source: string) => {
  const shape = image(...(wanted as [number, number, number?]));
  const length = elementCount(found.slice(1));
  if (wanted.length < 2 || wanted.length > 3 || sampleLength(shape) !== length)
    throw new InputError(
      `cannot use shape ${shapeText(wanted)} for ${source}: it must be a height, a width and optionally channels whose product is ${length} (the array is ${shapeText(found)})`,
    );
  return shape;
};

const asBytesOrFloats = (values: NumericValues): Uint8Array | Float32Array =>
  values instanceof Uint8Array || values instanceof Float32Array
    ? values
    : Float32Array.from(values);

/**
 * An array of samples: N × D are vectors, N × H × W grey images, N × H × W × C and N × C × H × W
 * images with channels. N alone are N vectors of one value.
 * @throws InputError for other shapes, for no samples and where the layout is ambiguous
 */
export const samplesFromArray = (
  { shape, values, dtype: type }: NumericArray,
  source: string,
  options: ShapeOptions = {},
): Omit<Samples, "labels"> => {
  const text = shapeText(shape);
  if (shape.length === 0 || shape.length > 4 || elementCount(shape) === 0)
    throw new InputError(
      `cannot use ${source} as samples: it must be N × D, N × H × W, N × H × W × C or N × C × H × W with at least one value (got ${text})`,
    );
  const [size = 0, ...rest] = shape;
  const result = (of: SampleShape, from = values) => ({
    size,
    type,
    shape: of,
    values: asBytesOrFloats(from),
  });
  if (options.shape !== undefined) return result(reshaped(options.shape, shape, source));
  if (rest.length < 2) return result({ kind: "vector", length: rest[0] ?? 1 });
  if (rest.length === 2) return result(image(rest[0], rest[1]));
  if (layoutOf(shape, options, source, text) === "channels-last")
    return result(image(rest[0], rest[1], rest[2]));
  return result(image(rest[1], rest[2], rest[0]), channelsLast(values, shape));
};
