/*
 * Code that a page shows, and where it is from. A comment before a block says it:
 *
 *   <!-- from: main.ts -->                     lines of that file, seen from the page
 *   <!-- printed by the snippet above -->      what the TypeScript block before it prints when it is run
 *
 * Lines stand as they are in the file, in its order. A line with nothing but "…" (or "# …", "// …") stands for lines left out.
 */

/** One fenced block of a Markdown page. */
export interface CodeBlock {
  /** First word after the fence: `ts`, `yaml`. */
  readonly language: string;
  /** Whether it takes nothing for granted: no `rosetta/default.ts-fixture` around it. */
  readonly nofixture: boolean;
  /** The comment before it, without its brackets. */
  readonly marker?: string;
  readonly text: string;
  /** Line of the page, for messages. */
  readonly line: number;
}

/** All fenced blocks of a page, in their order. */
export function codeBlocks(markdown: string): CodeBlock[] {
  const lines = markdown.split('\n');
  const blocks: CodeBlock[] = [];
  for (let i = 0; i < lines.length; i++) {
    const fence = /^```(\w*) ?(nofixture)?/.exec(lines[i]);
    if (!fence) continue;
    const end = lines.indexOf('```', i + 1);
    if (end < 0) throw new Error(`the block at line ${i + 1} has no end`);
    const marker = /^<!-- (.+) -->$/.exec(lines[i - 1] ?? '')?.[1];
    blocks.push({ language: fence[1], nofixture: fence[2] !== undefined, marker, text: lines.slice(i + 1, end).join('\n'), line: i + 1 });
    i = end;
  }
  return blocks;
}

/** The file that a block says it is from. */
export function originOf(block: CodeBlock): string | undefined {
  return /^from: (\S+)$/.exec(block.marker ?? '')?.[1];
}

/** The first part of an excerpt that the whole does not have, in its place; `undefined` when it has all of them. */
export function missingPart(excerpt: string, whole: string): string | undefined {
  const lines = whole.trimEnd().split('\n');
  let next = 0;
  for (const [index, part] of partsOf(excerpt).entries()) {
    const first = index === 0 ? next : next + 1; // "…" stands for at least one line
    const found = lines.findIndex((_, i) => i >= first && part.every((line, offset) => lines[i + offset] === line));
    if (found < 0) return part.join('\n');
    next = found + part.length;
  }
  return undefined;
}

/** The lines between the lines that stand for others. */
function partsOf(excerpt: string): string[][] {
  return excerpt.split(/^[ \t]*(?:#|\/\/)?[ \t]*…$/m)
    .map(part => part.split('\n').filter((line, i, all) => line !== '' || (i > 0 && i < all.length - 1)))
    .filter(part => part.length > 0);
}
