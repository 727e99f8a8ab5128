/*
 * What a file handed in as material may be: told by its first bytes, never by what the browser says; its
 * name only chooses between kinds that look alike (safety B64). Everything else is refused.
 */

export interface FileKind {
  readonly mime: string;
  readonly extension: string;
}

const office = 'application/vnd.openxmlformats-officedocument';
const openDocument = 'application/vnd.oasis.opendocument';

/** Office files are ZIP folders; the part inside tells which. Kinds with macros are not among them. */
const zipped: readonly (FileKind & { readonly part: string })[] = [
  { extension: 'docx', part: 'word/', mime: `${office}.wordprocessingml.document` },
  { extension: 'xlsx', part: 'xl/', mime: `${office}.spreadsheetml.sheet` },
  { extension: 'pptx', part: 'ppt/', mime: `${office}.presentationml.presentation` },
  { extension: 'odt', part: `mimetype${openDocument}.text`, mime: `${openDocument}.text` },
  { extension: 'ods', part: `mimetype${openDocument}.spreadsheet`, mime: `${openDocument}.spreadsheet` },
  { extension: 'odp', part: `mimetype${openDocument}.presentation`, mime: `${openDocument}.presentation` },
];

/** Old office files share one container. */
const contained: readonly FileKind[] = [
  { extension: 'doc', mime: 'application/msword' },
  { extension: 'xls', mime: 'application/vnd.ms-excel' },
  { extension: 'ppt', mime: 'application/vnd.ms-powerpoint' },
];

/** The kind of a file, or undefined when it is none that is taken. `name` is the file's name as given. */
export function fileKindOf(bytes: Uint8Array, name: string): FileKind | undefined {
  const extension = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  if (starts(bytes, [0x25, 0x50, 0x44, 0x46, 0x2d])) return { extension: 'pdf', mime: 'application/pdf' };
  if (starts(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))
    return { extension: 'png', mime: 'image/png' };
  if (starts(bytes, [0xff, 0xd8, 0xff])) return { extension: 'jpg', mime: 'image/jpeg' };
  if (starts(bytes, [0x52, 0x49, 0x46, 0x46]) && ascii(bytes, 8, 12) === 'WEBP')
    return { extension: 'webp', mime: 'image/webp' };
  if (starts(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))
    return contained.find((kind) => kind.extension === extension);
  if (!starts(bytes, [0x50, 0x4b, 0x03, 0x04])) return undefined;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (text.includes('vbaProject.bin')) return undefined;
  const kind = zipped.find((candidate) => candidate.extension === extension && text.includes(candidate.part));
  return kind && { extension: kind.extension, mime: kind.mime };
}

/** The name a material is kept and handed out under: no path, no control or direction signs, the true ending. */
export function safeFileName(name: string, kind: FileKind): string {
  const base = name
    .normalize('NFC')
    .replace(/[\p{C}]/gu, '')
    .split(/[\\/]/)
    .at(-1)!
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .replace(/["<>:|?*]/g, '')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  return `${[...base].slice(0, 80).join('') || 'file'}.${kind.extension}`;
}

function starts(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, i) => bytes[i] === byte);
}

function ascii(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}
