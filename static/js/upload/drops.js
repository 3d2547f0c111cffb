// Files out of a drop, folders walked through.

const SYSTEM_FILES = /^(\.|Thumbs\.db$|desktop\.ini$)/i;

export const wanted = (file) => !SYSTEM_FILES.test(file.name);

const entryFile = (entry) => new Promise((resolve) => entry.file(resolve, () => resolve(null)));

// A folder tells its content in portions; an empty portion is the end.
const portion = (reader) => new Promise((resolve) => reader.readEntries(resolve, () => resolve([])));

const walk = async (entry, found) => {
  if (entry.isFile) {
    const file = await entryFile(entry);
    if (file && wanted(file)) found.push(file);
    return;
  }
  const reader = entry.createReader();
  for (let entries = await portion(reader); entries.length; entries = await portion(reader)) {
    for (const child of entries) await walk(child, found);
  }
};

// {files, folder}: the folder's name when one folder alone was dropped. The entries must be
// taken from the event before the first await: afterwards the browser has emptied it.
export const droppedFiles = async (transfer) => {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return { files: [...transfer.files], folder: "" };
  const files = [];
  for (const entry of entries) await walk(entry, files);
  const folder = entries.length === 1 && entries[0].isDirectory ? entries[0].name : "";
  return { files: files.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true })), folder };
};
