import { matchRoute, parseRouteKey } from '../../../../rehearsal/services/api-gateway/route';

const match = (key: string, method: string, path: string) => matchRoute(parseRouteKey(key)!, method, path)?.parameters;

test.each([
  ['GET /pets', 'GET', '/pets', {}],
  ['GET /pets', 'POST', '/pets', undefined],
  ['GET /pets', 'GET', '/pets/', undefined],
  ['GET /', 'GET', '/', {}],
  ['ANY /pets', 'DELETE', '/pets', {}],
  ['GET /validations/{id}', 'GET', '/validations/a#Staging#1', { id: 'a#Staging#1' }],
  ['GET /validations/{id}', 'GET', '/validations/', undefined],
  ['GET /validations/{id}', 'GET', '/validations/a/b', undefined],
  ['GET /files/{proxy+}', 'GET', '/files/a/b/c', { proxy: 'a/b/c' }],
  ['$default', 'PATCH', '/anything', {}],
])('%s takes %s %s as %j', (key, method, path, expected) => {
  expect(match(key, method, path)).toEqual(expected);
});

test.each(['GET', 'GET pets', 'FETCH /pets', 'get /pets', ''])('%j is no route key', (key) => {
  expect(parseRouteKey(key)).toBeUndefined();
});
