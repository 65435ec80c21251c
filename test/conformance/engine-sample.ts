import { readdirSync } from 'fs';
import { join } from 'path';
import type { Framework, ServingEngine } from '../../src';

/** How an engine is put together for the suite. A new engine has a file of its own in samples/, named as its page is, and needs no other line. */
export interface EngineSample {
  readonly framework: Framework;
  /** Name of the file that a model is stored as; none for a folder. */
  readonly file?: string;
  /** The kinds of compute that it has an image for; none said: a CPU, and several accelerators. */
  readonly computes?: readonly ('cpu' | 'gpu' | 'one-gpu')[];
  /** Rules that every model on it is warned by, and no others. */
  readonly findings?: readonly string[];
  /** As `findings`, with accelerators, where those are others. */
  readonly findingsOnGpu?: readonly string[];
  /** What it is called in the names of combinations, where its own name is too long for them. */
  readonly short?: string;
  /** Whether it answers to any name, so that it is told none. */
  readonly anyName?: boolean;
  /** What is published of its image, unless the suites on real servers start it; or that it has no image of its own. */
  readonly published?: PublishedImage | 'no image of its own';
  make(): ServingEngine;
}

/**
 * What is published of the image of a server that cannot be started on the machines of the tests: its Dockerfile, or its maker's documentation. What is
 * rendered for it has to fit that.
 */
export interface PublishedImage {
  /** The program that is its entry point, or that is on its PATH: what the server is. */
  readonly program: string;
  /** Whether it is started without a command: then what is rendered has to leave the entry point alone, or name the program. */
  readonly isEntryPoint: boolean;
  /** The numeric user that it names; none when it names root, or nobody. */
  readonly user?: number;
  /** Port that it listens on for HTTP when nothing is said; none when it then does not. */
  readonly port?: number;
  readonly source: string;
}

const FOLDER = join(__dirname, 'samples');

/** The sample of every engine that has one, by the name of its class. */
export const ENGINE_SAMPLES: { readonly [className: string]: EngineSample } = Object.fromEntries(readdirSync(FOLDER).sort().map(sampleIn));

function sampleIn(file: string): [className: string, sample: EngineSample] {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- found by its name
    const { sample } = require(join(FOLDER, file)) as { readonly sample: EngineSample };
    return [sample.make().constructor.name, sample];
  } catch (error) {
    throw new Error(`test/conformance/samples/${file}: ${(error as Error).message}; it has to export "sample", and npm run generate exports an engine that is new`);
  }
}
