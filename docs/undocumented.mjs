import { readFileSync } from "node:fs";
import { ReflectionKind } from "typedoc";
import ts from "typescript";

const documentedKinds =
  ReflectionKind.Function |
  ReflectionKind.Variable |
  ReflectionKind.Class |
  ReflectionKind.Interface |
  ReflectionKind.TypeAlias |
  ReflectionKind.Enum;

/** The comments of an export: a function has one per signature. */
const commentsOf = (reflection) =>
  reflection.signatures?.map(({ comment }) => comment) ?? [reflection.comment];

const hasText = (comment) => comment?.summary.some(({ text }) => text.trim() !== "") ?? false;

const hasThrow = (node) =>
  ts.isThrowStatement(node) || (ts.forEachChild(node, (child) => hasThrow(child)) ?? false);

/** Whether the statement that declares an export contains a `throw`. */
const throwsItself = ({ sources: [source] = [] }) => {
  if (!source) return false;
  const text = readFileSync(source.fullFileName, "utf8");
  const file = ts.createSourceFile(source.fullFileName, text, ts.ScriptTarget.Latest);
  const position = file.getPositionOfLineAndCharacter(source.line - 1, source.character);
  const statement = file.statements.find(({ pos, end }) => pos <= position && position < end);
  return statement !== undefined && hasThrow(statement);
};

const place = ({ sources: [{ fileName, line } = {}] = [] }) => `${fileName}:${line}`;

/**
 * The exports without a docstring, and the functions with a `throw` but without `@throws`, as lines
 * "place name: reason".
 */
export const undocumented = (project) =>
  project
    .getReflectionsByKind(documentedKinds)
    .filter(({ parent }) => parent.kindOf(ReflectionKind.Module | ReflectionKind.Project))
    .flatMap((reflection) => {
      const comments = commentsOf(reflection);
      if (!comments.every(hasText))
        return [`${place(reflection)} ${reflection.name}: no docstring`];
      if (!reflection.kindOf(ReflectionKind.Function) || !throwsItself(reflection)) return [];
      return comments.some((comment) => comment.getTag("@throws"))
        ? []
        : [`${place(reflection)} ${reflection.name}: throws, but has no @throws`];
    });
