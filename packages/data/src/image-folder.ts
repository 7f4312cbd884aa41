import { readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import sharp from "sharp";
import { InputError } from "./input-error.ts";
import { labelsFrom } from "./labels.ts";
import type { Samples } from "./samples.ts";

export interface ImageOptions {
  /** Width and height that every image is scaled to. */
  readonly resize?: readonly [width: number, height: number] | undefined;
  /** Keeps the aspect ratio when resizing and cuts off what stands out, around the centre. */
  readonly crop?: boolean | undefined;
}

/** Whether a file is named as an image. */
export const isImage = (name: string): boolean => /\.(png|jpe?g)$/i.test(name);
const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);

interface ImageFile {
  readonly path: string;
  readonly label: string | undefined;
}

/** Images of the folder itself, or of its sub-folders, each of which is then a label. */
const findImages = async (folder: string): Promise<ImageFile[]> => {
  const entries = (await readdir(folder, { withFileTypes: true })).sort(byName);
  const direct = entries.filter((entry) => !entry.isDirectory() && isImage(entry.name));
  if (direct.length > 0)
    return direct.map(({ name }) => ({ path: join(folder, name), label: undefined }));
  const nested = await Promise.all(
    entries
      .filter((entry) => entry.isDirectory())
      .map(async ({ name: label }) =>
        (await readdir(join(folder, label), { withFileTypes: true }))
          .filter((entry) => !entry.isDirectory() && isImage(entry.name))
          .sort(byName)
          .map(({ name }) => ({ path: join(folder, label, name), label })),
      ),
  );
  return nested.flat();
};

const open = ({ path }: ImageFile, { resize, crop = false }: ImageOptions) => {
  const image = sharp(path, { failOn: "error" }).autoOrient();
  return resize === undefined
    ? image
    : image.resize(resize[0], resize[1], { fit: crop ? "cover" : "fill" });
};

/** Runs a few at a time: decoding is done by native threads. */
const inTurns = async <Item>(
  items: readonly Item[],
  each: (item: Item, index: number) => Promise<void>,
): Promise<void> => {
  let next = 0;
  const turn = async () => {
    while (next < items.length) {
      const index = next++;
      await each(items[index] as Item, index);
    }
  };
  await Promise.all(Array.from({ length: 4 }, turn));
};

const unreadable = (path: string, cause: unknown) =>
  new InputError(
    `cannot read the image ${path}: ${cause instanceof Error ? cause.message.split("\n")[0] : String(cause)}; mend or remove it`,
    { cause },
  );

/** Whether every file is stored without colour. */
const areAllGrey = async (files: readonly ImageFile[]): Promise<boolean> => {
  let isGrey = true;
  await inTurns(files, async ({ path }) => {
    try {
      const { space } = await sharp(path).metadata();
      if (space !== "b-w" && space !== "grey16") isGrey = false;
    } catch (cause) {
      throw unreadable(path, cause);
    }
  });
  return isGrey;
};

/** Reads images of one size, which the folder or file `source` holds. */
const readImages = async (
  files: readonly [ImageFile, ...ImageFile[]],
  source: string,
  options: ImageOptions,
): Promise<Samples> => {
  const [first] = files;
  const channels = (await areAllGrey(files)) ? 1 : 3;
  const decode = async (file: ImageFile) => {
    try {
      return await open(file, options)
        .flatten({ background: "black" })
        .toColourspace(channels === 1 ? "b-w" : "srgb")
        .raw({ depth: "uchar" })
        .toBuffer({ resolveWithObject: true });
    } catch (cause) {
      throw unreadable(file.path, cause);
    }
  };
  const { width, height } = (await decode(first)).info;
  const length = width * height * channels;
  const values = new Uint8Array(files.length * length);
  await inTurns(files, async (file, index) => {
    const { data, info } = await decode(file);
    if (info.width !== width || info.height !== height)
      throw new InputError(
        `cannot use ${source}: its images must have one size (${relative(source, first.path)} is ${width} × ${height}, ${relative(source, file.path)} is ${info.width} × ${info.height}); give --resize WIDTHxHEIGHT, and --crop to keep the aspect ratio`,
      );
    values.set(data, index * length);
  });
  return {
    size: files.length,
    shape: { kind: "image", height, width, channels },
    values,
    type: "uint8",
    ...(first.label !== undefined && {
      labels: labelsFrom(
        files.map(({ label }) => label as string),
        source,
      ),
    }),
  };
};

/**
 * Reads a folder of PNG and JPEG images, or of sub-folders of them whose names are labels, in the
 * order of their names: bytes with one channel if all files are grey, else red, green and blue.
 * Transparent parts are laid on black.
 * @throws InputError for a folder without images, a damaged image, or images of unequal size
 */
export const readImageFolder = async (
  folder: string,
  options: ImageOptions = {},
): Promise<Samples> => {
  const [first, ...rest] = await findImages(folder);
  if (first === undefined)
    throw new InputError(
      `cannot use ${folder}: it holds no .png, .jpg or .jpeg file, neither itself nor in its sub-folders`,
    );
  return readImages([first, ...rest], folder, options);
};

/**
 * Reads one PNG or JPEG image as one sample.
 * @throws InputError for a damaged image
 */
export const readImageFile = (path: string, options: ImageOptions = {}): Promise<Samples> =>
  readImages([{ path, label: undefined }], path, options);
