import { SourceDeclaration } from './declaration';
import { checkHash } from './hashes';
import { onlyFile } from './only-file';
import { checkPatterns, filterArgs } from './patterns';
import { downloaded } from './rclone';
import { parseObjectUri, portOf } from './uris';
import { checkedImage } from '../../ground/images';
import { literal } from '../../ground/references';
import { ModelLayout } from '../../values/model-layout';
import { SecretKey } from '../../values/secret-key';
import { DownloadSourceOptions } from '../model-source-options';

/** Options of a file, or a folder with a listing, on a web server. */
export interface HttpsSourceOptions extends DownloadSourceOptions {
  /**
   * Value of the `Authorization` header, for example `Bearer …`, as the value of a Secret's key. It is sent only to the host of the URL, and not to
   * hosts that this one redirects to.
   *
   * @default - none; the server is read without credentials
   */
  readonly authorization?: SecretKey;
}

const HOST = /^[A-Za-z0-9]([-.A-Za-z0-9]*[A-Za-z0-9])?(:\d{1,5})?$/;

/** Variable with the value of the header; the manifests refer to it, so that the credential is in the Secret only. */
const AUTHORIZATION = 'SOURCE_AUTHORIZATION';

/**
 * A file, or a folder with a listing, on a web server. https://rclone.org/http/
 *
 * @factory https(url)
 * @recorded as given: `https://…`
 * @files a download
 * @credentials `authorization`, or none
 * @pinned `sha256` of a single file
 * @scheme https
 */
export function https(url: string, options: HttpsSourceOptions): SourceDeclaration {
  const { place, path } = parseObjectUri('HTTPS URL', url, {
    scheme: 'https',
    place: HOST,
    placeIs: 'a host, with an optional port',
    encoded: true,
    example: 'https://<host>/<path>',
    fix: 'give authorization, a SecretKey; for a signed URL use the factory of its store',
  });
  const { authorization, sha256 } = options;
  if (options.downloaderImage !== undefined) checkedImage(options.downloaderImage);
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const name = decodeURIComponent(path.slice(folder.length));
  const isFile = name !== '' && (options.layout ?? ModelLayout.FILES) === ModelLayout.FILES;
  const file = onlyFile(`${folder}${name}`, options) ?? (isFile ? name : undefined);
  checkHash(url, sha256, file);
  checkPatterns(url, options, file);
  return {
    uri: url,
    onlyFile: file,
    revision: sha256,
    secrets: authorization && [authorization],
    bind: context => downloaded({
      remote: {
        TYPE: 'http',
        URL: literal(`https://${place}/${folder}`),
        HEADERS: authorization && `"Authorization","$(${AUTHORIZATION})"`,
      },
      secretEnv: authorization && { [AUTHORIZATION]: authorization },
      path: name,
      file,
      sha256,
      filters: filterArgs(options),
      image: options.downloaderImage,
      egressPorts: [portOf(url)],
    }, context),
  };
}
