/** Names in a query that the query itself does not explain. Pure; for queries that write keywords in capitals. */

/** What is no name: spans of time, texts, functions, and parts of names behind a point. */
const noNames = [/\binterval\s+'[^']*'\s+\w+/g, /'(?:[^']|'')*'/g, /\b\w+(?=\s*\()/g, /\.\w+/g];

/** Columns and tables that a query reads, each once, in their order. */
export const namesIn = (sql: string): readonly string[] => {
  const own = new Set([...sql.matchAll(/\bAS\s+(\w+)/g)].map(([, name]) => name));
  const bare = noNames.reduce((rest, each) => rest.replaceAll(each, ' '), sql.replaceAll(/\bAS\s+\w+/g, ' '));
  const words = bare.match(/\b[a-z_]\w*\b/g) ?? [];
  return [...new Set(words)].filter((word) => !own.has(word) && !builtIn.has(word));
};

/** Written like a name, and none. */
const builtIn = new Set(['current_timestamp', 'current_date']);
