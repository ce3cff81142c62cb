import { describe, expect, it } from '@jest/globals';
import { JsonTextError, NESTING_MOST, pathText, readJson } from './json-text.rules.js';

function errorOf(text: string): JsonTextError {
  try {
    readJson(text);
  } catch (error) {
    if (error instanceof JsonTextError) return error;
  }
  throw new Error(`No error in ${text}`);
}

describe('readJson', () => {
  it.each([
    '{}',
    '[]',
    '0',
    '-1.5e+3',
    '"\\u0e01\\n\\"\\\\"',
    ' [1, {"ก": null}, true , false]\n',
    '"\u0e01\u2028"',
    '{"a":{"b":[[],{}]}}',
  ])('reads %s as JSON.parse does', (text) => {
    expect(readJson(text).value).toEqual(JSON.parse(text));
  });

  it.each([
    ['', 1, 1, ''],
    ['{"a": 1', 1, 8, ''],
    ['{\n  "a": "ก', 2, 10, 'a'],
    ['{"a": [1, 2,]}', 1, 13, 'a[2]'],
    ['{"a": 01}', 1, 8, ''],
    ['{"a" 1}', 1, 6, 'a'],
    ["{'a': 1}", 1, 2, ''],
    ['{"a": NaN}', 1, 7, 'a'],
    ['{"a": "x\\q"}', 1, 9, 'a'],
    ['{"a": "x\ty"}', 1, 9, 'a'],
    ['{} {}', 1, 4, ''],
    ['[\n1,\n2\n3]', 4, 1, ''],
    ['// no\n{}', 1, 1, ''],
  ])('refuses %j at line %i, column %i', (text, line, column, path) => {
    const error = errorOf(text);
    expect({ line: error.line, column: error.column, path: pathText(error.path) }).toEqual({
      line,
      column,
      path,
    });
    expect(() => JSON.parse(text)).toThrow();
  });

  it('tells of members that stand twice, and where', () => {
    expect(readJson('{"a": {"b": 1, "b": 2}, "c": [{"d": 1, "d": 1}]}').repeated.map(pathText)).toEqual([
      'a.b',
      'c[0].d',
    ]);
  });

  it('keeps __proto__ a member like any other', () => {
    const { value } = readJson('{"__proto__": {"admin": true}}');
    expect(Object.keys(value as object)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });

  it('refuses a file of brackets before the stack gives out', () => {
    expect(errorOf('['.repeat(1_000_000)).reason).toBe(`nested more than ${NESTING_MOST} deep`);
  });
});

describe('pathText', () => {
  it('writes paths as people do', () => {
    expect(pathText(['sections', 0, 'children', 3, 'title', 'th'])).toBe('sections[0].children[3].title.th');
    expect(pathText(['targets', '2567'])).toBe('targets.2567');
    expect(pathText(['a', 'b c'])).toBe('a["b c"]');
  });
});
