/** Numbers from 0 to 1, always the same row of them for a seed (Park and Miller's generator). */
export function randomOf(seed: number): () => number {
  let state = (seed * 69_621) % 2_147_483_647;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return (state - 1) / 2_147_483_646;
  };
}

/** Texts that some YAML takes for something else, or writes in a form of its own. */
const ODD = [
  '', ' ', 'y', 'N', 'yes', 'No', 'on', 'OFF', 'true', 'False', 'null', 'Null', '~', 'e3', 'E-7', '.inf', '-.INF', '.nan', '.5', '5.', '0', '-0', '+1', '007', '0o17', '0x1F', '0b11', '1e3', '1_000',
  '1:30', '190:20:30', '2026-11-26', '2026-11-26T10:00:00Z', '<<', '=', '-', '- a', '--- ', '---', '--- a', '...', '... b', '? ', '?', '? a', ':', ': ', 'a:', 'a: b', 'a:b', '#', '# a', 'a #b', 'a#b',
  '&a', '*a', '!a', '!!str a', '%YAML', '@a', '`a`', '|', '|-', '>', '>-\n a', '{', '{}', '[]', '[a', ',', 'a, b', '"', '\'', '"a"', '\'a\'', 'it\'s', 'say "x"', 'both \' and "', '\\', '\\n', '\t', 'a\tb', '\ta', 'a ',
  ' a', '\n', '\n\n', 'a\n', 'a\n\n', '\na', 'a\nb', 'a\n\nb\n', ' a\nb', 'a\n b\n', '\n  a\n', 'a \nb', 'a\n ', 'a\n \nb', '\ta\nb', 'a\n\tb', '---\na', 'a\n---\n', 'a\n...\nb', 'a\r\nb', '\r', '\u0000', '\u001b[0m', '\u007f',
  '\u0085', '\u2028', '\ufeff', '\ufffe', 'größe', '日本語', '😀', '😀\nb', '\ud83d', '8000', '0.9', '24Gi', '500m', '25%', '1.0.0', 'v1.2', '__proto__', 'constructor', 'toString', '/mnt/models', '--port', '--a=b', '-x', '_a', '_1',
  'nvidia.com/gpu', 'registry.example/a/b:v1@sha256:0', 'set -eu\n\nif true; then\n  echo "a: b"\nfi\n', 'exec "$@"', '$(A)', '{{ .Values.a }}', '{{- if .a }}\n{{- end }}\n',
];

const PIECES = [...'aZ01.-_: #\n\t"\'\\/,[{&*!|>%@`=?~exny', 'é', '😀', '\u0001', '\u2028'];

const NUMBERS = [0, -0, 1, -17, 8000, 0.5, 1e21, 1e-7, 123456789012345680000, NaN, Infinity, -Infinity];

/** Makes objects such as may be printed, and others that none of ours is: with texts, numbers and keys of every kind, with nothing in them, and met twice. */
export class RandomDocuments {
  private readonly random: () => number;
  private readonly met: object[] = [];

  public constructor(seed: number) {
    this.random = randomOf(seed);
  }

  public next(): Record<string, unknown> {
    this.met.length = 0;
    return this.map(0);
  }

  private map(depth: number): Record<string, unknown> {
    const map: Record<string, unknown> = {};
    const members = this.below(depth === 0 ? 6 : 5);
    for (let index = 0; index < members; index++) {
      const [key, value] = [this.key(), this.value(depth + 1)];
      Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
    }
    this.met.push(map);
    return map;
  }

  private list(depth: number): unknown[] {
    const list = Array.from({ length: this.below(4) }, () => this.value(depth + 1));
    this.met.push(list);
    return list;
  }

  private value(depth: number): unknown {
    const kind = this.random();
    if (kind < 0.2 && depth < 6) return this.map(depth);
    if (kind < 0.35 && depth < 6) return this.list(depth);
    if (kind < 0.36 && this.met.length > 0) return this.pick(this.met);
    if (kind < 0.42) return this.pick([true, false, null, undefined]);
    if (kind < 0.5) return this.pick([...NUMBERS, this.below(1e6), this.random()]);
    return this.text();
  }

  private text(): string {
    const kind = this.random();
    if (kind < 0.5) return this.pick(ODD);
    if (kind < 0.6) return `${this.pick(ODD)}${this.pick([' ', '\n', '', ': ', '-'])}${this.pick(ODD)}`;
    if (kind < 0.62) return this.pick(ODD).repeat(this.below(60));
    if (kind < 0.63) return 'long '.repeat(this.below(2_000));
    return Array.from({ length: this.below(12) }, () => this.pick(PIECES)).join('');
  }

  private key(): string {
    const kind = this.random();
    if (kind < 0.6) return this.pick(['name', 'spec', 'apiVersion', 'kind', 'metadata', 'app.kubernetes.io/name', 'nvidia.com/gpu', 'a', 'b', 'c', 'd', '0', '17']);
    return kind < 0.61 ? 'k'.repeat(this.below(2_000)) : this.text();
  }

  private pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)];
  }

  private below(most: number): number {
    return Math.floor(this.random() * most);
  }
}
