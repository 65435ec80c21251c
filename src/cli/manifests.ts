import { readdirSync, readFileSync, statSync } from 'fs';
import { join } from 'path';
import { checkSource, isLockable } from './sources';
import { counted } from '../ground/counted';
import { masked } from '../ground/credentials';
import { show } from '../ground/errors';
import { isImageReference } from '../ground/images';
import { ModelLabels } from '../values/model-labels';

/** What is named, to be locked, and what was read and left out. */
export interface Named {
  readonly sources: string[];
  readonly images: string[];
  readonly notes: string[];
}

/** Sources and images of the manifests in a file or a folder. Throws when there is nothing to read, or when the one file that is named cannot be read. */
export function namedInManifests(path: string): Named {
  const isFolder = statSync(path).isDirectory();
  const files = isFolder
    ? readdirSync(path, { recursive: true, encoding: 'utf8' }).filter(name => /\.(ya?ml|json)$/.test(name)).sort().map(name => join(path, name))
    : [path];
  if (files.length === 0) {
    throw new Error(`the folder ${show(path)} holds no manifests: no file in it ends in .yaml, .yml or .json; synthesize into it first, or name another`);
  }
  const named = together(files.map(file => (isFolder ? tryFile(file) : inFile(file))));
  if (named.sources.length === 0 && named.images.length === 0) {
    named.notes.push(`${path} was read (${counted(files.length, 'file')}), and names no source (source.uri of a Model) and no image that could be locked`);
  }
  return named;
}

/** Beside others a file may be none of the manifests. */
function tryFile(file: string): Named {
  try {
    return inFile(file);
  } catch (error) {
    return { sources: [], images: [], notes: [(error as Error).message] };
  }
}

/** All that several name. */
export function together(all: readonly Named[]): Named {
  return { sources: all.flatMap(({ sources }) => sources), images: all.flatMap(({ images }) => images), notes: all.flatMap(({ notes }) => notes) };
}

function inFile(file: string): Named {
  const named: Named = { sources: [], images: [], notes: [] };
  const visit = (value: unknown, key: string, parent: string, around: readonly unknown[]): void => {
    if (typeof value === 'string') take(named, value, `${parent}.${key}`, key);
    if (typeof value !== 'object' || value === null || around.includes(value)) return; // an alias may lead back
    const inside = [...around, value];
    if (Array.isArray(value)) value.forEach(item => visit(item, key, parent, inside));
    else Object.entries(value).forEach(([name, member]) => visit(member, name, key, inside));
  };
  documentsOf(file).forEach(document => visit(document, '', '', []));
  return { ...named, notes: named.notes.map(note => `${file}: ${note}`) };
}

/**
 * A source is `source.uri` of a Model, or an annotation of a Pod that no Model stands beside; an image `image` of a container, or `image.reference`
 * of a volume.
 */
function take({ sources, images, notes }: Named, text: string, place: string, key: string): void {
  if ((place === 'source.uri' || place === `annotations.${ModelLabels.SOURCE}`) && isLockable(text)) {
    try {
      checkSource(text);
      sources.push(text);
    } catch (error) {
      notes.push((error as Error).message);
    }
  }
  if (key !== 'image' && place !== 'image.reference') return;
  if (isImageReference(text) && masked(text) === text) images.push(text);
  else notes.push(`${show(text)} is no image`);
}

/** The documents of a file as `kubectl` reads it, of which JSON is one kind. */
function documentsOf(file: string): unknown[] {
  // eslint-disable-next-line @typescript-eslint/no-require-imports, import/no-extraneous-dependencies -- loaded on demand; packed as lib/yaml.js
  const yaml = require('yaml') as typeof import('yaml');
  try {
    return yaml.parseAllDocuments(readFileSync(file, 'utf8'), { version: '1.1', logLevel: 'silent' }).map(document => {
      const [mistake] = document.errors;
      if (mistake !== undefined) throw mistake;
      return document.toJS() as unknown;
    });
  } catch (error) {
    throw new Error(
      `${file} cannot be read as YAML or JSON: ${(error as Error).message.split('\n')[0].replace(/:$/, '')}; mend it, or name the manifests beside it`,
    );
  }
}
