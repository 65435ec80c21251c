import { Expression, parseCel } from './cel-parser';
import { CEL_FUNCTIONS } from '../../src/ground/cel';

/** Macros: a variable, and what is asked of each item. */
const MACROS = ['all', 'exists', 'exists_one', 'filter', 'map'];

/** Operators that JavaScript has as they are, for numbers and texts. */
const SAME = ['<', '<=', '>', '>=', '+', '-', '*', '%'];

/** The source of a JavaScript function of `self` that holds where the rule does; throws at what is not translated. */
export function compiledCel(rule: string): string {
  return `(self) => ${javascript(parseCel(rule), ['self'])}`;
}

/** Whether a rule compares with an earlier version of the object: there is none where one is created. */
export function isTransition(rule: string): boolean {
  return /\boldSelf\b/.test(rule.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, ''));
}

function javascript(expression: Expression, names: readonly string[]): string {
  const inner = (part: Expression) => javascript(part, names);
  switch (expression.is) {
    case 'literal': return JSON.stringify(expression.value);
    case 'name': return names.includes(expression.name) ? variable(expression.name) : fail(`the name ${expression.name}`);
    case 'list': return `[${expression.items.map(inner).join(', ')}]`;
    case 'field': return `CEL.field(${inner(expression.of)}, ${JSON.stringify(expression.name)})`;
    case 'index': return `CEL.at(${inner(expression.of)}, ${inner(expression.key)})`;
    case 'not': return `!${inner(expression.of)}`;
    case 'minus': return `-${inner(expression.of)}`;
    case 'choice': return `(${inner(expression.condition)} ? ${inner(expression.yes)} : ${inner(expression.no)})`;
    case 'binary': return binary(expression.operator, inner(expression.left), inner(expression.right));
    case 'call': return call(expression, names);
  }
}

function binary(operator: string, left: string, right: string): string {
  switch (operator) {
    case '&&': return `CEL.and(() => ${left}, () => ${right})`;
    case '||': return `CEL.or(() => ${left}, () => ${right})`;
    case '==': return `CEL.same(${left}, ${right})`;
    case '!=': return `!CEL.same(${left}, ${right})`;
    case 'in': return `CEL.in(${left}, ${right})`;
    default: return SAME.includes(operator) ? `(${left} ${operator} ${right})` : fail(`the operator ${operator}`);
  }
}

function call({ name, on, args }: Extract<Expression, { is: 'call' }>, names: readonly string[]): string {
  const [first, second] = args;
  if (name === 'has' && on === undefined && first?.is === 'field' && args.length === 1) {
    return `CEL.has(${javascript(first.of, names)}, ${JSON.stringify(first.name)})`;
  }
  if (on !== undefined && MACROS.includes(name) && first?.is === 'name' && second !== undefined && args.length === 2) {
    return `CEL.${name}(${javascript(on, names)}, (${variable(first.name)}) => ${javascript(second, [...names, first.name])})`;
  }
  if (!Object.hasOwn(CEL_FUNCTIONS, name)) fail(`the function ${name}`);
  return `CEL_FUNCTIONS.${name}(${[...on === undefined ? [] : [on], ...args].map((part) => javascript(part, names)).join(', ')})`;
}

/** Names of a rule can be words of JavaScript. */
function variable(name: string): string {
  return name === 'self' ? name : `_${name}`;
}

function fail(what: string): never {
  throw new Error(`${what} of CEL is not translated: add it to src/ground/cel.ts and scripts/crd/cel.ts, with a test`);
}
