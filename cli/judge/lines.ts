/** Lines of a stream, one at a time, so that a file of any size needs little memory. */

export type Line = { readonly number: number; readonly text: string } | { readonly number: number; readonly tooLong: true };

/** A line is kept in memory while it is judged; longer ones are refused. Characters. */
export const longestLine = 64 * 1024 * 1024;

/** Reads lines; the last one needs no line break, empty ones are counted and left out. */
export async function* linesOf(chunks: AsyncIterable<string>, longest: number = longestLine): AsyncGenerator<Line> {
  let [number, parts, length]: [number, string[], number] = [0, [], 0];
  const finish = (): Line | undefined => {
    number += 1;
    const line: Line | undefined =
      length > longest ? { number, tooLong: true } : parts.length === 0 ? undefined : { number, text: parts.join('') };
    [parts, length] = [[], 0];
    return line !== undefined && 'text' in line && line.text.trim() === '' ? undefined : line;
  };
  const add = (text: string): void => {
    length += text.length;
    if (text !== '' && length <= longest) {
      parts.push(text);
    } else if (length > longest) {
      parts = [];
    }
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf('\n'); end >= 0; end = chunk.indexOf('\n', from)) {
      add(chunk.slice(from, end));
      from = end + 1;
      const line = finish();
      if (line !== undefined) yield line;
    }
    add(chunk.slice(from));
  }
  const line = finish();
  if (line !== undefined) yield line;
}
