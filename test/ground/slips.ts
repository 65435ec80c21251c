/*
 * What a message has when something was put into it that is nothing, an object, or an empty list.
 */
const SLIPS: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a list with a gap', /[,(]\s*,|: ,|(?:is|are|with|of|to|at|in|from|by) ,/], ['a doubled space', /[^\s.] {2,}(?!\s)\S/], ['a space before a sign', / [,;.](?=\s|$)/],
  ['an empty quote where a name belongs', /\b(?:at|of|in|path|called|named|model|profile|engine|source|rule|member|flag|image|container) ""/],
  ['nothing', /(?<!-)\bundefined\b/], ['an object', /\[object \w+\]|\bfunction \w*\(|=>/], ['no number', /(?<!got )\bNaN\b/], ['an end that is none', /(?:,|\b(?:is|of|at|got|allowed|use))\s*$/], ['a doubled sign', /;;|\.\.(?!\.|\/|$)(?<!\.\.\.)|,;|;\s*$/],
];

/** The slips in a message. What users gave stands in quotes, the path of a construct in brackets, and both say nothing of the message. */
export function slipsIn(message: string): string[] {
  const bare = message.replace(/^\[[^]*?\] /, '[…] ').replace(/"(?:[^"\\]|\\.)*"/g, quoted => (quoted === '""' ? quoted : '"…"')).replace(/`[^`]*`/g, '`…`').replace(/\n\s*/g, '\n').replace(/\bgot (?:undefined|nothing)\b/g, 'got it');
  return bare.split('\n').flatMap(line => SLIPS.flatMap(([what, pattern]) => (pattern.test(line) ? [`${what}: ${line.slice(0, 300)}`] : [])));
}
