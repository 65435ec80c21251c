import { SourceDeclaration } from './declaration';
import { onlyFile } from './only-file';
import { downloaded } from './rclone';
import { parseObjectUri, portOf } from './uris';
import { invalid } from '../../private/errors';
import { checkedImage } from '../../private/images';
import { ModelLayout } from '../../values/model-layout';
import { HttpsSourceOptions } from '../model-source-options';

const HOST = /^[A-Za-z0-9]([-.A-Za-z0-9]*[A-Za-z0-9])?(:\d{1,5})?$/;

/** Variable with the value of the header; what is rendered refers to it, so that the credential is in the Secret only. */
const AUTHORIZATION = 'SOURCE_AUTHORIZATION';

/** A file, or a folder with a listing, on a web server. https://rclone.org/http/ */
export function https(url: string, options: HttpsSourceOptions): SourceDeclaration {
  const { place, path } = parseObjectUri('HTTPS URL', url, { scheme: 'https', place: HOST, placeIs: 'a host, with an optional port', encoded: true, example: 'https://<host>/<path>', fix: 'give authorization, a SecretKey; for a signed URL use the factory of its store' });
  const { authorization, sha256 } = options;
  if (options.downloaderImage !== undefined) checkedImage(options.downloaderImage);
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const name = decodeURIComponent(path.slice(folder.length));
  const isFile = name !== '' && (options.layout ?? ModelLayout.FILES) === ModelLayout.FILES;
  const file = onlyFile(`${folder}${name}`, options) ?? (isFile ? name : undefined);
  checkHash(url, sha256, file);
  return {
    uri: url,
    revision: sha256,
    secrets: authorization && [authorization],
    bind: context => downloaded({
      remote: {
        TYPE: 'http',
        URL: `https://${place}/${folder}`,
        HEADERS: authorization && `"Authorization","$(${AUTHORIZATION})"`,
      },
      secretEnv: authorization && { [AUTHORIZATION]: authorization },
      path: name,
      file,
      sha256,
      image: options.downloaderImage,
      egressPorts: [portOf(url)],
    }, context),
  };
}

function checkHash(url: string, sha256: string | undefined, file: string | undefined): void {
  if (sha256 === undefined) return;
  if (!/^[0-9a-f]{64}$/.test(sha256)) {
    throw invalid({ what: `sha256 of ${url}`, got: sha256, allowed: '64 hexadecimal digits in lower case', fix: 'give what "sha256sum" prints for the file' });
  }
  if (file === undefined) {
    throw invalid({ what: `sha256 of ${url}`, got: sha256, allowed: 'for a single file', fix: 'leave it out for a folder' });
  }
}
