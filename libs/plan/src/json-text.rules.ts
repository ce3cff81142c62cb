/** A step of a JSON path: a member's name or a list's index. */
export type JsonPath = readonly (string | number)[];
export type JsonValue = null | boolean | number | string | JsonValue[] | { [name: string]: JsonValue };

/** The path as people write it: `sections[0].children[3].title.th`. */
export function pathText(path: JsonPath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    if (/^[\p{L}\p{N}_$][\p{L}\p{M}\p{N}_$]*$/u.test(step)) return text ? `${text}.${step}` : step;
    return `${text}[${JSON.stringify(step.slice(0, 80))}]`;
  }, '');
}

/** Why a text is not JSON, and where: line and column from 1, in characters as editors count them. */
export class JsonTextError extends Error {
  constructor(
    readonly reason: string,
    readonly line: number,
    readonly column: number,
    /** The value being read. */
    readonly path: JsonPath,
  ) {
    super(`line ${line}, column ${column}: ${reason}`);
    this.name = 'JsonTextError';
  }
}

export interface JsonReading {
  value: JsonValue;
  /** Members that their object names twice; JSON.parse would keep the last in silence. */
  repeated: JsonPath[];
}

/** Nesting beyond which no plan goes; keeps a file of brackets from exhausting the stack. */
export const NESTING_MOST = 100;

const ESCAPES: Record<string, string> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const SPACE = /[ \t\r\n]*/y;

/**
 * Reads strict JSON (RFC 8259), as JSON.parse does, and knows what JSON.parse does not tell: the
 * line, column and path of an error, and repeated members. Objects have no prototype, so that
 * `__proto__` is a member like any other, to be refused by name.
 * @throws JsonTextError
 */
export function readJson(text: string): JsonReading {
  return new JsonReader(text).read();
}

/** Line and column, from 1, of an offset. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
    start = at + 1;
  }
  return { line, column: offset - start + 1 };
}

class JsonReader {
  #at = 0;
  readonly #path: (string | number)[] = [];
  readonly #repeated: JsonPath[] = [];

  constructor(private readonly text: string) {}

  read(): JsonReading {
    const value = this.value();
    this.space();
    if (this.#at < this.text.length) throw this.error('nothing may follow the end of the document');
    return { value, repeated: this.#repeated };
  }

  private value(): JsonValue {
    this.space();
    if (this.#path.length > NESTING_MOST) throw this.error(`nested more than ${NESTING_MOST} deep`);
    const first = this.text[this.#at];
    if (first === '{') return this.object();
    if (first === '[') return this.list();
    if (first === '"') return this.string();
    const word = this.match(WORD);
    if (word !== null) return word === 'null' ? null : word === 'true';
    const number = this.match(NUMBER);
    if (number !== null) return Number(number);
    throw this.unexpected('a value');
  }

  private object(): JsonValue {
    const object = Object.create(null) as { [name: string]: JsonValue };
    this.#at += 1;
    this.space();
    if (this.take('}')) return object;
    do {
      this.space();
      if (this.text[this.#at] !== '"') throw this.unexpected('a name in double quotes');
      const name = this.string();
      this.#path.push(name);
      if (name in object) this.#repeated.push([...this.#path]);
      this.space();
      if (!this.take(':')) throw this.unexpected('":"');
      object[name] = this.value();
      this.#path.pop();
      this.space();
    } while (this.take(','));
    if (!this.take('}')) throw this.unexpected('"," or "}"');
    return object;
  }

  private list(): JsonValue {
    const list: JsonValue[] = [];
    this.#at += 1;
    this.space();
    if (this.take(']')) return list;
    do {
      this.#path.push(list.length);
      list.push(this.value());
      this.#path.pop();
      this.space();
    } while (this.take(','));
    if (!this.take(']')) throw this.unexpected('"," or "]"');
    return list;
  }

  private string(): string {
    const start = this.#at;
    let from = (this.#at += 1);
    let result = '';
    for (;;) {
      const code = this.text.charCodeAt(this.#at);
      if (code === 0x22) break;
      if (Number.isNaN(code)) {
        const { line, column } = placeOf(this.text, start);
        throw this.error(
          `the file ends inside the text that begins at line ${line}, column ${column}; it seems cut off`,
        );
      }
      if (code < 0x20) throw this.error('a line break or control character inside a text must be escaped');
      if (code === 0x5c) {
        result += this.text.slice(from, this.#at) + this.escape();
        from = this.#at;
      } else {
        this.#at += 1;
      }
    }
    result += this.text.slice(from, this.#at);
    this.#at += 1;
    return result;
  }

  private escape(): string {
    const sign = this.text[this.#at + 1] ?? '';
    const plain = ESCAPES[sign];
    if (plain !== undefined) {
      this.#at += 2;
      return plain;
    }
    const digits = this.text.slice(this.#at + 2, this.#at + 6);
    if (sign === 'u' && /^[0-9a-fA-F]{4}$/.test(digits)) {
      this.#at += 6;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    throw this.error('not an escape that JSON knows');
  }

  private space(): void {
    this.match(SPACE);
  }

  private take(sign: string): boolean {
    if (this.text[this.#at] !== sign) return false;
    this.#at += 1;
    return true;
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text)?.[0] ?? null;
    if (found !== null) this.#at += found.length;
    return found;
  }

  private unexpected(wanted: string): JsonTextError {
    const found = this.text[this.#at];
    return this.error(
      found === undefined
        ? `the file ends where ${wanted} should stand; it seems cut off`
        : `${JSON.stringify(found)} where ${wanted} should stand`,
    );
  }

  private error(reason: string): JsonTextError {
    const { line, column } = placeOf(this.text, this.#at);
    return new JsonTextError(reason, line, column, [...this.#path]);
  }
}
