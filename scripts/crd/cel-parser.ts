/** An expression of CEL, https://github.com/google/cel-spec. */
export type Expression =
  | { readonly is: 'literal'; readonly value: string | number | boolean | null }
  | { readonly is: 'name'; readonly name: string }
  | { readonly is: 'list'; readonly items: readonly Expression[] }
  | { readonly is: 'field'; readonly of: Expression; readonly name: string }
  | { readonly is: 'index'; readonly of: Expression; readonly key: Expression }
  | { readonly is: 'call'; readonly name: string; readonly on?: Expression; readonly args: readonly Expression[] }
  | { readonly is: 'not' | 'minus'; readonly of: Expression }
  | { readonly is: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly is: 'choice'; readonly condition: Expression; readonly yes: Expression; readonly no: Expression };

/** Operators from the loosest to the tightest. */
const LEVELS: ReadonlyArray<readonly string[]> = [['||'], ['&&'], ['==', '!=', '<=', '>=', '<', '>', 'in'], ['+', '-'], ['*', '%']];

const TOKEN = /\s*(?:(r?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'))|(\d+(?:\.\d+)?(?:[eE][-+]?\d+)?u?)|([A-Za-z_]\w*)|(\|\||&&|[=!<>]=|[-+*%<>!?:.,()[\]]))/y;

/** How CEL writes names that it cannot: Kubernetes escapes them. */
const ESCAPES: Readonly<Record<string, string>> = { __dot__: '.', __dash__: '-', __slash__: '/', __underscores__: '__' };

/** Reads a rule; throws at what it does not know. */
export function parseCel(rule: string): Expression {
  return new Parser(rule).whole();
}

class Parser {
  private readonly tokens: string[] = [];
  private next = 0;

  constructor(private readonly rule: string) {
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < rule.trimEnd().length) {
      const from = TOKEN.lastIndex;
      const token = TOKEN.exec(rule)?.slice(1).find((part) => part !== undefined);
      if (token === undefined) throw new Error(`cannot read the CEL rule ${rule} from "${rule.slice(from).trimStart().slice(0, 20)}" on`);
      this.tokens.push(token);
    }
  }

  whole(): Expression {
    const expression = this.expression();
    if (this.next < this.tokens.length) this.fail();
    return expression;
  }

  private expression(): Expression {
    const condition = this.level(0);
    if (!this.take('?')) return condition;
    const yes = this.level(0);
    this.expect(':');
    return { is: 'choice', condition, yes, no: this.expression() };
  }

  private level(level: number): Expression {
    if (level === LEVELS.length) return this.unary();
    let left = this.level(level + 1);
    for (let operator = this.takeOne(LEVELS[level]!); operator !== undefined; operator = this.takeOne(LEVELS[level]!)) {
      left = { is: 'binary', operator, left, right: this.level(level + 1) };
    }
    return left;
  }

  private unary(): Expression {
    if (this.take('!')) return { is: 'not', of: this.unary() };
    if (this.take('-')) return { is: 'minus', of: this.unary() };
    let expression = this.primary();
    for (;;) {
      if (this.take('.')) {expression = this.member(expression);} else if (this.take('[')) {
        expression = { is: 'index', of: expression, key: this.expression() };
        this.expect(']');
      } else {return expression;}
    }
  }

  private member(of: Expression): Expression {
    const name = this.tokens[this.next++] ?? this.fail();
    if (!/^\w+$/.test(name)) this.fail();
    return this.take('(') ? { is: 'call', name, on: of, args: this.items(')') } : { is: 'field', of, name: plain(name) };
  }

  private primary(): Expression {
    const token = this.tokens[this.next++] ?? this.fail();
    if (token === '(') {
      const inner = this.expression();
      this.expect(')');
      return inner;
    }
    if (token === '[') return { is: 'list', items: this.items(']') };
    if (/^r?["']/.test(token)) return { is: 'literal', value: textOf(token) };
    if (/^\d/.test(token)) return { is: 'literal', value: Number(token.replace('u', '')) };
    if (['true', 'false', 'null'].includes(token)) return { is: 'literal', value: token === 'null' ? null : token === 'true' };
    if (!/^[A-Za-z_]/.test(token)) this.fail();
    return this.take('(') ? { is: 'call', name: token, args: this.items(')') } : { is: 'name', name: token };
  }

  private items(end: string): Expression[] {
    const items: Expression[] = [];
    while (!this.take(end)) {
      items.push(this.expression());
      if (!this.take(',') && this.tokens[this.next] !== end) this.fail();
    }
    return items;
  }

  private take(token: string): boolean {
    if (this.tokens[this.next] !== token) return false;
    this.next++;
    return true;
  }

  private takeOne(tokens: readonly string[]): string | undefined {
    return tokens.find((token) => this.take(token));
  }

  private expect(token: string): void {
    if (!this.take(token)) this.fail();
  }

  private fail(): never {
    const at = this.tokens.slice(Math.max(0, this.next - 1), this.next + 3).join(' ');
    throw new Error(`cannot read the CEL rule ${this.rule} at "${at}"`);
  }
}

function plain(name: string): string {
  return name.replace(/__(?:dot|dash|slash|underscores)__/g, (escape) => ESCAPES[escape]!).replace(/^__(\w+)__$/, '$1');
}

const BACKSLASHED: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v' };

function textOf(token: string): string {
  if (token.startsWith('r')) return token.slice(2, -1);
  return token.slice(1, -1).replace(/\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))/g, (_all, four: string, two: string, one: string) =>
    (one === undefined ? String.fromCharCode(parseInt(four ?? two, 16)) : BACKSLASHED[one] ?? one));
}
