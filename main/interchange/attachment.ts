/**
 * The `Content-Disposition` of a file to be saved (RFC 6266), for any name: quoted, without what no file name may have, and
 * where it is not ASCII, also in UTF-8 (RFC 8187).
 */
const LONGEST = 150;

export function attachment(stem: string, extension: string): string {
  const clean = Array.from(stem.toWellFormed().replace(/[\p{Cc}\p{Cf}"<>:|?*\\/;%]/gu, '_'))
    .slice(0, LONGEST)
    .join('');
  const plain = clean.replace(/[^ -~]/g, '_');
  const quoted = `attachment; filename="${plain}.${extension}"`;
  return plain === clean ? quoted : `${quoted}; filename*=UTF-8''${escaped(`${clean}.${extension}`)}`;
}

const escaped = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
