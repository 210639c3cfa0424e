import * as fc from 'fast-check';
import { inOrder } from '../../../rehearsal/template/order';

test('what is needed comes first, otherwise the order stays', () => {
  const needs: Record<string, string[]> = { a: ['c'], b: [], c: ['d'], d: [] };
  expect(inOrder(['a', 'b', 'c', 'd'], (id) => needs[id]!)).toEqual(['d', 'c', 'a', 'b']);
});

test('a cycle is named', () => {
  const needs: Record<string, string[]> = { a: ['b'], b: ['c'], c: ['b'] };
  expect(() => inOrder(['a', 'b', 'c'], (id) => needs[id]!)).toThrow('Circular dependency: b → c → b.');
});

test('every order without cycles holds', () => {
  const graph = fc.array(fc.array(fc.nat()), { maxLength: 12 });
  fc.assert(
    fc.property(graph, (edges) => {
      const ids = edges.map((_, index) => String(index));
      const needs = (id: string) => (Number(id) === 0 ? [] : edges[Number(id)]!.map((edge) => String(edge % Number(id))));
      const order = inOrder(ids.toReversed(), needs);
      expect(order.toSorted()).toEqual(ids.toSorted());
      for (const id of ids) for (const other of needs(id)) expect(order.indexOf(other)).toBeLessThan(order.indexOf(id));
    }),
  );
});
