import { TemplateError } from './template-error';

/** Ids, each after those that it needs; otherwise in the order given. Throws TemplateError that names a cycle. */
export const inOrder = (ids: readonly string[], needs: (id: string) => readonly string[]): readonly string[] => {
  const done = new Set<string>();
  const visit = (id: string, path: readonly string[]): void => {
    if (done.has(id)) return;
    if (path.includes(id)) throw cycle([...path.slice(path.indexOf(id)), id]);
    for (const other of needs(id)) visit(other, [...path, id]);
    done.add(id);
  };
  for (const id of ids) visit(id, []);
  return [...done];
};

const cycle = (path: readonly string[]): TemplateError =>
  new TemplateError('DependencyCycle', `Circular dependency: ${path.join(' → ')}.`, 'Remove one of these references.');
