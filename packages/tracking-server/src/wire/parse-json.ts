import { invalid } from "../api-error.ts";
import { errorMessage } from "../error-message.ts";
import { shortened } from "./shown.ts";

/** No message of the API nests deeper than this. */
const maxDepth = 64;

/** Parses the JSON of a request; text that is not JSON, or nests too deep, is refused with 400. */
export const parseJson = (text: string): unknown => {
  checkDepth(text);
  try {
    return JSON.parse(text);
  } catch (error) {
    const word = bareNumber(text);
    const reason =
      word === undefined
        ? shortened(errorMessage(error))
        : `${word} is not a JSON number; send it as the string "${word}"`;
    throw invalid(`Cannot read the request: its body is not JSON (${reason}).`);
  }
};

const checkDepth = (text: string): void => {
  let depth = 0;
  eachOutsideStrings(text, (code) => {
    if (code === 0x5b || code === 0x7b) depth++;
    else if (code === 0x5d || code === 0x7d) depth--;
    if (depth > maxDepth)
      throw invalid(`Cannot read the request: its JSON must nest at most ${maxDepth} deep.`);
  });
};

/** NaN or an infinity outside strings, as Python and others write them. */
const bareNumber = (text: string): string | undefined => {
  let found: string | undefined;
  eachOutsideStrings(text, (code, at) => {
    if (found !== undefined || (code !== 0x4e && code !== 0x49)) return;
    const sign = text.charAt(at - 1) === "-" ? "-" : "";
    if (text.startsWith("NaN", at)) found = "NaN";
    if (text.startsWith("Infinity", at)) found = `${sign}Infinity`;
  });
  return found;
};

/** Visits the brackets and letters of a JSON text that are not part of a string. */
const eachOutsideStrings = (text: string, visit: (code: number, at: number) => void): void => {
  let isInString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isInString) {
      if (code === 0x5c) at++;
      else if (code === 0x22) isInString = false;
    } else if (code === 0x22) isInString = true;
    else if (code > 0x40) visit(code, at);
  }
};
