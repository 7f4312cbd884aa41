/** A part of a page, which is written as Markdown and as HTML. */
export type Block =
  | { readonly kind: "heading"; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | {
      readonly kind: "table";
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: "commands"; readonly lines: readonly string[] }
  | {
      readonly kind: "figure";
      readonly name: string;
      readonly caption: string;
      readonly svg: string;
    };

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");

type Writers = {
  readonly [Kind in Block["kind"]]: (block: Extract<Block, { kind: Kind }>) => string;
};

const asMarkdown: Writers = {
  heading: ({ level, text }) => `${"#".repeat(level)} ${text}`,
  paragraph: ({ text }) => text,
  list: ({ items }) => items.map((item) => `- ${item}`).join("\n"),
  table: ({ head, rows }) =>
    [head, head.map(() => "---"), ...rows]
      .map((row) => `| ${row.map(cell).join(" | ")} |`)
      .join("\n"),
  commands: ({ lines }) => ["```sh", ...lines, "```"].join("\n"),
  figure: ({ name, caption }) => `![${caption}](figures/${name}.svg)\n\n*${caption}*`,
};

const escaped = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

/** Text with `code`, **bold** and [links](to), as the blocks have them. */
const inline = (text: string): string =>
  escaped(text)
    .replaceAll(/`([^`]+)`/g, "<code>$1</code>")
    .replaceAll(/\*\*([^*]+)\*\*/g, "<strong>$1</strong>")
    .replaceAll(/\[([^\]]+)\]\(([^)\s]+)\)/g, '<a href="$2">$1</a>');

const row = (cells: readonly string[], tag: "td" | "th"): string =>
  `<tr>${cells.map((text) => `<${tag}>${inline(text)}</${tag}>`).join("")}</tr>`;

const asHtml: Writers = {
  heading: ({ level, text }) => `<h${level}>${inline(text)}</h${level}>`,
  paragraph: ({ text }) => `<p>${inline(text)}</p>`,
  list: ({ items }) => `<ul>${items.map((item) => `<li>${inline(item)}</li>`).join("")}</ul>`,
  table: ({ head, rows }) =>
    `<table><thead>${row(head, "th")}</thead><tbody>${rows.map((cells) => row(cells, "td")).join("\n")}</tbody></table>`,
  commands: ({ lines }) => `<pre>${escaped(lines.join("\n"))}</pre>`,
  figure: ({ caption, svg }) =>
    `<figure>${svg}<figcaption>${inline(caption)}</figcaption></figure>`,
};

const written = (writers: Writers, block: Block): string =>
  (writers[block.kind] as (of: Block) => string)(block);

/** The page as Markdown, with figures in files beside it. */
export const markdownOf = (blocks: readonly Block[]): string =>
  `${blocks.map((block) => written(asMarkdown, block)).join("\n\n")}\n`;

const style =
  "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1d2330}table{border-collapse:collapse}td,th{border:1px solid #d5d9e2;padding:.3rem .6rem;text-align:left;vertical-align:top}figure{margin:1.5rem 0}figcaption{color:#667085}svg{max-width:100%;height:auto}pre,code{background:#f4f5f8}pre{padding:.6rem;overflow:auto}";

/** The page as one HTML file that needs no other file. */
export const htmlOf = (title: string, blocks: readonly Block[]): string =>
  `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>${style}</style></head>
<body>
${blocks.map((block) => written(asHtml, block)).join("\n")}
</body>
</html>
`;
