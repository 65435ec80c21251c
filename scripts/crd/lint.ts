import { CrdFile, onlyVersion, SchemaNode, walk } from './crd-file';

/** The largest CRD that `kubectl apply` can store in its last-applied annotation, in bytes. */
const CLIENT_SIDE_APPLY_LIMIT = 262_144;

/** What the house rules have against a CRD: descriptions, ranges, and patterns that mean the same to Go and to JavaScript. */
export function lint(file: CrdFile): string[] {
  const { schema } = onlyVersion(file);
  const complaints: string[] = [];
  const size = Buffer.byteLength(JSON.stringify(file.crd));
  if (size >= CLIENT_SIDE_APPLY_LIMIT) complaints.push(`is ${size} bytes, and a client-side apply takes ${CLIENT_SIDE_APPLY_LIMIT - 1} at most`);
  walk(schema, (path, node) => {
    if (path !== 'metadata') complaints.push(...lintField(path, node).map((text) => `${path} ${text}`));
  });
  return complaints.map((text) => `${file.path}: ${text}`);
}

function lintField(path: string, node: SchemaNode): string[] {
  const name = path.split('.').at(-1)!.replace(/(\[\]|\{\})+$/, '');
  const description = node.description ?? '';
  return [
    ...description.startsWith(`${name} `) ? [] : [`has a description that does not begin with its name: "${description.slice(0, 40)}"`],
    ...description.endsWith('.') ? [] : ['has a description that does not end with a period'],
    ...node.type === 'integer' && (node.minimum === undefined || (node.maximum === undefined && node.format !== 'int64'))
      ? ['is a number without a range']
      : [],
    ...[node.pattern, ...(node.allOf ?? []).map((part) => part.pattern)].flatMap((pattern) => pattern === undefined ? [] : lintPattern(pattern)),
  ];
}

/** Go's RE2 and JavaScript's regular expressions differ in some classes, and RE2 has no assertions. */
function lintPattern(pattern: string): string[] {
  const differing = /\\[sSwWdDbBpP]|\(\?|(^|[^\\])\.(?![^[]*\])/.exec(pattern.replace(/\[[^\]]*\]/g, '[]'));
  return differing === null ? [] : [`has the pattern ${pattern}, in which "${differing[0]}" does not mean the same to Go and to JavaScript`];
}
