import { MemoryPlan } from '../fit/memory-plan';

/** A part of the memory of a device. */
export interface Part {
  readonly what: 'weights' | 'beside them' | 'cache' | 'left';
  readonly bytes: number;
}

/** What the memory of the fullest device is taken by, by the likely numbers: together all of it, or more where it does not fit. */
export function partsOf(plan: MemoryPlan): readonly Part[] {
  const [weights, ...others] = plan.rows;
  const beside = others.reduce((sum, { bytes }) => sum + bytes, 0);
  const cache = Math.max(0, Math.min(plan.mostCacheBytes, plan.deviceBytes - weights.bytes - beside));
  const left = Math.max(0, plan.deviceBytes - weights.bytes - beside - cache);
  return [{ what: 'weights', bytes: weights.bytes }, { what: 'beside them', bytes: beside }, { what: 'cache', bytes: cache }, { what: 'left', bytes: left }];
}

/** A letter of each part, so that a bar is read without colours, and its colour in a terminal. */
const LOOKS: { readonly [what in Part['what']]: { readonly sign: string; readonly colour: number; readonly fill: string } } = {
  'weights': { sign: '#', colour: 34, fill: '#3b6fb6' },
  'beside them': { sign: '+', colour: 33, fill: '#d9a441' },
  'cache': { sign: '=', colour: 32, fill: '#4f9d69' },
  'left': { sign: '.', colour: 90, fill: '#dddddd' },
};

/** What the signs of a bar stand for. */
export const LEGEND = Object.entries(LOOKS).map(([what, { sign }]) => `${sign} ${what}`).join('   ');

/** A bar of so many signs; one that does not fit ends in `!`. */
export function bar(plan: MemoryPlan, width: number, coloured: boolean): string {
  const parts = partsOf(plan);
  const total = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  let [done, drawn, text] = [0, 0, ''];
  for (const { what, bytes } of parts) {
    done += bytes;
    const until = Math.round(done / Math.max(total, plan.deviceBytes) * width);
    const { sign, colour } = LOOKS[what];
    const signs = sign.repeat(Math.max(0, until - drawn));
    text += coloured && signs !== '' ? `\u001b[${colour}m${signs}\u001b[0m` : signs;
    drawn = until;
  }
  return total > plan.deviceBytes * 1.001 ? `${text}!` : text;
}

/** One bar of a drawing. */
export interface Drawn {
  readonly title: string;
  readonly plan: MemoryPlan;
}

const WIDTH = 480;
const LEFT = 280;

/** What stands over a drawing, and what is said of it. */
export interface Heading {
  readonly title: string;
  readonly notes: readonly string[];
}

/** The bars of plans as a drawing. */
export function svgOf({ title, notes }: Heading, drawn: readonly Drawn[]): string {
  const height = 60 + drawn.length * 26;
  const most = Math.max(...drawn.map(({ plan }) => plan.deviceBytes));
  const rows = drawn.map(({ title: name, plan }, index) => rowOf(name, plan, 50 + index * 26, most));
  const legend = Object.entries(LOOKS).map(([what, { fill }], index) => (
    `<rect x="${LEFT + index * 120}" y="28" width="10" height="10" fill="${fill}"/><text x="${LEFT + 14 + index * 120}" y="37">${what}</text>`
  ));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${LEFT + WIDTH + 20}" height="${height}" font-family="sans-serif" font-size="12">`,
    ...notes.map(note => `<desc>${escaped(note)}</desc>`),
    `<text x="10" y="18" font-size="14">${escaped(title)}</text>`, ...legend, ...rows, '</svg>',
  ].join('\n');
}

function rowOf(name: string, plan: MemoryPlan, y: number, most: number): string {
  let x = LEFT;
  const scale = WIDTH / most;
  const boxes = partsOf(plan).map(({ what, bytes }) => {
    const width = Math.min(bytes * scale, LEFT + WIDTH - x);
    const box = `<rect x="${x.toFixed(1)}" y="${y}" width="${Math.max(0, width).toFixed(1)}" height="16" fill="${LOOKS[what].fill}"><title>${what}: `
      + `${(bytes / 1024 ** 3).toFixed(1)} GiB</title></rect>`;
    x += Math.max(0, width);
    return box;
  });
  return `<text x="10" y="${y + 13}">${escaped(name)}</text>${boxes.join('')}`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
