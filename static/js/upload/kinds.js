// What a file is, by its first bytes: the same first look as the server's, which decides.

const starts = (bytes, ...expected) => expected.every((byte, at) => byte === null || bytes[at] === byte);
const ascii = (bytes, from, to) => String.fromCharCode(...bytes.subarray(from, to));

const isImage = (bytes) =>
  starts(bytes, 0xff, 0xd8, 0xff) ||
  starts(bytes, 0x89, 0x50, 0x4e, 0x47) ||
  ascii(bytes, 0, 4) === "GIF8" ||
  ascii(bytes, 0, 2) === "BM" ||
  starts(bytes, 0x49, 0x49, null, 0x00) ||
  starts(bytes, 0x4d, 0x4d, 0x00, null) ||
  (ascii(bytes, 0, 4) === "RIFF" && ascii(bytes, 8, 12) === "WEBP") ||
  (ascii(bytes, 4, 8) === "ftyp" && !ascii(bytes, 8, 12).startsWith("avi"));

const OFFICE = /^(\[Content_Types\]|word\/|xl\/|ppt\/|_rels\/|Contents\/|mimetypeapplication\/(hwp|vnd\.))/;

const isOffice = (bytes) =>
  starts(bytes, 0xd0, 0xcf, 0x11, 0xe0) ||
  ascii(bytes, 0, 17) === "HWP Document File" ||
  (ascii(bytes, 0, 2) === "PK" && OFFICE.test(ascii(bytes, 30, 110)));

const isArchive = (bytes) =>
  ascii(bytes, 0, 2) === "PK" || ascii(bytes, 0, 2) === "7z" || ascii(bytes, 0, 4) === "Rar!" ||
  starts(bytes, 0x1f, 0x8b) || ascii(bytes, 0, 3) === "ALZ" || ascii(bytes, 0, 4) === "EGGA";

// Why the file would be refused: the name of a sentence, or "" when it looks readable.
export const refusal = async (file, maxBytes) => {
  if (file.size === 0) return "empty";
  if (file.size > maxBytes) return "tooLarge";
  let bytes;
  try {
    bytes = new Uint8Array(await file.slice(0, 1024).arrayBuffer());
  } catch {
    return "";
  }
  if (isImage(bytes) || ascii(bytes, 0, 1024).includes("%PDF-")) return "";
  if (isOffice(bytes)) return "office";
  return isArchive(bytes) ? "zip" : "unsupported";
};

export const canShow = (file) => /^image\/(jpeg|png|gif|webp|bmp)$/.test(file.type);

export const sizeWords = (bytes) => {
  if (bytes < 1024) return `${bytes} B`;
  const units = ["KB", "MB", "GB"];
  let [amount, place] = [bytes / 1024, 0];
  while (amount >= 1024 && place < units.length - 1) [amount, place] = [amount / 1024, place + 1];
  const digits = place === 0 || Number.isInteger(amount) ? 0 : 1;
  return `${amount.toFixed(digits)} ${units[place]}`;
};
