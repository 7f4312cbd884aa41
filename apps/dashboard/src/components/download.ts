import { csvOf, type DataTable } from "./data-table.ts";

const save = (url: string, name: string): void => {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
};

const saveText = (text: string, type: string, name: string): void => {
  const url = URL.createObjectURL(new Blob([text], { type }));
  save(url, name);
  URL.revokeObjectURL(url);
};

export const fileName = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "") || "figure";

export const downloadSvg = (svg: SVGElement, name: string): void =>
  saveText(new XMLSerializer().serializeToString(svg), "image/svg+xml", `${fileName(name)}.svg`);

export const downloadCsv = (table: DataTable, name: string): void =>
  saveText(csvOf(table), "text/csv", `${fileName(name)}.csv`);

/** Saves at twice the size on screen. */
export const downloadPng = async (svg: SVGElement, name: string): Promise<void> => {
  const text = new XMLSerializer().serializeToString(svg);
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.width * 2;
  canvas.height = image.height * 2;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  save(canvas.toDataURL("image/png"), `${fileName(name)}.png`);
};
